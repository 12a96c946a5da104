"""The print journal: RESERVED, SENT before the first byte, then CONFIRMED, FAILED or UNKNOWN.

UNKNOWN is settled by staff, never by printing again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, unique

from sqlalchemy import Connection, Row, select, update

from kiosk.store.audit import AuditKind, append_audit
from kiosk.store.database import Store
from kiosk.store.tables import prints


@unique
class PrintState(StrEnum):
    """Where a copy stands."""

    RESERVED = "reserved"
    SENT = "sent"
    CONFIRMED = "confirmed"
    FAILED = "failed"
    UNKNOWN = "unknown"


OPEN = (PrintState.RESERVED, PrintState.SENT)


@dataclass(frozen=True, slots=True)
class PrintRecord:
    """One row; ``serial`` is the backend's for granted papers, empty for the machine's own."""

    job_id: int
    visit: int
    kind: str
    serial: str
    state: PrintState
    fault: str


Also = Callable[[Connection, PrintRecord], None]
"""What else belongs into the settling transaction, such as the report to the backend."""


class PrintJournal:
    """Every step is one committed transaction with its audit row."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    def reserve(self, visit: int, kind: str, serial: str) -> int:
        """Before anything is sent; returns the job id that the printer will echo."""
        now = self._clock()
        with self._store.begin() as connection:
            inserted = connection.execute(
                prints.insert().values(
                    visit=visit,
                    kind=kind,
                    serial=serial,
                    state=PrintState.RESERVED,
                    fault="",
                    reserved_at=now.isoformat(),
                )
            )
            job_id = int(inserted.lastrowid)
            data: dict[str, str | int] = {"job_id": job_id, "kind": kind, "visit": visit}
            append_audit(connection, now, AuditKind.PRINT_RESERVED, data)
        return job_id

    def sent(self, job_id: int) -> None:
        """Commit that the first byte is about to leave."""
        with self._store.begin() as connection:
            self._move(connection, job_id, PrintState.SENT, "")
            append_audit(connection, self._clock(), AuditKind.PRINT_SENT, {"job_id": job_id})

    def settle(self, job_id: int, state: PrintState, fault: str, also: Also | None = None) -> None:
        """The result, together with whatever must be saved with it."""
        with self._store.begin() as connection:
            self._settle(connection, job_id, state, fault, also)

    def settle_interrupted(self, also: Also | None = None) -> tuple[PrintRecord, ...]:
        """At start: what was only reserved has failed, what was being sent is unknown.

        Returns the records as the dead process left them.
        """
        with self._store.begin() as connection:
            rows = connection.execute(select(prints).where(prints.c.state.in_(OPEN))).all()
            records = tuple(_record(row) for row in rows)
            for record in records:
                sent = record.state is PrintState.SENT
                state = PrintState.UNKNOWN if sent else PrintState.FAILED
                self._settle(connection, record.job_id, state, "interrupted", also)
        return records

    def unsettled(self) -> tuple[PrintRecord, ...]:
        """Copies that staff have to look after."""
        with self._store.begin() as connection:
            query = select(prints).where(prints.c.state == PrintState.UNKNOWN)
            return tuple(_record(row) for row in connection.execute(query))

    def record(self, job_id: int) -> PrintRecord:
        """One row."""
        with self._store.begin() as connection:
            return _record(
                connection.execute(select(prints).where(prints.c.job_id == job_id)).one()
            )

    def _settle(
        self, connection: Connection, job_id: int, state: PrintState, fault: str, also: Also | None
    ) -> None:
        self._move(connection, job_id, state, fault)
        data: dict[str, str | int] = {"job_id": job_id, "state": state, "fault": fault}
        append_audit(connection, self._clock(), AuditKind.PRINT_SETTLED, data)
        if also is not None:
            row = connection.execute(select(prints).where(prints.c.job_id == job_id)).one()
            also(connection, _record(row))

    def _move(self, connection: Connection, job_id: int, state: PrintState, fault: str) -> None:
        settled = None if state in OPEN else self._clock().isoformat()
        connection.execute(
            update(prints)
            .where(prints.c.job_id == job_id, prints.c.state.in_(OPEN))
            .values(state=state, fault=fault, settled_at=settled)
        )


def _record(row: Row[tuple[object, ...]]) -> PrintRecord:
    return PrintRecord(
        row.job_id, row.visit, row.kind, row.serial, PrintState(row.state), row.fault
    )
