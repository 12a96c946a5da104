"""Values of options, and what is wrong with them."""

from __future__ import annotations

import re
from argparse import ArgumentTypeError
from datetime import date

from drivers.card.id_number import compact_date

_NUMBER = re.compile(r"[A-Z0-9]{1,22}")
"""A document number in a machine readable zone (ICAO 9303-4 and -5: nine places, or more in the
optional data of cards)."""
_LARGEST_CODE = 0xFFFFFFFF
_LONGEST_SECONDS = 3600.0


class UsageError(Exception):
    """A command that makes no sense; its text is for the technician."""


def day(text: str) -> date:
    """1990-01-31 or 19900131; raises ArgumentTypeError."""
    found = compact_date(text.replace("-", ""))
    if found is None:
        message = "日期写成 1990-01-31 或 19900131"
        raise ArgumentTypeError(message)
    return found


def seconds(text: str) -> float:
    """A positive number of seconds, an hour at most; raises ArgumentTypeError."""
    try:
        found = float(text)
    except ValueError:
        found = 0.0
    if not 0.0 < found <= _LONGEST_SECONDS:
        message = "秒数要大于 0，不超过 3600"
        raise ArgumentTypeError(message)
    return found


def baud(text: str) -> int:
    """A serial speed; raises ArgumentTypeError."""
    if not text.isascii() or not text.isdigit() or int(text) == 0:
        message = "速率写成数字，如 115200"
        raise ArgumentTypeError(message)
    return int(text)


def code(text: str) -> int:
    """A control code, decimal or 0x..; raises ArgumentTypeError."""
    try:
        found = int(text, 0)
    except ValueError:
        found = -1
    if not 0 <= found <= _LARGEST_CODE:
        message = "控制码写成 0x42000001 这样"
        raise ArgumentTypeError(message)
    return found


def document_number(text: str) -> str:
    """Capital letters and digits, as printed; raises ArgumentTypeError."""
    found = text.strip().upper()
    if _NUMBER.fullmatch(found) is None:
        message = "证件号码只有字母和数字"
        raise ArgumentTypeError(message)
    return found
