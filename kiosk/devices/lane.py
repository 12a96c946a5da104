"""A lane: one device, one thread. Requests queue up; between them the lane watches the device."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from drivers import Deadline
from kiosk.jobs import Done, Err, Ok

DeviceT = TypeVar("DeviceT")
T = TypeVar("T")
Work = Callable[[DeviceT, Deadline], T]
Watch = Callable[[DeviceT, Deadline], None]


class _Mailbox(QObject):
    """Carries closures from the lane's thread to the thread that built the lane."""

    posted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.posted.connect(self._run, Qt.ConnectionType.QueuedConnection)

    @Slot(object)
    def _run(self, call: Callable[[], None]) -> None:
        call()


class Lane(Generic[DeviceT]):
    """Runs all calls to a device on one thread of its own.

    ``watch`` is called again and again while nothing is asked, with a short deadline that a new
    request cancels, so a request never waits longer than the device needs to give up watching.
    """

    def __init__(self, name: str, device: DeviceT, watch: Watch[DeviceT]) -> None:
        self._device = device
        self._watch = watch
        self._mail = _Mailbox()
        self._asked = threading.Lock()
        self._queue: deque[Callable[[], None]] = deque()
        self._wake = threading.Event()
        self._stop = threading.Event()
        self._withdrawn = threading.Event()
        """Ends all requests that were asked for since it was made."""
        self._thread = threading.Thread(target=self._run, name=f"lane-{name}", daemon=True)

    def start(self) -> None:
        """Begin to watch; call once."""
        self._thread.start()

    def ask(self, work: Work[DeviceT, T], seconds: float, done: Done[T]) -> None:
        """Run ``work`` on the lane within ``seconds``; ``done`` runs on the building thread."""

        withdrawn = self._withdrawn

        def call() -> None:
            result: Ok[T] | Err
            try:
                result = Ok(work(self._device, Deadline.after(seconds, withdrawn)))
            except Exception as error:  # noqa: BLE001 - handed to the asker, who judges it
                result = Err(error)
            self.post(lambda: done(result))

        with self._asked:
            self._queue.append(call)
            self._wake.set()

    def withdraw(self) -> None:
        """Cancel what runs and what waits: each ends as soon as the device lets it."""
        self._withdrawn.set()
        self._withdrawn = threading.Event()

    def post(self, call: Callable[[], None]) -> None:
        """Run ``call`` on the building thread; dropped once the lane closes."""
        if not self._stop.is_set():
            self._mail.posted.emit(call)

    def rouse(self) -> None:
        """End this round of watching now and begin the next: what is watched for has changed."""
        with self._asked:
            self._wake.set()

    def close(self, seconds: float = 5.0) -> bool:
        """Cancel what runs and end the thread; False when the device would not let go in time."""
        with self._asked:
            self._queue.clear()
            self._stop.set()
            self._withdrawn.set()
            self._wake.set()
        if self._thread.is_alive():
            self._thread.join(seconds)
        return not self._thread.is_alive()

    def _next(self) -> Callable[[], None] | None:
        """The oldest request; with none, watching may go on until the next one wakes the lane."""
        with self._asked:
            if self._queue:
                return self._queue.popleft()
            if not self._stop.is_set():
                self._wake.clear()
            return None

    def _run(self) -> None:
        while not self._stop.is_set():
            call = self._next()
            if call is not None:
                call()
            else:
                self._watch(self._device, Deadline.after(WATCH_SECONDS, self._wake))


WATCH_SECONDS = 1.0
"""How long one round of watching may take; a request ends it at once."""
STATUS_SECONDS = 2.0
"""Deadline of one status question."""


def asking(deadline: Deadline) -> Deadline:
    """Time for a status question of its own, after a round that may have used up its time."""
    return Deadline.after(STATUS_SECONDS, deadline.cancel, deadline.clock)


def wait_out(deadline: Deadline) -> None:
    """Wait for the next request, or the end of this round."""
    deadline.cancel.wait(deadline.remaining())
