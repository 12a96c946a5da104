"""Structured events to the journal: allow-listed keys only, nothing about residents."""

from __future__ import annotations

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

ALLOWED = frozenset(
    {
        "event", "level", "timestamp", "part", "state", "fault", "action", "code", "error", "where",
        "profile", "version", "visit", "scene", "count", "seconds", "kind", "port",
    }
)  # fmt: skip
"""Every key that may be written; anything else is dropped, whoever logs it."""

Event = MutableMapping[str, Any]


def only_allowed(_logger: object, _name: str, event: Event) -> Event:
    """Drop what is not on the list, exceptions with their tracebacks among it."""
    return {key: value for key, value in event.items() if key in ALLOWED}


class _StandardError:
    """Writes lines to what standard error is now, not to what it was at the start."""

    def msg(self, line: str) -> None:
        """One line, flushed."""
        sys.stderr.write(f"{line}\n")
        sys.stderr.flush()

    debug = info = warning = error = critical = msg


def set_up_logs(*, level: int = logging.INFO) -> None:
    """JSON lines on standard error; call once."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            only_allowed,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=lambda *_: _StandardError(),
        cache_logger_on_first_use=False,
    )


def log() -> structlog.typing.FilteringBoundLogger:
    """The one logger."""
    logger: structlog.typing.FilteringBoundLogger = structlog.get_logger()
    return logger
