"""Where the package gets the time from."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

WallClock = Callable[[], datetime]
"""Gives an aware date and time."""

MonotonicClock = Callable[[], float]
"""Gives seconds that never run backwards."""


def utc_now() -> datetime:
    """The real wall clock."""
    return datetime.now(UTC)
