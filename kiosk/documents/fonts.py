"""Glyphs as black and white dots, from a chain of fonts, never an empty box.

The kiosk prints its own pixels: printers' fonts lack rare names. A glyph is drawn in greys at eight
sub-dot positions; the one whose edges fall best on the dots is kept and cut at a threshold, which
makes stems even at 203 dpi.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum, unique
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import ImageFont

from kiosk.documents.charmap import CharacterMap, read_character_map
from kiosk.documents.errors import FontMissing, GlyphMissing

Bits = NDArray[np.bool_]
"""Rows by columns, True is a black dot."""

FONT_ROOT = Path("/usr/share/fonts")
PACKAGE = "fonts-noto-cjk"
FALLBACKS = ("BabelStoneHan*.ttf", "HanaMinA*.ttf", "HanaMinB*.ttf", "DejaVuSans.ttf")
"""File names of fonts that help out when installed: packages fonts-babelstone-han,
fonts-hanazono and fonts-dejavu-core."""

_PHASES = tuple(step / 8 for step in range(8))
_FACES_IN_COLLECTION = 10
_MOST_KEPT = 8192


@unique
class Face(StrEnum):
    """The three voices on paper."""

    REGULAR = "NotoSansCJK-Regular.ttc"
    BOLD = "NotoSansCJK-Bold.ttc"
    FORMAL = "NotoSerifCJK-Bold.ttc"


_THRESHOLD = {Face.REGULAR: 112, Face.BOLD: 128, Face.FORMAL: 104}
"""Grey (of 255) from which a dot is black: light stems need help, heavy ones must not clog.
Chosen by eye at 22 to 48 dots."""


@dataclass(frozen=True, slots=True)
class Style:
    """A face at a size in dots to the em."""

    face: Face
    size: int


@dataclass(frozen=True, slots=True, repr=False)
class Glyph:
    """Dots, where they stand from the pen on the baseline, and how far the pen moves."""

    bits: Bits
    left: int
    top: int
    advance: float


@dataclass(frozen=True, slots=True)
class _FontFile:
    path: Path
    index: int
    characters: CharacterMap


class FontBook:
    """Measures and draws text; glyphs are kept, at most about 10 MB of them. Safe to share."""

    def __init__(self, root: Path = FONT_ROOT) -> None:
        faces = {face: _required(root, face) for face in Face}
        others = (faces[Face.REGULAR], *_fallbacks(root))
        self._chains = {face: (faces[face], *others) for face in Face}
        self._glyphs: dict[tuple[str, Style], Glyph] = {}
        self._sizes: dict[tuple[Path, int, int], ImageFont.FreeTypeFont] = {}

    def glyph(self, character: str, style: Style) -> Glyph:
        """The glyph of one character; raises ``GlyphMissing`` when no font has it."""
        key = (character, style)
        if key not in self._glyphs:
            if len(self._glyphs) >= _MOST_KEPT:
                self._glyphs.clear()
            self._glyphs[key] = self._draw(character, style)
        return self._glyphs[key]

    def measure(self, text: str, style: Style) -> float:
        """Width of ``text`` in dots."""
        return sum(self.glyph(character, style).advance for character in text)

    def require(self, texts: Iterable[str]) -> None:
        """Raise one ``GlyphMissing`` that lists every character of ``texts`` no font has."""
        characters = sorted(set("".join(texts)) - {"\n"})
        missing = [one for one in characters if self._find(one, Face.REGULAR) is None]
        if missing:
            raise GlyphMissing("".join(missing))

    def _find(self, character: str, face: Face) -> _FontFile | None:
        return next((file for file in self._chains[face] if character in file.characters), None)

    def _draw(self, character: str, style: Style) -> Glyph:
        file = self._find(character, style.face)
        if file is None:
            raise GlyphMissing(character)
        font = self._sized(file, style.size)
        drawn = [_in_greys(font, character, phase) for phase in _PHASES]
        greys, left, top = min(drawn, key=lambda candidate: _ambiguity(candidate[0]))
        bits = greys >= _THRESHOLD[style.face]
        return Glyph(bits, left, top, font.getlength(character))

    def _sized(self, file: _FontFile, size: int) -> ImageFont.FreeTypeFont:
        key = (file.path, file.index, size)
        if key not in self._sizes:
            self._sizes[key] = ImageFont.truetype(
                file.path, size, index=file.index, layout_engine=ImageFont.Layout.BASIC
            )
        return self._sizes[key]


@lru_cache(maxsize=1)
def installed_fonts() -> FontBook:
    """The fonts of this machine, found once; raises ``FontMissing``."""
    return FontBook()


def _in_greys(
    font: ImageFont.FreeTypeFont, character: str, phase: float
) -> tuple[NDArray[np.uint8], int, int]:
    mask, (left, top) = font.getmask2(character, mode="L", start=(phase, 0.0), anchor="ls")
    width, height = mask.size
    greys = np.asarray(mask, dtype=np.uint8).reshape(height, width)
    return greys, left - (1 if phase > 1 / 2 else 0), top


def _ambiguity(greys: NDArray[np.uint8]) -> int:
    return int(np.minimum(greys, 255 - greys).sum(dtype=np.int64))


def _required(root: Path, face: Face) -> _FontFile:
    for path in sorted(root.rglob(face.value)):
        for index in range(_FACES_IN_COLLECTION):
            if _is_simplified(path, index):
                return _FontFile(path, index, read_character_map(path, index))
    message = f"{face.value} with Simplified Chinese is not installed: apt install {PACKAGE}"
    raise FontMissing(message)


def _is_simplified(path: Path, index: int) -> bool:
    try:
        family, _ = ImageFont.truetype(path, 10, index=index).getname()
    except OSError:
        return False
    return family is not None and family.endswith("CJK SC")


def _fallbacks(root: Path) -> Iterable[_FontFile]:
    for pattern in FALLBACKS:
        for path in sorted(root.rglob(pattern)):
            yield _FontFile(path, 0, read_character_map(path))
