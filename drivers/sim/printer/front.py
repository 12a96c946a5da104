"""What every front of the simulated printer shares: the thread, the clock and the world's plan."""

from __future__ import annotations

import contextlib
import select
import socket
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import Self

from drivers._status import DeviceKind
from drivers.sim.printer.engine import SimPrinter
from drivers.sim.printer.mishaps import Mishap
from drivers.sim.printer.model import SimModel
from drivers.sim.world import PlannedTrouble, Trouble, World

TICK_SECONDS = 0.02
"""How finely paper moves when the model has a speed."""
CHUNK = 4096
_LONG = 3600.0


class PrinterFront(ABC):
    """Serves a ``SimPrinter`` on a thread of its own between ``start`` and ``stop``."""

    def __init__(
        self, world: World, model: SimModel | None = None, mishaps: Iterable[Mishap] = ()
    ) -> None:
        self.printer = SimPrinter(world, model, mishaps)
        """The printer itself; read it while nothing is being printed."""
        self._world = world
        self._outgoing = b""
        self._held: _Held | None = None
        self._orders: list[str] = []
        self._stopping = threading.Event()
        self._wake_up, self._alarm = socket.socketpair()
        self._wake_up.setblocking(False)
        self._alarm.setblocking(False)
        self._unsubscribe = world.subscribe(lambda _: self._wake())
        self._thread = threading.Thread(target=self._serve, name="sim-printer", daemon=True)

    # what a kind of line is

    @abstractmethod
    def _follow_plug(self) -> None:
        """Connect or disconnect as the world's plug says."""

    @abstractmethod
    def _waits(self) -> dict[int, int]:
        """Descriptors to poll, with their events."""

    @abstractmethod
    def _handle(self, ready: dict[int, int]) -> None:
        """Answer what has become ready."""

    @abstractmethod
    def _send_some(self, data: bytes) -> int:
        """Send what fits; BlockingIOError or OSError."""

    @abstractmethod
    def _hang_up(self, *, reset: bool = False) -> None:
        """Give up the connection."""

    def _restarted(self) -> None:
        """The printer starts anew by itself: a network card goes down with it."""
        self._hang_up(reset=True)

    @abstractmethod
    def _release(self) -> None:
        """Give up everything for ever."""

    @property
    @abstractmethod
    def _connected(self) -> bool:
        """Whether somebody is at the other end."""

    # what all share

    def start(self) -> None:
        """Serve on a thread of its own; call once."""
        self._follow_plug()
        self._thread.start()

    def stop(self) -> None:
        """Stop the thread and give up the line; safe to call twice, and final."""
        self._unsubscribe()
        self._stopping.set()
        self._wake()
        if self._thread.is_alive():
            self._thread.join()
        self._hang_up(reset=True)
        self._release()
        for each in (self._wake_up, self._alarm):
            each.close()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.stop()

    def repair(self) -> None:
        """A technician puts everything right, on the printer's own thread."""
        self._orders.append("repair")
        self._wake()

    def take(self) -> None:
        """A hand takes the slip out of the mouth, on the printer's own thread."""
        self._orders.append("take")
        self._wake()

    def _wake(self) -> None:
        with contextlib.suppress(OSError):  # a full pipe wakes as well, a closed one has no sleeper
            self._alarm.send(b"!")

    def _serve(self) -> None:
        before = time.monotonic()
        while not self._stopping.is_set():
            self._follow_plug()
            ready = self._poll()
            if self._wake_up.fileno() in ready:
                self._wake_up.recv(CHUNK)
            self._obey()
            self._let_go()
            self._handle(ready)
            now = time.monotonic()
            self.printer.elapse(now - before)
            before = now
            if self.printer.take_cut():
                self._hang_up(reset=True)
            if self.printer.take_hang_up():
                self._restarted()
            self._outgoing += self.printer.take_replies()
            self._send()

    def _obey(self) -> None:
        while self._orders:
            if self._orders.pop(0) == "repair":
                self.printer.repair()
            else:
                self.printer.mouth.take()

    def _poll(self) -> dict[int, int]:
        poll = select.poll()
        poll.register(self._wake_up, select.POLLIN)
        for descriptor, events in self._waits().items():
            poll.register(descriptor, events)
        return dict(poll.poll(self._patience() * 1000))

    def _reads(self) -> bool:
        return self._held is None and self.printer.room > 0

    def _patience(self) -> float:
        if self._held and self._held.planned.trouble is Trouble.DELAY:
            return max(0.0, self._held.until - time.monotonic())
        return TICK_SECONDS if self.printer.ticking else _LONG

    def _let_go(self) -> None:
        """Look at a chunk that was held back, when its time has come."""
        if self._held and self._held.over(self._world):
            chunk, self._held = self._held.chunk, None
            self.printer.accept(chunk)

    def _received(self, chunk: bytes) -> None:
        """Bytes have come: what the world has planned for them, else into the printer."""
        planned = self.printer.strike()
        trouble = planned.trouble if planned else None
        if planned and trouble in {Trouble.HANG, Trouble.DELAY}:
            self._held = _Held(planned, chunk)
        elif trouble is Trouble.DISCONNECT:
            self.printer.accept(chunk[: len(chunk) // 2])
            self._hang_up(reset=True)
        else:
            self.printer.accept(chunk)

    def _send(self) -> None:
        if not self._connected:
            self._outgoing = b""
        elif self._outgoing:
            try:
                self._outgoing = self._outgoing[self._send_some(self._outgoing) :]
            except BlockingIOError:
                pass
            except OSError:
                self._hang_up()

    def _forget_line(self) -> None:
        self._held = None
        self._outgoing = b""

    def _plugged(self) -> bool:
        return self._world.plugged(DeviceKind.PRINTER)


class _Held:
    """A chunk that a hanging or slow printer has not looked at yet."""

    def __init__(self, planned: PlannedTrouble, chunk: bytes) -> None:
        self.planned = planned
        self.chunk = chunk
        self.until = time.monotonic() + planned.seconds

    def over(self, world: World) -> bool:
        """A delay ends by itself, an endless hang when it is cleared, another by hanging up."""
        if self.planned.trouble is Trouble.DELAY:
            return time.monotonic() >= self.until
        still_planned = any(trouble == self.planned for _, trouble in world.state.troubles)
        return self.planned.times == 0 and not still_planned
