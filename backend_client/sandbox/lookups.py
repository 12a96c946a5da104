"""Queries and prefill: what the registers hold about the bearer."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import Connection, select

from backend_client.contracts import Choice, Labelled, Prefill, ProblemCode, Records
from backend_client.contracts import Decision as WireDecision
from backend_client.contracts.appointments import Appointment
from backend_client.sandbox.applications import OUTCOME_TEXT
from backend_client.sandbox.appointments import as_it_stands
from backend_client.sandbox.config import Fact, QueryService, SummaryLine
from backend_client.sandbox.core import Sandbox
from backend_client.sandbox.refusal import Refused
from backend_client.sandbox.registry import ZONE
from backend_client.sandbox.rules import fill
from backend_client.sandbox.tables import applications, appointments

Rows = tuple[dict[str, str], ...]


def look_up(sandbox: Sandbox, connection: Connection, resident_key: str, item_id: str) -> Records:
    """One query's table and summary; a query nobody serves is refused."""
    service = sandbox.registry.queries.get(item_id)
    if service is None:
        raise Refused(ProblemCode.ITEM_UNKNOWN)
    rows = _rows(sandbox, connection, resident_key, service)
    facts = sandbox.registry.facts(resident_key, sandbox.today())
    return Records(
        title=service.title,
        columns=service.columns,
        rows=rows,
        summary=tuple(_summary(line, rows, facts) for line in service.summary),
        as_of=sandbox.now(),
        issuer=service.issuer,
    )


def prefill(sandbox: Sandbox, resident_key: str, item_id: str) -> Prefill:
    """What is known for an item's fields, and why not where not."""
    if not sandbox.registry.knows_item(item_id):
        raise Refused(ProblemCode.ITEM_UNKNOWN)
    plan = sandbox.registry.prefill
    facts = sandbox.registry.facts(resident_key, sandbox.today())
    known: dict[str, str | tuple[Choice, ...]] = {}
    for key in plan.items.get(item_id, plan.default):
        source = plan.fields[key]
        if source.fact and source.fact in facts:
            known[key] = str(facts[source.fact])
        choices = sandbox.registry.choices(resident_key, source.choices)
        if choices:
            known[key] = tuple(Choice.model_validate(choice.model_dump()) for choice in choices)
    asked = plan.items.get(item_id, plan.default)
    missing = {key: "no_record" for key in asked if key not in known}
    return Prefill(item_id=item_id, fields=known, missing=missing)


def _rows(
    sandbox: Sandbox, connection: Connection, resident_key: str, service: QueryService
) -> Rows:
    if service.data == "cases":
        return _cases(connection, resident_key)
    stored = sandbox.registry.records.get(service.data, {}).get(resident_key, ())
    return tuple(
        {column.key: row.get(column.key, "") for column in service.columns} for row in stored
    )


def _cases(connection: Connection, resident_key: str) -> Rows:
    """The resident's cases and appointments, newest first."""
    decided = connection.execute(
        select(applications.c.decided_at, applications.c.answer).where(
            applications.c.resident_key == resident_key
        )
    ).all()
    booked = connection.execute(
        select(appointments).where(appointments.c.resident_key == resident_key)
    ).all()
    dated = [(when, _case_row(WireDecision.model_validate_json(text))) for when, text in decided]
    dated += [(row.booked_at, _booking_row(as_it_stands(connection, row))) for row in booked]
    return tuple(row for _, row in sorted(dated, key=lambda pair: pair[0], reverse=True))


def _case_row(decision: WireDecision) -> dict[str, str]:
    return {
        "number": decision.case_number,
        "title": decision.title,
        "date": f"{decision.decided_at.astimezone(ZONE):%Y-%m-%d}",
        "state": OUTCOME_TEXT[decision.outcome],
    }


def _booking_row(appointment: Appointment) -> dict[str, str]:
    start = appointment.start.astimezone(ZONE)
    return {
        "number": appointment.number,
        "title": appointment.title,
        "date": f"{appointment.booked_at.astimezone(ZONE):%Y-%m-%d}",
        "state": "已取消" if appointment.cancelled_at else f"已预约 {start:%m-%d %H:%M}",
    }


def _summary(line: SummaryLine, rows: Rows, facts: dict[str, Fact]) -> Labelled:
    if line.count:
        return Labelled(label=line.label, value=str(len(rows)))
    if line.sum:
        amounts = (row[line.sum].replace(",", "") for row in rows)
        total = sum((Decimal(amount) for amount in amounts if amount), Decimal(0))
        return Labelled(label=line.label, value=f"{total:,.2f}")
    return Labelled(label=line.label, value=fill(line.value, facts))
