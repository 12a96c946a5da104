"""Which characters a font file can draw, read from its ``cmap`` table.

Drawing libraries answer a missing character with an empty box; documents must know before. Only
format 12 subtables (OpenType 1.9, cmap) are read: every font with characters outside the basic
plane has one.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

_COLLECTION = b"ttcf"
_FORMAT_12 = 12


@dataclass(frozen=True, slots=True, repr=False)
class CharacterMap:
    """Sorted, separate ranges of code points."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __contains__(self, character: str) -> bool:
        at = bisect_right(self.starts, ord(character)) - 1
        return at >= 0 and ord(character) <= self.ends[at]


def read_character_map(path: Path, index: int = 0) -> CharacterMap:
    """Ranges of face ``index`` in ``path``; empty when it has no format 12 subtable."""
    with path.open("rb") as font:
        table = _cmap_offset(font, index)
        for offset in _subtables(font, table):
            if _unsigned16(font, table + offset) == _FORMAT_12:
                return _ranges(font, table + offset)
    return CharacterMap((), ())


def _cmap_offset(font: BinaryIO, index: int) -> int:
    start = 0
    if font.read(4) == _COLLECTION:
        start = _unsigned32(font, 12 + 4 * index)
    for record in range(_unsigned16(font, start + 4)):
        at = start + 12 + 16 * record
        font.seek(at)
        if font.read(4) == b"cmap":
            return _unsigned32(font, at + 8)
    return 0


def _subtables(font: BinaryIO, table: int) -> list[int]:
    count = _unsigned16(font, table + 2) if table else 0
    return [_unsigned32(font, table + 4 + 8 * record + 4) for record in range(count)]


def _ranges(font: BinaryIO, at: int) -> CharacterMap:
    count = _unsigned32(font, at + 12)
    groups = list(struct.iter_unpack(">III", font.read(12 * count)))
    return CharacterMap(tuple(group[0] for group in groups), tuple(group[1] for group in groups))


def _unsigned16(font: BinaryIO, at: int) -> int:
    font.seek(at)
    return int.from_bytes(font.read(2), "big")


def _unsigned32(font: BinaryIO, at: int) -> int:
    font.seek(at)
    return int.from_bytes(font.read(4), "big")
