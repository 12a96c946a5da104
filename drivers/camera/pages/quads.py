"""All four-sided shapes that edges can make, and how well each is borne out by the picture."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from drivers.camera.frames import GreyImage
from drivers.camera.pages.edges import Edge, smoothed, steps_across

_LEAST_AREA = 0.02
"""Of the picture: an identity card under a camera that sees an A4 sheet fills 0.05."""
_PARALLEL = math.cos(math.radians(25))
_UPRIGHT = math.sin(math.radians(60))
"""How parallel opposite sides are, and how upright neighbouring ones, as lenses and tilts go."""
_APART = 0.04
"""Least distance of opposite sides, in shares of the picture's width."""
_OUTSIDE = 0.02
"""How far a corner may lie outside of the picture, in shares of its width."""
_MOST_PAIRS = 220
_MOST_SHAPES = 1000

_CONTRAST = 4.0
"""Levels of ``edges.channels_of``; 4 % of the light, and noise at these pixels is below 2."""
_SAMPLES = np.linspace(0.03, 0.97, 36)
_LEAST_REAL = 2
"""Sides that are not the picture's own."""
_NEVER = 1e-9
"""Parallel lines meet so far away."""
_LEAST_SIDE = 0.25
_LEAST_OTHERS = 0.55
"""Share of a side along which the page differs from the tray: a hand may cover the rest of one."""
_LEAST_MEAN = 0.66
_LEAST_WITH_BORDER = 0.88
"""A page that is cut off has to be sure on its other sides."""
_SURENESS = 6
"""Power of the mean support: a shape half as sure has to be 64 times as large."""
_AT_END = 4
_LEAST_AT_END = 0.75
"""Samples of a side next to the picture's own, and the share of them that has to differ."""
_BORDER_WORTH = 0.8
"""A shape that needs no side of the picture is the likelier one."""

Shapes = NDArray[np.float64]
"""Shapes x 4 corners x (x, y), clockwise as seen on the screen."""
Sides = NDArray[np.bool_]
"""Shapes x 4; side n goes from corner n to the next."""


@dataclass(frozen=True, slots=True, eq=False)
class Quad:
    """A four-sided shape; ``border`` tells of each side whether it is the picture's own."""

    corners: NDArray[np.float64]
    border: NDArray[np.bool_]
    support: float
    """Mean share of its sides along which it differs from what is around it."""


def best_quad(edges: Sequence[Edge], channels: Sequence[GreyImage]) -> Quad | None:
    """The largest and best borne out shape of these edges; None when the picture bears out none."""
    height, width = channels[0].shape
    shapes, borders = _shapes(edges, width, height)
    if shapes.shape[0] == 0:
        return None
    areas, cut = _areas(shapes), borders.sum(axis=1)
    best: tuple[float, int, float] | None = None
    for channel in channels:
        steps = steps_across(smoothed(channel), shapes, np.roll(shapes, -1, axis=1), _SAMPLES)
        for sign in (1, -1):
            differs = sign * steps > _CONTRAST
            shares = np.where(borders, 1.0, differs.mean(axis=2))
            least, second = np.sort(shares, axis=1)[:, :2].T
            enough = np.where(
                cut > 0,
                (least >= _LEAST_WITH_BORDER) & _goes_on(differs, borders),
                (least >= _LEAST_SIDE) & (second >= _LEAST_OTHERS),
            )
            real = np.where(borders, 0, shares).sum(axis=1) / np.maximum(4 - cut, 1)
            worth = areas * real**_SURENESS * _BORDER_WORTH**cut * (enough & (real >= _LEAST_MEAN))
            index = int(np.argmax(worth))
            if worth[index] > 0 and (best is None or worth[index] > best[0]):
                best = (float(worth[index]), index, float(real[index]))
    if best is None:
        return None
    return Quad(shapes[best[1]], borders[best[1]], best[2])


def _goes_on(differs: NDArray[np.bool_], borders: Sides) -> NDArray[np.bool_]:
    """Whether the sides that meet the picture's own are the page's up to there."""
    ends = np.roll(differs[:, :, -_AT_END:].mean(axis=2), 1, axis=1)
    starts = np.roll(differs[:, :, :_AT_END].mean(axis=2), -1, axis=1)
    before, after = np.roll(borders, 1, axis=1), np.roll(borders, -1, axis=1)
    up_to_here = (ends >= _LEAST_AT_END) | before
    from_here = (starts >= _LEAST_AT_END) | after
    return np.asarray((~borders | (up_to_here & from_here)).all(axis=1), np.bool_)


def _shapes(edges: Sequence[Edge], width: int, height: int) -> tuple[Shapes, Sides]:
    lines = np.array([_line(edge) for edge in edges])
    pairs = _opposite(edges, _APART * width)[:_MOST_PAIRS]
    if not pairs:
        return np.zeros((0, 4, 2)), np.zeros((0, 4), bool)
    along = np.array([edge.along for edge in edges])[np.array(pairs)[:, 0]]
    cross = np.abs(along[:, None, 0] * along[None, :, 1] - along[:, None, 1] * along[None, :, 0])
    one, other = np.nonzero(np.triu(cross > _UPRIGHT))
    ring = np.hstack((np.array(pairs)[one], np.array(pairs)[other]))[:, [0, 2, 1, 3]]
    border_of = np.array([edge.border for edge in edges])
    corners, meet = _crossings(lines[ring], lines[np.roll(ring, -1, axis=1)])
    sides = border_of[np.roll(ring, -1, axis=1)]
    corners, sides = _clockwise(corners, sides)
    inside = (corners > -_OUTSIDE * width).all(axis=(1, 2))
    inside &= (corners < np.array((width, height)) - 1 + _OUTSIDE * width).all(axis=(1, 2))
    real = (~sides).sum(axis=1) >= _LEAST_REAL
    keep = (
        meet & inside & real & _convex(corners) & (_areas(corners) > _LEAST_AREA * width * height)
    )
    corners, sides, ring = corners[keep], sides[keep], ring[keep]
    seen = np.array([_seen(edge) for edge in edges])[np.roll(ring, -1, axis=1)]
    around = np.linalg.norm(np.roll(corners, -1, axis=1) - corners, axis=2)
    # In the order of the ring, not of the corners: good enough to choose what is looked at.
    share = np.minimum(seen.sum(axis=1) / around.sum(axis=1), 1) * _BORDER_WORTH ** sides.sum(
        axis=1
    )
    order = np.argsort(-share * np.sqrt(_areas(corners)))[:_MOST_SHAPES]
    return corners[order], sides[order]


def _opposite(edges: Sequence[Edge], apart: float) -> list[tuple[int, int]]:
    """Pairs that may be opposite sides, those first of which most was seen."""
    pairs = [
        (first, second)
        for first, second in combinations(range(len(edges)), 2)
        if abs(float(edges[first].along @ edges[second].along)) > _PARALLEL
        and _distance(edges[first], edges[second]) > apart
    ]
    return sorted(pairs, key=lambda pair: -_seen(edges[pair[0]]) - _seen(edges[pair[1]]))


def _seen(edge: Edge) -> float:
    return 0.0 if edge.border else edge.length


def _line(edge: Edge) -> NDArray[np.float64]:
    """Homogeneous line."""
    normal = np.array((-edge.along[1], edge.along[0]))
    return np.array((normal[0], normal[1], -float(normal @ edge.point)))


def _distance(first: Edge, second: Edge) -> float:
    offset = second.point - first.point
    return abs(float(first.along[0] * offset[1] - first.along[1] * offset[0]))


def _crossings(
    first: NDArray[np.float64], second: NDArray[np.float64]
) -> tuple[Shapes, NDArray[np.bool_]]:
    """Where each line meets the next, and whether all four do."""
    points = np.cross(first, second)
    meet = np.abs(points[:, :, 2]) > _NEVER
    flat = points[:, :, :2] / np.where(meet, points[:, :, 2], 1.0)[:, :, None]
    return flat, np.asarray(meet.all(axis=1), np.bool_)


def _clockwise(corners: Shapes, sides: Sides) -> tuple[Shapes, Sides]:
    backwards = _signed(corners) < 0
    turned = corners[:, ::-1]
    sides_turned = np.roll(sides[:, ::-1], -1, axis=1)
    return (
        np.where(backwards[:, None, None], turned, corners),
        np.where(backwards[:, None], sides_turned, sides),
    )


def _convex(corners: Shapes) -> NDArray[np.bool_]:
    along = np.roll(corners, -1, axis=1) - corners
    after = np.roll(along, -1, axis=1)
    turns = along[:, :, 0] * after[:, :, 1] - along[:, :, 1] * after[:, :, 0]
    return np.asarray((turns > 0).all(axis=1), np.bool_)


def _signed(corners: Shapes) -> NDArray[np.float64]:
    after = np.roll(corners, -1, axis=1)
    cross = corners[:, :, 0] * after[:, :, 1] - corners[:, :, 1] * after[:, :, 0]
    return np.asarray(cross.sum(axis=1) / 2, np.float64)


def _areas(corners: Shapes) -> NDArray[np.float64]:
    return np.abs(_signed(corners))
