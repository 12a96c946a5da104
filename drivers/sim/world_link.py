"""The simulated field for a card reader whose driver runs in another process.

The ``World`` lives where the dock and the tests steer it. ``CardTransportServer`` lends the card
transport of this process over a unix socket, ``RemoteCardTransport`` is that transport in the
other one: the reader's own code runs there, every trouble of the world strikes here. There is one
connection for each operation, and closing it calls the operation off.
"""

from __future__ import annotations

import math
import shutil
import socket
import tempfile
import threading
import time
from pathlib import Path
from typing import Self

from drivers._deadline import Deadline
from drivers._errors import Cancelled, DeadlineExceeded, TransportError
from drivers.card.apdu import Response
from drivers.card.transport import CardGone, CardLink, CardTransport, LineFault, Presence
from drivers.host.channel import Channel, LineEndedError
from drivers.host.codec import MalformedMessageError
from drivers.host.messages import (
    Call,
    CardAnswer,
    LookAtField,
    Opened,
    PowerCard,
    Raised,
    Reached,
    Request,
    Result,
    Returned,
    SendApdu,
    WaitForField,
)
from drivers.host.worker import CallWorker, error_of

POLL_SECONDS = 0.05
"""How often a waiting operation looks at its cancel event."""

GRACE_SECONDS = 0.5
"""How much later than its deadline an operation's answer may come."""


class CardTransportServer:
    """Lends a transport to processes of this user; any number of operations at once."""

    def __init__(self, transport: CardTransport) -> None:
        self._transport = transport
        self._folder = Path(tempfile.mkdtemp(prefix="kiosk-field-"))  # mode 0700
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(self._folder / "field"))
        self._gate = threading.Lock()
        self._lent: dict[Channel, threading.Thread] = {}
        self._thread = threading.Thread(target=self._run, name="card-field", daemon=True)

    @property
    def path(self) -> str:
        """The socket to connect to."""
        return str(self._folder / "field")

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
                target=self._lend, args=(channel,), name="card-field-line", daemon=True
            )
            with self._gate:
                self._lent[channel] = thread
            thread.start()

    def _lend(self, channel: Channel) -> None:
        lending = _Lending(self._transport)
        worker = CallWorker("card-field-call", channel, lending.perform)
        try:
            worker.attend()
        except (LineEndedError, MalformedMessageError):
            worker.end()
        finally:
            lending.close()
            channel.close()
            with self._gate:
                del self._lent[channel]


class _Lending:
    """What one connection uses of the transport."""

    def __init__(self, transport: CardTransport) -> None:
        self._transport = transport
        self._link: CardLink | None = None

    def perform(self, request: Request, deadline: Deadline) -> Result:
        """One operation; a request that is none of a transport's counts as a bad line."""
        match request:
            case LookAtField():
                return self._transport.presence(deadline)
            case WaitForField(present):
                return Reached(self._transport.wait_for(deadline, present=present))
            case PowerCard():
                self._link = self._transport.connect(deadline)
                return Opened()
            case SendApdu(apdu):
                if self._link is None:
                    raise CardGone
                return CardAnswer(self._link.transmit(apdu, deadline).to_bytes())
            case _:
                raise TransportError(LineFault.GARBLED)

    def close(self) -> None:
        """Let go of the card."""
        if self._link is not None:
            self._link.close()


class RemoteCardLink(CardLink):
    """The powered card at the other end of a connection."""

    def __init__(self, line: _Line) -> None:
        self._line = line

    def transmit(self, apdu: bytes, deadline: Deadline) -> Response:
        """See CardLink."""
        match self._line.ask(SendApdu(apdu), deadline):
            case CardAnswer(response):
                return Response.from_bytes(response)
            case _:
                raise TransportError(LineFault.GARBLED)

    def close(self) -> None:
        """See CardLink."""
        self._line.close()


class RemoteCardTransport:
    """The transport behind ``path``; a server that is gone is an unplugged reader."""

    def __init__(self, path: str) -> None:
        self._path = path

    def presence(self, deadline: Deadline) -> Presence:
        """See CardTransport."""
        with _Line(self._path) as line:
            match line.ask(LookAtField(), deadline):
                case Presence() as presence:
                    return presence
                case _:
                    raise TransportError(LineFault.GARBLED)

    def wait_for(self, deadline: Deadline, *, present: bool) -> bool:
        """See CardTransport."""
        with _Line(self._path) as line:
            match line.ask(WaitForField(present), deadline):
                case Reached(reached):
                    return reached
                case _:
                    raise TransportError(LineFault.GARBLED)

    def connect(self, deadline: Deadline) -> RemoteCardLink:
        """See CardTransport."""
        line = _Line(self._path)
        try:
            line.ask(PowerCard(), deadline)
        except BaseException:
            line.close()
            raise
        return RemoteCardLink(line)

    def close(self) -> None:
        """See CardTransport; nothing is held."""


class _Line:
    """One connection, asked one thing at a time."""

    def __init__(self, path: str) -> None:
        line = socket.socket(socket.AF_UNIX)
        try:
            line.connect(path)
        except OSError as error:
            line.close()
            raise TransportError(LineFault.NOT_CONNECTED) from error
        self._channel = Channel(line)

    def ask(self, request: Request, deadline: Deadline) -> Result:
        """The answer, or the error that it tells of; the line is of no use after any other."""
        try:
            self._channel.send(Call(1, deadline.remaining(), request))
            answer = self._answer(deadline)
        except (LineEndedError, MalformedMessageError) as error:
            self.close()
            raise TransportError(LineFault.NOT_CONNECTED) from error
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
