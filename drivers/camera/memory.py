"""What a decoder learns from frame to frame: how long a look takes, what worked, and where."""

from __future__ import annotations

from collections.abc import Sequence

from drivers._results import Symbol
from drivers.camera.regions import Box

_LEARN = 0.1
"""Weight of the newest time."""
_HOPE = 0.97
"""What a skipped look is foreseen to take next time, in parts of what it was."""
_OVERHEAD = 0.02
"""Megapixels that a look costs beyond those it sees."""
_MARGIN = 0.25
"""Part of a code's size around its last place in which it is looked for again."""
_FRAMES_KEPT = 3
"""A tenth of a second; then the phone is elsewhere."""


class Pace:
    """How long each look takes: its mean time a megapixel and how far single times are from it.

    Foreseen is the mean and twice the mean deviation, as TCP foresees its round trips (RFC 6298).
    """

    def __init__(self, seconds_a_megapixel: Sequence[float]) -> None:
        self._mean = list(seconds_a_megapixel)
        self._apart = [0.0 for _ in self._mean]

    def foreseen(self, index: int, megapixels: float) -> float:
        """Seconds that a look at so much will take."""
        return (self._mean[index] + 2 * self._apart[index]) * (megapixels + _OVERHEAD)

    def took(self, index: int, megapixels: float, seconds: float) -> None:
        """A look was made."""
        rate = seconds / (megapixels + _OVERHEAD)
        apart = abs(rate - self._mean[index])
        self._apart[index] += _LEARN * (apart - self._apart[index])
        self._mean[index] += _LEARN * (rate - self._mean[index])

    def skipped(self, index: int) -> None:
        """A look was left out as too slow: it may not be for ever."""
        self._mean[index] *= _HOPE
        self._apart[index] *= _HOPE


class Memory:
    """Which look read last, where, and whose turn it is.

    A phone in dark mode, or one with a lamp's mirror image on it, stays so for many frames. The
    look that read last comes first, then the ``always`` best ones, then the others, from the first
    for which the last frames had no time.
    """

    def __init__(self, count: int, always: int = 0) -> None:
        self._best = list(range(1, 1 + always))
        self._others = list(range(1 + always, count))
        self._winner = 0
        self._place: Box | None = None
        self._age = 0

    @property
    def place(self) -> Box | None:
        """Around the last code, for a tenth of a second of frames."""
        return self._place if self._age < _FRAMES_KEPT else None

    def order(self) -> list[int]:
        """Indices of all looks but the first, in the order of this frame."""
        order = self._best + self._others
        if self._winner in order:
            order.remove(self._winner)
            order.insert(0, self._winner)
        return order

    def read(self, index: int, symbols: Sequence[Symbol]) -> None:
        """This look found codes."""
        self._winner = index or self._winner
        points = [corner for symbol in symbols for corner in symbol.corners]
        self._place = _around(points) if points else None
        self._age = 0

    def missed(self, waiting: Sequence[int]) -> None:
        """No look found any; those in ``waiting`` had no time."""
        self._age += 1
        first = next((index for index in waiting if index in self._others), None)
        if first is not None:
            turn = self._others.index(first)
            self._others = self._others[turn:] + self._others[:turn]


def _around(points: Sequence[tuple[int, int]]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    margin = round(max(max(xs) - min(xs), max(ys) - min(ys)) * _MARGIN)
    return min(xs) - margin, min(ys) - margin, max(xs) + margin, max(ys) + margin
