"""A round seal as dots: ring, star, the issuing body on the arc, the purpose in a line below.

Proportions follow the national rules for round agency seals (State Council notice 1999/25: five-
pointed star in the middle, the name from left to right around it); the diameter is what thermal
paper needs for a legible name.
"""

from __future__ import annotations

from functools import lru_cache
from math import cos, degrees, radians, sin

import numpy as np
from PIL import Image

from kiosk.documents.fonts import Bits, Face, FontBook, Style
from kiosk.documents.model import Seal
from kiosk.documents.shapes import black, ring, star

_FINER = 4
_RING = 0.027
_NAME_OUTER = 0.445
_NAME_HEIGHT = 0.125
_STAR = 0.15
_PURPOSE_TOP = 0.725
_PURPOSE_HEIGHT = 0.082
_PURPOSE_WIDTH = 0.6
"""All by the diameter."""
_WIDEST_ARC = radians(236)
_LOOSEST_PITCH = 1.25
_NARROWEST, _WIDEST = 0.55, 0.98
"""Width of a character by its height: engravers condense long names."""


@lru_cache(maxsize=16)
def draw_seal(seal: Seal, diameter: int, fonts: FontBook) -> Bits:
    """The seal as a square of ``diameter`` dots."""
    bits = ring(diameter, diameter * _RING) | star(diameter, diameter * _STAR)
    fine = Image.new("L", (diameter * _FINER,) * 2, 0)
    _name_on_arc(fine, seal.issuer, diameter * _FINER, fonts)
    _purpose_below(fine, seal.purpose, diameter * _FINER, fonts)
    return bits | black(fine.reduce(_FINER))


def arc_angles(count: int, radius: float, height: float) -> list[float]:
    """Angle from the top of each of ``count`` characters, in radians, clockwise, evenly spaced."""
    if count == 1:
        return [0.0]
    pitch = min(height * _LOOSEST_PITCH / radius, _WIDEST_ARC / (count - 1))
    return [pitch * (place - (count - 1) / 2) for place in range(count)]


def _name_on_arc(canvas: Image.Image, name: str, diameter: int, fonts: FontBook) -> None:
    height = diameter * _NAME_HEIGHT
    radius = diameter * _NAME_OUTER - height / 2
    angles = arc_angles(len(name), radius, height)
    pitch = radius * (angles[1] - angles[0]) if len(name) > 1 else height
    width = height * min(max(pitch * 0.9 / height, _NARROWEST), _WIDEST)
    for character, angle in zip(name, angles, strict=True):
        cell = _cell(character, width, height, fonts)
        turned = cell.rotate(-degrees(angle), Image.Resampling.BICUBIC, expand=True)
        middle_x = diameter / 2 + radius * sin(angle)
        middle_y = diameter / 2 - radius * cos(angle)
        at = (round(middle_x - turned.width / 2), round(middle_y - turned.height / 2))
        canvas.paste(255, at, turned)


def _purpose_below(canvas: Image.Image, purpose: str, diameter: int, fonts: FontBook) -> None:
    height = diameter * _PURPOSE_HEIGHT
    width = min(height * _WIDEST, diameter * _PURPOSE_WIDTH / len(purpose))
    left = diameter / 2 - width * len(purpose) / 2
    for place, character in enumerate(purpose):
        cell = _cell(character, width * 0.94, height, fonts)
        middle = left + width * (place + 0.5)
        at = (round(middle - cell.width / 2), round(diameter * _PURPOSE_TOP))
        canvas.paste(255, at, cell)


def _cell(character: str, width: float, height: float, fonts: FontBook) -> Image.Image:
    """One character filling a box of ``width`` by ``height``, centred by its em square."""
    size = round(height)
    glyph = fonts.glyph(character, Style(Face.BOLD, size))
    em = Image.new("L", (max(size, glyph.left + glyph.bits.shape[1]), size), 0)
    bits = Image.fromarray(glyph.bits.astype(np.uint8) * 255)
    em.paste(bits, (glyph.left, glyph.top + round(size * 0.88)))
    return em.resize((round(width), size), Image.Resampling.LANCZOS)
