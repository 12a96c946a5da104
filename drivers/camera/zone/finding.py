"""Where lines of a machine readable zone may be in a picture: at any angle, at any size.

Letters are dark, of one height, and end on one level on both sides; nothing is read here.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import cv2
import numpy as np
from numpy.typing import NDArray

from drivers.camera.frames import GreyImage
from drivers.camera.grey import as_grey

_OCTAVES = (1.0, 0.5, 0.25)
"""A picture is searched at these sizes; at each one, letters 7 to 14 px apart are joined."""
_STROKE_PX = 9
"""Wider than any stroke of such letters, so that a black-hat keeps the strokes alone."""
_JOIN_PX = 9
"""Joins letters across their gaps (0.55 of the distance), and no two lines (1.5 of it)."""
_LEAST_CONTRAST = 14
_NOISE_CONTRAST = 2.5
"""Grey levels by which ink is darker than its ground, and times the noise of most of a picture."""
_CONTRAST_SHARE = 0.45
"""Of the contrast of a picture's darker strokes: background patterns stay below."""
_LETTERS_PX = (6.0, 26.0)
"""Thickness of a joined line."""
_LENGTHS = (16.0, 70.0)
"""Length of a line in its thicknesses: 30 to 44 letters, with room for noise."""
_PARALLEL = math.sin(math.radians(2.5))
_SAME_LENGTH = 0.08
_SAME_ENDS = 0.05
_TWO_LINES = (11.0, 28.0)
_THREE_LINES = (8.5, 20.0)
"""Length of a line in distances between lines (12 to 17 as the standard has it)."""
_MOST_LINES = 40
_MOST_PLACES = 6

Points = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class TextLine:
    """A run of letters: from the first one's ink to the last one's, along its middle."""

    start: Points
    end: Points

    @property
    def length(self) -> float:
        """In pixels."""
        return float(np.linalg.norm(self.end - self.start))

    @property
    def direction(self) -> Points:
        """Of length one."""
        return (self.end - self.start) / max(self.length, 1e-6)


@dataclass(frozen=True, slots=True, eq=False)
class ZonePlace:
    """Two or three lines that may be a zone, in reading order or upside down."""

    lines: tuple[TextLine, ...]

    def turned(self) -> ZonePlace:
        """The same place read the other way round."""
        return ZonePlace(tuple(TextLine(line.end, line.start) for line in reversed(self.lines)))


def find_zones(image: GreyImage) -> list[ZonePlace]:
    """The places worth reading, the largest first; a few milliseconds a megapixel."""
    places: list[ZonePlace] = []
    for scale in _OCTAVES:
        places.extend(_groups(_text_lines(image, scale)))
    places.sort(key=lambda place: -place.lines[0].length * len(place.lines))
    return places[:_MOST_PLACES]


def _text_lines(image: GreyImage, scale: float) -> list[TextLine]:
    small = (
        image
        if scale == 1.0
        else as_grey(cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))
    )
    strokes = as_grey(cv2.morphologyEx(small, cv2.MORPH_BLACKHAT, _disc(_STROKE_PX)))
    least = max(_LEAST_CONTRAST, _NOISE_CONTRAST * float(np.median(strokes[::2, ::2])))
    drawn = strokes[strokes > least]
    if drawn.size == 0:
        return []
    level = max(least, _CONTRAST_SHARE * float(np.percentile(drawn, 75)))
    letters = (strokes > level).astype(np.uint8)
    joined = cv2.morphologyEx(letters, cv2.MORPH_CLOSE, _disc(_JOIN_PX))
    outlines, _ = cv2.findContours(joined, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    lines = (_line_of(np.asarray(outline, np.int32), scale) for outline in outlines)
    return [line for line in lines if line is not None]


def _line_of(outline: NDArray[np.int32], scale: float) -> TextLine | None:
    """The line along a long thin outline; None for any other one."""
    _, (width, height), _ = cv2.minAreaRect(outline)
    length, thick = max(width, height), min(width, height)
    if not (_within(thick, _LETTERS_PX) and _within(length / max(thick, 1.0), _LENGTHS)):
        return None
    points = outline.reshape(-1, 2).astype(np.float64)
    # Along all of the outline's pixels: one stray speck at an end would turn the box around them.
    fitted = cv2.fitLine(outline, cv2.DIST_HUBER, 0, 0.01, 0.01).ravel().astype(np.float64)
    along, middle = fitted[:2], fitted[2:]
    reach = (points - middle) @ along
    ends = (middle + along * reach.min(), middle + along * reach.max())
    start, end = ((place + 0.5) / scale - 0.5 for place in ends)
    return TextLine(start, end)


def _groups(lines: Sequence[TextLine]) -> Iterator[ZonePlace]:
    """Neighbouring lines of one length; three before two, as any two of three are a pair too."""
    lines = sorted(lines, key=lambda line: -line.length)[:_MOST_LINES]
    pairs = [
        (upper, _along(lower, upper), gap)
        for upper, lower in combinations(lines, 2)
        if (gap := _gap(upper, _along(lower, upper))) is not None
    ]
    for upper, lower, gap in pairs:
        if not _within(2 * upper.length / abs(gap), _THREE_LINES):
            continue
        for line in lines:
            middle = _along(line, upper)
            if _between(upper, lower, middle):
                yield _ordered((upper, middle, lower))
    for upper, lower, gap in pairs:
        if _within(upper.length / abs(gap), _TWO_LINES):
            yield _ordered((upper, lower))


def _along(line: TextLine, other: TextLine) -> TextLine:
    """The line in the direction of another one: an outline does not tell where it starts."""
    if float(line.direction @ other.direction) >= 0:
        return line
    return TextLine(line.end, line.start)


def _gap(upper: TextLine, lower: TextLine) -> float | None:
    """Signed distance of two lines that run side by side; None where they do not."""
    length = max(upper.length, lower.length)
    turned, _ = _sides(upper.direction, lower.direction)
    if abs(turned) > _PARALLEL or abs(upper.length - lower.length) > _SAME_LENGTH * length:
        return None
    offset = (lower.start + lower.end - upper.start - upper.end) / 2
    aside, shift = _sides(upper.direction, offset)
    if abs(shift) > _SAME_ENDS * length or abs(aside) < length / _TWO_LINES[1]:
        return None
    return aside


def _sides(along: Points, vector: Points) -> tuple[float, float]:
    """The part of a vector across this direction and the part along it."""
    across = float(along[0] * vector[1] - along[1] * vector[0])
    return across, float(along @ vector)


def _between(first: TextLine, second: TextLine, other: TextLine) -> bool:
    """Whether a line of the same length runs midway between two others."""
    middle = (first.start + first.end + second.start + second.end) / 4
    offset = (other.start + other.end) / 2 - middle
    gap, _ = _sides(first.direction, (second.start - first.start))
    aside, shift = _sides(first.direction, offset)
    same = abs(other.length - first.length) < _SAME_LENGTH * first.length
    return same and abs(aside) < abs(gap) * 0.15 and abs(shift) < _SAME_ENDS * first.length


def _ordered(lines: tuple[TextLine, ...]) -> ZonePlace:
    """From top to bottom as seen along the first one's direction."""
    along, origin = lines[0].direction, lines[0].start
    return ZonePlace(tuple(sorted(lines, key=lambda line: _sides(along, line.start - origin)[0])))


def _within(value: float, limits: tuple[float, float]) -> bool:
    return limits[0] <= value <= limits[1]


def _disc(diameter: int) -> NDArray[np.uint8]:
    return np.asarray(cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (diameter, diameter)), np.uint8)
