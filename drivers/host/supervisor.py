"""Keeps one host process alive: starts it, asks for its pulse, replaces it when it is lost.

A call never outlives its deadline by more than ``HostPace.grace_seconds``: a host that does not
come back from it is killed, and the next one starts in the background.
"""

from __future__ import annotations

import logging
import math
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from queue import Empty
from typing import TypeVar

from drivers._deadline import Deadline
from drivers._errors import Cancelled, ConfigurationError, DeadlineExceeded, TransportError
from drivers._status import FaultCode
from drivers.host.channel import LineEndedError
from drivers.host.codec import MalformedMessageError
from drivers.host.messages import Opened, Opening, Problem, Raised, Request, Result, Returned
from drivers.host.process import HostProcess, PendingCall
from drivers.host.worker import error_of

T = TypeVar("T")

COMMAND = (sys.executable, "-P", "-m", "drivers.host")
"""-P: the working folder is not searched for modules."""

POLL_SECONDS = 0.05
"""How often a waiting caller looks at its cancel event."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class HostPace:
    """How patient a supervisor is, in seconds."""

    ping_seconds: float = 0.5
    """Between two pings."""
    silent_seconds: float = 2.0
    """A host that leaves a ping without an answer for so long is frozen (it takes 1 ms)."""
    start_seconds: float = 15.0
    """From the start of a host until its device's libraries are loaded (0.3 from a warm disk)."""
    grace_seconds: float = 1.0
    """A call's overrun; longer than any transport's own, so that only a real hang is killed."""
    shortest_pause: float = 0.1
    """Before a host that has worked is replaced."""
    longest_pause: float = 5.0
    """Pauses double up to this while hosts end without having answered a call."""
    close_seconds: float = 1.0
    """``close`` waits no longer for the end of the host."""


class HostLostError(TransportError):
    """The host ended under a call, or was not there in the time of the call."""

    def __init__(self, detail: str) -> None:
        super().__init__(FaultCode.NO_ANSWER, detail)


class ClosedError(TransportError):
    """``close`` was called: there is no host, and there will be none."""

    def __init__(self) -> None:
        super().__init__(FaultCode.NOT_CONNECTED, "closed")


class _SilentError(Exception):
    """The host does not answer pings, or does not become ready."""


class DeviceHost:
    """A device in a process of its own, started by the first call."""

    def __init__(
        self,
        opening: Opening,
        name: str,
        command: Sequence[str] = COMMAND,
        pace: HostPace | None = None,
        inherited: Sequence[int] = (),
        on_end: Callable[[], None] = lambda: None,
    ) -> None:
        """``inherited`` descriptors go to every host, and stay the caller's.

        ``on_end`` is called on the supervisor's thread when a host is gone, before the next starts.
        """
        self._opening = opening
        self._inherited = tuple(inherited)
        self._on_end = on_end
        self._command = command
        self._pace = pace or HostPace()
        self._name = name
        self._changed = threading.Condition()
        self._process: HostProcess | None = None
        self._ready = False
        self._refusal = ""
        self._lost_at: float | None = None
        self._kept: list[HostProcess] = []
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"host-{name}", daemon=True)

    @property
    def pid(self) -> int | None:
        """Process id of the present host, for technicians; None while there is none."""
        with self._changed:
            return self._process.pid if self._process else None

    def call(self, request: Request, deadline: Deadline, fitting: Callable[[Result], T]) -> T:
        """Have the host do ``request``; waits, within the deadline, for a host that is starting.

        ``fitting`` takes the result, or raises MalformedMessageError for one that is no answer to
        this request: such a host is replaced. Raises HostLostError, DeadlineExceeded, Cancelled,
        ClosedError, ConfigurationError and what the device raises.
        """
        return self._ask(self._standing(deadline), request, deadline, fitting)

    def call_present(
        self, request: Request, deadline: Deadline, fitting: Callable[[Result], T]
    ) -> T | None:
        """As ``call``, but neither starts a host nor waits for one: None where there is none."""
        with self._changed:
            host = self._present()
        return None if host is None else self._ask(host, request, deadline, fitting)

    def _ask(
        self,
        host: HostProcess,
        request: Request,
        deadline: Deadline,
        fitting: Callable[[Result], T],
    ) -> T:
        match self._answer(host, host.ask(request, deadline.remaining()), deadline):
            case Raised() as raised:
                raise error_of(raised)
            case Returned(_, result):
                try:
                    return fitting(result)
                except MalformedMessageError:
                    self._discard(host)
        message = "the host ended under a call"
        raise HostLostError(message)

    def close(self) -> None:
        """Kill the host and wait a moment for its end; safe to call twice and from any thread."""
        with self._changed:
            started = self._thread.ident is not None
            self._closing.set()
            if self._process is not None:
                self._process.kill()
            self._changed.notify_all()
        if started:
            self._thread.join(self._pace.close_seconds)

    # on the caller's thread

    def _present(self) -> HostProcess | None:
        ready = self._process is not None and self._ready and not self._process.ended
        return self._process if ready else None

    def _standing(self, deadline: Deadline) -> HostProcess:
        """A host that can take a call."""
        with self._changed:
            if self._thread.ident is None and not self._closing.is_set():
                self._thread.start()
            while True:
                if self._closing.is_set():
                    raise ClosedError
                if self._refusal:
                    raise ConfigurationError(self._refusal)
                if (host := self._present()) is not None:
                    return host
                if deadline.cancel.is_set():
                    raise Cancelled
                if deadline.expired():
                    message = "the host did not start in time"
                    raise HostLostError(message)
                self._changed.wait(min(POLL_SECONDS, deadline.remaining()))

    def _answer(
        self, host: HostProcess, pending: PendingCall, deadline: Deadline
    ) -> Returned | Raised | None:
        while not (deadline.expired() or deadline.cancel.is_set()):
            try:
                return pending.answers.get(timeout=min(POLL_SECONDS, deadline.remaining()))
            except Empty:
                continue
        if deadline.cancel.is_set():  # a deadline is known to the host, and a wait's end by it is
            host.cancel(pending)  # an answer
        try:
            return pending.answers.get(timeout=self._pace.grace_seconds)
        except Empty:
            self._discard(host)
            deadline.check()
            raise DeadlineExceeded from None

    def _discard(self, host: HostProcess) -> None:
        """Give no more calls to a host that cannot be relied on, and end it."""
        with self._changed:
            if self._process is host:
                self._ready = False
        host.kill()

    # on the supervisor's own thread

    def _run(self) -> None:
        pause = self._pace.shortest_pause
        while not (self._closing.is_set() or self._refusal):
            served = self._live()
            pause = (
                self._pace.shortest_pause if served else min(2 * pause, self._pace.longest_pause)
            )
            self._closing.wait(pause)

    def _live(self) -> bool:
        """One host from its start to its end; whether it was of use."""
        self._kept = [host for host in self._kept if not host.gone()]
        try:
            host = HostProcess(self._command, self._inherited)
        except OSError as error:
            self._note_loss(type(error).__name__)
            return False
        with self._changed:
            self._process = host
        try:
            self._make_ready(host)
            self._watch(host)
        except (LineEndedError, MalformedMessageError, _SilentError) as end:
            self._note_loss(type(end).__name__)
        finally:
            self._retire(host)
        return host.served

    def _make_ready(self, host: HostProcess) -> None:
        opening = host.ask(self._opening, math.inf)
        limit = time.monotonic() + self._pace.start_seconds
        while opening.answers.empty():
            if self._closing.is_set():
                raise LineEndedError
            if not host.heard(self._pace.ping_seconds) and time.monotonic() > limit:
                raise _SilentError
        match opening.answers.get():
            case Returned(result=Opened()):
                self._note_return()
                with self._changed:
                    self._ready = True
                    self._changed.notify_all()
            case Raised(problem=Problem.CONFIGURATION, detail=detail):
                with self._changed:
                    self._refusal = detail or Problem.CONFIGURATION
                    self._changed.notify_all()
                raise LineEndedError
            case _:
                raise MalformedMessageError

    def _watch(self, host: HostProcess) -> None:
        """Until it ends or falls silent.

        Only an unanswered ping counts, not the time that passed: after this process itself stood
        still, the answer lies there to be read.
        """
        asked: float | None = None
        while not self._closing.is_set():
            if host.heard(self._pace.ping_seconds):
                asked = None
            elif asked is None:
                asked = time.monotonic()
                host.ping()
            elif time.monotonic() - asked > self._pace.silent_seconds:
                raise _SilentError

    def _retire(self, host: HostProcess) -> None:
        with self._changed:
            self._process = None
            self._ready = False
        if not host.bury():
            self._kept.append(host)
        self._on_end()

    def _note_loss(self, reason: str) -> None:
        """Once for each outage, however many hosts are lost in it."""
        if self._lost_at is None and not self._closing.is_set():
            self._lost_at = time.monotonic()
            _log.warning("%s host lost: %s", self._name, reason)

    def _note_return(self) -> None:
        if self._lost_at is not None:
            _log.warning("%s host back after %.1f s", self._name, time.monotonic() - self._lost_at)
            self._lost_at = None
