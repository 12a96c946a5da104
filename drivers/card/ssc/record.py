"""Records ``tag(1) length(1) value`` and the codings of their values.

A value that holds nothing but padding counts as not given (None): text is padded with 00 or
spaces, decimals with F, and a record that was never written is all 00 or all FF. A decimal byte
20 is a digit pair and no space, so each coding has a padding of its own.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from drivers.card.id_number import compact_date
from drivers.card.ssc.items import Item

HEADER_LENGTH = 2
TEXT_PADDING = b"\0 \xff"
"""None of these is the second byte of a GBK character (40 to FE)."""
ENCODING = "gb18030"
"""GBK with its characters of today: strict GBK lacks rare surnames such as 䶮 (FE 9F)."""

_MEANINGLESS = frozenset({"Cc", "Co"})
"""Unicode categories: control characters, and private ones that differ from region to region."""
_BLANK_BINARY = (b"\0", b"\xff")


class Malformed(Exception):
    """An item that is not what the card rules say; carries its name, never its content."""

    def __init__(self, item: Item) -> None:
        super().__init__(item.label)
        self.item = item


def encode_record(item: Item, value: bytes) -> bytes:
    """The record of a value; ValueError for a value longer than the item."""
    if len(value) > item.length:
        message = f"{item.label} is longer than {item.length} bytes"
        raise ValueError(message)
    return bytes((item.tag, len(value))) + value


def parse_record(item: Item, record: bytes) -> bytes | None:
    """The value in the item's record, None for the record of another item; raises Malformed."""
    if len(record) < HEADER_LENGTH:
        raise Malformed(item)
    tag, length = record[:HEADER_LENGTH]
    if tag != item.tag:
        return None
    value = record[HEADER_LENGTH:]
    if length != len(value) or length > item.length:
        raise Malformed(item)
    return value


def text(item: Item, value: bytes) -> str | None:
    """A GBK text without its padding; raises Malformed for bytes without a meaning."""
    try:
        characters = value.rstrip(TEXT_PADDING).decode(ENCODING)
    except UnicodeDecodeError:
        raise Malformed(item) from None
    if any(unicodedata.category(character) in _MEANINGLESS for character in characters):
        raise Malformed(item)
    return characters.strip() or None


def matched_text(item: Item, value: bytes, shape: re.Pattern[str]) -> str | None:
    """A text of a certain shape; raises Malformed for any other."""
    characters = text(item, value)
    return None if characters is None else _matched(item, characters, shape)


def digits(item: Item, value: bytes, shape: re.Pattern[str]) -> str | None:
    """The hexadecimal digits, upper case, without F padding; raises Malformed for another shape."""
    if is_blank(value):
        return None
    return _matched(item, value.hex().upper().rstrip("F"), shape)


def binary(value: bytes) -> str | None:
    """Bytes without a further meaning as hexadecimal digits, upper case."""
    return None if is_blank(value) else value.hex().upper()


def day(item: Item, value: bytes) -> date | None:
    """A decimal date YYYYMMDD; raises Malformed for what is no date."""
    if is_blank(value):
        return None
    found = compact_date(value.hex())
    if found is None:
        raise Malformed(item)
    return found


def is_blank(value: bytes) -> bool:
    """Whether a value that is no text was never written."""
    return any(not value.strip(padding) for padding in _BLANK_BINARY)


def _matched(item: Item, characters: str, shape: re.Pattern[str]) -> str:
    if shape.fullmatch(characters) is None:
        raise Malformed(item)
    return characters
