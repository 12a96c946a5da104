"""From the raw values of the items to a checked ``SocialSecurityCard``: whole or not at all."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from drivers._documents import SEX_BY_CODE, Protection, Sex, SocialSecurityCard, Withheld
from drivers.card import id_number
from drivers.card.ssc.items import Item
from drivers.card.ssc.record import (
    TEXT_PADDING,
    Malformed,
    binary,
    day,
    digits,
    matched_text,
    text,
)

_VERSION = re.compile(r"[1-9]\.[0-9]{2}", re.ASCII)
_CARD_IDENTIFICATION = re.compile(r"[0-9]{6}[0-9A-F]{26}", re.ASCII)
_CARD_NUMBER = re.compile(r"[0-9A-Z]{1,9}", re.ASCII)
_ETHNIC_CODE = re.compile(r"[0-9]{2}", re.ASCII)
_REGION = re.compile(r"[0-9]{1,6}", re.ASCII)
_CHARACTER_LENGTH = 2
"""Bytes of a Chinese character in GBK."""
_LAST_WITHOUT_MODULE = 2
"""The last generation whose two files need no secure module."""

Values = Mapping[Item, bytes]
"""The items that a card gave; what is absent or withheld has no key."""


def version_of(values: Values) -> str | None:
    """The version of the card rules; raises Malformed."""
    return matched_text(Item.VERSION, values.get(Item.VERSION, b""), _VERSION)


def protection_of(version: str | None) -> Protection:
    """What a refused item wants on a card of this version."""
    if version is None:
        return Protection.UNDETERMINED
    return Protection.PIN if int(version[0]) <= _LAST_WITHOUT_MODULE else Protection.SECURE_MODULE


def card_of(values: Values, withheld: tuple[Item, ...]) -> SocialSecurityCard:
    """The card with these values; raises Malformed with the first item that is wrong."""
    version = version_of(values)
    if version is None and Item.VERSION not in withheld:
        raise Malformed(Item.VERSION)
    issued_on, expires_on = _validity(values)
    number, birth_date = _number_and_birth(values)
    return SocialSecurityCard(
        version=version,
        card_identification=_card_identification(values),
        card_class=text(Item.CARD_CLASS, values.get(Item.CARD_CLASS, b"")),
        institution=binary(values.get(Item.INSTITUTION, b"")),
        issued_on=issued_on,
        expires_on=expires_on,
        card_number=matched_text(Item.CARD_NUMBER, values.get(Item.CARD_NUMBER, b""), _CARD_NUMBER),
        id_number=number,
        name=_name(values, withheld),
        sex=_sex(values),
        ethnic_code=digits(Item.ETHNIC_CODE, values.get(Item.ETHNIC_CODE, b""), _ETHNIC_CODE),
        birthplace=digits(Item.BIRTHPLACE, values.get(Item.BIRTHPLACE, b""), _REGION),
        birth_date=birth_date,
        withheld=tuple(Withheld(item.label, protection_of(version)) for item in withheld),
    )


def _card_identification(values: Values) -> str | None:
    code = binary(values.get(Item.CARD_IDENTIFICATION, b""))
    if code is not None and _CARD_IDENTIFICATION.fullmatch(code) is None:
        raise Malformed(Item.CARD_IDENTIFICATION)
    return code


def _validity(values: Values) -> tuple[date | None, date | None]:
    issued_on = day(Item.ISSUED_ON, values.get(Item.ISSUED_ON, b""))
    expires_on = day(Item.EXPIRES_ON, values.get(Item.EXPIRES_ON, b""))
    if issued_on is not None and expires_on is not None and expires_on < issued_on:
        raise Malformed(Item.EXPIRES_ON)
    return issued_on, expires_on


def _number_and_birth(values: Values) -> tuple[str | None, date | None]:
    number = text(Item.ID_NUMBER, values.get(Item.ID_NUMBER, b""))
    birth = day(Item.BIRTH_DATE, values.get(Item.BIRTH_DATE, b""))
    if number is None:
        return None, birth
    if not id_number.is_valid(number) or id_number.birth_date(number) is None:
        raise Malformed(Item.ID_NUMBER)
    if birth is not None and birth != id_number.birth_date(number):
        raise Malformed(Item.BIRTH_DATE)
    return number, birth


def _name(values: Values, withheld: tuple[Item, ...]) -> str | None:
    """Both parts as one text: a character may lie across their border.

    Where the first part has no room for one more character of two bytes, the name may go on.
    """
    first = values.get(Item.NAME, b"").rstrip(TEXT_PADDING)
    if not first:
        return None
    full = len(first) > Item.NAME.length - _CHARACTER_LENGTH
    if full and Item.NAME_EXTENSION in withheld:
        return None
    return text(Item.NAME, first + values.get(Item.NAME_EXTENSION, b""))


def _sex(values: Values) -> Sex | None:
    code = text(Item.SEX, values.get(Item.SEX, b""))
    if code is not None and code not in SEX_BY_CODE:
        raise Malformed(Item.SEX)
    return None if code is None else SEX_BY_CODE[code]
