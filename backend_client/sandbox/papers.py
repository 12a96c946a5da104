"""What a grant would print: fields, table, and the document behind it, by kind of subject."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection, select

from backend_client.contracts import (
    GrantSubject,
    Labelled,
    ProblemCode,
    SubjectKind,
    Table,
)
from backend_client.sandbox.applications import OUTCOME_TEXT, own_case
from backend_client.sandbox.appointments import own_appointment
from backend_client.sandbox.config import CertificateField, CertificateService, Fact
from backend_client.sandbox.core import Sandbox
from backend_client.sandbox.documents import Document, store_document
from backend_client.sandbox.lookups import look_up
from backend_client.sandbox.masking import mask_name, mask_number
from backend_client.sandbox.numbering import digest, number_for
from backend_client.sandbox.refusal import Refused
from backend_client.sandbox.registry import ZONE
from backend_client.sandbox.rules import all_hold, fill
from backend_client.sandbox.tables import documents

_RECORDS_PREFIX = "CX"
_PERSON = (
    CertificateField(label="姓名", value="{name}", public="name"),
    CertificateField(label="{number_label}", value="{id_number}", public="number"),
)


@dataclass(frozen=True, slots=True, repr=False)
class Paper:
    """Content of one printable document."""

    document: Document
    fields: tuple[Labelled, ...]
    table: Table | None


def paper_for(
    sandbox: Sandbox, connection: Connection, resident_key: str, subject: GrantSubject, attempt: int
) -> Paper:
    """The resident's paper for a subject, its number issued; inside a writing transaction."""
    match subject.kind:
        case SubjectKind.CERTIFICATE:
            return _certificate(sandbox, connection, resident_key, subject.reference, attempt)
        case SubjectKind.RECORDS:
            return _records(sandbox, connection, resident_key, subject.reference, attempt)
        case SubjectKind.CASE:
            return _case(connection, resident_key, subject.reference)
        case SubjectKind.APPOINTMENT:
            return _appointment(connection, resident_key, subject.reference)


def _certificate(
    sandbox: Sandbox, connection: Connection, resident_key: str, item_id: str, attempt: int
) -> Paper:
    service = sandbox.registry.certificates.get(item_id)
    if service is None:
        raise Refused(ProblemCode.ITEM_UNKNOWN)
    facts = sandbox.registry.facts(resident_key, sandbox.today())
    if not all_hold(service.needs, facts):
        raise Refused(ProblemCode.NOT_ELIGIBLE)
    table = None
    if service.table_of:
        records = look_up(sandbox, connection, resident_key, service.table_of)
        table = Table(columns=records.columns, rows=records.rows)
    subject = GrantSubject(kind=SubjectKind.CERTIFICATE, reference=item_id)
    return _issue(sandbox, connection, resident_key, subject, service, facts, table, attempt)


def _records(
    sandbox: Sandbox, connection: Connection, resident_key: str, item_id: str, attempt: int
) -> Paper:
    records = look_up(sandbox, connection, resident_key, item_id)
    summary = tuple(
        CertificateField(label=_literal(line.label), value=_literal(line.value))
        for line in records.summary
    )
    service = CertificateService(
        title=records.title,
        issuer=records.issuer,
        prefix=_RECORDS_PREFIX,
        fields=_PERSON + summary,
    )
    facts = sandbox.registry.facts(resident_key, sandbox.today())
    table = Table(columns=records.columns, rows=records.rows)
    subject = GrantSubject(kind=SubjectKind.RECORDS, reference=item_id)
    return _issue(sandbox, connection, resident_key, subject, service, facts, table, attempt)


def _issue(
    sandbox: Sandbox,
    connection: Connection,
    resident_key: str,
    subject: GrantSubject,
    service: CertificateService,
    facts: Mapping[str, Fact],
    table: Table | None,
    attempt: int,
) -> Paper:
    """Same resident, day and content: the same document. Anything else: a new number."""
    today, item_id = sandbox.today(), subject.reference
    fields = tuple(
        Labelled(label=fill(line.label, facts), value=_on_paper(line, facts))
        for line in service.fields
    )
    content = "".join(line.model_dump_json() for line in fields)
    rows = "" if table is None else table.model_dump_json()
    subject_key = digest(service.prefix, item_id, resident_key, today.isoformat(), content, rows)
    number = connection.scalar(
        select(documents.c.number).where(documents.c.subject_key == subject_key)
    )
    document = Document(
        number=number or number_for(service.prefix, today, subject_key, attempt),
        subject_key=subject_key,
        resident_key=resident_key,
        kind=subject.kind,
        item_id=item_id,
        title=service.title,
        issuer=service.issuer,
        public_fields=_public(service.fields, facts),
        valid_until=None
        if service.valid_days is None
        else today + timedelta(days=service.valid_days),
    )
    if number is None:
        store_document(sandbox, connection, document)
    return Paper(document, fields, table)


_MASKS: Mapping[str, Callable[[str], str]] = {
    "plain": str,
    "name": mask_name,
    "number": mask_number,
}


def _on_paper(line: CertificateField, facts: Mapping[str, Fact]) -> str:
    """Names and numbers are masked on paper too: slips are lost, and the page confirms them."""
    return _MASKS.get(line.public, str)(fill(line.value, facts))


def _public(
    fields: tuple[CertificateField, ...], facts: Mapping[str, Fact]
) -> tuple[Labelled, ...]:
    return tuple(
        Labelled(label=fill(line.label, facts), value=_on_paper(line, facts))
        for line in fields
        if line.public in _MASKS
    )


def _case(connection: Connection, resident_key: str, number: str) -> Paper:
    decision = own_case(connection, resident_key, number)
    fields = (
        Labelled(label="办理事项", value=decision.title),
        Labelled(label="办理结果", value=OUTCOME_TEXT[decision.outcome]),
        *(Labelled(label="说明", value=reason.text) for reason in decision.reasons),
        *decision.facts,
        Labelled(label="办理时间", value=f"{decision.decided_at.astimezone(ZONE):%Y-%m-%d %H:%M}"),
    )
    return Paper(_stored(connection, number, SubjectKind.CASE, decision.item_id), fields, None)


def _appointment(connection: Connection, resident_key: str, number: str) -> Paper:
    booked = own_appointment(connection, resident_key, number)
    if booked.cancelled_at is not None:
        raise Refused(ProblemCode.SUBJECT_UNKNOWN)
    start, end = booked.start.astimezone(ZONE), booked.end.astimezone(ZONE)
    fields = (
        Labelled(label="预约事项", value=booked.title),
        Labelled(label="预约时间", value=f"{start:%Y-%m-%d %H:%M}-{end:%H:%M}"),
        Labelled(label="地点", value=booked.office.name),
        Labelled(label="地址", value=booked.office.address),
        *(Labelled(label="请携带", value=line) for line in booked.bring),
    )
    stored = _stored(connection, number, SubjectKind.APPOINTMENT, booked.item_id)
    return Paper(stored, fields, None)


def _stored(connection: Connection, number: str, kind: SubjectKind, item_id: str) -> Document:
    row = connection.execute(select(documents).where(documents.c.number == number)).one()
    return Document(
        number=row.number,
        subject_key=row.subject_key,
        resident_key=row.resident_key,
        kind=kind,
        item_id=item_id,
        title=row.title,
        issuer=row.issuer,
        public_fields=(),
        valid_until=row.valid_until,
    )


def _literal(text: str) -> str:
    """A text without facts, safe for ``fill``."""
    return text.replace("{", "{{").replace("}", "}}") if "{" in text else text
