"""The one way to run work off the GUI thread and to get its result back on it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Ok(Generic[T]):
    """The work's result."""

    value: T


@dataclass(frozen=True, slots=True)
class Err:
    """The exception that ended the work."""

    error: Exception


Done = Callable[[Ok[T] | Err], None]


class JobRunner(Protocol):
    """Runs a blocking call elsewhere and hands its result to ``done`` on the caller's thread."""

    def run(self, work: Callable[[], T], done: Done[T]) -> None:
        """Start ``work``; ``done`` is called later, never from within this call."""
        ...

    def close(self) -> None:
        """Wait for running work; results that come after this are dropped."""
        ...


class ThreadJobRunner(QObject):
    """Runs jobs on a few threads; results cross to the GUI thread by a queued signal."""

    _finished = Signal(object)

    def __init__(self, threads: int = 4, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="job")
        self._open = True
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(self, work: Callable[[], T], done: Done[T]) -> None:
        """See JobRunner."""
        self._pool.submit(self._work, work, done)

    def _work(self, work: Callable[[], T], done: Done[T]) -> None:
        result: Ok[T] | Err
        try:
            result = Ok(work())
        except Exception as error:  # noqa: BLE001 - handed to the GUI thread, which judges it
            result = Err(error)
        if self._open:
            self._finished.emit(lambda: done(result))

    @Slot(object)
    def _deliver(self, call: Callable[[], None]) -> None:
        if self._open:
            call()

    def close(self) -> None:
        """See JobRunner."""
        self._open = False
        self._pool.shutdown(wait=True, cancel_futures=True)
