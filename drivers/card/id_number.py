"""The citizen identity number of GB 11643: 6 area + 8 birth + 3 sequence digits + 1 check.

Residence permits of Hong Kong, Macao and Taiwan residents and the foreigners' permits of 2023 have
numbers of the same build; what sets them apart is in ``drivers.card.permit_number``.
"""

from __future__ import annotations

import re
from datetime import date

_SHAPE = re.compile(r"[0-9]{17}[0-9X]", re.ASCII)
_COMPACT_DATE = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})", re.ASCII)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_CHARACTERS = "10X98765432"
"""ISO 7064 MOD 11-2, indexed by the weighted sum modulo 11."""
_CITIZENS = frozenset("12345678")
"""First digits of GB/T 2260 areas; 9 begins the permit numbers of foreigners."""


def check_character(first_17: str) -> str:
    """The check character that belongs to the first 17 digits."""
    total = sum(int(digit) * weight for digit, weight in zip(first_17, _WEIGHTS, strict=True))
    return _CHECK_CHARACTERS[total % 11]


def is_valid(number: str) -> bool:
    """Whether shape and check character are right (the birth date is ``birth_date``'s matter)."""
    return _SHAPE.fullmatch(number) is not None and check_character(number[:17]) == number[17]


def is_citizen_number(number: str) -> bool:
    """Whether it is a valid number with a citizen's first digit and a birth date inside."""
    return is_valid(number) and number[0] in _CITIZENS and birth_date(number) is not None


def birth_date(number: str) -> date | None:
    """The date of birth inside a well-shaped number; None when it is no date."""
    return compact_date(number[6:14])


def compact_date(text: str) -> date | None:
    """``YYYYMMDD`` in ASCII digits as a date, else None."""
    match = _COMPACT_DATE.fullmatch(text)
    if match is None:
        return None
    year, month, day = map(int, match.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None
