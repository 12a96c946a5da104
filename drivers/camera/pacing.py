"""Frame rate for sources that have none of their own (files, simulators)."""

from __future__ import annotations

import time
from collections.abc import Callable

from drivers._deadline import Clock, Deadline

Pause = Callable[[Deadline, float], None]
"""Waits some seconds within a deadline and raises as ``Deadline.check`` does."""

FRAME_INTERVAL_S = 1 / 30


class Pacer:
    """Lets one frame through per interval; missed turns are dropped, as a live camera drops them.

    With a virtual clock give a ``pause`` that moves it.
    """

    def __init__(
        self,
        interval_s: float = FRAME_INTERVAL_S,
        clock: Clock = time.monotonic,
        pause: Pause = Deadline.pause,
    ) -> None:
        self._interval_s = interval_s
        self._clock = clock
        self._pause = pause
        self._due = clock()

    def wait_turn(self, deadline: Deadline) -> float:
        """Block until the next frame is due; returns the time, raises as ``Deadline.check``."""
        early = self._due - self._clock()
        if early > 0:
            self._pause(deadline, early)
        else:
            deadline.check()
        now = self._clock()
        self._due = max(self._due, now) + self._interval_s
        return now
