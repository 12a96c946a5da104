"""Waiting for the backend's answer to a message that is already saved."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from backend_client.outbox import Delivered, Failed

Step = Delivered | Failed
Answer = Callable[[float], Step | None]
"""Blocks up to so many seconds for the first step of a message; None when there is none."""


class Mailroom:
    """Between the outbox's thread, which reports steps, and a job that waits for one of them."""

    def __init__(self) -> None:
        self._news = threading.Condition()
        self._awaited: dict[str, Step | None] = {}

    @contextmanager
    def expecting(self, message_id: str) -> Iterator[Answer]:
        """Catch the message's first step from now on: enter before the message is committed."""
        with self._news:
            self._awaited[message_id] = None
        try:
            yield lambda seconds: self._wait(message_id, seconds)
        finally:
            with self._news:
                del self._awaited[message_id]

    def report(self, step: Step) -> None:
        """What became of a delivery; only the first step counts, and only while somebody waits."""
        with self._news:
            if step.message_id in self._awaited and self._awaited[step.message_id] is None:
                self._awaited[step.message_id] = step
                self._news.notify_all()

    def _wait(self, message_id: str, seconds: float) -> Step | None:
        with self._news:
            self._news.wait_for(lambda: self._awaited[message_id] is not None, seconds)
            return self._awaited[message_id]
