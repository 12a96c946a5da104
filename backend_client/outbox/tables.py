"""The outbox table, on a MetaData that the owner of the database creates in it."""

from __future__ import annotations

from enum import StrEnum, unique

from sqlalchemy import CheckConstraint, Column, Index, Integer, LargeBinary, MetaData, String, Table

from backend_client._sql_time import UtcTime


@unique
class MessageState(StrEnum):
    """PENDING -> IN_FLIGHT -> ACKED | PENDING (retry) | QUARANTINED -> PENDING (by staff)."""

    PENDING = "pending"
    IN_FLIGHT = "in_flight"
    ACKED = "acked"
    QUARANTINED = "quarantined"


metadata = MetaData()

messages = Table(
    "outbox_messages",
    metadata,
    Column("sequence", Integer, primary_key=True, autoincrement=True),
    Column("message_id", String(120), nullable=False, unique=True),
    Column("kind", String(20), nullable=False),
    Column("case_key", String(120), nullable=False),
    Column("state", String(12), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_attempt_at", UtcTime, nullable=False),
    Column("lease_until", UtcTime, nullable=True),
    Column("fault", String(80), nullable=False),
    Column("made_at", UtcTime, nullable=False),
    Column("settled_at", UtcTime, nullable=True),
    Column("payload", LargeBinary, nullable=True),
    CheckConstraint("(state = 'acked') = (payload IS NULL)", name="payload_erased_when_acked"),
    CheckConstraint("(state = 'in_flight') = (lease_until IS NOT NULL)", name="lease_in_flight"),
    Index("outbox_by_state", "state", "next_attempt_at"),
    Index("outbox_by_case", "case_key", "sequence"),
    sqlite_autoincrement=True,
)
"""``payload`` stands last: SQLite reads a row from its start, and pictures span many pages."""
