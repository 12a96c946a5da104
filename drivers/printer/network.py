"""``NetworkTransport``: a printer's raw TCP port, 9100 by custom."""

from __future__ import annotations

import errno
import queue
import select
import socket
import threading
from typing import Any

from escpos.printer import Network

from drivers._deadline import Deadline
from drivers._errors import TransportError
from drivers.printer.polled import CHUNK, Channel, PolledTransport
from drivers.printer.transport import POLL_SECONDS, LineFault

_CONNECT_SECONDS = 2.0
"""For one connection with the look-up of its name; a printer on the same network takes 1 ms."""
_KEEPALIVE = ((socket.TCP_KEEPIDLE, 5), (socket.TCP_KEEPINTVL, 2), (socket.TCP_KEEPCNT, 3))
"""Probe an idle line after 5 s, every 2 s; the third unanswered probe breaks it."""
_UNSENT_MS = 5000
"""RFC 5482: break the line when sent data stays unacknowledged this long."""

Address = tuple[Any, ...]
"""What the socket module calls an address: its form depends on the family."""


class NetworkTransport(PolledTransport):
    """TCP to a host.

    A host name is looked up for every connection, so a printer that got a new address by DHCP is
    found again. python-escpos owns the socket of the open connection.
    """

    def __init__(self, host: str, port: int) -> None:
        super().__init__()
        self._host = host
        self._port = port

    def _connect(self, deadline: Deadline) -> Channel:
        """Takes 2 s at most; addresses of one name are tried in turn."""
        limit = deadline.within(_CONNECT_SECONDS)
        failure: Exception = TimeoutError()
        for family, address in _resolve(self._host, self._port, limit):
            line = socket.socket(family, socket.SOCK_STREAM)
            try:
                _call(line, address, limit)
                _tune(line)
            except OSError as error:
                line.close()
                failure = error
            except BaseException:
                line.close()
                raise
            else:
                owner = Network(self._host, port=self._port)
                owner.device = line
                return _SocketChannel(line, owner)
        raise _unreached(failure)


class _SocketChannel:
    """A connected, non-blocking socket."""

    def __init__(self, line: socket.socket, owner: Network) -> None:
        self._line = line
        self._owner = owner

    @property
    def write_end(self) -> int:
        return self._line.fileno()

    @property
    def read_end(self) -> int:
        return self._line.fileno()

    def may_send(self) -> bool:
        return True

    def write(self, data: memoryview) -> int:
        return self._line.send(data)

    def read(self) -> bytes:
        data = self._line.recv(CHUNK)
        if not data:
            raise EOFError
        return data

    def withdraw(self) -> int:
        return 0  # what TCP has taken over cannot be got back

    def close(self) -> None:
        self._owner.close()
        self._line.close()


def _resolve(host: str, port: int, limit: Deadline) -> list[tuple[int, Address]]:
    """Families and addresses of the host; a look-up that hangs is left behind on its thread."""
    try:
        return _looked_up(host, port, socket.AI_NUMERICHOST)
    except socket.gaierror:
        pass
    answers: queue.SimpleQueue[list[tuple[int, Address]] | OSError] = queue.SimpleQueue()

    def ask() -> None:
        try:
            answers.put(_looked_up(host, port, 0))
        except OSError as error:
            answers.put(error)

    threading.Thread(target=ask, name="printer-lookup", daemon=True).start()
    while not limit.expired():
        _require_wanted(limit)
        try:
            answer = answers.get(timeout=max(0.001, min(POLL_SECONDS, limit.remaining())))
        except queue.Empty:
            continue
        if isinstance(answer, OSError):
            raise _unreached(answer)
        return answer
    raise _unreached(TimeoutError())


def _looked_up(host: str, port: int, flags: int) -> list[tuple[int, Address]]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=flags)
    return [(family, address) for family, _, _, _, address in found]


def _call(line: socket.socket, address: Address, limit: Deadline) -> None:
    line.setblocking(False)
    code = line.connect_ex(address)
    if code not in {0, errno.EINPROGRESS}:
        raise OSError(code, errno.errorcode.get(code, ""))
    poll = select.poll()
    poll.register(line, select.POLLOUT)
    while not poll.poll(min(POLL_SECONDS, limit.remaining()) * 1000):
        _require_wanted(limit)
        if limit.expired():
            raise TimeoutError
    code = line.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
    if code:
        raise OSError(code, errno.errorcode.get(code, ""))


def _require_wanted(limit: Deadline) -> None:
    if limit.cancel.is_set():
        limit.check()


def _unreached(cause: Exception) -> TransportError:
    error = TransportError(LineFault.CONNECT_FAILED, type(cause).__name__)
    error.__cause__ = cause
    return error


def _tune(line: socket.socket) -> None:
    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    line.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for option, value in (*_KEEPALIVE, (socket.TCP_USER_TIMEOUT, _UNSENT_MS)):
        line.setsockopt(socket.IPPROTO_TCP, option, value)
