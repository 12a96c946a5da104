"""What a paper is made of: a granted copy, or the machine's own slip when the backend is away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import uuid4

from backend_client import BackendClient
from backend_client.contracts import Grant, GrantRequest, GrantSubject, SubjectKind, Table
from kiosk.catalog import Item
from kiosk.session import Outcome, OutcomeKind, Visitor
from kiosk.submissions.outcomes import ADDRESS, WHEN, WHERE, local_time


@dataclass(frozen=True, slots=True)
class PaperOrder:
    """A document to compose: ``kind`` names its template; ``serial`` is empty without a grant."""

    kind: str
    title: str
    number: str
    serial: str
    data: Mapping[str, object] = field(repr=False)


_ALIGN = {"start": "left", "center": "center", "end": "right"}
_VERDICTS = {
    OutcomeKind.APPROVED: "已批准（秒批）",
    OutcomeKind.ROUTED: "已受理，转工作人员办理",
    OutcomeKind.REFUSED: "不予批准",
}


def request_grant(
    client: BackendClient, visitor: Visitor, kind: SubjectKind, reference: str, purpose: str = ""
) -> Grant:
    """Leave to print one copy; raises BackendError."""
    subject = GrantSubject(kind=kind, reference=reference)
    request = GrantRequest(grant_id=uuid4(), subject=subject, purpose=purpose)
    return client.grant(visitor.token, request)


def granted(kind: str, grant: Grant) -> PaperOrder:
    """A proof or a list as the backend issued it."""
    fields = [(line.label, line.value) for line in grant.fields]
    if grant.purpose:
        fields.append(("证明用途", grant.purpose))
    data: dict[str, object] = {
        **_proof(grant.number, grant),
        "title": grant.title,
        "issuer": grant.issuer,
        "fields": fields,
        "issued_at": local_time(grant.issued_at),
        "copy_no": str(grant.copy_no),
    }
    if kind == "certificate":
        data["verify_page"] = grant.verify_url.partition("?")[0].rpartition("/")[0]
    if grant.valid_until is not None and kind == "certificate":
        data["valid_until"] = grant.valid_until
    if grant.table is not None:
        data["table"] = _table(grant.table)
    return PaperOrder(kind, grant.title, grant.number, grant.serial, data)


def _table(table: Table) -> dict[str, object]:
    columns = [{"heading": c.label, "align": _ALIGN[c.align]} for c in table.columns]
    rows = [[row[column.key] for column in table.columns] for row in table.rows]
    return {"columns": columns, "rows": rows}


def receipt(item: Item, outcome: Outcome, visitor: Visitor, grant: Grant | None) -> PaperOrder:
    """The slip of a decided application; without a grant it is this machine's first copy."""
    data: dict[str, object] = {
        **_proof(grant.serial if grant else outcome.number, outcome),
        "case_number": outcome.number,
        "item": item.name,
        "issuer": grant.issuer if grant else item.issuer,
        "decision": _VERDICTS[outcome.kind],
        "decision_note": "；".join(outcome.reasons),
        "next_steps": outcome.next_steps or (f"咨询电话 {item.guide.phone}",),
        "fields": [*_person(visitor), *((row.label, row.value) for row in outcome.details)],
        "issued_at": outcome.decided_at,
        "copy_no": str(grant.copy_no if grant else 1),
        "hotline": item.guide.phone,
    }
    return PaperOrder("receipt", "受理回执", outcome.number, grant.serial if grant else "", data)


def saved_receipt(item: Item, outcome: Outcome, visitor: Visitor) -> PaperOrder:
    """The slip of an application that is saved here and still to be delivered."""
    data: dict[str, object] = {
        "number": outcome.number,
        "item": item.name,
        "fields": [*_person(visitor), *((row.label, row.value) for row in outcome.details)],
        "saved_at": outcome.decided_at,
        "next_steps": (
            "网络恢复后，本机会自动提交您的申请",
            f"三个工作日内没有收到答复，请拨打 {item.guide.phone}",
        ),
        "hotline": item.guide.phone,
    }
    return PaperOrder("saved_receipt", "已保存待提交回执", outcome.number, "", data)


def appointment_slip(
    item: Item, outcome: Outcome, visitor: Visitor, grant: Grant | None
) -> PaperOrder:
    """The slip of an appointment."""
    details = {row.label: row.value for row in outcome.details}
    data: dict[str, object] = {
        **_proof(outcome.number, outcome),
        "item": item.name,
        "when": details[WHEN],
        "where": details[WHERE],
        "fields": [*_person(visitor), (ADDRESS, details[ADDRESS])],
        "bring": outcome.next_steps,
        "issued_at": outcome.decided_at,
        "hotline": item.guide.phone,
    }
    serial = grant.serial if grant else ""
    return PaperOrder("appointment_slip", "预约凭条", outcome.number, serial, data)


def _person(visitor: Visitor) -> list[tuple[str, str]]:
    return [("姓名", visitor.masked_name), ("证件号码", visitor.masked_id)]


def _proof(number: str, check: Outcome | Grant) -> dict[str, object]:
    return {"number": number, "check_code": check.check_code, "verify_url": check.verify_url}
