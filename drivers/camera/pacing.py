"""Frame rate for sources that have none of their own (files, simulators)."""

from __future__ import annotations

import time
from collections.abc import Callable

from drivers._deadline import Clock, Deadline

Pause = Callable[[Deadline, float], None]
"""Waits some seconds within a deadline and raises as ``Deadline.check`` does."""

FRAME_INTERVAL_S = 1 / 30
_ROUNDING = 1e-6
"""Part of an interval that floating point may be off."""


class Pacer:
    """Lets one frame through per interval, on a fixed grid of times.

    Turns that were missed are dropped, as a live camera drops them; ``missed`` counts those before
    the newest turn. With a virtual clock give a ``pause`` that moves it.
    """

    def __init__(
        self,
        interval_s: float = FRAME_INTERVAL_S,
        clock: Clock = time.monotonic,
        pause: Pause = Deadline.pause,
    ) -> None:
        self.missed = 0
        self._interval_s = interval_s
        self._clock = clock
        self._pause = pause
        self._due = clock()

    def restart(self, interval_s: float | None = None) -> None:
        """The next turn is now, and the grid begins there, by default with the same interval."""
        if interval_s is not None:
            self._interval_s = interval_s
        self._due = self._clock()

    def wait_turn(self, deadline: Deadline) -> float:
        """Block until the next frame is due; returns the time, raises as ``Deadline.check``."""
        early = self._due - self._clock()
        if early > 0:
            self._pause(deadline, early)
        else:
            deadline.check()
        now = self._clock()
        self.missed = self._turns(max(0.0, now - self._due))
        self._due = self._due + (self.missed + 1) * self._interval_s if self._interval_s else now
        return now

    def _turns(self, late_s: float) -> int:
        return int(late_s / self._interval_s + _ROUNDING) if self._interval_s else 0
