"""What is known about a running stream besides its pictures: how old, how many, how fast."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

_RATE_FRAMES = 31
"""A second of a camera at 30 frames a second."""


@dataclass(frozen=True, slots=True)
class StreamCounts:
    """Since the source was made: pictures handed out, and those that were not, by reason.

    ``fps`` is what arrived in the last second of the stream, 0 before it can be told.
    """

    frames: int = 0
    damaged: int = 0
    """Half pictures, and such as no decoder reads."""
    outdated: int = 0
    """Whole, but a newer one was there already."""
    odd_size: int = 0
    """Handed out, though not of the size that was agreed on."""
    fps: float = 0.0


class Ages:
    """How old a picture is, from the driver's time stamps.

    Drivers stamp by clocks of different origins. The least difference to ours that was ever seen
    is that of a picture which came at once; what is above it is age.
    """

    def __init__(self) -> None:
        self._least: float | None = None

    def note(self, stamp_ms: float, now: float) -> float | None:
        """Seconds that this picture has waited; None from a driver that does not stamp."""
        if stamp_ms <= 0:
            return None
        apart = now - stamp_ms / 1000
        self._least = apart if self._least is None else min(self._least, apart)
        return apart - self._least

    def restart(self) -> None:
        """The next picture counts as new: another stream, or a clock that jumped."""
        self._least = None


class FrameRate:
    """Pictures a second over the last second or so."""

    def __init__(self) -> None:
        self._times: deque[float] = deque(maxlen=_RATE_FRAMES)

    def note(self, at: float) -> None:
        """A picture came."""
        self._times.append(at)

    def restart(self) -> None:
        """Nothing has come yet."""
        self._times.clear()

    @property
    def fps(self) -> float:
        """0 before the second picture."""
        seconds = self._times[-1] - self._times[0] if self._times else 0.0
        return (len(self._times) - 1) / seconds if seconds > 0 else 0.0
