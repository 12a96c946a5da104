"""What a flat page's picture is worth: sharpness, light, shadow, glare; pure measurement."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from drivers._pages import GlareSpot, PageQuality, RetakeReason
from drivers.camera.frames import GreyImage
from drivers.camera.grey import as_grey
from drivers.camera.pages.pictures import Picture, grey_of, is_colour

SHARP = 0.28
"""Sharpness from which on print of 2.5 mm can be read at 8 px: posed pages have 0.43 to 0.49 in
focus, 0.30 to 0.34 at 2 px and 0.22 to 0.26 at 3 px out of focus, of any kind and size."""
DARK = 70.0
"""Grey of bare paper below which its ink drowns in the sensor's noise."""
DAZZLED = 0.004
"""Share of the page: a reflection of 5 mm by 10 mm on an A5 sheet."""

_DENOISE = 0.6
_BLOCK_PX = 24
_INKED = 0.35
"""Contrast of a block that holds print, in shares of the paper's grey."""
_SHARPEST = 75
"""Percentile of the blocks."""
_FULL = 250
_NOT_FULL = 247.0
"""Where bare paper itself is as bright as this, nothing tells a reflection from it."""
_EDGE = 0.008
_LEAST_SPOT = 0.0008
_RIM_PARTS = 12
"""Patches along each side of the page: margins are bare but for a finger."""
_RIM_DEPTH = 0.05
_FINGERS = 15
"""Percentile of the patches: below are those that fingers hide."""


def measured(page: Picture) -> PageQuality:
    """All of it for a page as ``rectify.rectified`` gives it; a few milliseconds."""
    grey = grey_of(page)
    rim = _rim(grey)
    ground = float(np.percentile(rim, 60))
    shadow = min(1.0, float(np.percentile(rim, _FINGERS)) / max(float(np.percentile(rim, 90)), 1.0))
    return PageQuality(sharpness(grey, ground), ground, shadow, _glare(page, ground))


def faults(quality: PageQuality) -> tuple[RetakeReason, ...]:
    """What of this makes a page unfit, in the order in which it should be mended."""
    checks = (
        (RetakeReason.TOO_DARK, quality.ground * quality.shadow < DARK),
        (RetakeReason.GLARE, quality.glare_share >= DAZZLED),
        (RetakeReason.BLURRED, quality.sharpness < SHARP),
    )
    return tuple(reason for reason, wrong in checks if wrong)


def sharpness(grey: GreyImage, ground: float) -> float:
    """Share of the ink's contrast that is crossed within one pixel, where edges are steepest.

    1.0 where nothing is printed on the page.
    """
    smooth = np.asarray(cv2.GaussianBlur(grey, (0, 0), _DENOISE), np.float32)
    across = np.abs(smooth[1:-1, 2:] - smooth[1:-1, :-2]) / 2
    down = np.abs(smooth[2:, 1:-1] - smooth[:-2, 1:-1]) / 2
    steepest = _blocks(np.maximum(across, down)).max(axis=1)
    levels = _blocks(smooth[1:-1, 1:-1])
    contrast = levels.max(axis=1) - levels.min(axis=1)
    inked = contrast > _INKED * ground
    if not inked.any():
        return 1.0
    return float(np.percentile(steepest[inked] / contrast[inked], _SHARPEST))


def _blocks(pixels: NDArray[np.float32]) -> NDArray[np.float32]:
    """Blocks x their pixels; what is left over at the right and below is left out."""
    rows, columns = (side // _BLOCK_PX for side in pixels.shape)
    cut = pixels[: rows * _BLOCK_PX, : columns * _BLOCK_PX]
    tiles = cut.reshape(rows, _BLOCK_PX, columns, _BLOCK_PX).swapaxes(1, 2)
    return np.asarray(tiles.reshape(rows * columns, -1), np.float32)


def _rim(grey: GreyImage) -> NDArray[np.float64]:
    """Grey of the paper in patches along the four sides, just inside of them."""
    height, width = grey.shape
    depth = max(3, round(_RIM_DEPTH * min(height, width)))
    inset = max(1, depth // 4)
    bands = (
        grey[inset : inset + depth],
        grey[height - inset - depth : height - inset],
        grey[:, inset : inset + depth].T,
        grey[:, width - inset - depth : width - inset].T,
    )
    parts = [part for band in bands for part in np.array_split(band, _RIM_PARTS, axis=1)]
    return np.array([np.percentile(part, 85) for part in parts if part.size])


def _glare(page: Picture, ground: float) -> tuple[GlareSpot, ...]:
    """Places where the sensor is full although the paper is not, the largest first."""
    if ground >= _NOT_FULL:
        return ()
    least = page.min(axis=2) if is_colour(page) else page
    full = (cv2.medianBlur(as_grey(least), 3) >= _FULL).astype(np.uint8)
    height, width = full.shape
    # The page's own edge, sharpened by the way to here, is no reflection.
    rim = max(2, round(_EDGE * min(height, width)))
    inner = np.zeros_like(full)
    inner[rim : height - rim, rim : width - rim] = full[rim : height - rim, rim : width - rim]
    _, _, stats, middles = cv2.connectedComponentsWithStats(inner)
    spots = [
        GlareSpot(float(stat[cv2.CC_STAT_AREA]) / full.size, float(x) / width, float(y) / height)
        for stat, (x, y) in zip(stats[1:], middles[1:], strict=True)
        if stat[cv2.CC_STAT_AREA] >= _LEAST_SPOT * full.size
    ]
    return tuple(sorted(spots, key=lambda spot: -spot.share))
