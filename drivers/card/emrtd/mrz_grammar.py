"""Characters, dates and check digits of a machine readable zone (ICAO 9303-3, section 4)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import cycle

FILLER = "<"
PRINCIPAL_NUMBER_LENGTH = 9
"""Characters of the number's field; a longer one goes on in the optional data (TD1, TD2)."""

_WEIGHTS = (7, 3, 1)
_VALUES = {
    FILLER: 0,
    **{character: value for value, character in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")},
}
_NUMBER = re.compile(r"[0-9A-Z](?:[0-9A-Z<]{0,20}[0-9A-Z])?", re.ASCII)
_DAY = r"(?:0[1-9]|[12][0-9]|3[01])"
_MONTH = r"(?:0[1-9]|1[0-2])"
_BIRTH = re.compile(rf"(?:[0-9]{{2}}|<<)(?:{_MONTH}|<<)(?:{_DAY}|<<)", re.ASCII)
_EXPIRY = re.compile(rf"[0-9]{{2}}{_MONTH}{_DAY}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Malformed:
    """What is wrong, by field name; the value itself is personal and stays out."""

    field: str


def check_digit(text: str) -> str:
    """The 7-3-1 check digit (ICAO 9303-3); KeyError outside ``0-9A-Z<``."""
    total = sum(
        _VALUES[character] * weight
        for character, weight in zip(text, cycle(_WEIGHTS), strict=False)
    )
    return str(total % 10)


def is_document_number(text: str) -> bool:
    """1 to 22 characters, fillers only inside (22 is what fits the first line of a TD1)."""
    return _NUMBER.fullmatch(text) is not None


def is_birth(text: str) -> bool:
    """YYMMDD; fillers stand for an unknown year, month or day (ICAO 9303-3)."""
    return _BIRTH.fullmatch(text) is not None


def is_expiry(text: str) -> bool:
    """YYMMDD."""
    return _EXPIRY.fullmatch(text) is not None
