"""Print grants: one copy each, and what became of it."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, select, update

from backend_client.contracts import (
    Grant,
    GrantRequest,
    PrintOutcome,
    PrintResult,
    ProblemCode,
)
from backend_client.sandbox.core import Sandbox
from backend_client.sandbox.documents import next_copy_no
from backend_client.sandbox.numbering import body_digest
from backend_client.sandbox.paper_codes import paper_url
from backend_client.sandbox.papers import Paper, paper_for
from backend_client.sandbox.refusal import Refused
from backend_client.sandbox.tables import copies

_OPEN: Final = (None, PrintResult.UNKNOWN)
"""Outcomes that may still change."""


def grant(sandbox: Sandbox, kiosk_id: str, resident_key: str, request: GrantRequest) -> Grant:
    """Leave for one more copy, or the leave this id already has."""
    body = body_digest(request, resident_key)

    def work(connection: Connection, attempt: int) -> Grant:
        known = connection.execute(
            select(copies).where(copies.c.grant_id == str(request.grant_id))
        ).one_or_none()
        if known is None:
            paper = paper_for(sandbox, connection, resident_key, request.subject, attempt)
            return _new_copy(sandbox, connection, kiosk_id, request, paper, body)
        if known.body_digest != body:
            raise Refused(ProblemCode.IDEMPOTENCY_CONFLICT)
        return Grant.model_validate_json(known.answer)

    return sandbox.database.write_once(work)


def report(sandbox: Sandbox, kiosk_id: str, outcome: PrintOutcome) -> PrintOutcome:
    """Record what became of a copy. CONFIRMED and FAILED are final."""
    with sandbox.database.write() as connection:
        row = connection.execute(
            select(copies.c.outcome).where(
                copies.c.serial == outcome.serial, copies.c.kiosk_id == kiosk_id
            )
        ).one_or_none()
        if row is None:
            raise Refused(ProblemCode.SERIAL_UNKNOWN)
        if row.outcome == outcome.outcome:
            return outcome
        if row.outcome not in _OPEN:
            raise Refused(ProblemCode.OUTCOME_CONFLICT)
        connection.execute(
            update(copies)
            .where(copies.c.serial == outcome.serial)
            .values(outcome=outcome.outcome, outcome_at=outcome.at)
        )
    return outcome


def _new_copy(
    sandbox: Sandbox,
    connection: Connection,
    kiosk_id: str,
    request: GrantRequest,
    paper: Paper,
    body: str,
) -> Grant:
    number = paper.document.number
    copy_no = next_copy_no(connection, number)
    answer = Grant(
        grant_id=request.grant_id,
        serial=f"{number}-{copy_no:02d}",
        number=number,
        copy_no=copy_no,
        check_code=sandbox.check_code(number, copy_no),
        verify_url=paper_url(
            sandbox, request.subject.kind, number, copy_no, paper.document.valid_until
        ),
        issuer=paper.document.issuer,
        title=paper.document.title,
        fields=paper.fields,
        table=paper.table,
        purpose=request.purpose,
        issued_at=sandbox.now(),
        valid_until=paper.document.valid_until,
        specimen=True,
    )
    connection.execute(
        copies.insert().values(
            grant_id=str(request.grant_id),
            body_digest=body,
            number=number,
            copy_no=copy_no,
            serial=answer.serial,
            kiosk_id=kiosk_id,
            answer=answer.model_dump_json(),
        )
    )
    return answer
