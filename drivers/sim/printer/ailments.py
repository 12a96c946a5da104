"""What ails a printer now, who put it right, and when it mends by itself."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field

from drivers._status import DeviceKind
from drivers.sim.printer.mechanism import Mechanism
from drivers.sim.printer.mishaps import Mishap, MishapKind
from drivers.sim.printer.model import SimModel
from drivers.sim.printer.outbox import Outbox
from drivers.sim.world import World

_LATE_SECONDS = 0.7
_SLOW_ANSWER_SECONDS = 0.2


@dataclass(slots=True)
class Ailments:
    """The mishaps that have happened and are not mended."""

    world: World
    model: SimModel
    mechanism: Mechanism
    outbox: Outbox
    cut_line: Callable[[], None]
    restart: Callable[[], None]
    """Called for a reset: memory gone, line broken."""
    power_off: Callable[[], None]
    active: set[MishapKind] = field(default_factory=set)
    _mends: list[tuple[float, MishapKind]] = field(default_factory=list)
    _now: float = 0.0

    @property
    def ticking(self) -> bool:
        """Whether something mends by the clock."""
        return bool(self._mends)

    def next_due(self) -> float:
        """Seconds until something mends; infinite when nothing does."""
        return min((at for at, _ in self._mends), default=math.inf) - self._now

    def elapse(self, seconds: float) -> None:
        """Let time pass."""
        self._now += seconds
        for at, kind in list(self._mends):
            if at <= self._now + 1e-9:
                self._mends.remove((at, kind))
                self.mend(kind)

    def strike(self, mishap: Mishap) -> None:
        """It happens now."""
        kind = mishap.kind
        if kind is MishapKind.RESET:
            self.restart()
            return
        if kind is MishapKind.LINE_CUT:
            self.cut_line()
            return
        self.active.add(kind)
        self._apply(kind, on=True)
        if mishap.seconds:
            self._mends.append((self._now + mishap.seconds, kind))

    def mend(self, kind: MishapKind) -> None:
        """The cause is gone; what the printer remembers of it stays until it is told."""
        if kind in self.active:
            self.active.remove(kind)
            self._apply(kind, on=False)

    def mend_all(self) -> None:
        """A technician has been here."""
        self._mends.clear()
        for kind in sorted(self.active):
            self.mend(kind)

    def _apply(self, kind: MishapKind, *, on: bool) -> None:
        match kind:
            case MishapKind.PAPER_OUT:
                self.world.load_paper(0.0) if on else self.world.load_paper()
            case MishapKind.NEAR_END:
                left = self.model.near_end_mm / 2
                self.world.load_paper(left) if on else self.world.load_paper()
            case MishapKind.COVER_OPEN:
                self.world.open_cover(is_open=on)
            case MishapKind.POWER_LOSS:
                self._power(on=not on)
            case MishapKind.SILENT:
                self.outbox.silent = on
            case MishapKind.GARBAGE:
                self.outbox.garbled = on
            case MishapKind.TWICE:
                self.outbox.twice = on
            case MishapKind.LATE:
                self.outbox.late_seconds = _LATE_SECONDS * on
            case MishapKind.SLOW:
                self.mechanism.slow = on
                self.outbox.late_seconds = _SLOW_ANSWER_SECONDS * on
            case _:
                pass  # the printer looks at ``active``

    def _power(self, *, on: bool) -> None:
        if on:
            self.world.plug(DeviceKind.PRINTER)
        else:
            self.power_off()
            self.world.unplug(DeviceKind.PRINTER)
