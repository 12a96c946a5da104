"""A phone's screen that shows a code, flat, as the texture that a camera will see."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from tests.bench.scan.payloads import Code

GreyImage = NDArray[np.uint8]

MODULE_PX = 8
"""Texture pixels a module: more than any camera resolves here."""

BEZEL_PX = 24


def pixels(jpeg: bytes) -> GreyImage:
    """The grey pixels of a JPEG."""
    decoded = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_GRAYSCALE)
    return np.asarray(decoded, np.uint8)


@dataclass(frozen=True, slots=True, eq=False)
class Texture:
    """The screen's pixels and where the code's corners lie in it (x, y; clockwise)."""

    image: GreyImage
    corners: NDArray[np.float32]
    modules: int


def draw_phone(dice: Generator, code: Code, *, inverted: bool = False) -> Texture:
    """A light or dark page around the code, with lines of text and a button.

    ``inverted``: the code itself is light on dark, as apps in dark mode draw it.
    """
    quiet = int(dice.choice((2, 4)))
    side = code.size * MODULE_PX
    card = side + 2 * quiet * MODULE_PX
    width = int(card * dice.uniform(1.08, 1.3))
    height = int(width * dice.uniform(1.6, 2.0))
    dark_page = inverted or dice.random() < 0.3
    page, ink = (24, 170) if dark_page else (246, 70)
    image = np.full((height, width), page, np.uint8)
    left, top = (width - card) // 2, int((height - card) * dice.uniform(0.35, 0.6))
    _text(dice, image, ink, 0, top)
    _text(dice, image, ink, top + card, height)
    light, dark = (30, 225) if inverted else (250, 12)
    image[top : top + card, left : left + card] = light
    start = quiet * MODULE_PX
    modules = np.kron(code.modules, np.ones((MODULE_PX, MODULE_PX), np.uint8))
    square = image[top + start : top + start + side, left + start : left + start + side]
    square[modules == 1] = dark
    x, y = left + start, top + start
    corners = np.array([(x, y), (x + side, y), (x + side, y + side), (x, y + side)], np.float32)
    return Texture(_bezel(image), corners + BEZEL_PX, code.size)


def _bezel(image: GreyImage) -> GreyImage:
    framed = cv2.copyMakeBorder(
        image, BEZEL_PX, BEZEL_PX, BEZEL_PX, BEZEL_PX, cv2.BORDER_CONSTANT, value=[8]
    )
    return np.asarray(framed, np.uint8)


def _text(dice: Generator, image: GreyImage, ink: int, top: int, bottom: int) -> None:
    """Bars that look like lines of text from afar."""
    width = image.shape[1]
    for y in range(top + 24, bottom - 24, 40):
        if dice.random() < 0.6:
            x = int(width * 0.1)
            while x < width * 0.8:
                step = int(dice.integers(8, 40))
                image[y : y + 14, x : x + step] = ink
                x += step + 6
