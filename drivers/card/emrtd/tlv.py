"""BER-TLV as chips use it (ISO/IEC 7816-4, section 5.2.2), bounded and total.

Tags have one or two bytes, lengths are definite and below 16 MiB. What does not parse is None.
"""

from __future__ import annotations

from typing import NamedTuple

MAX_ITEMS = 256
"""More data objects than this in one template are taken for garbage."""
_MAX_LENGTH_BYTES = 3
_LONG_TAG = 0x1F
_MORE = 0x80


class Header(NamedTuple):
    """A tag, where its value starts, and how long the value is, in bytes."""

    tag: int
    start: int
    length: int


class Item(NamedTuple):
    """One data object."""

    tag: int
    value: bytes


def encode(tag: int, value: bytes) -> bytes:
    """The data object with the shortest length form; ValueError for 16 MiB and more."""
    size = len(value)
    head = tag.to_bytes((tag.bit_length() + 7) // 8, "big")
    if size < _MORE:
        return head + bytes((size,)) + value
    count = (size.bit_length() + 7) // 8
    if count > _MAX_LENGTH_BYTES:
        message = "a data object is shorter than 16 MiB"
        raise ValueError(message)
    return head + bytes((_MORE | count,)) + size.to_bytes(count, "big") + value


def read_header(data: bytes) -> Header | None:
    """Tag and length at the start of ``data``; the value need not be there."""
    tag_end = 2 if data and data[0] & _LONG_TAG == _LONG_TAG else 1
    if len(data) <= tag_end or not data[0] or (tag_end > 1 and data[1] & _MORE):
        return None
    tag, first = int.from_bytes(data[:tag_end], "big"), data[tag_end]
    if first < _MORE:
        return Header(tag, tag_end + 1, first)
    start = tag_end + 1 + (first & ~_MORE)
    if first == _MORE or start - tag_end - 1 > _MAX_LENGTH_BYTES or len(data) < start:
        return None
    return Header(tag, start, int.from_bytes(data[tag_end + 1 : start], "big"))


def items(data: bytes) -> tuple[Item, ...] | None:
    """All data objects of a template's value, with nothing left over."""
    found: list[Item] = []
    while data:
        header = read_header(data)
        if header is None or len(found) == MAX_ITEMS:
            return None
        end = header.start + header.length
        if end > len(data):
            return None
        found.append(Item(header.tag, data[header.start : end]))
        data = data[end:]
    return tuple(found)


def find(data: bytes, *path: int) -> bytes | None:
    """The value at the end of a path of tags, the first one at each level."""
    for tag in path:
        value = next((item.value for item in items(data) or () if item.tag == tag), None)
        if value is None:
            return None
        data = value
    return data
