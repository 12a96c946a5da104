"""How a document may appear on a technician's screen, which a photograph may show to anybody."""

from __future__ import annotations

from datetime import date

STAR = "*"
_HEAD, _TAIL = 3, 2
_SHORTEST_TWO_ENDED = 9
"""Both ends of a shorter number would show most of it."""


def masked_name(name: str) -> str:
    """张桂兰 -> 张**, SMITH JOHN -> S*********."""
    return name[:1] + STAR * (len(name) - 1)


def masked_number(number: str) -> str:
    """The first three and last two characters; only the last two of a short number."""
    if len(number) < _SHORTEST_TWO_ENDED:
        kept = number[-_TAIL:] if len(number) > _TAIL else ""
        return STAR * (len(number) - len(kept)) + kept
    return number[:_HEAD] + STAR * (len(number) - _HEAD - _TAIL) + number[-_TAIL:]


def masked_birth(birth: date) -> str:
    """The year alone: 1941-**-**."""
    return f"{birth.year:04d}-**-**"


HIDDEN = STAR * 3
"""Stands for a text of which nothing is shown."""
