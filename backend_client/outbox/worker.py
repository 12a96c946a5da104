"""Delivery of saved messages, one step at a time."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from backend_client._errors import BackendError, Rejected, ServerFault
from backend_client.outbox import store
from backend_client.outbox.delivery import (
    Acknowledgement,
    OutboxClient,
    UnreadablePayload,
    deliver,
)
from backend_client.outbox.messages import MessageKind

Begin = Callable[[], AbstractContextManager[Connection]]
"""Opens a transaction that commits when left normally, such as ``engine.begin``."""

_MAX_DOUBLINGS: Final = 16


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """Waits double from ``first`` up to ``longest``; jitter takes off up to half of a wait."""

    first: timedelta = timedelta(seconds=2)
    longest: timedelta = timedelta(minutes=5)

    def wait(self, attempt: int, rng: random.Random, asked: float | None) -> timedelta:
        """The wait after failed ``attempt`` (from 1); never below the ``asked`` seconds."""
        doubled = self.first * (1 << min(attempt - 1, _MAX_DOUBLINGS))
        jittered = min(doubled, self.longest) * (1 - rng.random() / 2)
        floor = timedelta(seconds=min(asked or 0.0, store.MAX_WAIT.total_seconds() / 2))
        return max(jittered, floor)


@dataclass(frozen=True, slots=True)
class Delivered:
    """The backend has the message; ``answer`` is what it said."""

    message_id: str
    kind: MessageKind
    answer: Acknowledgement = field(repr=False)


@dataclass(frozen=True, slots=True)
class Failed:
    """Not delivered. ``fault`` is a code; ``next_attempt_at`` None: quarantined for staff."""

    message_id: str
    kind: MessageKind
    fault: str
    next_attempt_at: datetime | None


@dataclass(frozen=True, slots=True)
class Nothing:
    """No message is due; ``next_due`` says when one will be."""

    next_due: datetime | None


Step = Delivered | Failed | Nothing


class OutboxWorker:
    """Owns no thread and no clock; use from one thread at a time."""

    def __init__(
        self,
        begin: Begin,
        client: OutboxClient,
        rng: random.Random,
        retry: RetryPolicy = RetryPolicy(),
    ) -> None:
        self._begin = begin
        self._client = client
        self._rng = rng
        self._retry = retry

    def recover(self) -> int:
        """Call once at start: frees what a dead process held. Gives the number of messages."""
        with self._begin() as connection:
            return store.release_leases(connection)

    def deliver_once(self, now: datetime) -> Step:
        """Deliver the next due message; blocks for the client's deadline, once or twice.

        No transaction is open while the network is in use. Anything but a BackendError is a bug
        and passes through; the message stays leased and is tried again later.
        """
        with self._begin() as connection:
            claim = store.claim_due(connection, now)
            if claim is None:
                return Nothing(store.next_due(connection))
        try:
            answer = deliver(self._client, claim)
        except UnreadablePayload:
            return self._quarantine(claim, now, "payload_unreadable")
        except Rejected as refusal:
            if refusal.transient:
                return self._retry_later(claim, now, refusal.code, refusal.retry_after)
            return self._quarantine(claim, now, refusal.code)
        except BackendError as error:
            asked = error.retry_after if isinstance(error, ServerFault) else None
            return self._retry_later(claim, now, type(error).__name__, asked)
        with self._begin() as connection:
            store.mark_acked(connection, claim, now)
        return Delivered(claim.message.message_id, claim.message.kind, answer)

    def _retry_later(
        self, claim: store.Claim, now: datetime, fault: str, asked: float | None
    ) -> Failed:
        at = now + self._retry.wait(claim.attempt, self._rng, asked)
        with self._begin() as connection:
            store.mark_retry(connection, claim, at, fault)
        return Failed(claim.message.message_id, claim.message.kind, fault, at)

    def _quarantine(self, claim: store.Claim, now: datetime, fault: str) -> Failed:
        with self._begin() as connection:
            store.mark_quarantined(connection, claim, now, fault)
        return Failed(claim.message.message_id, claim.message.kind, fault, None)
