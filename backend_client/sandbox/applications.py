"""Filing and deciding applications; the same id gets the same answer for ever."""

from __future__ import annotations

import json
from uuid import UUID

from sqlalchemy import Connection, select

from backend_client.contracts import (
    Application,
    Decision,
    Labelled,
    Outcome,
    ProblemCode,
    Reason,
    SubjectKind,
    Suggestion,
    Suggestions,
)
from backend_client.sandbox import attachments
from backend_client.sandbox.config import ApplicationService, Fact
from backend_client.sandbox.core import Sandbox
from backend_client.sandbox.documents import Document, store_document
from backend_client.sandbox.numbering import body_digest, digest, number_for
from backend_client.sandbox.paper_codes import paper_url
from backend_client.sandbox.refusal import Refused
from backend_client.sandbox.registry import ZONE
from backend_client.sandbox.rules import fill, first_rule
from backend_client.sandbox.tables import applications, entitlements
from backend_client.sandbox.visits import applicant_key

OUTCOME_TEXT = {
    Outcome.APPROVED: "予以通过",
    Outcome.ROUTED: "已受理，转人工办理",
    Outcome.REFUSED: "不予通过",
}


def file_application(sandbox: Sandbox, kiosk_id: str, application: Application) -> Decision:
    """Decide an application, or give the decision it already has."""
    if application.kiosk_id != kiosk_id:
        raise Refused(ProblemCode.WRONG_KIOSK)
    body = body_digest(application)

    def work(connection: Connection, attempt: int) -> Decision:
        known = connection.execute(
            select(applications).where(
                applications.c.application_id == str(application.application_id)
            )
        ).one_or_none()
        if known is None:
            return _file_new(sandbox, connection, application, body, attempt)
        if known.body_digest != body:
            raise Refused(ProblemCode.IDEMPOTENCY_CONFLICT)
        return Decision.model_validate_json(known.answer)

    return sandbox.database.write_once(work)


def find_decision(sandbox: Sandbox, kiosk_id: str, application_id: UUID) -> Decision:
    """The decision on an application that this kiosk filed."""
    with sandbox.database.read() as connection:
        answer = connection.scalar(
            select(applications.c.answer).where(
                applications.c.application_id == str(application_id),
                applications.c.kiosk_id == kiosk_id,
            )
        )
    if answer is None:
        raise Refused(ProblemCode.APPLICATION_UNKNOWN)
    return Decision.model_validate_json(answer)


def own_case(connection: Connection, resident_key: str, number: str) -> Decision:
    """The decision on a case of the resident's, wherever filed; anybody else's is unknown."""
    answer = connection.scalar(
        select(applications.c.answer).where(
            applications.c.case_number == number, applications.c.resident_key == resident_key
        )
    )
    if answer is None:
        raise Refused(ProblemCode.SUBJECT_UNKNOWN)
    return Decision.model_validate_json(answer)


def find_case(sandbox: Sandbox, resident_key: str, number: str) -> Decision:
    """The decision on a case of the resident's."""
    with sandbox.database.read() as connection:
        return own_case(connection, resident_key, number)


def suggestions(sandbox: Sandbox, resident_key: str) -> Suggestions:
    """Services marked proactive whose rules would approve this resident."""
    found = []
    with sandbox.database.read() as connection:
        for item_id, service in sandbox.registry.applications.items():
            facts = _facts(sandbox, connection, resident_key, item_id)
            if not service.proactive or (
                first_rule(service.rules, facts).outcome is not Outcome.APPROVED
            ):
                continue
            reason = fill(service.proactive, facts)
            found.append(Suggestion(item_id=item_id, title=service.title, reason=reason))
    return Suggestions(suggestions=tuple(found))


def _file_new(
    sandbox: Sandbox, connection: Connection, application: Application, body: str, attempt: int
) -> Decision:
    service = sandbox.registry.applications.get(application.item_id)
    if service is None:
        raise Refused(ProblemCode.ITEM_UNKNOWN)
    made_on = application.made_at.astimezone(ZONE).date()
    resident_key = applicant_key(
        sandbox, connection, application.kiosk_id, application.applicant, made_on
    )
    facts = _facts(sandbox, connection, resident_key, application.item_id)
    decision = _decide(sandbox, service, application, facts | _answer_facts(application), attempt)
    if not attachments.settle(connection, service, application):
        decision = attachments.without_pictures(decision)
    connection.execute(
        applications.insert().values(
            application_id=str(application.application_id),
            body_digest=body,
            case_number=decision.case_number,
            resident_key=resident_key,
            kiosk_id=application.kiosk_id,
            item_id=application.item_id,
            outcome=decision.outcome,
            answers=json.dumps(application.answers, ensure_ascii=False),
            answer=decision.model_dump_json(),
            made_at=application.made_at,
            decided_at=decision.decided_at,
        )
    )
    if service.once and decision.outcome is Outcome.APPROVED:
        connection.execute(
            entitlements.insert().values(
                resident_key=resident_key,
                item_id=application.item_id,
                application_id=str(application.application_id),
            )
        )
    store_document(sandbox, connection, _case_document(decision, resident_key, facts))
    return decision


def _decide(
    sandbox: Sandbox,
    service: ApplicationService,
    application: Application,
    facts: dict[str, Fact],
    attempt: int,
) -> Decision:
    rule = first_rule(service.rules, facts)
    identifier = str(application.application_id)
    number = number_for(service.prefix, sandbox.today(), identifier, attempt)
    return Decision(
        application_id=application.application_id,
        case_number=number,
        item_id=application.item_id,
        title=service.title,
        authority=service.authority,
        outcome=rule.outcome,
        reasons=(Reason(code=rule.reason.code, text=fill(rule.reason.text, facts)),),
        facts=tuple(
            Labelled(label=line.label, value=fill(line.value, facts)) for line in rule.facts
        ),
        next_steps=tuple(fill(step, facts) for step in rule.next_steps),
        decided_at=sandbox.now(),
        check_code=sandbox.check_code(number, 0),
        verify_url=paper_url(sandbox, SubjectKind.CASE, number, 0),
    )


def _case_document(decision: Decision, resident_key: str, facts: dict[str, Fact]) -> Document:
    return Document(
        number=decision.case_number,
        subject_key=digest("case", decision.case_number),
        resident_key=resident_key,
        kind=SubjectKind.CASE,
        item_id=decision.item_id,
        title=decision.title,
        issuer=decision.authority,
        public_fields=(
            Labelled(label="申请人", value=str(facts["masked_name"])),
            Labelled(label="办理结果", value=OUTCOME_TEXT[decision.outcome]),
        ),
    )


def _facts(
    sandbox: Sandbox, connection: Connection, resident_key: str, item_id: str
) -> dict[str, Fact]:
    before = connection.execute(
        select(entitlements).where(
            entitlements.c.resident_key == resident_key, entitlements.c.item_id == item_id
        )
    ).one_or_none()
    facts = sandbox.registry.facts(resident_key, sandbox.today())
    return facts | {"approved_before": before is not None}


def _answer_facts(application: Application) -> dict[str, Fact]:
    """Single answers only: rules do not look into lists and groups."""
    return {
        f"answer.{key}": value
        for key, value in application.answers.items()
        if isinstance(value, str | int)
    }
