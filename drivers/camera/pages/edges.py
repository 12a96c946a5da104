"""Straight edges in a picture, each as one endless line."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from drivers.camera.frames import GreyImage
from drivers.camera.grey import as_grey
from drivers.camera.pages.pictures import Picture, grey_of, is_colour

Points = NDArray[np.float64]

_ENDS = 4
"""Numbers of a piece."""
_SHORTEST = 0.04
"""Length of a piece of an edge, in shares of the picture's width."""
_SAME_ANGLE = math.radians(3.0)
_SAME_PLACE = 0.007
"""Two pieces are of one edge when they are so parallel, and so little beside each other."""
_MOST_EDGES = 22
_MOST_OUTLINES = 10
_BESIDE_PX = 4.0
"""On either side of an edge, where page and tray are compared."""
_DENOISE = 1.2
_PIECE_SAMPLES = np.linspace(0.1, 0.9, 9)
_STRONG = 20.0
"""Levels of ``channels_of``: an edge that needs no more; the grain of wood is below 8."""
_FAINT = 16.0
"""Grey level from which on equal shares of light are equal steps: below is mostly noise."""
_LIGHT_GAIN = 170.0
_CHROMA_GAIN = 3.0
"""So that 4 % of the light, or a little colour, is a step that can be seen."""
_FLATTENED = 0.12
"""What is larger than this share of the picture's width is lighting."""
_GRAIN = 3.0
_SMOOTH_PIECE = 0.006
"""Deviation of the blur that hides a tray's grain, and how far an outline may be off its pieces."""


@dataclass(frozen=True, slots=True, eq=False)
class Edge:
    """A line through ``point`` along ``along`` (length one).

    ``length``: how many pixels of it were seen, faint ones counting less. ``border``: one of the
    picture's own four sides.
    """

    point: Points
    along: Points
    length: float
    border: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class _Piece:
    """A straight piece by its two ends, and its length, less where it is faint."""

    ends: Points
    worth: float


def channels_of(image: Picture) -> list[GreyImage]:
    """Brightness and, of a colour picture, how green or red and how blue or yellow it is.

    Brightness counts in shares of the light around, so that a page stands out in a shadow as it
    does beside it. 128 is as bright as the surroundings.
    """
    light = np.log(grey_of(image).astype(np.float32) + np.float32(_FAINT))
    wide = cv2.blur(light, (round(_FLATTENED * image.shape[1]) | 1,) * 2)
    layers = [(light - wide) * _LIGHT_GAIN]
    if is_colour(image):
        lab = cv2.cvtColor(image, cv2.COLOR_BGR2LAB).astype(np.float32)
        layers += [(lab[:, :, index] - 128) * _CHROMA_GAIN for index in (1, 2)]
    return [as_grey(np.clip(layer + 128, 0, 255).astype(np.uint8)) for layer in layers]


def edges_of(image: Picture, channels: Sequence[GreyImage]) -> list[Edge]:
    """The picture's longest and strongest edges, and its four sides."""
    height, width = channels[0].shape
    layers = (grey_of(image), *channels[1:])
    smooth = [smoothed(channel) for channel in channels]
    near = _SAME_PLACE * width
    sharp = [piece for layer in layers for piece in _segments(layer)]
    coarse = [piece for layer in layers for piece in _outlines(layer)]
    seen = _merged(_weighed(sharp, smooth), near)[:_MOST_EDGES]
    around = _merged(_weighed(coarse, smooth), near)[:_MOST_OUTLINES]
    return [*seen, *around, *_borders(width, height)]


def smoothed(channel: GreyImage) -> NDArray[np.float32]:
    """Without the noise of single pixels."""
    return np.asarray(cv2.GaussianBlur(channel, (0, 0), _DENOISE), np.float32)


def steps_across(
    channel: NDArray[np.float32], starts: Points, ends: Points, samples: Points
) -> NDArray[np.float32]:
    """Right minus left of lines (any shape x 2) at these shares of them: that shape x samples."""
    along = ends - starts
    aside = np.stack((-along[..., 1], along[..., 0]), axis=-1)
    aside /= np.maximum(np.linalg.norm(aside, axis=-1, keepdims=True), 1e-6)
    places = starts[..., None, :] + along[..., None, :] * samples[:, None]
    reach = aside[..., None, :] * _BESIDE_PX
    return _pixels(channel, places + reach) - _pixels(channel, places - reach)


def _pixels(channel: NDArray[np.float32], places: Points) -> NDArray[np.float32]:
    height, width = channel.shape
    x = np.clip(np.rint(places[..., 0]), 0, width - 1).astype(np.intp)
    y = np.clip(np.rint(places[..., 1]), 0, height - 1).astype(np.intp)
    return channel[y, x]


def _weighed(pieces: list[Points], smooth: Sequence[NDArray[np.float32]]) -> list[_Piece]:
    """The pieces that are long enough, the best borne out first."""
    width = smooth[0].shape[1]
    long = [piece for piece in pieces if _length(piece) >= _SHORTEST * width]
    if not long:
        return []
    ends = np.array(long)
    steps = [
        np.abs(steps_across(one, ends[:, 0], ends[:, 1], _PIECE_SAMPLES).mean(1)) for one in smooth
    ]
    strength = np.minimum(np.max(steps, axis=0) / _STRONG, 1)
    weighed = [
        _Piece(piece, _length(piece) * float(one))
        for piece, one in zip(long, strength, strict=True)
    ]
    return sorted(weighed, key=lambda piece: -piece.worth)


def _segments(layer: GreyImage) -> list[Points]:
    """Straight pieces where brightness or colour changes at once."""
    detector = cv2.createLineSegmentDetector(cv2.LSD_REFINE_STD)
    found = detector.detect(cv2.GaussianBlur(layer, (0, 0), 1.0))[0]
    if np.size(found) < _ENDS:
        return []
    return list(np.asarray(found, np.float64).reshape(-1, 2, 2))


def _outlines(layer: GreyImage) -> list[Points]:
    """Straight pieces around what is light or dark on the whole: where an edge is too faint."""
    smooth = cv2.GaussianBlur(layer, (0, 0), _GRAIN)
    _, light = cv2.threshold(smooth, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    outlines, _ = cv2.findContours(light, cv2.RETR_LIST, cv2.CHAIN_APPROX_NONE)
    pieces: list[Points] = []
    for outline in outlines:
        if len(outline) > _SHORTEST * layer.shape[1] * 4:
            few = cv2.approxPolyDP(outline, _SMOOTH_PIECE * layer.shape[1], closed=True)
            ends = few.reshape(-1, 2).astype(np.float64)
            pieces.extend(np.stack((ends, np.roll(ends, -1, axis=0)), axis=1))
    return pieces


def _merged(pieces: list[_Piece], near: float) -> list[Edge]:
    """One edge for all pieces on the same line, the best borne out first."""
    groups: list[list[_Piece]] = []
    for piece in pieces:
        for group in groups:
            if _on_line(group[0].ends, piece.ends, near):
                group.append(piece)
                break
        else:
            groups.append([piece])
    edges = [_fitted(group) for group in groups]
    return sorted(edges, key=lambda edge: -edge.length)


def _on_line(first: Points, piece: Points, near: float) -> bool:
    along = _direction(first)
    if abs(_cross(along, _direction(piece))) > math.sin(_SAME_ANGLE):
        return False
    return all(abs(_cross(along, end - first[0])) <= near for end in piece)


def _fitted(group: list[_Piece]) -> Edge:
    ends = np.concatenate([piece.ends for piece in group]).astype(np.float32)
    vx, vy, x, y = cv2.fitLine(ends, cv2.DIST_L2, 0, 0.01, 0.01).ravel().astype(np.float64)
    return Edge(np.array((x, y)), np.array((vx, vy)), sum(piece.worth for piece in group))


def _borders(width: int, height: int) -> list[Edge]:
    across, down = np.array((1.0, 0.0)), np.array((0.0, 1.0))
    origin, far = np.zeros(2), np.array((width - 1.0, height - 1.0))
    return [
        Edge(origin, across, width, border=True),
        Edge(far, across, width, border=True),
        Edge(origin, down, height, border=True),
        Edge(far, down, height, border=True),
    ]


def _length(piece: Points) -> float:
    return float(np.linalg.norm(piece[1] - piece[0]))


def _direction(piece: Points) -> Points:
    return np.asarray((piece[1] - piece[0]) / max(_length(piece), 1e-6), np.float64)


def _cross(first: Points, second: Points) -> float:
    return float(first[0] * second[1] - first[1] * second[0])
