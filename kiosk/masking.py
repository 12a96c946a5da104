"""The one masking policy: how personal data may appear on screen, paper, in speech and in logs.

A public screen shows who is meant to the person herself and not enough to anybody behind her.
"""

from __future__ import annotations

KEPT_ENDS = 4
LONG_NUMBER = 12
"""Characters; both ends of a shorter number would show most of it."""


def mask_name(name: str) -> str:
    """张桂兰 -> 张*兰, 李明 -> 李*, 欧阳青云 -> 欧**云, 阿依古丽·买买提明 -> 阿*******明."""
    if len(name) <= 1:
        return name
    if len(name) == len("李明"):
        return f"{name[0]}*"
    return f"{name[0]}{'*' * (len(name) - 2)}{name[-1]}"


def mask_number(number: str) -> str:
    """First and last four characters of a long number; of a short one the last two."""
    if len(number) < LONG_NUMBER:
        return "*" * max(len(number) - 2, 0) + number[-2:]
    return number[:KEPT_ENDS] + "*" * (len(number) - 2 * KEPT_ENDS) + number[-KEPT_ENDS:]
