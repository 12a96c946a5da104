"""Codes with a blot or a lamp's mirror image: what is lost is marked, which doubles what is mended.

Error correction mends one codeword for two check codewords when it must find the wrong one itself,
and one for one when it is told which are lost. A blot can be seen: modules whose neighbours are all
equally grey. zxing-cpp finds the code and tells its version, level and mask; the modules are
sampled here, their blocks corrected with erasures, and a clean drawing of the result is handed to
zxing-cpp, which alone reads bytes. Sampling plane: outline of the code, ``patterns_of`` as proof.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

from drivers.camera.enhance import Variant
from drivers.camera.frames import GreyImage
from drivers.camera.grey import as_grey
from drivers.camera.qr_layout import (
    Modules,
    blocks_of,
    cells_of,
    mask_of,
    patterns_of,
    side_of,
)
from drivers.camera.reed_solomon import SPARE, corrected

_FORMATS = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCodeModel2)
_SAMPLES = 4
"""Samples a module and direction."""
_FLAT = 0.3
"""Grey range within 3 x 3 modules, in parts of the code's, below which they are a blot."""
_SMALLEST_BLOT = 4
"""Modules: fewer of one colour side by side happen in every code."""
_ALIKE = 0.85
"""Share of pattern modules outside of blots that must look as they do in every such code."""
_PIXELS = 3
"""Drawn pixels a module."""
_QUIET = 4
"""Modules around the drawing (ISO/IEC 18004)."""

Plane = NDArray[np.float64]
"""Takes modules (column, row, 1) to pixels."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A code that zxing-cpp located and could not correct."""

    version: int
    level: str
    mask: int
    plane: Plane


def unblotted(image: GreyImage) -> Iterator[Variant]:
    """Clean drawings of codes whose blots could be mended; often none."""
    for found in _located(image):
        yield from _redrawn(image, found)


def _located(image: GreyImage) -> Iterator[_Found]:
    for barcode in zxingcpp.read_barcodes(image, _FORMATS, return_errors=True):
        facts = barcode.extra
        if barcode.valid or not isinstance(facts, dict) or "DataMask" not in facts:
            continue
        version = int(facts["Version"])
        where = barcode.position
        points = (where.top_left, where.top_right, where.bottom_right, where.bottom_left)
        corners = np.array([(point.x, point.y) for point in points], np.float32)
        side = float(side_of(version))
        square = np.array([(0, 0), (side, 0), (side, side), (0, side)], np.float32)
        plane = np.asarray(cv2.getPerspectiveTransform(square, corners), np.float64)
        yield _Found(version, str(facts["ECLevel"]), int(facts["DataMask"]), plane)


def _redrawn(image: GreyImage, found: _Found) -> Iterator[Variant]:
    grey = _sampled(image, found)
    lost = _blots(grey)
    modules = _dark(grey)
    patterns, known = patterns_of(found.version)
    seen = known & ~lost
    alike = float((modules == patterns)[seen].mean()) if seen.any() else 0.0
    if alike < 1 - _ALIKE:
        modules, alike = 1 - modules, 1 - alike
    if alike < _ALIKE:
        return
    made = _mended_modules(modules, lost, found)
    if made is not None:
        made[known] = patterns[known]
        scale = np.diag([1 / _PIXELS, 1 / _PIXELS, 1.0])
        scale[:2, 2] = -_QUIET
        yield Variant(_drawing(made), plane=found.plane @ scale)


def _sampled(image: GreyImage, found: _Found) -> NDArray[np.float32]:
    """Mean grey of each module's inner half."""
    side = side_of(found.version)
    scale = np.diag([1 / _SAMPLES, 1 / _SAMPLES, 1.0])
    size = (side * _SAMPLES, side * _SAMPLES)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    flat = cv2.warpPerspective(image, found.plane @ scale, size, flags=flags)
    parts = np.asarray(flat, np.float32).reshape(side, _SAMPLES, side, _SAMPLES)
    return np.asarray(parts[:, 1:-1, :, 1:-1].mean(axis=(1, 3)), np.float32)


def _blots(grey: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Modules that lie in or beside a flat patch."""
    around = np.ones((3, 3), np.uint8)
    spread = cv2.dilate(grey, around) - cv2.erode(grey, around)
    low, high = np.percentile(grey, (10, 90))
    flat = (spread < _FLAT * (high - low)).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(flat)
    large = [index for index in range(1, count) if stats[index, 4] >= _SMALLEST_BLOT]
    kept = np.isin(labels, large).astype(np.uint8)
    return np.asarray(cv2.dilate(kept, around), np.bool_)


def _dark(grey: NDArray[np.float32]) -> Modules:
    around = np.ones((7, 7), np.uint8)
    middle = (cv2.dilate(grey, around) + cv2.erode(grey, around)) / 2
    return np.asarray(grey < middle, np.uint8)


def _mended_modules(modules: Modules, lost: NDArray[np.bool_], found: _Found) -> Modules | None:
    """All modules after correction; None when a block holds too many wrong and lost codewords."""
    cells = cells_of(found.version)
    mask = mask_of(found.version, found.mask)
    bits = (modules ^ mask).reshape(-1)
    words = np.packbits(bits[cells].astype(np.uint8), axis=1)[:, 0]
    gone = lost.reshape(-1)[cells].sum(axis=1)
    blocks = blocks_of(found.version, found.level)
    for members in blocks.members:
        indices = np.array(members)
        erased = np.flatnonzero(gone[indices])
        if len(erased) > blocks.checks - SPARE:
            erased = np.argsort(-gone[indices], kind="stable")[: blocks.checks - SPARE]
        word = corrected(words[indices].tobytes(), blocks.checks, [int(each) for each in erased])
        if word is None:
            return None
        words[indices] = np.frombuffer(word, np.uint8)
    made = bits.copy()
    made[cells] = np.unpackbits(words[:, None], axis=1)
    return np.asarray(made.reshape(modules.shape) ^ mask, np.uint8)


def _drawing(modules: Modules) -> GreyImage:
    light = np.pad(1 - modules, _QUIET, constant_values=1) * 255
    return as_grey(np.kron(light, np.ones((_PIXELS, _PIXELS), np.uint8)))
