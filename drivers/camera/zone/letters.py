"""The letters of a machine readable zone, and which of them one place may hold (ICAO 9303-3, 4)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

DIGITS = "0123456789"
CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
FILLER = "<"
ALPHABET = DIGITS + CAPITALS + FILLER
"""In this order everywhere: columns of scores, glyphs of the picture beside this module."""

_ALIKE = ("0ODQ", "1IL", "1J", "2Z", "5S", "6G", "8B")
"""Letters that an engine trained on all the world's fonts takes for each other in OCR-B."""
_PARTNERS = {
    letter: frozenset("".join(group for group in _ALIKE if letter in group) + letter)
    for letter in ALPHABET
}


def alike(first: str, second: str) -> bool:
    """Whether one of these letters is often read as the other."""
    return second in _PARTNERS[first]


def allowed(letters: str) -> NDArray[np.bool_]:
    """One truth a letter of ``ALPHABET``."""
    return np.array([letter in letters for letter in ALPHABET])
