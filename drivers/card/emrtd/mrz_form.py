"""Where the fields of a zone are: TD1 (ICAO 9303-5), TD2 (9303-6) and TD3 (9303-4)."""

from __future__ import annotations

from enum import Enum, unique


@unique
class MrzForm(Enum):
    """Fields and their widths in characters, in the order of the lines joined together."""

    TD1 = (
        ("code", 2),
        ("issuing_state", 3),
        ("document_number", 9),
        ("number_check", 1),
        ("optional", 15),
        ("birth", 6),
        ("birth_check", 1),
        ("sex", 1),
        ("expiry", 6),
        ("expiry_check", 1),
        ("nationality", 3),
        ("optional_2", 11),
        ("composite", 1),
        ("name", 30),
    )
    TD2 = (
        ("code", 2),
        ("issuing_state", 3),
        ("name", 31),
        ("document_number", 9),
        ("number_check", 1),
        ("nationality", 3),
        ("birth", 6),
        ("birth_check", 1),
        ("sex", 1),
        ("expiry", 6),
        ("expiry_check", 1),
        ("optional", 7),
        ("composite", 1),
    )
    TD3 = (
        ("code", 2),
        ("issuing_state", 3),
        ("name", 39),
        ("document_number", 9),
        ("number_check", 1),
        ("nationality", 3),
        ("birth", 6),
        ("birth_check", 1),
        ("sex", 1),
        ("expiry", 6),
        ("expiry_check", 1),
        ("optional", 14),
        ("optional_check", 1),
        ("composite", 1),
    )

    @property
    def length(self) -> int:
        """Characters of all lines: 90, 72 or 88."""
        return sum(width for _, width in self.value)

    @property
    def fields(self) -> dict[str, slice]:
        """The place of every field."""
        places, start = {}, 0
        for field, width in self.value:
            places[field] = slice(start, start + width)
            start += width
        return places

    def covered(self, zone: str) -> str:
        """What the composite check digit is computed over."""
        return "".join(zone[start:end] for start, end in _COVERED[self])


_COVERED = {
    MrzForm.TD1: ((5, 30), (30, 37), (38, 45), (48, 59)),
    MrzForm.TD2: ((36, 46), (49, 56), (57, 71)),
    MrzForm.TD3: ((44, 54), (57, 64), (65, 87)),
}
