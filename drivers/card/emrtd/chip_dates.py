"""Dates of a machine readable zone, which leaves the century unsaid (ICAO 9303-3, 4.8)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

_CENTURY = 100


def birth_date(text: str, today: date) -> date | None:
    """The latest such day that is not after ``today``; None for no day or one partly unknown."""
    return max((day for day in _candidates(text, today) if day <= today), default=None)


def expiry_date(text: str, today: date) -> date | None:
    """Such a day in the century nearest to ``today``; None for no day of the calendar."""
    return min(_candidates(text, today), key=lambda day: abs(day - today), default=None)


def short(day: date) -> str:
    """YYMMDD."""
    return f"{day:%y%m%d}"


def _candidates(text: str, today: date) -> Iterator[date]:
    if not (text.isascii() and text.isdecimal()):
        return
    year, month, day = int(text[:2]), int(text[2:4]), int(text[4:])
    this_century = today.year - today.year % _CENTURY
    for century in (this_century - _CENTURY, this_century, this_century + _CENTURY):
        try:
            yield date(century + year, month, day)
        except ValueError:
            continue
