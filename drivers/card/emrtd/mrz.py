"""The machine readable zone in DG1: TD1 (3 x 30), TD2 (2 x 36) and TD3 (2 x 44 characters).

Sources: ICAO 9303-5, 9303-6 and 9303-4. A zone is accepted whole or not at all. Documents with a
field order of their own (such as the two-way permits) fail their check digits here instead of
giving fields in wrong places; ``mrz_permit`` is for those.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from drivers._documents import Sex
from drivers.card.emrtd.mrz_form import MrzForm
from drivers.card.emrtd.mrz_grammar import (
    FILLER,
    PRINCIPAL_NUMBER_LENGTH,
    Malformed,
    check_digit,
    is_birth,
    is_document_number,
    is_expiry,
)

_SEX_BY_CODE = {"M": Sex.MALE, "F": Sex.FEMALE, FILLER: Sex.UNSPECIFIED}
_CODE_BY_SEX = {sex: code for code, sex in _SEX_BY_CODE.items()}
_ALPHABET = re.compile(r"[0-9A-Z<]+", re.ASCII)
_CODE = re.compile(r"[A-Z][0-9A-Z<]", re.ASCII)
_STATE = re.compile(r"[A-Z]{1,3}<{0,2}", re.ASCII)
_NAME = re.compile(r"[A-Z][A-Z<]*", re.ASCII)


@dataclass(frozen=True, slots=True, repr=False)
class Mrz:
    """The fields without their fillers. ``birth`` and ``expiry`` are YYMMDD, century unsaid."""

    form: MrzForm
    code: str
    issuing_state: str
    document_number: str
    birth: str
    sex: Sex
    expiry: str
    nationality: str
    surname: str
    given_names: str
    optional: str = ""
    optional_2: str = ""


def parse_mrz(text: str) -> Mrz | Malformed:
    """The zone in 90, 72 or 88 characters without line breaks, or the first wrong field."""
    form = next((form for form in MrzForm if form.length == len(text)), None)
    if form is None or _ALPHABET.fullmatch(text) is None:
        return Malformed("mrz")
    raw = {field: text[part] for field, part in form.fields.items()}
    number, digit, optional = _number(form, raw)
    wrong = _first_wrong(raw, number, digit) or _wrong_digit(form, text, raw)
    if wrong is not None:
        return Malformed(wrong)
    surname, _, given = raw["name"].rstrip(FILLER).partition(2 * FILLER)
    return Mrz(
        form=form,
        code=raw["code"].rstrip(FILLER),
        issuing_state=raw["issuing_state"].rstrip(FILLER),
        document_number=number.rstrip(FILLER),
        birth=raw["birth"],
        sex=_SEX_BY_CODE[raw["sex"]],
        expiry=raw["expiry"],
        nationality=raw["nationality"].rstrip(FILLER),
        surname=_words(surname),
        given_names=_words(given),
        optional=optional.rstrip(FILLER),
        optional_2=raw.get("optional_2", "").rstrip(FILLER),
    )


def encode_mrz(mrz: Mrz) -> str:
    """The zone that carries ``mrz``; ValueError for a text that is too long."""
    head, rest = _split_number(mrz)
    digit = check_digit(head.ljust(PRINCIPAL_NUMBER_LENGTH, FILLER))
    long = bool(rest)
    optional = rest + check_digit(head + rest) + FILLER + mrz.optional if long else mrz.optional
    name = f"{mrz.surname}{2 * FILLER}{mrz.given_names}".replace(" ", FILLER)
    fields = {
        "code": mrz.code,
        "issuing_state": mrz.issuing_state,
        "document_number": head,
        "number_check": FILLER if long else digit,
        "optional": optional,
        "birth": mrz.birth,
        "birth_check": check_digit(mrz.birth),
        "sex": _CODE_BY_SEX.get(mrz.sex, FILLER),
        "expiry": mrz.expiry,
        "expiry_check": check_digit(mrz.expiry),
        "nationality": mrz.nationality,
        "optional_2": mrz.optional_2,
        "optional_check": check_digit(optional),
        "name": name.rstrip(FILLER),
    }
    zone = [FILLER] * mrz.form.length
    for field, part in mrz.form.fields.items():
        value = fields.get(field, "")
        if len(value) > part.stop - part.start:
            message = f"{field} is longer than {part.stop - part.start} characters"
            raise ValueError(message)
        zone[part.start : part.start + len(value)] = value
    zone[mrz.form.fields["composite"]] = check_digit(mrz.form.covered("".join(zone)))
    return "".join(zone)


def _split_number(mrz: Mrz) -> tuple[str, str]:
    number = mrz.document_number
    if mrz.form is MrzForm.TD3:
        return number, ""
    return number[:PRINCIPAL_NUMBER_LENGTH], number[PRINCIPAL_NUMBER_LENGTH:]


def _number(form: MrzForm, raw: dict[str, str]) -> tuple[str, str, str]:
    """Document number with fillers, its check digit, and the optional data.

    A filler in the digit's place says that the number goes on in the optional data, with its digit
    behind it (ICAO 9303-5, 4.2.2.1; 9303-6 has the same rule).
    """
    number, digit, optional = raw["document_number"], raw["number_check"], raw["optional"]
    if form is MrzForm.TD3 or digit != FILLER:
        return number, digit, optional
    rest, _, optional = optional.partition(FILLER)
    return number + rest[:-1], rest[-1:], optional


def _first_wrong(raw: dict[str, str], number: str, digit: str) -> str | None:
    checks = (
        ("code", _CODE.fullmatch(raw["code"]) is not None),
        ("issuing_state", _STATE.fullmatch(raw["issuing_state"]) is not None),
        ("document_number", is_document_number(number.rstrip(FILLER))),
        ("document_number", check_digit(number) == digit),
        ("birth", is_birth(raw["birth"]) and check_digit(raw["birth"]) == raw["birth_check"]),
        ("sex", raw["sex"] in _SEX_BY_CODE),
        ("expiry", is_expiry(raw["expiry"]) and check_digit(raw["expiry"]) == raw["expiry_check"]),
        ("nationality", _STATE.fullmatch(raw["nationality"]) is not None),
        ("name", _NAME.fullmatch(raw["name"]) is not None),
    )
    return next((field for field, holds in checks if not holds), None)


def _wrong_digit(form: MrzForm, text: str, raw: dict[str, str]) -> str | None:
    digit = raw.get("optional_check")
    blank = digit == FILLER and not raw["optional"].strip(FILLER)
    if digit is not None and not blank and digit != check_digit(raw["optional"]):
        return "optional"
    return None if check_digit(form.covered(text)) == raw["composite"] else "composite"


def _words(name: str) -> str:
    return " ".join(name.replace(FILLER, " ").split())
