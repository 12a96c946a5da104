"""The simulated field for a card reader whose driver runs in another process.

The ``World`` lives where the dock and the tests steer it. ``CardTransportServer`` lends the card
transport of this process over a unix socket, ``RemoteCardTransport`` is that transport in the
other one: the reader's own code runs there, every trouble of the world strikes here. There is one
connection for each operation, and closing it calls the operation off.
"""

from __future__ import annotations

from drivers._deadline import Deadline
from drivers._errors import TransportError
from drivers.card.apdu import Response
from drivers.card.transport import CardGone, CardLink, CardTransport, LineFault, Presence
from drivers.host.messages import (
    CardAnswer,
    LookAtField,
    Opened,
    PowerCard,
    Reached,
    Request,
    Result,
    SendApdu,
    WaitForField,
)
from drivers.sim.call_socket import CallLine, CallServer


class CardTransportServer(CallServer):
    """Lends a transport to processes of this user; any number of operations at once."""

    def __init__(self, transport: CardTransport) -> None:
        super().__init__("card-field", lambda: _Lending(transport))


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

    def __init__(self, line: CallLine) -> None:
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
        with CallLine(self._path) as line:
            match line.ask(LookAtField(), deadline):
                case Presence() as presence:
                    return presence
                case _:
                    raise TransportError(LineFault.GARBLED)

    def wait_for(self, deadline: Deadline, *, present: bool) -> bool:
        """See CardTransport."""
        with CallLine(self._path) as line:
            match line.ask(WaitForField(present), deadline):
                case Reached(reached):
                    return reached
                case _:
                    raise TransportError(LineFault.GARBLED)

    def connect(self, deadline: Deadline) -> RemoteCardLink:
        """See CardTransport."""
        line = CallLine(self._path)
        try:
            line.ask(PowerCard(), deadline)
        except BaseException:
            line.close()
            raise
        return RemoteCardLink(line)

    def close(self) -> None:
        """See CardTransport; nothing is held."""
