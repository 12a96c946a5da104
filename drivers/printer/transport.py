"""The line to a printer: bytes out, bytes in, always bounded in time."""

from __future__ import annotations

import select
import socket
import threading
from typing import Protocol

from escpos.printer import Network

from drivers._deadline import Deadline
from drivers._errors import TransportError


class PrinterTransport(Protocol):
    """A byte line; used by one thread, except ``close``.

    Only ``open`` connects: a line that breaks between two sends stays broken, so a job can never
    go on in the middle on a fresh connection.
    """

    @property
    def connected(self) -> bool:
        """Whether a line is up, as far as can be told without sending."""
        ...

    def open(self, deadline: Deadline) -> None:
        """Connect unless connected; TransportError, DeadlineExceeded or Cancelled."""
        ...

    def send(self, data: bytes, deadline: Deadline) -> None:
        """Hand all of ``data`` to the line; a printer that takes nothing uses up the deadline."""
        ...

    def receive(self, deadline: Deadline) -> bytes:
        """The next bytes, waiting for them; empty when the deadline has run out."""
        ...

    def purge_input(self) -> None:
        """Forget what has arrived unread."""
        ...

    def drop(self) -> None:
        """Give up the line; the next ``open`` makes a new one."""
        ...

    def close(self) -> None:
        """Give up the line for ever; safe to call twice and from any thread."""
        ...


_CONNECT_SECONDS = 2.0
_POLL_SECONDS = 0.05
"""How late a cancellation is seen while waiting."""
_CHUNK = 4096
_CLOSED, _NOT_CONNECTED = "closed", "not_connected"
_CONNECT_FAILED, _LINE_BROKEN = "connect_failed", "line_broken"
_KEEPALIVE = ((socket.TCP_KEEPIDLE, 5), (socket.TCP_KEEPINTVL, 2), (socket.TCP_KEEPCNT, 3))
"""Probe an idle line after 5 s, every 2 s; the third unanswered probe breaks it."""
_UNSENT_MS = 5000
"""RFC 5482: break the line when sent data stays unacknowledged this long."""


class NetworkTransport:
    """A printer's raw TCP port (9100 by custom).

    python-escpos owns the socket; its blocking ``_raw``/``_read`` are not used, because they count
    a full kernel buffer as printed and wait a minute for an answer.
    """

    def __init__(self, host: str, port: int) -> None:
        self._network = Network(host, port=port)
        self._address = (host, port)
        self._socket: socket.socket | None = None
        self._closed = threading.Event()

    @property
    def connected(self) -> bool:
        """Whether the peer still holds its end; a vanished host shows by keep-alive only."""
        if self._socket is None:
            return False
        return not self._wait(select.POLLRDHUP, 0.0)

    def open(self, deadline: Deadline) -> None:
        """Connect within 2 s at most; a cancellation is seen after that."""
        if self._closed.is_set():
            raise TransportError(_CLOSED)
        if self.connected:
            return
        self.drop()
        deadline.check()
        try:
            # Network.open() would leak the socket of a failed attempt, so it gets one ready-made.
            line = socket.create_connection(
                self._address, timeout=max(0.001, min(_CONNECT_SECONDS, deadline.remaining()))
            )
        except OSError as error:
            raise TransportError(_CONNECT_FAILED, type(error).__name__) from error
        self._network.device = line
        self._socket = line
        _tune(line)

    def send(self, data: bytes, deadline: Deadline) -> None:
        """Send piecewise, so that a full window is noticed within the deadline."""
        rest = memoryview(data)
        while rest:
            deadline.check()
            if not self._wait(select.POLLOUT, min(_POLL_SECONDS, deadline.remaining())):
                continue
            try:
                rest = rest[self._line().send(rest) :]
            except BlockingIOError:
                continue
            except OSError as error:
                raise self._broken(error) from error

    def receive(self, deadline: Deadline) -> bytes:
        """At most 4096 bytes at once."""
        while True:
            if deadline.cancel.is_set():
                deadline.check()
            if self._wait(select.POLLIN, min(_POLL_SECONDS, deadline.remaining())):
                return self._read()
            if deadline.expired():
                return b""

    def purge_input(self) -> None:
        """Read away what the kernel holds."""
        while self._socket is not None and self._wait(select.POLLIN, 0.0):
            self._read()

    def drop(self) -> None:
        """Close the socket."""
        self._socket = None
        self._network.close()

    def close(self) -> None:
        """Close the socket; a call that waits on it ends with TransportError."""
        self._closed.set()
        self.drop()

    def _read(self) -> bytes:
        try:
            data = self._line().recv(_CHUNK)
        except BlockingIOError:
            return b""
        except OSError as error:
            raise self._broken(error) from error
        if not data:
            raise self._broken(EOFError())
        return data

    def _wait(self, events: int, seconds: float) -> int:
        poll = select.poll()
        try:
            poll.register(self._line(), events)
        except ValueError as error:
            raise self._broken(error) from error
        ready = poll.poll(seconds * 1000)
        return ready[0][1] if ready else 0

    def _line(self) -> socket.socket:
        line = self._socket
        if line is None:
            raise TransportError(_NOT_CONNECTED)
        return line

    def _broken(self, cause: Exception) -> TransportError:
        self.drop()
        return TransportError(_LINE_BROKEN, type(cause).__name__)


def _tune(line: socket.socket) -> None:
    line.setblocking(False)
    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    line.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for option, value in (*_KEEPALIVE, (socket.TCP_USER_TIMEOUT, _UNSENT_MS)):
        line.setsockopt(socket.IPPROTO_TCP, option, value)
