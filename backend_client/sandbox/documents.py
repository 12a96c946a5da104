"""Numbers the public may verify: cases, appointments, certificates, printed records."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection, func, select

from backend_client.contracts import Labelled, SubjectKind, Verification, VerificationState
from backend_client.sandbox.core import Sandbox
from backend_client.sandbox.numbering import same
from backend_client.sandbox.tables import (
    appointments,
    cancellations,
    copies,
    document_subjects,
    documents,
)


@dataclass(frozen=True, slots=True)
class Document:
    """What stands behind a number. ``public_fields`` are masked already."""

    number: str
    subject_key: str
    resident_key: str = field(repr=False)
    kind: SubjectKind
    item_id: str
    title: str
    issuer: str
    public_fields: tuple[Labelled, ...] = field(repr=False)
    valid_until: date | None = None


def store_document(sandbox: Sandbox, connection: Connection, document: Document) -> None:
    """Make a number verifiable; a taken number or subject raises IntegrityError."""
    connection.execute(
        documents.insert().values(
            number=document.number,
            subject_key=document.subject_key,
            resident_key=document.resident_key,
            title=document.title,
            issuer=document.issuer,
            public_fields=json.dumps(
                [line.model_dump() for line in document.public_fields], ensure_ascii=False
            ),
            issued_at=sandbox.now(),
            valid_until=document.valid_until,
        )
    )
    connection.execute(
        document_subjects.insert().values(
            number=document.number, kind=document.kind, item_id=document.item_id
        )
    )


def verification(sandbox: Sandbox, number: str, code: str) -> Verification:
    """What the public may know. A wrong check code looks exactly like an unknown number."""
    unknown = Verification(state=VerificationState.UNKNOWN, number=number)
    with sandbox.database.read() as connection:
        found = connection.execute(
            select(documents, document_subjects.c.kind, document_subjects.c.item_id)
            .outerjoin(document_subjects, document_subjects.c.number == documents.c.number)
            .where(documents.c.number == number)
        ).one_or_none()
        cancelled = _is_cancelled(connection, number)
        rows = connection.execute(
            select(copies.c.copy_no, copies.c.outcome).where(copies.c.number == number)
        ).all()
    outcomes: dict[int, str | None] = {0: None} | {row.copy_no: row.outcome for row in rows}
    copy_no = next((n for n in outcomes if same(sandbox.check_code(number, n), code)), None)
    if found is None or copy_no is None:
        return unknown
    printed = list(outcomes.values())
    return Verification(
        state=_state(sandbox, outcomes[copy_no], found.valid_until, cancelled=cancelled),
        number=number,
        kind=found.kind,
        item_id=found.item_id or "",
        title=found.title,
        issuer=found.issuer,
        issued_at=found.issued_at,
        valid_until=found.valid_until,
        copy_no=copy_no,
        copies_printed=printed.count("confirmed"),
        copies_unproven=printed.count("unknown"),
        fields=tuple(Labelled.model_validate(line) for line in json.loads(found.public_fields)),
        specimen=True,
    )


def next_copy_no(connection: Connection, number: str) -> int:
    """The copy number after the highest one granted."""
    highest = connection.scalar(select(func.max(copies.c.copy_no)).where(copies.c.number == number))
    return int(highest or 0) + 1


def _is_cancelled(connection: Connection, number: str) -> bool:
    found = connection.scalar(
        select(cancellations.c.appointment_id)
        .join(appointments)
        .where(appointments.c.number == number)
    )
    return found is not None


def _state(
    sandbox: Sandbox, outcome: str | None, valid_until: date | None, *, cancelled: bool
) -> VerificationState:
    if cancelled or outcome == "failed":
        return VerificationState.VOID
    if valid_until is not None and valid_until < sandbox.today():
        return VerificationState.EXPIRED
    return VerificationState.VALID
