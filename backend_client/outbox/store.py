"""State changes of the outbox, each inside the caller's transaction.

None of these functions commits. ``enqueue`` joins the transaction that makes the business change
and the audit row, so that the three are saved together or not at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    and_,
    case,
    delete,
    exists,
    func,
    or_,
    select,
    tuple_,
    update,
)

from backend_client.outbox.messages import MessageKind, OutboxMessage
from backend_client.outbox.tables import MessageState, messages

LEASE: Final = timedelta(seconds=60)
"""Far above a call's deadline: a lease runs out only when its process is gone."""

MAX_WAIT: Final = timedelta(hours=1)
"""No attempt is ever scheduled further ahead; a later time means that the clock was set back."""

_WAITING: Final = (MessageState.PENDING, MessageState.IN_FLIGHT)


@dataclass(frozen=True, slots=True)
class Claim:
    """A message taken for delivery. ``attempt`` counts from 1; above it, an answer may be lost."""

    sequence: int
    attempt: int
    message: OutboxMessage


@dataclass(frozen=True, slots=True)
class Backlog:
    """Messages by state, and when the oldest undelivered one was made."""

    pending: int
    in_flight: int
    acked: int
    quarantined: int
    oldest_waiting: datetime | None


def enqueue(connection: Connection, message: OutboxMessage, now: datetime) -> None:
    """Save a message, due at once. A second one with its id raises IntegrityError."""
    connection.execute(
        messages.insert().values(
            message_id=message.message_id,
            kind=message.kind,
            case_key=message.case_key,
            payload=message.payload,
            state=MessageState.PENDING,
            attempts=0,
            next_attempt_at=now,
            fault="",
            made_at=now,
        )
    )


def claim_due(connection: Connection, now: datetime) -> Claim | None:
    """Lease the message that is due longest and has no waiting one of its case before it.

    Finds it first and reads it then: payloads are long, and sorting would carry all of them.
    """
    sequence = connection.scalar(
        select(messages.c.sequence)
        .where(_due(now), ~_behind_another())
        .order_by(messages.c.next_attempt_at, messages.c.sequence)
        .limit(1)
    )
    if sequence is None:
        return None
    found = connection.execute(select(messages).where(messages.c.sequence == sequence)).one()
    attempt = found.attempts + 1
    taken = connection.execute(
        update(messages)
        .where(messages.c.sequence == found.sequence, messages.c.attempts == found.attempts)
        .values(state=MessageState.IN_FLIGHT, attempts=attempt, lease_until=now + LEASE)
    )
    if taken.rowcount != 1:
        return None
    message = OutboxMessage(
        found.message_id, MessageKind(found.kind), found.case_key, found.payload
    )
    return Claim(found.sequence, attempt, message)


def mark_acked(connection: Connection, claim: Claim, now: datetime) -> bool:
    """The backend has it: erase the payload. False when the claim is no longer ours."""
    changes = {"state": MessageState.ACKED, "payload": None, "fault": "", "settled_at": now}
    return _settle(connection, claim, changes)


def mark_retry(connection: Connection, claim: Claim, next_attempt_at: datetime, fault: str) -> bool:
    """Try again at ``next_attempt_at``. False when the claim is no longer ours."""
    changes = {
        "state": MessageState.PENDING,
        "next_attempt_at": next_attempt_at,
        "fault": fault,
    }
    return _settle(connection, claim, changes)


def mark_quarantined(connection: Connection, claim: Claim, now: datetime, fault: str) -> bool:
    """The backend declined for good: keep everything for staff. False when no longer ours."""
    changes = {"state": MessageState.QUARANTINED, "fault": fault, "settled_at": now}
    return _settle(connection, claim, changes)


def release_leases(connection: Connection) -> int:
    """At start: whatever a process that is gone had in flight is pending. Gives the number."""
    released = connection.execute(
        update(messages)
        .where(messages.c.state == MessageState.IN_FLIGHT)
        .values(state=MessageState.PENDING, lease_until=None, fault="interrupted")
    )
    return int(released.rowcount)


def requeue(connection: Connection, message_id: str, now: datetime) -> bool:
    """By staff: send a quarantined message again. False when it is not quarantined."""
    changed = connection.execute(
        update(messages)
        .where(messages.c.message_id == message_id, messages.c.state == MessageState.QUARANTINED)
        .values(state=MessageState.PENDING, next_attempt_at=now, settled_at=None)
    )
    return bool(changed.rowcount == 1)


def purge_acked(connection: Connection, before: datetime) -> int:
    """Forget acknowledged messages settled before a moment; gives their number."""
    gone = connection.execute(
        delete(messages).where(
            messages.c.state == MessageState.ACKED, messages.c.settled_at < before
        )
    )
    return int(gone.rowcount)


def state_of(connection: Connection, message_id: str) -> MessageState | None:
    """Where a message stands, None when it is not (or no longer) here."""
    found = connection.scalar(select(messages.c.state).where(messages.c.message_id == message_id))
    return None if found is None else MessageState(found)


def backlog(connection: Connection) -> Backlog:
    """Numbers for the technicians' screen."""
    rows = connection.execute(
        select(messages.c.state, func.count()).group_by(messages.c.state)
    ).all()
    counts = {MessageState(state): int(count) for state, count in rows}
    oldest = connection.scalar(
        select(func.min(messages.c.made_at)).where(messages.c.state.in_(_WAITING))
    )
    return Backlog(
        pending=counts.get(MessageState.PENDING, 0),
        in_flight=counts.get(MessageState.IN_FLIGHT, 0),
        acked=counts.get(MessageState.ACKED, 0),
        quarantined=counts.get(MessageState.QUARANTINED, 0),
        oldest_waiting=oldest,
    )


def next_due(connection: Connection) -> datetime | None:
    """When the next pending message is due, None without any."""
    earliest: datetime | None = connection.scalar(
        select(func.min(messages.c.next_attempt_at)).where(messages.c.state == MessageState.PENDING)
    )
    return earliest


def _due(now: datetime) -> ColumnElement[bool]:
    """Due by the clock, or scheduled so far ahead that the clock must have been set back."""
    at, lease = messages.c.next_attempt_at, messages.c.lease_until
    pending = and_(messages.c.state == MessageState.PENDING, or_(at <= now, at > now + MAX_WAIT))
    abandoned = and_(
        messages.c.state == MessageState.IN_FLIGHT, or_(lease <= now, lease > now + MAX_WAIT)
    )
    return or_(pending, abandoned)


def _behind_another() -> ColumnElement[bool]:
    """Whether one of the same case is still to be delivered before it."""
    before = messages.alias("before")
    later = tuple_(_rank(messages), messages.c.sequence)
    return exists().where(
        before.c.case_key == messages.c.case_key,
        tuple_(_rank(before), before.c.sequence) < later,
        before.c.state.in_(_WAITING),
    )


def _rank(table: FromClause) -> ColumnElement[int]:
    """Attachments go before everything else of their case."""
    return case((table.c.kind == MessageKind.ATTACHMENT, 0), else_=1)


def _settle(connection: Connection, claim: Claim, changes: dict[str, Any]) -> bool:
    settled = connection.execute(
        update(messages)
        .where(
            messages.c.sequence == claim.sequence,
            messages.c.state == MessageState.IN_FLIGHT,
            messages.c.attempts == claim.attempt,
        )
        .values(lease_until=None, **changes)
    )
    return bool(settled.rowcount == 1)
