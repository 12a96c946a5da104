"""Calls from another process into the simulated world, over a unix socket of this user.

A ``CallServer`` lends what it has to any number of connections; closing one calls off what it
still does. ``CallLine`` is the other side of a connection.
"""

from __future__ import annotations

import math
import shutil
import socket
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Protocol, Self

from drivers._deadline import Deadline
from drivers._errors import Cancelled, DeadlineExceeded, TransportError
from drivers._status import FaultCode
from drivers.host.channel import Channel, LineEndedError
from drivers.host.codec import MalformedMessageError
from drivers.host.messages import Call, Raised, Request, Result, Returned
from drivers.host.worker import CallWorker, error_of

POLL_SECONDS = 0.05
"""How often a waiting operation looks at its cancel event."""

GRACE_SECONDS = 0.5
"""How much later than its deadline an operation's answer may come."""


class Lending(Protocol):
    """What one connection uses; lives as long as it does."""

    def perform(self, request: Request, deadline: Deadline) -> Result:
        """One operation; a request that makes no sense here counts as a bad line."""
        ...

    def close(self) -> None:
        """The connection ended."""
        ...


class CallServer:
    """Answers the calls of processes of this user; any number at once."""

    def __init__(self, name: str, lend: Callable[[], Lending]) -> None:
        """``lend`` is called for each connection; threads are named after ``name``."""
        self._name = name
        self._lend = lend
        # mode 0700; a short name: the address of a socket holds 107 bytes (unix(7))
        self._folder = Path(tempfile.mkdtemp(prefix="kiosk-"))
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(self.path)
        self._gate = threading.Lock()
        self._lent: dict[Channel, threading.Thread] = {}
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    @property
    def path(self) -> str:
        """The socket to connect to."""
        return str(self._folder / "line")

    def start(self) -> None:
        """Begin to listen; call once."""
        self._listener.listen()
        self._thread.start()

    def stop(self) -> None:
        """End all operations and remove the socket; safe to call twice."""
        if self._thread.is_alive():
            self._listener.shutdown(socket.SHUT_RDWR)
            self._thread.join()
        self._listener.close()
        with self._gate:
            lent = dict(self._lent)
        for channel, thread in lent.items():
            channel.hang_up()
            thread.join()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _run(self) -> None:
        while True:
            try:
                line, _ = self._listener.accept()
            except OSError:
                return  # stopped
            channel = Channel(line)
            thread = threading.Thread(
                target=self._serve, args=(channel,), name=f"{self._name}-line", daemon=True
            )
            with self._gate:
                self._lent[channel] = thread
            thread.start()

    def _serve(self, channel: Channel) -> None:
        lending = self._lend()
        worker = CallWorker(f"{self._name}-call", channel, lending.perform)
        try:
            worker.attend()
        except (LineEndedError, MalformedMessageError):
            worker.end()
        finally:
            lending.close()
            channel.close()
            with self._gate:
                del self._lent[channel]


class CallLine:
    """One connection, asked one thing at a time."""

    def __init__(self, path: str) -> None:
        """Raises TransportError where nobody listens."""
        line = socket.socket(socket.AF_UNIX)
        try:
            line.connect(path)
        except OSError as error:
            line.close()
            raise TransportError(FaultCode.NOT_CONNECTED) from error
        self._channel = Channel(line)

    def ask(self, request: Request, deadline: Deadline) -> Result:
        """The answer, or the error that it tells of; the line is of no use after any other."""
        try:
            self._channel.send(Call(1, deadline.remaining(), request))
            answer = self._answer(deadline)
        except (LineEndedError, MalformedMessageError) as error:
            self.close()
            raise TransportError(FaultCode.NOT_CONNECTED) from error
        except (Cancelled, DeadlineExceeded):
            self.close()
            raise
        if isinstance(answer, Raised):
            raise error_of(answer)
        return answer.result

    def close(self) -> None:
        """Hang up, which calls off what still goes on; safe to call twice."""
        self._channel.close()

    def _answer(self, deadline: Deadline) -> Returned | Raised:
        limit = math.inf
        while (answer := self._channel.receive(POLL_SECONDS)) is None:
            if deadline.cancel.is_set():
                raise Cancelled
            if time.monotonic() > limit:
                raise DeadlineExceeded
            if deadline.expired() and limit == math.inf:
                limit = time.monotonic() + GRACE_SECONDS
        if not isinstance(answer, Returned | Raised):
            raise MalformedMessageError
        return answer

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()
