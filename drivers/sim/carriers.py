"""What bears a code: a phone in a hand, or a slip of paper, drawn as if seen straight on.

Lengths are in sides of the code. Text is drawn as square characters of random strokes, the same
ones each time: to a camera at this distance it is nothing else.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
import segno
from segno import DataOverflowError

from drivers.camera.frames import GreyImage
from drivers.camera.grey import as_grey
from drivers.sim.pose import Carrier, Pose

_QUIET_MODULES = 4
"""ISO/IEC 18004 quiet zone."""

_LIGHT, _INK, _BEZEL = 235, 20, 28
"""Grey levels of a phone: lit and unlit pixels of its screen, and its frame."""

_THERMAL_WHITE, _THERMAL_INK = 214, 66
"""Thermal paper under a lobby's lamps: neither is it white nor its ink black."""

_SKIN = 128
_SLIP_WIDTH, _SLIP_ABOVE, _SLIP_BELOW = 2.3, 1.5, 0.75
"""A code of 31 mm on the 72 mm that an 80 mm printer prints."""

_CURL = 0.10
"""How much darker a slip is at its ends, which roll away from the light."""


@dataclass(frozen=True, slots=True, eq=False)
class Texture:
    """Grey pixels, how much of each hides what is behind (0 to 255), and where the code is."""

    image: GreyImage
    cover: GreyImage
    centre: tuple[float, float]
    side: float


def carrier_of(payload: bytes, pose: Pose, code_px: float) -> Texture:
    """The pose's carrier with this code, ``code_px`` or a little more wide.

    A payload beyond the 2953 bytes of the largest QR code leaves a blank where the code should be.
    """
    modules = _code_modules(payload)
    module_px = max(1, math.ceil(code_px / modules.shape[0]))
    if pose.carrier is Carrier.PAPER:
        return _reflecting(_slip(modules, module_px, pose.brightness), pose.glare)
    return _reflecting(_phone(modules, module_px, pose.brightness, dark=pose.dark), pose.glare)


def _code_modules(payload: bytes) -> GreyImage:
    """One pixel a module, 1 is dark; a blank of middle size when no code can hold the payload."""
    try:
        # Byte mode keeps the payload as it is; segno would store some bytes as Kanji.
        code = segno.make_qr(payload, error="m", mode="byte", boost_error=False)
    except (DataOverflowError, ValueError):
        return np.zeros((57, 57), np.uint8)
    return np.array([list(row) for row in code.matrix], np.uint8)


def _phone(modules: GreyImage, module_px: int, brightness: float, *, dark: bool) -> Texture:
    """Screen with title, code and two lines of text, in its frame, held by a hand."""
    code = _enlarged(modules, module_px)
    side, quiet = code.shape[0], _QUIET_MODULES * module_px
    width, height = side + 2 * quiet, round((side + 2 * quiet) * 1.8)
    lit = np.zeros((height, width), np.uint8)
    top = (height - side) // 2
    lit[top : top + side, quiet : quiet + side] = code
    size = max(4, height // 28)
    for at, share in ((0.07, 0.45), (0.86, 0.8), (0.92, 0.6)):
        _write(lit, (quiet, round(at * height)), (round(share * side), size))
    ink, paper = (_LIGHT, _INK) if dark else (_INK, _LIGHT)
    bezel, room = max(2, width // 16), max(4, width // 5)
    image = np.pad(_lit(lit, ink, paper, brightness), bezel, constant_values=_BEZEL)
    cover = _rounded(image.shape, width // 9)
    image, cover = (as_grey(np.pad(part, ((0, 0), (room, room)))) for part in (image, cover))
    _hold(image, cover, bezel, room)
    return Texture(image, cover, (room + bezel + quiet + side / 2, bezel + top + side / 2), side)


def _slip(modules: GreyImage, module_px: int, brightness: float) -> Texture:
    """A receipt: a heading, lines of text, the code, and two lines below it."""
    code = _enlarged(modules, module_px)
    side = code.shape[0]
    width, left = round(_SLIP_WIDTH * side), round((_SLIP_WIDTH - 1) / 2 * side)
    top, height = round(_SLIP_ABOVE * side), round((_SLIP_ABOVE + 1 + _SLIP_BELOW) * side)
    dots = np.zeros((height, width), np.uint8)
    dots[top : top + side, left : left + side] = code
    margin, size = round(0.15 * side), max(4, side // 12)
    _write(dots, (round(0.6 * side), round(0.08 * side)), (round(1.1 * side), 2 * size))
    for at, share in ((-1.08, 1.9), (-0.89, 1.5), (-0.7, 1.9), (-0.51, 1.2), (-0.32, 1.7)):
        _write(dots, (margin, top + round(at * side)), (round(share * side), size))
    for at, share in ((1.2, 1.8), (1.4, 1.3)):
        _write(dots, (margin, top + round(at * side)), (round(share * side), size))
    rolled = 1 - np.linspace(-1, 1, height, dtype=np.float32) ** 2 * _CURL
    image = _lit(dots, _THERMAL_INK, _THERMAL_WHITE, brightness)
    image = as_grey((image * rolled[:, None]).astype(np.uint8))
    cover = np.full(image.shape, 255, np.uint8)
    return Texture(image, cover, (left + side / 2, top + side / 2), side)


def _enlarged(modules: GreyImage, module_px: int) -> GreyImage:
    return as_grey(np.kron(modules, np.ones((module_px, module_px), np.uint8)))


def _lit(drawn: GreyImage, ink: int, paper: int, brightness: float) -> GreyImage:
    """1 as ink, 0 as paper, both this much brighter than usual."""
    levels = np.clip(np.array([paper, ink]) * brightness, 0, 255).astype(np.uint8)
    return as_grey(levels[drawn])


def _write(drawn: GreyImage, at: tuple[int, int], size: tuple[int, int]) -> None:
    """Square characters of ``size[1]`` pixels, as many as fit into ``size[0]``."""
    (x, y), (reach, height) = at, size
    dice = np.random.default_rng(reach // height)
    for start in range(x, x + reach - height + 1, max(2, round(height * 1.1))):
        strokes = dice.integers(0, 2, (5, 5), np.uint8)
        glyph = cv2.resize(strokes, (height, height), interpolation=cv2.INTER_NEAREST)
        room = drawn[y : y + height, start : start + height]
        room[:] = glyph[: room.shape[0], : room.shape[1]]


def _rounded(shape: tuple[int, ...], radius: int) -> GreyImage:
    """255 inside a sheet with round corners."""
    height, width = shape
    sheet = np.zeros((height, width), np.uint8)
    inner = (slice(0, height), slice(radius, width - radius))
    sheet[inner] = 255
    sheet[radius : height - radius] = 255
    for x in (radius, width - 1 - radius):
        for y in (radius, height - 1 - radius):
            cv2.circle(sheet, (x, y), radius, 255, -1, cv2.LINE_AA)
    return sheet


def _hold(image: GreyImage, cover: GreyImage, bezel: int, room: int) -> None:
    """Four fingertips at the left edge, the thumb at the right one; none reaches the screen."""
    height, width = image.shape
    reach, thick = room // 2, max(2, height // 32)
    inside = bezel * 2 // 3 - reach
    for at in (0.50, 0.59, 0.68, 0.77):
        _finger(image, cover, (room + inside, round(at * height)), (reach, thick))
    thumb = (width - room - inside, round(0.6 * height))
    _finger(image, cover, thumb, (reach, round(thick * 1.5)))


def _finger(image: GreyImage, cover: GreyImage, at: tuple[int, int], axes: tuple[int, int]) -> None:
    cv2.ellipse(image, at, axes, 0, 0, 360, _SKIN, -1, cv2.LINE_AA)
    cv2.ellipse(cover, at, axes, 0, 0, 360, 255, -1, cv2.LINE_AA)


def _reflecting(texture: Texture, share: float) -> Texture:
    """With an oblong lamp reflected over this share of the code, a little off its middle."""
    if share <= 0:
        return texture
    reach = texture.side * math.sqrt(share / math.pi)
    x, y = texture.centre
    middle = (round(x + 0.12 * texture.side), round(y - 0.08 * texture.side))
    lamp = np.zeros(texture.image.shape, np.float32)
    axes = (max(1, round(reach * 1.25)), max(1, round(reach / 1.25)))
    cv2.ellipse(lamp, middle, axes, 20, 0, 360, 1.0, -1, cv2.LINE_AA)
    lamp = np.asarray(cv2.GaussianBlur(lamp, (0, 0), 0.02 * texture.side), np.float32)
    shining = texture.image + lamp * (255 - texture.image)
    return Texture(as_grey(shining.astype(np.uint8)), texture.cover, texture.centre, texture.side)
