"""``PcscTransport``: a reader of the computer's PC/SC service; the only user of pyscard.

It uses pyscard's plain function layer: its card monitor dies for good with a restarted service,
and its connection objects raise from their finalisers.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import NewType, Self, TypeVar

from smartcard import scard

from drivers._deadline import Deadline
from drivers._errors import Cancelled, DeadlineExceeded, TransportError
from drivers.card.apdu import STATUS_WORD_LENGTH, Response
from drivers.card.call_lane import CallLane, LaneClosedError
from drivers.card.pcsc_codes import SUCCESS, TIMEOUT, error_of, masked
from drivers.card.transport import CardGone, LineFault, Presence

T = TypeVar("T")
Context = NewType("Context", int)

WATCH_SLICE_SECONDS = 0.1
"""Longest single wait in the service: bounds how late a cancellation is noticed."""

MAX_STUCK_CALLS = 3
"""Threads left behind in hanging calls before the transport refuses to start another one."""

_PCI = {
    scard.SCARD_PROTOCOL_T0: scard.SCARD_PCI_T0,
    scard.SCARD_PROTOCOL_T1: scard.SCARD_PCI_T1,
}


@dataclass(frozen=True, slots=True)
class _Sighting:
    """A reader's state word and the presence it tells of."""

    state: int
    presence: Presence


class _Session:
    """A PC/SC context and the lane on which it lives."""

    def __init__(self) -> None:
        self._lane = CallLane("pcsc")
        self._context: Context | None = None

    @property
    def stuck(self) -> bool:
        """After ``end``: whether a call has still not come back."""
        return self._lane.busy

    def call(self, function: Callable[[Context], T], deadline: Deadline) -> T:
        """Run ``function`` with the context, which is established when missing."""
        return self._lane.call(lambda: function(self._established()), deadline)

    def post(self, function: Callable[[], None]) -> None:
        """Run ``function`` later, without waiting."""
        self._lane.post(function)

    def end(self) -> None:
        """Release the context, and with it every card, as soon as the running call is back."""
        self._lane.close(self._release)

    def join(self, seconds: float) -> None:
        """Wait for the end at most so long."""
        self._lane.join(seconds)

    def _established(self) -> Context:
        if self._context is None:
            hresult, context = scard.SCardEstablishContext(scard.SCARD_SCOPE_USER)
            _check(hresult)
            self._context = Context(context)
        return self._context

    def _release(self) -> None:
        if self._context is not None:
            scard.SCardReleaseContext(self._context)


class PcscLink:
    """A card held exclusively, so that no other program reads along between two APDUs."""

    def __init__(self, transport: PcscTransport, session: _Session, card: int, pci: int) -> None:
        self._transport = transport
        self._session = session
        self._card = card
        self._pci = pci

    def transmit(self, apdu: bytes, deadline: Deadline) -> Response:
        """See CardLink."""
        answer = self._transport.guarded(self._session, lambda _: self._exchange(apdu), deadline)
        if len(answer) < STATUS_WORD_LENGTH:
            raise CardGone  # a driver may report success, without a byte, when the card vanishes
        return Response.from_bytes(answer)

    def close(self) -> None:
        """See CardLink.

        The card is left alone: pcscd cuts its power by itself after some seconds. Were it told to,
        it would miss the next card when this one has just been taken (pcscd 1.9.9: its event
        thread and its disconnect disagree about the field until the next removal).
        """
        self._session.post(lambda: scard.SCardDisconnect(self._card, scard.SCARD_LEAVE_CARD))

    def _exchange(self, apdu: bytes) -> bytes:
        hresult, answer = scard.SCardTransmit(self._card, self._pci, list(apdu))
        _check(hresult)
        return bytes(answer)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()


class PcscTransport:
    """The first reader whose name contains ``reader_name``; an empty name takes any reader."""

    def __init__(self, reader_name: str = "") -> None:
        self._wanted = reader_name
        self._session: _Session | None = None
        self._left_behind: list[_Session] = []
        self._gate = threading.Lock()
        self._closed = False

    def presence(self, deadline: Deadline) -> Presence:
        """See CardTransport."""
        return self._reliably(self._look, deadline).presence

    def wait_for(self, deadline: Deadline, *, present: bool) -> bool:
        """See CardTransport; the service wakes the wait, nothing polls the card."""
        seen = self._reliably(self._look, deadline)
        while (seen.presence.atr is not None) is not present:
            if deadline.expired():
                return False
            seen = self._watched(seen, deadline)
        return True

    def connect(self, deadline: Deadline) -> PcscLink:
        """See CardTransport; gives the left-behind call of an earlier card a moment to end."""
        for session in self._left_behind:
            session.join(min(WATCH_SLICE_SECONDS, deadline.remaining()))
        try:
            card, pci = self._reliably(self._power, deadline)
        except TransportError as error:
            if error.code == LineFault.IN_USE and any(s.stuck for s in self._left_behind):
                raise TransportError(LineFault.NO_ANSWER, "an earlier call hangs") from error
            raise
        return PcscLink(self, self._current(), card, pci)

    def close(self) -> None:
        """See CardTransport; waits a moment for the release."""
        with self._gate:
            self._closed = True
            session, self._session = self._session, None
        if session is not None:
            session.end()
            session.join(WATCH_SLICE_SECONDS)

    def guarded(self, session: _Session, function: Callable[[Context], T], deadline: Deadline) -> T:
        """Run a call in ``session``; one that hangs is left behind with its session."""
        deadline.check()
        try:
            return session.call(function, deadline)
        except (DeadlineExceeded, Cancelled):
            self._leave(session)
            raise
        except LaneClosedError:
            raise TransportError(LineFault.NOT_CONNECTED, "closed") from None

    def _reliably(self, function: Callable[[Context], T], deadline: Deadline) -> T:
        """Run a repeatable call; a context from before a restart is replaced once."""
        known = self._session
        session = self._current()
        try:
            return self.guarded(session, function, deadline)
        except TransportError as error:
            if error.code != LineFault.SERVICE_DOWN:
                raise
            self._leave(session)
            if session is not known:
                raise
            return self._afresh(function, deadline, error)

    def _afresh(
        self, function: Callable[[Context], T], deadline: Deadline, first: TransportError
    ) -> T:
        """The second try; a service that hangs up on a known client is dying, not refusing."""
        try:
            return self.guarded(self._current(), function, deadline)
        except TransportError as error:
            raise first if error.code == LineFault.ACCESS_DENIED else error from None

    def _current(self) -> _Session:
        with self._gate:
            if self._closed:
                raise TransportError(LineFault.NOT_CONNECTED, "closed")
            if self._session is None:
                self._left_behind = [session for session in self._left_behind if session.stuck]
                if len(self._left_behind) >= MAX_STUCK_CALLS:
                    raise TransportError(LineFault.NO_ANSWER, f"{MAX_STUCK_CALLS} calls hang")
                self._session = _Session()
            return self._session

    def _leave(self, session: _Session) -> None:
        """End a session whose call hangs or whose context is stale."""
        session.end()
        with self._gate:
            self._left_behind.append(session)
            if self._session is session:
                self._session = None

    def _watched(self, seen: _Sighting, deadline: Deadline) -> _Sighting:
        seconds = min(WATCH_SLICE_SECONDS, deadline.remaining())
        try:
            return self._reliably(lambda context: _watch(context, seen, seconds), deadline)
        except DeadlineExceeded:
            return seen

    def _look(self, context: Context) -> _Sighting:
        """The reader's present state."""
        blank = _Sighting(scard.SCARD_STATE_UNAWARE, Presence(self._choose(context)))
        return _watch(context, blank, 0.0)

    def _choose(self, context: Context) -> str:
        hresult, readers = scard.SCardListReaders(context, [])
        _check(hresult)
        for reader in readers:
            if self._wanted in reader:
                return str(reader)
        raise TransportError(LineFault.NOT_CONNECTED)

    def _power(self, context: Context) -> tuple[int, int]:
        hresult, card, protocol = scard.SCardConnect(
            context,
            self._choose(context),
            scard.SCARD_SHARE_EXCLUSIVE,
            scard.SCARD_PROTOCOL_T0 | scard.SCARD_PROTOCOL_T1,
        )
        _check(hresult)
        return card, _PCI[protocol]


def _watch(context: Context, seen: _Sighting, seconds: float) -> _Sighting:
    """Wait up to ``seconds`` for another state than the one seen."""
    reader = seen.presence.reader
    hresult, states = scard.SCardGetStatusChange(
        context, round(seconds * 1000), [(reader, seen.state)]
    )
    if masked(hresult) == TIMEOUT:
        return seen
    _check(hresult)
    _, state, atr = states[0]
    if state & (scard.SCARD_STATE_UNKNOWN | scard.SCARD_STATE_UNAVAILABLE):
        raise TransportError(LineFault.NOT_CONNECTED)
    present = bool(state & scard.SCARD_STATE_PRESENT)
    return _Sighting(
        state & ~scard.SCARD_STATE_CHANGED, Presence(reader, bytes(atr) if present else None)
    )


def _check(hresult: int) -> None:
    if masked(hresult) != SUCCESS:
        raise error_of(hresult)
