"""What happens to a bug: the visit is wiped, the screen says so, the supervisor starts afresh."""

from __future__ import annotations

import sys
import threading
import traceback
from collections.abc import Callable
from types import TracebackType

from kiosk.logs import log

EXIT_CODE = 70
"""EX_SOFTWARE of sysexits.h: an internal error; the supervisor restarts on it."""


class CrashGuard:
    """Catches exceptions that no slot, thread or callback handled. ``on_crash`` runs once."""

    def __init__(self, on_crash: Callable[[str], None]) -> None:
        self._on_crash = on_crash
        self.tripped = False

    def install(self) -> None:
        """Take over both exception hooks of this process."""
        sys.excepthook = self.caught
        threading.excepthook = lambda args: self.caught(
            args.exc_type, args.exc_value, args.exc_traceback
        )

    def caught(
        self,
        kind: type[BaseException],
        _error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Log the kind and the places, never the message: it may quote what a resident typed."""
        places = [f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(trace)]
        log().critical("bug", error=kind.__name__, where=places)
        if not self.tripped:
            self.tripped = True
            self._on_crash(kind.__name__)
