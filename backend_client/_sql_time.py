"""Aware date and time in a database column, the same on every engine."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import DateTime
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator


class UtcTime(TypeDecorator[datetime]):
    """Stored as naive UTC, handed out aware; refuses a naive value."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Aware to naive UTC."""
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            msg = "a date and time without a zone cannot be stored"
            raise ValueError(msg)
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Naive UTC to aware."""
        del dialect
        return None if value is None else value.replace(tzinfo=UTC)
