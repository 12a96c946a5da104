"""What a scan of the command line saw, decoded and lost, and how long it took."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from drivers._deadline import Clock
from drivers._results import Symbol
from drivers.camera.examination import Telling
from drivers.camera.frames import Frame, FrameSource
from drivers.camera.stream_facts import FrameRate, StreamCounts

_P95 = 0.95


@dataclass(frozen=True, slots=True)
class ScanStats:
    """Times in milliseconds, 0 without a frame; ``first_read_ms`` from the start to the first code,
    None when none was read. ``read`` counts frames with a code."""

    frames: int
    read: int
    fps: float
    decode_median: float
    decode_p95: float
    decode_longest: float
    first_read_ms: float | None
    damaged: int
    outdated: int


@dataclass(slots=True)
class Tally:
    """Counts while a scan goes on."""

    clock: Clock = time.monotonic
    began: float = field(default=0.0, init=False)
    _frames: int = field(default=0, init=False)
    _read: int = field(default=0, init=False)
    _times: list[float] = field(default_factory=list, init=False)
    _first: float | None = field(default=None, init=False)
    _rate: FrameRate = field(default_factory=FrameRate, init=False)

    def __post_init__(self) -> None:
        self.began = self.clock()

    @property
    def frames(self) -> int:
        """How many were decoded."""
        return self._frames

    def note(self, frame: Frame, symbols: Sequence[Symbol], seconds: float) -> None:
        """One frame was decoded in so many seconds."""
        self._frames += 1
        self._rate.note(frame.at)
        self._times.append(seconds * 1000)
        if symbols:
            self._read += 1
            if self._first is None:
                self._first = (self.clock() - self.began) * 1000

    def stats(self, source: FrameSource) -> ScanStats:
        """All figures so far."""
        counts = source.counts if isinstance(source, Telling) else StreamCounts()
        times = sorted(self._times) or [0.0]
        return ScanStats(
            self._frames,
            self._read,
            self._rate.fps,
            median(times),
            times[min(len(times) - 1, round(_P95 * (len(times) - 1)))],
            times[-1],
            self._first,
            counts.damaged,
            counts.outdated,
        )
