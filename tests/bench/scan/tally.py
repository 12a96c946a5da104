"""Runs decoders over frames and counts: hits, wrong reads, times."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from time import perf_counter

from tests.bench.scan.approach import CAPTURE_SECONDS, FRAME_SECONDS, Approach
from tests.bench.scan.frames import Sample
from tests.bench.scan.peers import Decode


@dataclass(slots=True)
class Tally:
    """What one decoder did on one frame set; times in milliseconds."""

    hits: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    wrong: int = 0
    times: list[float] = field(default_factory=list)
    times_without_code: list[float] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """Codes read byte for byte, in parts of all codes."""
        return self.hits.total() / max(1, self.codes.total())

    def add(self, sample: Sample, read: set[bytes], milliseconds: float) -> None:
        """One frame was given to the decoder."""
        wanted = set(sample.payloads)
        self.hits[sample.category] += len(read & wanted)
        self.codes[sample.category] += len(wanted)
        self.wrong += len(read - wanted)
        (self.times if wanted else self.times_without_code).append(milliseconds)


@dataclass(frozen=True, slots=True)
class FirstReads:
    """Seconds until each sequence's code was read; None where it never was."""

    seconds: tuple[float | None, ...]
    wrong: int

    @property
    def read(self) -> tuple[float, ...]:
        """Of those that were read, in order of time."""
        return tuple(sorted(one for one in self.seconds if one is not None))

    def at(self, percent: int) -> float:
        """The percentile of those that were read; infinite when none was."""
        return percentile(self.read, percent)


def tally(decode: Decode, samples: Iterable[Sample]) -> Tally:
    """Give every frame to the decoder."""
    counted = Tally()
    for sample in samples:
        image = sample.image
        began = perf_counter()
        read = set(decode(image))
        counted.add(sample, read, (perf_counter() - began) * 1000)
    return counted


def first_reads(make: Callable[[], Decode], approaches: Sequence[Approach]) -> FirstReads:
    """Play every sequence; a decoder of its own takes the newest frame whenever it is free.

    The clock is the film's: capture and decoding move it, and nothing is waited for.
    """
    played = [_first_read(make(), approach) for approach in approaches]
    return FirstReads(tuple(at for at, _ in played), sum(wrong for _, wrong in played))


def _first_read(decode: Decode, approach: Approach) -> tuple[float | None, int]:
    frames = approach.frames
    now, wrong = 0.0, 0
    number = 0
    while number < len(frames):
        now = max(now, number * FRAME_SECONDS) + CAPTURE_SECONDS
        began = perf_counter()
        read = set(decode(frames[number]))
        now += perf_counter() - began
        wrong += len(read - {approach.payload})
        if approach.payload in read:
            return now, wrong
        number = max(number + 1, int(now / FRAME_SECONDS))
    return None, wrong


def percentile(values: Sequence[float], percent: int) -> float:
    """The value that so many percent do not exceed; infinite when there are none."""
    if not values:
        return float("inf")
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(percent / 100 * (len(ordered) - 1)))]


def median(values: Sequence[float]) -> float:
    """Infinite when there are none."""
    return statistics.median(values) if values else float("inf")
