"""Decisions and appointments as a visit's outcome."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from backend_client.contracts import Appointment, Decision
from backend_client.contracts import Outcome as Verdict
from kiosk.session import Outcome, OutcomeKind, Row
from kiosk.submissions.facts import LOCAL

WHEN, WHERE, ADDRESS = "预约时间", "办理地点", "地址"
"""Labels of an appointment's details."""

_KINDS = {
    Verdict.APPROVED: OutcomeKind.APPROVED,
    Verdict.ROUTED: OutcomeKind.ROUTED,
    Verdict.REFUSED: OutcomeKind.REFUSED,
}


def local_time(moment: datetime) -> str:
    """2026-11-22 23:06 in Shenzhen."""
    return f"{moment.astimezone(LOCAL):%Y-%m-%d %H:%M}"


def decided(decision: Decision) -> Outcome:
    """The backend's decision."""
    return Outcome(
        kind=_KINDS[decision.outcome],
        number=decision.case_number,
        decided_at=local_time(decision.decided_at),
        reasons=tuple(reason.text for reason in decision.reasons),
        next_steps=decision.next_steps,
        details=tuple(Row(fact.label, fact.value) for fact in decision.facts),
        check_code=decision.check_code,
        verify_url=decision.verify_url,
    )


def saved(application_id: UUID, now: datetime) -> Outcome:
    """Committed here, not yet acknowledged."""
    return Outcome(OutcomeKind.SAVED, local_number(application_id), local_time(now))


def local_number(application_id: UUID) -> str:
    """The number on a slip that is printed before the backend gave one."""
    return f"LS-{application_id.hex[:10].upper()}"


def booked(appointment: Appointment) -> Outcome:
    """A seat that is taken."""
    start, end = appointment.start.astimezone(LOCAL), appointment.end.astimezone(LOCAL)
    return Outcome(
        kind=OutcomeKind.BOOKED,
        number=appointment.number,
        decided_at=local_time(appointment.booked_at),
        next_steps=appointment.bring,
        details=(
            Row("预约事项", appointment.title),
            Row(WHEN, f"{start:%Y-%m-%d %H:%M}–{end:%H:%M}"),
            Row(WHERE, appointment.office.name),
            Row(ADDRESS, appointment.office.address),
        ),
        check_code=appointment.check_code,
        verify_url=appointment.verify_url,
    )
