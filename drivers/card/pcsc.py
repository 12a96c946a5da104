"""``PcscTransport``: the readers of the computer's PC/SC service.

It uses pyscard's plain function layer: its card monitor dies for good with a restarted service,
and its connection objects raise from their finalisers.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from smartcard import scard

from drivers._deadline import Deadline
from drivers._errors import Cancelled, DeadlineExceeded, TransportError
from drivers.card.apdu import STATUS_WORD_LENGTH, Response
from drivers.card.call_lane import LaneClosedError
from drivers.card.pcsc_session import Context, PcscSession, check
from drivers.card.pcsc_watch import Sighting, watch
from drivers.card.transport import CardGone, CardLink, LineFault, Presence, Talk

T = TypeVar("T")

WATCH_SECONDS = 1.0
"""Longest single wait in the service. Cards and readers end it at once, a cancellation too; the
readers are listed anew after it. Ten waits a second would cost 1 % of a core, this costs 0.2 %."""

SILENCE_SECONDS = 2.0
"""A service that does not end a wait or tell its readers in this time is taken to hang."""

MOMENT_SECONDS = 0.1
"""What ``connect`` and ``close`` wait for an earlier call to come back."""

MAX_STUCK_CALLS = 3
"""Threads left behind in hanging calls before the transport refuses to start another one."""

_PCI = {
    scard.SCARD_PROTOCOL_T0: scard.SCARD_PCI_T0,
    scard.SCARD_PROTOCOL_T1: scard.SCARD_PCI_T1,
}


class PcscLink(CardLink):
    """A card held exclusively, so that no other program reads along between two APDUs."""

    def __init__(self, transport: PcscTransport, session: PcscSession, card: int, pci: int) -> None:
        self._transport = transport
        self._session = session
        self._card = card
        self._pci = pci
        self._gone = False

    def transmit(self, apdu: bytes, deadline: Deadline) -> Response:
        """See CardLink; once the card is gone it stays so, whatever lies there now."""
        return self.converse(lambda exchange: exchange(apdu), deadline)

    def converse(self, talk: Talk[T], deadline: Deadline) -> T:
        """See CardLink; one trip to the session's thread, however many APDUs it takes."""

        def exchange(apdu: bytes) -> Response:
            deadline.check()
            return self._exchange(apdu)

        return self._transport.guarded(
            self._session,
            lambda session: session.call(lambda _: talk(exchange), deadline),
            deadline,
        )

    def close(self) -> None:
        """See CardLink.

        The card is left alone: pcscd cuts its power by itself after some seconds. Were it told to,
        it would miss the next card when this one has just been taken (pcscd 1.9.9: its event
        thread and its disconnect disagree about the field until the next removal).
        """
        self._session.post(lambda: scard.SCardDisconnect(self._card, scard.SCARD_LEAVE_CARD))

    def _exchange(self, apdu: bytes) -> Response:
        if self._gone:
            raise CardGone
        hresult, answer = scard.SCardTransmit(self._card, self._pci, list(apdu))
        try:
            check(hresult)
        except CardGone:
            self._gone = True
            raise
        if len(answer) < STATUS_WORD_LENGTH:
            self._gone = True
            raise CardGone  # a driver may report success, without a byte, when the card vanishes
        return Response.from_bytes(bytes(answer))


class PcscTransport:
    """All readers whose name contains ``reader_name``, seen as one; an empty name takes any.

    A card on any of them is read; which one counts when there are several, ``pcsc_watch`` says.
    """

    def __init__(self, reader_name: str = "") -> None:
        self._wanted = reader_name
        self._seen = Sighting()
        self._session: PcscSession | None = None
        self._left_behind: list[PcscSession] = []
        self._gate = threading.Lock()
        self._closed = False

    def presence(self, deadline: Deadline) -> Presence:
        """See CardTransport."""
        look = self._watching(0.0)
        self._seen = self._reliably(lambda session: session.call(look, deadline), deadline)
        return self._seen.presence

    def wait_for(self, deadline: Deadline, *, present: bool) -> bool:
        """See CardTransport; the service wakes the wait, nothing polls the card.

        Raises TransportError (NO_ANSWER) for a service that hangs meanwhile.
        """
        try:
            found = self._bounded(self.presence, deadline, 0.0)
            while (found.atr is not None) is not present:
                if deadline.expired():
                    return False
                seconds = min(WATCH_SECONDS, deadline.remaining())
                found = self._bounded(self._changed, deadline, seconds)
        except DeadlineExceeded:
            return False
        return True

    def connect(self, deadline: Deadline) -> PcscLink:
        """See CardTransport; gives the left-behind call of an earlier card a moment to end."""
        for session in self._left_behind:
            session.join(min(MOMENT_SECONDS, deadline.remaining()))
        try:
            card, pci = self._reliably(
                lambda session: session.call(self._power_seen, deadline), deadline
            )
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
            session.join(MOMENT_SECONDS)

    def guarded(
        self, session: PcscSession, call: Callable[[PcscSession], T], deadline: Deadline
    ) -> T:
        """Make a call in ``session``; one that hangs is left behind with its session."""
        deadline.check()
        try:
            return call(session)
        except (DeadlineExceeded, Cancelled):
            self._leave(session)
            raise
        except LaneClosedError:
            raise TransportError(LineFault.NOT_CONNECTED, "closed") from None

    def _reliably(self, call: Callable[[PcscSession], T], deadline: Deadline) -> T:
        """Make a repeatable call; a context from before a restart is replaced once."""
        known = self._session
        session = self._current()
        try:
            return self.guarded(session, call, deadline)
        except TransportError as error:
            if error.code != LineFault.SERVICE_DOWN:
                raise
            self._leave(session)
            if session is not known:
                raise
            return self._afresh(call, deadline, error)

    def _afresh(
        self, call: Callable[[PcscSession], T], deadline: Deadline, first: TransportError
    ) -> T:
        """The second try; a service that hangs up on a known client is dying, not refusing."""
        try:
            return self.guarded(self._current(), call, deadline)
        except TransportError as error:
            raise first if error.code == LineFault.ACCESS_DENIED else error from None

    def _current(self) -> PcscSession:
        with self._gate:
            if self._closed:
                raise TransportError(LineFault.NOT_CONNECTED, "closed")
            if self._session is None:
                self._left_behind = [session for session in self._left_behind if session.stuck]
                if len(self._left_behind) >= MAX_STUCK_CALLS:
                    raise TransportError(LineFault.NO_ANSWER, f"{MAX_STUCK_CALLS} calls hang")
                self._session = PcscSession()
            return self._session

    def _leave(self, session: PcscSession) -> None:
        """End a session whose call hangs or whose context is stale."""
        session.end()
        with self._gate:
            self._left_behind.append(session)
            if self._session is session:
                self._session = None

    def _bounded(
        self, call: Callable[[Deadline], Presence], deadline: Deadline, seconds: float
    ) -> Presence:
        """Give a call that should take ``seconds`` a little longer, and not the whole deadline."""
        try:
            return call(deadline.within(seconds + SILENCE_SECONDS))
        except DeadlineExceeded:
            if deadline.expired():
                raise
            raise TransportError(LineFault.NO_ANSWER, "the service is silent") from None

    def _changed(self, deadline: Deadline) -> Presence:
        """Wait for another sighting than the last one, at most ``WATCH_SECONDS``."""
        change = self._watching(min(WATCH_SECONDS, deadline.remaining()))
        self._seen = self._reliably(lambda session: session.wait(change, deadline), deadline)
        return self._seen.presence

    def _power_seen(self, context: Context) -> tuple[int, int]:
        """Power the card that was seen last; look again (1.3 ms) only when it is not there."""
        seen = self._seen.known_card
        if seen is not None:
            with suppress(CardGone, TransportError):
                return _power(context, seen)
        self._seen = watch(context, self._wanted, self._seen, 0.0)
        found = self._seen.presence
        if found.atr is None:
            raise CardGone
        return _power(context, found.reader)

    def _watching(self, seconds: float) -> Callable[[Context], Sighting]:
        wanted, before = self._wanted, self._seen
        return lambda context: watch(context, wanted, before, seconds)


def _power(context: Context, reader: str) -> tuple[int, int]:
    hresult, card, protocol = scard.SCardConnect(
        context,
        reader,
        scard.SCARD_SHARE_EXCLUSIVE,
        scard.SCARD_PROTOCOL_T0 | scard.SCARD_PROTOCOL_T1,
    )
    check(hresult)
    return card, _PCI[protocol]
