"""Faults by script: what happens, at which byte, row, second or cut, and for how long."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum, unique


@unique
class MishapKind(StrEnum):
    """What can happen to a printer."""

    PAPER_OUT = "paper_out"
    NEAR_END = "near_end"
    COVER_OPEN = "cover_open"
    CUTTER_JAM = "cutter_jam"
    """The blade sticks at the next cut; DLE ENQ 2 tries again."""
    HEAD_HOT = "head_hot"
    """Too hot: stops, cools, goes on by itself."""
    BROKEN = "broken"
    """An unrecoverable error."""
    PRESENTER_JAM = "presenter_jam"
    POWER_LOSS = "power_loss"
    """The plug is pulled: line and memory are gone."""
    RESET = "reset"
    """The printer starts anew by itself: memory gone, line broken, deaf while it starts."""
    LINE_CUT = "line_cut"
    """The cable or the network breaks; the printer goes on with what it has."""
    SILENT = "silent"
    """Prints, and answers nothing."""
    DEAF = "deaf"
    """Takes nothing in."""
    SLOW = "slow"
    """Feeds 5 mm a second and answers late."""
    GARBAGE = "garbage"
    """Answers nonsense (as at a wrong baud rate)."""
    TWICE = "twice"
    """Says everything twice."""
    LATE = "late"
    """Answers 0.7 s late."""


@unique
class Unit(StrEnum):
    """What a mishap's moment is counted in, from the start of the printer."""

    BYTE = "byte"
    """When so many bytes have arrived."""
    ROW = "row"
    """When so many rows of paper have moved, feeds included."""
    SECOND = "second"
    CUT = "cut"
    """Just before the so-manieth cut."""
    AFTER_CUT = "after_cut"


_SYNTAX = re.compile(
    r"(?P<kind>[a-z_]+)@(?P<unit>[a-z_]+):(?P<at>[0-9.]+)(?:/(?P<seconds>[0-9.]+))?"
)


@dataclass(frozen=True, slots=True)
class Mishap:
    """``seconds`` 0: it lasts until somebody repairs the printer."""

    kind: MishapKind
    unit: Unit
    at: float
    seconds: float = 0.0

    @classmethod
    def parse(cls, text: str) -> Mishap:
        """``kind@unit:at[/seconds]``, as ``reset@row:120`` or ``head_hot@second:3/10``.

        ValueError tells what is wrong.
        """
        match = _SYNTAX.fullmatch(text)
        if match is None:
            message = f"{text!r} is not kind@unit:number or kind@unit:number/seconds"
            raise ValueError(message)
        return cls(
            MishapKind(match["kind"]),
            Unit(match["unit"]),
            float(match["at"]),
            float(match["seconds"] or 0.0),
        )


class MishapScript:
    """Mishaps that are still to come, and where the counters stand."""

    def __init__(self, mishaps: Iterable[Mishap] = ()) -> None:
        self._pending = list(mishaps)
        self._reached = dict.fromkeys(Unit, 0.0)

    @property
    def ticking(self) -> bool:
        """Whether something is to happen by the clock."""
        return any(mishap.unit is Unit.SECOND for mishap in self._pending)

    def add(self, mishap: Mishap) -> None:
        """One more; a moment that has passed is now."""
        self._pending.append(mishap)

    def clear(self) -> None:
        """Nothing happens any more."""
        self._pending.clear()

    def room(self, unit: Unit) -> float:
        """How much of ``unit`` is left until the next mishap; infinite when none waits for it."""
        waits = (mishap.at for mishap in self._pending if mishap.unit is unit)
        return max(0.0, min(waits, default=math.inf) - self._reached[unit])

    def count(self, unit: Unit, amount: float = 1.0) -> None:
        """So much has passed."""
        self._reached[unit] += amount

    def due(self, happened: Callable[[Mishap], None]) -> None:
        """Tell of each mishap whose moment has come, once."""
        for mishap in list(self._ripe()):
            self._pending.remove(mishap)
            happened(mishap)

    def _ripe(self) -> Iterator[Mishap]:
        for mishap in self._pending:
            if mishap.at <= self._reached[mishap.unit] + 1e-9:
                yield mishap
