"""A PC/SC context on a thread of its own, which can be woken or left behind."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import NewType, TypeVar

from smartcard import scard

from drivers._deadline import Deadline
from drivers.card.call_lane import CallLane
from drivers.card.pcsc_codes import SUCCESS, error_of, masked

T = TypeVar("T")
Context = NewType("Context", int)

WAKE_TRIES = 10
WAKE_PAUSE_SECONDS = 0.02
"""SCardCancel does nothing to a wait that has not begun yet, so it is repeated a few times."""


class PcscSession:
    """A PC/SC context and the lane on which it lives."""

    def __init__(self) -> None:
        self._lane = CallLane("pcsc")
        self._context: Context | None = None
        self._awake = threading.Event()
        self._awake.set()

    @property
    def stuck(self) -> bool:
        """After ``end``: whether a call has still not come back."""
        return self._lane.busy

    def call(self, function: Callable[[Context], T], deadline: Deadline) -> T:
        """Run ``function`` with the context, which is established when missing."""
        return self._lane.call(lambda: function(self._established()), deadline)

    def wait(self, function: Callable[[Context], T], deadline: Deadline) -> T:
        """As ``call``, for a wait in SCardGetStatusChange: a cancellation or ``end`` wakes it."""
        awake = threading.Event()

        def waiting() -> T:
            try:
                return function(self._established())
            finally:
                awake.set()

        self._awake = awake
        return self._lane.call(waiting, deadline, lambda: self._wake(awake))

    def post(self, function: Callable[[], None]) -> None:
        """Run ``function`` later, without waiting."""
        self._lane.post(function)

    def end(self) -> None:
        """Release the context, and with it every card, as soon as the running call is back."""
        self._lane.close(self._release)
        if not self._awake.is_set():
            self._wake(self._awake)

    def join(self, seconds: float) -> None:
        """Wait for the end at most so long."""
        self._lane.join(seconds)

    def _wake(self, awake: threading.Event) -> None:
        """SCardCancel on a thread of its own: in a frozen service it hangs as well."""
        threading.Thread(target=self._cancel, args=(awake,), name="pcsc-wake", daemon=True).start()

    def _cancel(self, awake: threading.Event) -> None:
        for _ in range(WAKE_TRIES):
            if self._context is not None and not awake.is_set():
                scard.SCardCancel(self._context)
            if awake.wait(WAKE_PAUSE_SECONDS):
                return

    def _established(self) -> Context:
        if self._context is None:
            hresult, context = scard.SCardEstablishContext(scard.SCARD_SCOPE_USER)
            check(hresult)
            self._context = Context(context)
        return self._context

    def _release(self) -> None:
        if self._context is not None:
            scard.SCardReleaseContext(self._context)


def check(hresult: int) -> None:
    """Raise what a failed call means: CardGone, CardMute or a TransportError."""
    if masked(hresult) != SUCCESS:
        raise error_of(hresult)
