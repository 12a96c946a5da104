"""The simulated printer behind a TCP port, as a network printer would be."""

from __future__ import annotations

import select
import socket
import struct
from collections.abc import Iterable

from drivers.sim.printer.front import CHUNK, PrinterFront
from drivers.sim.printer.mishaps import Mishap
from drivers.sim.printer.model import SimModel
from drivers.sim.world import World

_RESET_ON_CLOSE = struct.pack("ii", 1, 0)


class SimPrinterServer(PrinterFront):
    """Owns its port from construction and serves it between ``start`` and ``stop``.

    One connection at a time, others queue.

    Unplugging resets the connection, loses the printer's memory and refuses new connections;
    plugging in again listens on the same port.
    """

    def __init__(
        self,
        world: World,
        model: SimModel | None = None,
        host: str = "127.0.0.1",
        port: int = 0,
        mishaps: Iterable[Mishap] = (),
    ) -> None:
        self.host = host
        self._listener = _bound(host, port)
        super().__init__(world, model, mishaps)
        self.port: int = self._listener.getsockname()[1]
        self._listening = False
        self._line: socket.socket | None = None

    @property
    def _connected(self) -> bool:
        return self._line is not None

    def _follow_plug(self) -> None:
        plugged = self._plugged()
        if plugged and not self._listening:
            self._listener.listen()
            self._listening = True
        elif not plugged and self._listening:
            self._hang_up(reset=True)
            self.printer.power_off()
            self._listener.close()
            self._listener = _bound(self.host, self.port)
            self._listening = False

    def _waits(self) -> dict[int, int]:
        if self._line is None:
            return {self._listener.fileno(): select.POLLIN} if self._listening else {}
        # prints on for a caller who has gone
        events = 0 if self.printer.moving else select.POLLRDHUP
        events |= select.POLLIN if self._reads() else 0
        events |= select.POLLOUT if self._outgoing else 0
        return {self._line.fileno(): events}

    def _handle(self, ready: dict[int, int]) -> None:
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
            chunk = line.recv(min(CHUNK, self.printer.room))
        except OSError:
            chunk = b""
        if chunk:
            self._received(chunk)
        else:
            self._hang_up()

    def _send_some(self, data: bytes) -> int:
        return self._line.send(data) if self._line else len(data)

    def _hang_up(self, *, reset: bool = False) -> None:
        if self._line is None:
            return
        if reset:
            self._line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
        self._line.close()
        self._line = None
        self._forget_line()

    def _release(self) -> None:
        self._listener.close()


def _bound(host: str, port: int) -> socket.socket:
    """A socket that keeps the port but refuses connections until it listens."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError:
        listener.close()
        raise
    return listener
