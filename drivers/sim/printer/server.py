"""The simulated printer behind a TCP port, as a network printer would be."""

from __future__ import annotations

import contextlib
import select
import socket
import struct
import threading
import time
from types import TracebackType
from typing import Self

from drivers._status import DeviceKind
from drivers.sim.printer.engine import SimPrinter
from drivers.sim.printer.model import SimModel
from drivers.sim.world import PlannedTrouble, Trouble, World

_TICK_SECONDS = 0.02
"""How finely paper moves when the model has a speed."""
_CHUNK = 4096
_RESET_ON_CLOSE = struct.pack("ii", 1, 0)


class SimPrinterServer:
    """Owns its port from construction and serves it between ``start`` and ``stop``.

    One connection at a time, others queue.

    Unplugging resets the connection, loses the printer's memory and refuses new connections;
    plugging in again listens on the same port.
    """

    def __init__(
        self, world: World, model: SimModel | None = None, host: str = "127.0.0.1", port: int = 0
    ) -> None:
        self.host = host
        self._world = world
        self._printer = SimPrinter(world, model)
        self._listener = _bound(host, port)
        self.port: int = self._listener.getsockname()[1]
        self._listening = False
        self._line: socket.socket | None = None
        self._outgoing = b""
        self._held: _Held | None = None
        self._stopping = threading.Event()
        self._wake_up, self._alarm = socket.socketpair()
        self._wake_up.setblocking(False)
        self._alarm.setblocking(False)
        self._unsubscribe = world.subscribe(lambda _: self._wake())
        self._thread = threading.Thread(target=self._serve, name="sim-printer", daemon=True)

    def start(self) -> None:
        """Listen and serve on a thread of its own; call once."""
        self._follow_plug()
        self._thread.start()

    def stop(self) -> None:
        """Stop the thread and free the port; safe to call twice, and final."""
        self._unsubscribe()
        self._stopping.set()
        self._wake()
        if self._thread.is_alive():
            self._thread.join()
        self._hang_up(reset=True)
        for each in (self._listener, self._wake_up, self._alarm):
            each.close()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def _wake(self) -> None:
        with contextlib.suppress(OSError):  # a full pipe wakes as well, a closed one has no sleeper
            self._alarm.send(b"!")

    def _serve(self) -> None:
        before = time.monotonic()
        while not self._stopping.is_set():
            self._follow_plug()
            self._handle(self._poll())
            now = time.monotonic()
            self._printer.elapse(now - before)
            before = now
            self._outgoing += self._printer.take_replies()
            self._send()

    def _follow_plug(self) -> None:
        plugged = self._world.plugged(DeviceKind.PRINTER)
        if plugged and not self._listening:
            self._listener.listen()
            self._listening = True
        elif not plugged and self._listening:
            self._hang_up(reset=True)
            self._printer.power_off()
            self._listener.close()
            self._listener = _bound(self.host, self.port)
            self._listening = False

    def _poll(self) -> dict[int, int]:
        poll = select.poll()
        poll.register(self._wake_up, select.POLLIN)
        if self._line is None:
            if self._listening:
                poll.register(self._listener, select.POLLIN)
        else:
            events = 0 if self._printer.moving else select.POLLRDHUP  # prints on for a caller gone
            events |= select.POLLIN if self._reads() else 0
            events |= select.POLLOUT if self._outgoing else 0
            poll.register(self._line, events)
        return dict(poll.poll(self._patience() * 1000))

    def _reads(self) -> bool:
        return self._held is None and self._printer.room > 0

    def _patience(self) -> float:
        if self._held and self._held.planned.trouble is Trouble.DELAY:
            return max(0.0, self._held.until - time.monotonic())
        return _TICK_SECONDS if self._printer.moving else 3600.0

    def _handle(self, ready: dict[int, int]) -> None:
        if self._wake_up.fileno() in ready:
            self._wake_up.recv(_CHUNK)
        if self._held and self._held.over(self._world):
            chunk, self._held = self._held.chunk, None
            self._printer.accept(chunk)
        if self._line is None:
            if self._listener.fileno() in ready:
                self._answer_call()
            return
        events = ready.get(self._line.fileno(), 0)
        if events & select.POLLIN and self._reads():
            self._read(self._line)
        elif events & (select.POLLRDHUP | select.POLLHUP | select.POLLERR):
            self._hang_up()

    def _answer_call(self) -> None:
        self._line, _ = self._listener.accept()
        self._line.setblocking(False)
        self._line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def _read(self, line: socket.socket) -> None:
        try:
            chunk = line.recv(min(_CHUNK, self._printer.room))
        except OSError:
            chunk = b""
        if not chunk:
            self._hang_up()
            return
        planned = self._printer.strike()
        trouble = planned.trouble if planned else None
        if planned and trouble in {Trouble.HANG, Trouble.DELAY}:
            self._held = _Held(planned, chunk)
        elif trouble is Trouble.DISCONNECT:
            self._printer.accept(chunk[: len(chunk) // 2])
            self._hang_up(reset=True)
        else:
            self._printer.accept(chunk)

    def _send(self) -> None:
        if self._line is None:
            self._outgoing = b""
        elif self._outgoing:
            try:
                self._outgoing = self._outgoing[self._line.send(self._outgoing) :]
            except BlockingIOError:
                pass
            except OSError:
                self._hang_up()

    def _hang_up(self, *, reset: bool = False) -> None:
        if self._line is None:
            return
        if reset:
            self._line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
        self._line.close()
        self._line = None
        self._held = None
        self._outgoing = b""


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


def _bound(host: str, port: int) -> socket.socket:
    """A socket that keeps the port but refuses connections until it listens."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((host, port))
    return listener
