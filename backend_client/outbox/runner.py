"""The thread that keeps the outbox worker going."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime
from typing import Final

from backend_client._clock import WallClock
from backend_client.outbox.worker import Delivered, Failed, Nothing, OutboxWorker

_LONGEST_SLEEP: Final = 30.0
"""Seconds. Bounds the harm of a clock that is set while the thread sleeps."""


class OutboxRunner:
    """Runs ``OutboxWorker.deliver_once`` until stopped; ``wake`` after every enqueue's commit.

    ``on_step`` is called on this thread for every delivery and every failure. An exception that
    is a bug ends the thread through ``threading.excepthook``.
    """

    def __init__(
        self,
        worker: OutboxWorker,
        clock: WallClock,
        on_step: Callable[[Delivered | Failed], None],
    ) -> None:
        self._worker = worker
        self._clock = clock
        self._on_step = on_step
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="outbox", daemon=True)

    def start(self) -> None:
        """Free what a dead process held, then deliver in the background."""
        self._worker.recover()
        self._thread.start()

    def wake(self) -> None:
        """Something was enqueued and committed: look at once. Callable from any thread."""
        self._wake.set()

    def stop(self, timeout: float) -> bool:
        """End after the call under way; False when it did not end in ``timeout`` seconds."""
        self._stopping.set()
        self._wake.set()
        if self._thread.ident is not None:
            self._thread.join(timeout)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._wake.clear()
            step = self._worker.deliver_once(self._clock())
            if isinstance(step, Nothing):
                self._wake.wait(self._sleep(step.next_due))
            else:
                self._on_step(step)

    def _sleep(self, next_due: datetime | None) -> float:
        if next_due is None:
            return _LONGEST_SLEEP
        ahead = (next_due - self._clock()).total_seconds()
        return min(max(ahead, 0.05), _LONGEST_SLEEP)
