"""The time on the wall of the lobby."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

SHENZHEN = timezone(timedelta(hours=8))
"""China Standard Time; no daylight saving since 1991."""


def wall_time() -> datetime:
    """Now, in Shenzhen."""
    return datetime.now(SHENZHEN)
