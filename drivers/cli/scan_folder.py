"""Every picture of a folder once, beside the text that it should hold."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum, unique
from pathlib import Path

from drivers._deadline import Clock, Deadline
from drivers._results import Symbol
from drivers.camera.decode import MultiPassDecoder
from drivers.camera.file_sources import pictures_in, read_picture


@unique
class Verdict(StrEnum):
    """What came of one picture."""

    RIGHT = "right"
    """Read exactly what its text says; also nothing, where that is empty."""
    WRONG = "wrong"
    """Read something that its text does not say."""
    NONE = "none"
    """Did not read all that its text says; or nothing, without a text."""
    READ = "read"
    """Read something, and no text is there to compare."""
    UNREADABLE = "unreadable"
    """Is no picture, or a damaged one."""


@dataclass(frozen=True, slots=True)
class PictureResult:
    """One picture: its file name, what was read and how long that took."""

    name: str
    verdict: Verdict
    symbols: tuple[Symbol, ...] = ()
    milliseconds: float = 0.0


def scan_folder(
    folder: Path, deadline: Deadline, clock: Clock = time.perf_counter
) -> Iterator[PictureResult]:
    """Each picture as one live frame, in the order of their names; ends early at the deadline.

    ``NAME.txt`` beside ``NAME.png`` holds one payload a line.
    """
    decoder = MultiPassDecoder()
    for path in pictures_in(folder):
        if deadline.expired():
            return
        image = read_picture(path)
        if image is None:
            yield PictureResult(path.name, Verdict.UNREADABLE)
            continue
        decoder.forget()
        began = clock()
        symbols = decoder.decode(image)
        milliseconds = (clock() - began) * 1000
        read = {symbol.payload for symbol in symbols}
        verdict = verdict_on(read, expected_beside(path))
        yield PictureResult(path.name, verdict, symbols, milliseconds)


def expected_beside(picture: Path) -> frozenset[bytes] | None:
    """The lines of its text; None without one."""
    try:
        data = picture.with_suffix(".txt").read_bytes()
    except OSError:
        return None
    return frozenset(line for line in data.splitlines() if line)


def verdict_on(read: set[bytes], expected: frozenset[bytes] | None) -> Verdict:
    """Compare byte for byte."""
    if expected is None:
        return Verdict.READ if read else Verdict.NONE
    if read - expected:
        return Verdict.WRONG
    return Verdict.RIGHT if read == expected else Verdict.NONE
