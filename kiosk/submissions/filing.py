"""Saving before sending: applications, ratings and print results go through the outbox."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from uuid import UUID, uuid4

from sqlalchemy import Connection, update

from backend_client import outbox
from backend_client.contracts import (
    Application,
    Decision,
    PrintOutcome,
    PrintResult,
    Rating,
)
from kiosk.catalog import Item
from kiosk.session import Outcome, Visitor
from kiosk.store import AuditKind, PrintRecord, PrintState, Store, append_audit
from kiosk.store.tables import submissions
from kiosk.submissions import outcomes
from kiosk.submissions.dossier import dossier, expecting
from kiosk.submissions.mailroom import Mailroom
from kiosk.submissions.refusals import RefusedError, notice_of_code

_PRINT_RESULTS = {
    PrintState.CONFIRMED: PrintResult.CONFIRMED,
    PrintState.UNKNOWN: PrintResult.UNKNOWN,
}

_PERSONAL = {outbox.MessageKind.APPLICATION, outbox.MessageKind.ATTACHMENT}
"""Messages that tell about a resident."""


@dataclass(frozen=True, slots=True)
class Filing:
    """Everything that is committed on this machine before the backend hears of it."""

    store: Store
    mailroom: Mailroom
    wake: Callable[[], None]
    """Tells the outbox's thread that something was committed."""
    clock: Callable[[], datetime]
    kiosk_id: str

    def apply(
        self,
        item: Item,
        visitor: Visitor,
        answers: Mapping[str, str],
        seconds: float,
        pictures: Mapping[str, bytes] = MappingProxyType({}),
    ) -> Outcome:
        """Commit the application, then wait up to ``seconds`` for its decision.

        ``pictures`` (JPEG by field id) are committed with it, all or nothing, and sent before it.
        Returns what was decided, or ``SAVED`` when no answer came: it is delivered later by
        itself. Raises RefusedError when the backend declined for good (staff keep the message),
        StoreError when it could not even be saved.
        """
        now = self.clock()
        made = dossier(item, visitor, answers, pictures, self.kiosk_id, now)
        messages = made.messages
        with expecting(self.mailroom, messages) as answer:
            self._commit_application(made.application, messages, now)
            self.wake()
            step = answer(seconds)
        match step:
            case outbox.Delivered(answer=Decision() as decision):
                return made.listed(outcomes.decided(decision))
            case outbox.Failed(fault=code, next_attempt_at=None):
                raise RefusedError(notice_of_code(code))
            case _:
                return made.listed(outcomes.saved(made.application.application_id, now))

    def _commit_application(
        self, application: Application, messages: Sequence[outbox.OutboxMessage], now: datetime
    ) -> None:
        key = str(application.application_id)
        with self.store.begin() as connection:
            connection.execute(
                submissions.insert().values(
                    application_id=key,
                    item_id=application.item_id,
                    made_at=now.isoformat(),
                    case_number="",
                )
            )
            for message in messages:
                outbox.enqueue(connection, message, now)
            data = {"application_id": key, "item_id": application.item_id}
            append_audit(connection, now, AuditKind.APPLICATION_SAVED, data)

    def on_step(self, step: outbox.Delivered | outbox.Failed) -> None:
        """The outbox's thread tells what became of a message; what was erased leaves no trace."""
        if isinstance(step, outbox.Delivered) and isinstance(step.answer, Decision):
            self._note_decision(step.answer)
        self.mailroom.report(step)
        if isinstance(step, outbox.Delivered) and step.kind in _PERSONAL:
            self.store.empty_log()

    def _note_decision(self, decision: Decision) -> None:
        key = str(decision.application_id)
        with self.store.begin() as connection:
            connection.execute(
                update(submissions)
                .where(submissions.c.application_id == key)
                .values(case_number=decision.case_number)
            )
            data = {"application_id": key, "outcome": str(decision.outcome)}
            append_audit(connection, self.clock(), AuditKind.APPLICATION_DECIDED, data)

    def rate(self, item: Item, number: str, score: int) -> None:
        """Keep a rating for delivery; ``number`` empty: nothing got a number. Raises StoreError."""
        now = self.clock()
        rating_id: UUID = uuid4()
        rating = Rating(
            rating_id=rating_id,
            handling=number or f"visit-{rating_id}",
            item_id=item.id,
            score=score,
            kiosk_id=self.kiosk_id,
            rated_at=now,
        )
        with self.store.begin() as connection:
            outbox.enqueue(connection, outbox.OutboxMessage.rating(rating), now)
            data: dict[str, str | int] = {"item_id": item.id, "score": score}
            append_audit(connection, now, AuditKind.RATED, data)
        self.wake()

    def report_print(self, connection: Connection, record: PrintRecord) -> None:
        """Enqueue what became of a granted copy, in the transaction that settles it.

        A failed try is not reported: the same copy may still come out; ``void`` ends it.
        """
        if not record.serial or record.state is PrintState.FAILED:
            return
        now = self.clock()
        outcome = PrintOutcome(serial=record.serial, outcome=_PRINT_RESULTS[record.state], at=now)
        outbox.enqueue(connection, outbox.OutboxMessage.print_outcome(outcome), now)

    def report_interrupted(self, connection: Connection, record: PrintRecord) -> None:
        """At start: as ``report_print``, but nobody is there to try a failed copy again."""
        if record.serial and record.state is PrintState.FAILED:
            self._enqueue_void(connection, record.serial)
        else:
            self.report_print(connection, record)

    def void(self, serial: str) -> None:
        """Report that a granted copy was never printed. Raises StoreError."""
        with self.store.begin() as connection:
            self._enqueue_void(connection, serial)
        self.wake()

    def _enqueue_void(self, connection: Connection, serial: str) -> None:
        now = self.clock()
        outcome = PrintOutcome(serial=serial, outcome=PrintResult.FAILED, at=now)
        outbox.enqueue(connection, outbox.OutboxMessage.print_outcome(outcome), now)

    def note(self, kind: AuditKind, data: Mapping[str, str | int]) -> None:
        """One row in the audit journal. Raises StoreError."""
        with self.store.begin() as connection:
            append_audit(connection, self.clock(), kind, data)

    def waiting(self) -> int:
        """Messages that the backend has not acknowledged, including those held for staff."""
        with self.store.begin() as connection:
            numbers = outbox.backlog(connection)
        return numbers.pending + numbers.in_flight + numbers.quarantined
