"""What a bench measured, and where it is written: ``build/bench/NAME.json``."""

from __future__ import annotations

import json
import statistics
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter

BUILD = Path("build/bench")


@dataclass(frozen=True, slots=True)
class Figure:
    """A value, what it is compared with in the same run, and whether the target holds.

    ``target`` is what ``ratio`` (with a peer) or ``value`` (without) must not exceed, or must reach
    when it is a ``floor``; None: the figure is told for its own sake.
    """

    name: str
    value: float
    unit: str
    peer: str | None = None
    peer_value: float | None = None
    target: float | None = None
    floor: bool = False

    @property
    def ratio(self) -> float | None:
        """Ours in parts of the peer's."""
        return self.value / self.peer_value if self.peer_value else None

    @property
    def ok(self) -> bool:
        """Whether the target holds; a figure without one always does."""
        measured = self.value if self.ratio is None else self.ratio
        if self.target is None:
            return True
        return measured >= self.target if self.floor else measured <= self.target

    def to_json(self) -> dict[str, object]:
        """All facts, rounded to what a measurement can tell."""
        rounded = {
            key: round(value, 4) if isinstance(value, float) else value
            for key, value in (asdict(self) | {"ratio": self.ratio}).items()
        }
        return rounded | {"ok": self.ok}


def write(name: str, figures: Sequence[Figure]) -> bool:
    """Write and print the figures; whether all targets hold."""
    BUILD.mkdir(parents=True, exist_ok=True)
    told = {"bench": name, "figures": [figure.to_json() for figure in figures]}
    path = BUILD / f"{name}.json"
    path.write_text(json.dumps(told, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    for figure in figures:
        ratio = f"  {figure.ratio:6.2f} x {figure.peer}" if figure.ratio is not None else ""
        sign = ">=" if figure.floor else "<="
        target = "" if figure.target is None else f"  target {sign} {figure.target}"
        verdict = "ok  " if figure.ok else "FAIL"
        say(f"{verdict} {figure.name:34} {figure.value:10.4f} {figure.unit}{ratio}{target}")
    say(f"written to {path}")
    return all(figure.ok for figure in figures)


def say(text: str) -> None:
    """Tell whoever started the bench."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def interleaved(
    rounds: int, *runs: Callable[[], object], between: Callable[[], object] = lambda: None
) -> tuple[float, ...]:
    """Median seconds of each run, all measured in turns so that the machine's moods hit both."""
    times: list[list[float]] = [[] for _ in runs]
    for turn in range(rounds):
        for index in range(len(runs)):
            number = (index + turn) % len(runs)
            started = perf_counter()
            runs[number]()
            times[number].append(perf_counter() - started)
            between()
    return tuple(statistics.median(measured) for measured in times)
