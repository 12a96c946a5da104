"""What a phone may show where its code would be, and no decoder may read: the negatives."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
import segno
import zxingcpp
from numpy.random import Generator

from tests.bench.scan.phone import MODULE_PX, GreyImage

LIGHT, DARK = 240, 20

Paint = Callable[[Generator, int], GreyImage]
"""A square picture of so many pixels a side."""


def blank(dice: Generator, side: int) -> GreyImage:
    """An empty page."""
    return np.full((side, side), LIGHT, np.uint8)


def random_grid(dice: Generator, side: int) -> GreyImage:
    """Modules of a code that has no finder patterns."""
    cells = int(dice.integers(12, 40))
    return _enlarged(dice.integers(0, 2, (cells, cells)), side)


def ruled(dice: Generator, side: int) -> GreyImage:
    """Lines."""
    image = blank(dice, side)
    image[:: max(3, side // int(dice.integers(20, 60)))] = 30
    return image


def finders_only(dice: Generator, side: int) -> GreyImage:
    """Three finder patterns around noise: what a code looks like whose data is lost."""
    cells = 4 * int(dice.integers(2, 9)) + 17
    modules = dice.integers(0, 2, (cells, cells))
    matrix = np.array(segno.make_qr("0", version=(cells - 17) // 4).matrix)
    modules[:8, :8], modules[:8, -8:], modules[-8:, :8] = (
        matrix[:8, :8],
        matrix[:8, -8:],
        matrix[-8:, :8],
    )
    return _enlarged(1 - modules, side)


def other_code(dice: Generator, side: int) -> GreyImage:
    """A code of a kind that was not asked for."""
    kinds = zxingcpp.BarcodeFormat
    kind = (kinds.DataMatrix, kinds.Aztec, kinds.PDF417)[int(dice.integers(3))]
    code = zxingcpp.create_barcode(dice.bytes(30).hex(), kind)
    drawn = np.array(zxingcpp.write_barcode_to_image(code, scale=4), np.uint8)
    image = blank(dice, side)
    factor = side / max(drawn.shape)
    fitted = cv2.resize(drawn, None, fx=factor, fy=factor, interpolation=cv2.INTER_NEAREST)
    height, width = min(side, fitted.shape[0]), min(side, fitted.shape[1])
    image[:height, :width] = np.clip(fitted[:height, :width], DARK, LIGHT)
    return image


PAINTS: tuple[Paint, ...] = (blank, random_grid, ruled, finders_only, other_code)


def _enlarged(light: np.ndarray, side: int) -> GreyImage:
    grey = np.where(light, LIGHT, DARK).astype(np.uint8)
    pixels = max(MODULE_PX, side // len(light) + 1)
    return np.asarray(np.kron(grey, np.ones((pixels, pixels), np.uint8))[:side, :side], np.uint8)
