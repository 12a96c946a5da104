"""Records of foreigners' permanent residence permits: I (2017) and Y (2023).

Both may lack a Chinese name; then the Latin one is the name. The rules of 2023 are known from
published programs only, and one of them reads three parts of a permit Y in another way. Under that
reading:

* bytes 32-35 hold an ethnic group, not the number of re-issues: digits or blank either way, and
  taken as ``issues``;
* bytes 158-187 hold the issuing office: reserved here, so whatever they hold is passed over;
* bytes 220-241 hold a travel permit number and its issues, not the end of the Latin name: what has
  digits in it is no name, and is passed over when the name ends before. A name that fills all of
  its first 35 characters and is followed by digits may be cut, and is malformed.
"""

from __future__ import annotations

import re

from drivers._documents import DocumentKind, IdentityDocument
from drivers.card.id_number import birth_date
from drivers.card.permit_number import is_foreign_number_2017, is_foreign_number_2023
from drivers.card.records.field_text import FieldText, clean, require
from drivers.card.records.layout import PADDING, RecordField

_NATIONALITY = re.compile(r"[A-Z]{3}", re.ASCII)
"""ISO 3166-1 alpha-3."""
_RE_ISSUES = re.compile(r"[0-9]{0,2}", re.ASCII)
_VERSION = re.compile(r"[0-9A-Z]{1,2}", re.ASCII)
_AUTHORITY = re.compile(r"[0-9A-Z]{1,4}", re.ASCII)
_LATIN_LENGTH_2023 = 46
_LATIN_HEAD_2023 = 35
"""Characters of the Latin name before the permit number; the others follow behind the dates."""


def foreign_2017(fields: FieldText, photo: bytes) -> IdentityDocument:
    """A permit I; raises Malformed. ``issuer`` is the code of the accepting authority."""
    latin_name = _latin(fields.raw(RecordField.LATIN_NAME))
    sex = fields.sex()
    number = fields.text(RecordField.ID_NUMBER)
    require(RecordField.ID_NUMBER, is_foreign_number_2017(number))
    nationality = fields.matching(RecordField.NATIONALITY, _NATIONALITY)
    require(RecordField.NATIONALITY, number.startswith(nationality))
    name = fields.optional(RecordField.NAME)
    valid_from = fields.day(RecordField.VALID_FROM)
    valid_until = fields.valid_until(valid_from)
    birth = fields.day(RecordField.BIRTH_DATE)
    issues = fields.matching(RecordField.ISSUES, _VERSION)
    return IdentityDocument(
        kind=DocumentKind.FOREIGN_RESIDENCE_2017,
        name=name or latin_name,
        id_number=number,
        sex=sex,
        ethnic_code="",
        birth_date=birth,
        address="",
        issuer=fields.matching(RecordField.ISSUER, _AUTHORITY),
        valid_from=valid_from,
        valid_until=valid_until,
        photo=photo,
        latin_name=latin_name,
        nationality=nationality,
        issues=issues,
    )


def foreign_2023(fields: FieldText, photo: bytes) -> IdentityDocument:
    """A permit Y; raises Malformed. ``issuer`` is empty: the card does not say."""
    name = fields.optional(RecordField.NAME)
    sex = fields.sex()
    issues = fields.matching(RecordField.ISSUES, _RE_ISSUES)
    birth = fields.day(RecordField.BIRTH_DATE)
    latin_name = _latin_2023(fields.raw(RecordField.LATIN_NAME))
    number = fields.text(RecordField.ID_NUMBER)
    require(RecordField.ID_NUMBER, is_foreign_number_2023(number))
    require(RecordField.BIRTH_DATE, birth == birth_date(number))
    valid_from = fields.day(RecordField.VALID_FROM)
    valid_until = fields.valid_until(valid_from)
    nationality = fields.matching(RecordField.NATIONALITY, _NATIONALITY)
    return IdentityDocument(
        kind=DocumentKind.FOREIGN_RESIDENCE_2023,
        name=name or latin_name,
        id_number=number,
        sex=sex,
        ethnic_code="",
        birth_date=birth,
        address="",
        issuer="",
        valid_from=valid_from,
        valid_until=valid_until,
        photo=photo,
        latin_name=latin_name,
        nationality=nationality,
        issues=issues,
        former_permit=fields.optional(RecordField.FORMER_PERMIT),
    )


def _latin_2023(raw: str) -> str:
    """The name from both its parts, or from the first alone where the second is no name."""
    require(RecordField.LATIN_NAME, len(raw) == _LATIN_LENGTH_2023)
    head, tail = raw[:_LATIN_HEAD_2023], raw[_LATIN_HEAD_2023:]
    ends_before = head[-1] in PADDING
    return _latin(head if ends_before and _has_digits(tail) else raw)


def _latin(raw: str) -> str:
    """A name in Latin letters with single spaces between its words."""
    text = clean(RecordField.LATIN_NAME, raw)
    words = text.split()
    require(RecordField.LATIN_NAME, bool(words) and not _has_digits(text))
    return " ".join(words)


def _has_digits(text: str) -> bool:
    return any(character.isdigit() for character in text)
