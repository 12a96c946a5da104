"""What a backend does by the clock, with nobody asking."""

from __future__ import annotations

import threading
from typing import Final

from sqlalchemy.exc import SQLAlchemyError

from backend_client.sandbox.attachments import forget_orphans
from backend_client.sandbox.core import Sandbox

EVERY: Final = 600.0
"""Seconds between two rounds."""


class Housekeeping:
    """A thread that forgets what has had its time: at the start, and every so often from then on.

    A round that the database refuses is left to the next one.
    """

    def __init__(self, sandbox: Sandbox, every: float = EVERY) -> None:
        self._sandbox = sandbox
        self._every = every
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="sandbox-housekeeping", daemon=True)

    def start(self) -> None:
        """Returns at once."""
        self._thread.start()

    def stop(self) -> None:
        """Returns when the thread is gone; call before the database is closed."""
        self._stopping.set()
        self._thread.join()

    def _run(self) -> None:
        while True:
            self._round()
            if self._stopping.wait(self._every):
                return

    def _round(self) -> None:
        try:
            forget_orphans(self._sandbox)
        except SQLAlchemyError:
            return
