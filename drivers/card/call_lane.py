"""Bounds library calls that cannot be interrupted: they run on a thread that may be left behind.

PC/SC has no time-out for an APDU and no way to interrupt one, neither by SCardCancel nor from
another thread, so a call that hangs can only be abandoned together with its thread. Waits for a
card can be called off, which ``wake`` does.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Generic, TypeVar

from drivers._deadline import Deadline
from drivers._errors import DeadlineExceeded

T = TypeVar("T")

CANCEL_POLL_SECONDS = 0.05
"""How often a waiting caller looks at its cancel event."""

GRACE_SECONDS = 0.25
"""How long a call may overrun its deadline before its thread is left behind; longer than the
transports' own time-outs, so that only a call that really hangs is abandoned."""


class LaneClosedError(Exception):
    """The lane takes no more calls."""


@dataclass(frozen=True, slots=True)
class _Returned(Generic[T]):
    value: T


@dataclass(frozen=True, slots=True)
class _Raised:
    error: Exception


class CallLane:
    """A daemon thread that runs calls one after the other."""

    def __init__(self, name: str) -> None:
        self._work: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._gate = threading.Lock()
        self._closed = False
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    @property
    def busy(self) -> bool:
        """After ``close``: whether a call is still not back."""
        return self._thread.is_alive()

    def call(
        self, function: Callable[[], T], deadline: Deadline, wake: Callable[[], None] | None = None
    ) -> T:
        """Run ``function`` on the lane and hand on what it returns or raises.

        Raises DeadlineExceeded or Cancelled when it is not back in time. A result that comes
        within the grace is still returned, so that no opened handle is lost. On cancellation
        ``wake`` is called first, without blocking: it makes a call that can be called off return.
        """
        answers: SimpleQueue[_Returned[T] | _Raised] = SimpleQueue()
        self._put(lambda: answers.put(_outcome(function)))
        answer = _await(answers, deadline, wake)
        if isinstance(answer, _Raised):
            raise answer.error
        return answer.value

    def post(self, function: Callable[[], None]) -> None:
        """Run ``function`` when the calls before it are done, without waiting; it must not raise.

        Dropped when the lane is closed.
        """
        with self._gate:
            if not self._closed:
                self._work.put(function)

    def close(self, farewell: Callable[[], None]) -> None:
        """Take no more calls; run ``farewell`` after the last one and end the thread."""
        with self._gate:
            if not self._closed:
                self._closed = True
                self._work.put(farewell)
                self._work.put(None)

    def join(self, seconds: float) -> None:
        """Wait for the thread's end, at most so long."""
        self._thread.join(seconds)

    def _put(self, work: Callable[[], None]) -> None:
        with self._gate:
            if self._closed:
                raise LaneClosedError
            self._work.put(work)

    def _run(self) -> None:
        while (work := self._work.get()) is not None:
            work()


def _outcome(function: Callable[[], T]) -> _Returned[T] | _Raised:
    try:
        return _Returned(function())
    except Exception as error:  # noqa: BLE001  handed to the caller, who raises it again
        return _Raised(error)


def _await(
    answers: SimpleQueue[_Returned[T] | _Raised],
    deadline: Deadline,
    wake: Callable[[], None] | None,
) -> _Returned[T] | _Raised:
    while not (deadline.expired() or deadline.cancel.is_set()):
        try:
            return answers.get(timeout=min(CANCEL_POLL_SECONDS, deadline.remaining()))
        except Empty:
            continue
    if wake is not None and deadline.cancel.is_set():
        wake()
    try:
        return answers.get(timeout=GRACE_SECONDS)
    except Empty:
        deadline.check()
        raise DeadlineExceeded from None
