"""How the backend shows personal data to anybody but the paper's owner."""

from __future__ import annotations

from typing import Final

_LONG: Final = 12
"""Characters; in a shorter number the two ends would show most of it."""


def mask_name(name: str) -> str:
    """First and last character stay, of two only the first: 张桂兰 -> 张*兰, 李明 -> 李*."""
    kept_end = name[-1] if len(name) > len("李明") else ""
    return name[:1] + "*" * (len(name) - 1 - len(kept_end)) + kept_end


def mask_number(number: str) -> str:
    """First and last four characters of a long number stay; a short one keeps its last two."""
    if len(number) < _LONG:
        return "*" * max(len(number) - 2, 0) + number[-2:]
    return number[:4] + "*" * (len(number) - 8) + number[-4:]


def mask_phone(phone: str) -> str:
    """138****5678, the way operators print numbers."""
    return f"{phone[:3]}****{phone[-4:]}"
