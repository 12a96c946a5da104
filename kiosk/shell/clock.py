"""What the shell reads from clocks: time left, and the technicians' knock."""

from __future__ import annotations

import math
from collections.abc import Callable

KNOCK_TAPS = 5
KNOCK_SECONDS = 3.0
"""Five taps on the clock within three seconds: not done by chance, quick to do on purpose."""


def minutes_and_seconds(seconds: float | None) -> str:
    """Time left as mm:ss, rounded up; empty when no time runs."""
    if seconds is None:
        return ""
    whole = math.ceil(seconds)
    return f"{whole // 60:02d}:{whole % 60:02d}"


class Knock:
    """Counts taps on the clock; ``monotonic`` yields seconds."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._taps: tuple[float, ...] = ()

    def tap(self) -> bool:
        """One more tap; true when it completes the knock, which then starts anew."""
        now = self._monotonic()
        recent = tuple(at for at in self._taps if now - at <= KNOCK_SECONDS)
        self._taps = (*recent, now)
        if len(self._taps) < KNOCK_TAPS:
            return False
        self._taps = ()
        return True
