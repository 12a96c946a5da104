"""``EscapeLine``: SAM frames inside control commands of a PC/SC reader (SCardControl).

Which control code a reader takes and whether it wraps the frame is the vendor's matter and in no
public paper: the code is configured, the frame goes as it is. The service passes escape commands
to a CCID reader only when its driver allows them (libccid: ``ifdDriverOptions``, bit 0).
"""

from __future__ import annotations

import threading
from dataclasses import dataclass

from smartcard import scard

from drivers._config import CCID_ESCAPE
from drivers._deadline import Deadline
from drivers._errors import Cancelled, DeadlineExceeded, TransportError
from drivers.card.call_lane import LaneClosedError
from drivers.card.pcsc_codes import SUCCESS, error_of, masked
from drivers.card.pcsc_session import Context, PcscSession, check
from drivers.card.transport import CardTrouble, LineFault

MAX_STUCK_CALLS = 3
"""Threads left behind in hanging calls before the line refuses to start another one."""

CLOSE_SECONDS = 0.1
"""What ``close`` waits for the release of the reader."""

_UNSUPPORTED_FEATURE = 0x8010001F
"""SCARD_E_UNSUPPORTED_FEATURE: the driver knows no such control code, or may not pass it on."""
_NO_PROTOCOL = 0
"""SCARD_PROTOCOL_UNDEFINED: a direct connection needs no card."""

_STALE = frozenset({LineFault.SERVICE_DOWN, LineFault.NOT_CONNECTED})
"""What a handle from before a restart or a replug answers."""


@dataclass(slots=True)
class _Session:
    """A session and its direct connection to the reader, made at the first exchange."""

    pcsc: PcscSession
    handle: int | None = None
    reader: str = ""


class EscapeLine:
    """``FrameLine`` over the first PC/SC reader whose name contains ``reader_name``.

    A control command cannot be interrupted. One that overruns its deadline or is cancelled is left
    behind together with its thread 0.25 s later; the service and the reader answer it in peace.
    """

    def __init__(self, reader_name: str, control_code: int = CCID_ESCAPE) -> None:
        self._wanted = reader_name
        self._control_code = control_code
        self._session: _Session | None = None
        self._request: bytes | None = None
        self._left_behind: list[_Session] = []
        self._gate = threading.Lock()
        self._closed = False

    @property
    def name(self) -> str:
        """The reader's name once it was found, before that the wanted part of it."""
        session = self._session
        return (session.reader if session else "") or self._wanted

    def send(self, request: bytes, deadline: Deadline) -> None:
        """See FrameLine; the reader gets the request in ``receive``, which brings all there is."""
        deadline.check()
        self._request = request

    def receive(self, deadline: Deadline) -> bytes:
        """See FrameLine; at most 0.3 s late. Empty at once when nothing was sent."""
        request, self._request = self._request, None
        if request is None:
            if deadline.cancel.is_set():
                deadline.check()
            return b""
        try:
            return self._controlled(request, deadline)
        except DeadlineExceeded:
            return b""

    def close(self) -> None:
        """See FrameLine; waits a moment for the release."""
        with self._gate:
            self._closed = True
            session, self._session = self._session, None
        if session is not None:
            session.pcsc.end()
            session.pcsc.join(CLOSE_SECONDS)

    def _controlled(self, request: bytes, deadline: Deadline) -> bytes:
        """One exchange; a handle that has become stale is replaced once."""
        session = self._current()
        known = session.handle is not None
        try:
            return self._guarded(session, request, deadline)
        except (TransportError, CardTrouble) as error:
            if not known or (isinstance(error, TransportError) and error.code not in _STALE):
                raise _line_error(error) from None
        try:
            return self._guarded(self._current(), request, deadline)
        except (TransportError, CardTrouble) as error:
            raise _line_error(error) from None

    def _guarded(self, session: _Session, request: bytes, deadline: Deadline) -> bytes:
        """Run the call; whatever goes wrong ends the session."""
        try:
            return session.pcsc.call(
                lambda context: self._exchange(session, context, request), deadline
            )
        except LaneClosedError:
            raise TransportError(LineFault.NOT_CONNECTED, "closed") from None
        except (DeadlineExceeded, Cancelled):
            self._left_behind.append(session)
            self._end(session)
            raise
        except (TransportError, CardTrouble):
            self._end(session)
            raise

    def _current(self) -> _Session:
        with self._gate:
            if self._closed:
                raise TransportError(LineFault.NOT_CONNECTED, "closed")
            if self._session is None:
                self._left_behind = [left for left in self._left_behind if left.pcsc.stuck]
                if len(self._left_behind) >= MAX_STUCK_CALLS:
                    raise TransportError(LineFault.NO_ANSWER, f"{MAX_STUCK_CALLS} calls hang")
                self._session = _Session(PcscSession())
            return self._session

    def _end(self, session: _Session) -> None:
        session.pcsc.end()
        with self._gate:
            if self._session is session:
                self._session = None

    def _exchange(self, session: _Session, context: Context, request: bytes) -> bytes:
        """On the lane: connect when needed, then pass the frame and take the reply."""
        if session.handle is None:
            session.reader = self._choose(context)
            session.handle = _connected(context, session.reader)
        hresult, reply = scard.SCardControl(session.handle, self._control_code, list(request))
        if masked(hresult) != SUCCESS:
            raise _refusal(hresult)
        return bytes(reply)

    def _choose(self, context: Context) -> str:
        hresult, readers = scard.SCardListReaders(context, [])
        check(hresult)
        for reader in readers:
            if self._wanted in reader:
                return str(reader)
        raise TransportError(LineFault.NOT_CONNECTED)


def _connected(context: Context, reader: str) -> int:
    hresult, handle, _ = scard.SCardConnect(context, reader, scard.SCARD_SHARE_DIRECT, _NO_PROTOCOL)
    check(hresult)
    return int(handle)


def _refusal(hresult: int) -> Exception:
    if masked(hresult) == _UNSUPPORTED_FEATURE:
        return TransportError(LineFault.GARBLED, f"0x{_UNSUPPORTED_FEATURE:08X}: no such command")
    return error_of(hresult)


def _line_error(error: TransportError | CardTrouble) -> TransportError:
    """No card is spoken to here, so a "card" that does not answer is the command's failure."""
    if isinstance(error, TransportError):
        return error
    return TransportError(LineFault.GARBLED, str(error))
