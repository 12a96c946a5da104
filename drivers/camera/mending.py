"""Codes of which one or two finder patterns cannot be seen: these are drawn where they must be.

What hides them (a fingertip, a lamp's mirror image, the frame's edge) also hides data, but error
correction mends that; only without its three finder patterns a code is not even looked for.
Every function is pure; of the 58 codes on the tuning frames that zxing-cpp misses this reads 22,
more than any filter does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product

import cv2
import numpy as np

from drivers.camera.enhance import Variant
from drivers.camera.finder_search import FARTHEST, NEAREST, Shades, Strip
from drivers.camera.finders import Finder, Vector, black_and_white, find_finders
from drivers.camera.frames import GreyImage
from drivers.camera.grey import as_grey

_PAD_PX = 64
"""Room for a finder pattern beyond the frame's edge."""
_SIMILAR = 1.35
"""Finder patterns of one code differ less in size, unless it is seen from far aside."""
_ALONG_SIDE = 0.9
"""Cosine between the line of two finder patterns and their sides when they share a side."""
_DIAGONAL = 0.83
_UNEVEN = 0.06
"""Share by which the two sides of a code may seem to differ in length."""
_PEAKS = 3
_MOST_PAIRS = 2
_LEAST_LIKENESS = 0.9
"""Of both hidden finder patterns together (each -1 to 1): random modules stay below it."""
_BITS = 4
_SHADES = ((4.5, False), (3.5, True), (2.5, False), (1.5, True))
"""Half sides in modules, outside in: separator, ring, gap, core; True is dark."""


@dataclass(frozen=True, slots=True, eq=False)
class _Canvas:
    """A padded picture with its dark and light levels."""

    image: GreyImage = field(repr=False)
    dark: float
    light: float


def mended(image: GreyImage) -> Iterator[Variant]:
    """Variants in which the hidden finder patterns are drawn, most likely first; often none."""
    low, high = (float(level) for level in np.percentile(image[::3, ::3], (5, 95)))
    padded = _padded(image, high)
    black = black_and_white(padded)
    finders = find_finders(black)
    if not finders:
        return
    inverted = not _is_dark(black, finders[0].centre)
    if inverted:
        padded = _padded(image, low)
    canvas = _Canvas(padded, high, low) if inverted else _Canvas(padded, low, high)
    for guess in _guesses(canvas, finders):
        yield Variant(_drawn(canvas, guess), offset=_PAD_PX)


def _guesses(canvas: _Canvas, finders: Sequence[Finder]) -> Iterator[tuple[Finder, ...]]:
    match finders:
        case [only]:
            yield from _two_hidden(canvas, only)
        case [first, second]:
            yield from _one_hidden(canvas, first, second)
        case _:
            return


def _one_hidden(canvas: _Canvas, first: Finder, second: Finder) -> Iterator[tuple[Finder, ...]]:
    """Where the third may be: at the restless side of a shared side, or off a diagonal's middle."""
    module = (first.module_px + second.module_px) / 2
    if not 1 / _SIMILAR < first.module_px / second.module_px < _SIMILAR:
        return
    way = second.centre - first.centre
    length = float(np.hypot(*way))
    if not NEAREST * 0.8 < length / module < FARTHEST:
        return
    turned = np.array([-way[1], way[0]])
    straight = max(_cosine(way, first.across), _cosine(way, first.down))
    if straight > _ALONG_SIDE:
        side = _restless_side(canvas, first.centre + way / 2, turned)
        for base in (first.centre, second.centre):
            yield (Finder(base + side, way / length * module, turned / length * module),)
    elif straight < _DIAGONAL:
        middle = first.centre + way / 2
        for corner in (middle + turned / 2, middle - turned / 2):
            yield (Finder(corner, first.across, first.down),)


def _restless_side(canvas: _Canvas, middle: Vector, turned: Vector) -> Vector:
    """``turned`` or its opposite, whichever leads to where grey levels change more."""
    reach = max(8, round(float(np.hypot(*turned)) / 4))

    def deviation(way: Vector) -> float:
        x, y = (round(float(value)) for value in middle + way / 2)
        patch = canvas.image[max(0, y - reach) : y + reach, max(0, x - reach) : x + reach]
        return float(patch.std()) if patch.size else 0.0

    return turned if deviation(turned) >= deviation(-turned) else -turned


def _two_hidden(canvas: _Canvas, seen: Finder) -> Iterator[tuple[Finder, ...]]:
    """The most likely two: one along a side of the seen one, the other a side's length from either.

    Only what lies square and at about equal distances counts, so that parts of finder patterns
    suffice.
    """
    shades = Shades(canvas.dark, canvas.light)
    rated: list[tuple[float, Vector, Vector]] = []
    for along, aside in _ways(seen):
        strip = Strip(canvas.image, shades, seen.centre, along, aside)
        for one in strip.peaks(_PEAKS):
            span = (one.distance * (1 - _UNEVEN), one.distance * (1 + _UNEVEN))
            for start, way in product((seen.centre, one.place), (aside, -aside)):
                other = Strip(canvas.image, shades, start, way, along, *span).peaks(1)[0]
                rated.append((one.likeness + other.likeness, one.place, other.place))
    rated.sort(key=lambda row: -row[0])
    for likeness, *places in rated[:_MOST_PAIRS]:
        if likeness > _LEAST_LIKENESS:
            yield tuple(Finder(place, seen.across, seen.down) for place in places)


def _ways(seen: Finder) -> tuple[tuple[Vector, Vector], ...]:
    across, down = seen.across, seen.down
    return (across, down), (-across, down), (down, across), (-down, across)


def _drawn(canvas: _Canvas, finders: tuple[Finder, ...]) -> GreyImage:
    image = canvas.image.copy()
    for finder, (half, dark) in product(finders, _SHADES):
        corners = [
            finder.centre + half * (a * finder.across + b * finder.down)
            for a, b in ((-1, -1), (1, -1), (1, 1), (-1, 1))
        ]
        points = np.round(np.array(corners) * (1 << _BITS)).astype(np.int32)
        level = canvas.dark if dark else canvas.light
        cv2.fillConvexPoly(image, points, [level], cv2.LINE_AA, _BITS)
    return image


def _padded(image: GreyImage, level: float) -> GreyImage:
    pad = _PAD_PX
    return as_grey(
        cv2.copyMakeBorder(image, pad, pad, pad, pad, cv2.BORDER_CONSTANT, value=[level])
    )


def _is_dark(black: GreyImage, at: Vector) -> bool:
    x, y = (round(float(value)) for value in at)
    return bool(black[min(y, black.shape[0] - 1), min(x, black.shape[1] - 1)])


def _cosine(way: Vector, axis: Vector) -> float:
    return float(abs(np.dot(way, axis)) / (np.hypot(*way) * np.hypot(*axis)))
