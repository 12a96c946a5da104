"""Opening a visit: who is it, and the bearer that speaks for them until it ends."""

from __future__ import annotations

import base64
from datetime import date, timedelta
from typing import Final, Literal
from uuid import UUID

from sqlalchemy import Connection, Row, select, update

from backend_client.contracts import (
    Applicant,
    CardIdentity,
    CodeIdentity,
    CredentialIdentity,
    DocumentKind,
    ProblemCode,
    Resident,
    VisitRequest,
)
from backend_client.sandbox.app_codes import open_app_code
from backend_client.sandbox.core import Sandbox
from backend_client.sandbox.credentials import use_credential
from backend_client.sandbox.masking import mask_number, mask_phone
from backend_client.sandbox.numbering import body_digest, digest, keyed
from backend_client.sandbox.refusal import Refused
from backend_client.sandbox.registry import Registry
from backend_client.sandbox.tables import unproven_visits, used_codes, visits

VISIT_LIFE: Final = timedelta(minutes=30)
"""Far above the longest visit; the kiosk ends it earlier."""

PROVEN: Final = 2
"""Assurance of a document that a security module read, and of a code."""
UNPROVEN: Final = 1
_COPYABLE: Final = {DocumentKind.SOCIAL_SECURITY, DocumentKind.TRAVEL}
"""Without PSAM and without chip authentication nothing tells these chips from copies."""


def open_visit(sandbox: Sandbox, kiosk_id: str, visit_id: UUID, request: VisitRequest) -> Resident:
    """The resident behind an assertion; the same answer when asked again."""
    key = str(visit_id)
    body = body_digest(request, kiosk_id)

    def work(connection: Connection, _attempt: int) -> Resident:
        known = connection.execute(select(visits).where(visits.c.visit_id == key)).one_or_none()
        if known is None:
            _insert_visit(sandbox, connection, kiosk_id, key, request)
            known = connection.execute(select(visits).where(visits.c.visit_id == key)).one()
        if known.body_digest != body:
            raise Refused(ProblemCode.IDEMPOTENCY_CONFLICT)
        if known.ended_at is not None:
            raise Refused(ProblemCode.VISIT_ENDED)
        return _resident(sandbox, known, _assurance(connection, key))

    return sandbox.database.write_once(work)


def end_visit(sandbox: Sandbox, visit_id: UUID, token: str) -> None:
    """Revoke the bearer; ending twice, or a visit that never was, is no error."""
    with sandbox.database.write() as connection:
        connection.execute(
            update(visits)
            .where(
                visits.c.visit_id == str(visit_id),
                visits.c.token_digest == digest(token),
                visits.c.ended_at.is_(None),
            )
            .values(ended_at=sandbox.now())
        )


def bearer_of(sandbox: Sandbox, kiosk_id: str, token: str, assurance: int = PROVEN) -> str:
    """The resident key a live bearer stands for, on the kiosk where it was made.

    ``assurance``: what the document of the visit must have given at least.
    """
    with sandbox.database.read() as connection:
        visit = _live_visit(sandbox, connection, kiosk_id, token)
        if _assurance(connection, visit.visit_id) < assurance:
            raise Refused(ProblemCode.ASSURANCE_TOO_LOW)
    return str(visit.resident_key)


def applicant_key(
    sandbox: Sandbox, connection: Connection, kiosk_id: str, applicant: Applicant, made_on: date
) -> str:
    """The resident key behind an application, also long after the visit."""
    if isinstance(applicant, CardIdentity):
        if applicant.document in _COPYABLE:
            raise Refused(ProblemCode.ASSURANCE_TOO_LOW)
        return _key_of_card(sandbox.registry, applicant, made_on)
    visit = _visit_of(connection, kiosk_id, applicant.resident_token)
    if visit is None:
        raise Refused(ProblemCode.VISIT_ENDED)
    if _assurance(connection, visit.visit_id) < PROVEN:
        raise Refused(ProblemCode.ASSURANCE_TOO_LOW)
    return str(visit.resident_key)


def _insert_visit(
    sandbox: Sandbox, connection: Connection, kiosk_id: str, visit_id: str, request: VisitRequest
) -> None:
    resident_key = _resident_key(sandbox, connection, kiosk_id, visit_id, request.assertion)
    if request.same_as is not None:
        former = _live_visit(sandbox, connection, kiosk_id, request.same_as)
        if former.resident_key != resident_key:
            raise Refused(ProblemCode.OTHER_PERSON)
    now = sandbox.now()
    connection.execute(
        visits.insert().values(
            visit_id=visit_id,
            body_digest=body_digest(request, kiosk_id),
            token_digest=digest(_token(sandbox, visit_id)),
            resident_key=resident_key,
            kiosk_id=kiosk_id,
            opened_at=now,
            expires_at=now + VISIT_LIFE,
        )
    )
    if isinstance(request.assertion, CardIdentity) and request.assertion.document in _COPYABLE:
        connection.execute(unproven_visits.insert().values(visit_id=visit_id))


def _resident_key(
    sandbox: Sandbox,
    connection: Connection,
    kiosk_id: str,
    visit_id: str,
    assertion: CardIdentity | CodeIdentity | CredentialIdentity,
) -> str:
    match assertion:
        case CodeIdentity():
            return _use_code(sandbox, connection, visit_id, assertion)
        case CredentialIdentity():
            return use_credential(sandbox, connection, kiosk_id, visit_id, assertion)
        case CardIdentity():
            return _key_of_card(sandbox.registry, assertion, sandbox.today())


def _use_code(
    sandbox: Sandbox, connection: Connection, visit_id: str, identity: CodeIdentity
) -> str:
    opened = open_app_code(identity.code, sandbox.key)
    if opened is None or opened.resident_key not in sandbox.registry.people:
        raise Refused(ProblemCode.CODE_UNKNOWN)
    used = select(used_codes).where(used_codes.c.code_digest == opened.fingerprint)
    if connection.execute(used).one_or_none() is not None:
        raise Refused(ProblemCode.CODE_USED)
    if not opened.fresh_at(sandbox.now()):
        raise Refused(ProblemCode.CODE_EXPIRED)
    connection.execute(
        used_codes.insert().values(
            code_digest=opened.fingerprint, visit_id=visit_id, used_at=sandbox.now()
        )
    )
    return opened.resident_key


def _key_of_card(registry: Registry, card: CardIdentity, on: date) -> str:
    if card.valid_until is not None and card.valid_until < on:
        raise Refused(ProblemCode.CARD_EXPIRED)
    key = registry.key_of(card.document, card.id_number)
    if key is None:
        raise Refused(ProblemCode.NOT_KNOWN)
    person = registry.people[key]
    if card.birth != person.birth or card.name not in {person.name, person.latin_name}:
        raise Refused(ProblemCode.NOT_KNOWN)
    return key


def _assurance(connection: Connection, visit_id: str) -> Literal[1, 2]:
    unproven = select(unproven_visits).where(unproven_visits.c.visit_id == visit_id)
    return PROVEN if connection.execute(unproven).one_or_none() is None else UNPROVEN


def _live_visit(
    sandbox: Sandbox, connection: Connection, kiosk_id: str, token: str
) -> Row[tuple[object, ...]]:
    visit = _visit_of(connection, kiosk_id, token)
    if visit is None or visit.ended_at is not None or visit.expires_at < sandbox.now():
        raise Refused(ProblemCode.VISIT_ENDED)
    return visit


def _visit_of(connection: Connection, kiosk_id: str, token: str) -> Row[tuple[object, ...]] | None:
    return connection.execute(
        select(visits).where(visits.c.token_digest == digest(token), visits.c.kiosk_id == kiosk_id)
    ).one_or_none()


def _resident(
    sandbox: Sandbox, visit: Row[tuple[object, ...]], assurance: Literal[1, 2]
) -> Resident:
    person = sandbox.registry.people[visit.resident_key]
    phone = sandbox.registry.facts(visit.resident_key, sandbox.today()).get("phone")
    return Resident(
        resident_token=_token(sandbox, visit.visit_id),
        display_name=person.name,
        masked_id=mask_number(person.id_number),
        birth_date=person.birth,
        sex=person.sex,
        assurance=assurance,
        masked_phone=None if phone is None or assurance < PROVEN else mask_phone(str(phone)),
        expires_at=visit.expires_at,
    )


def _token(sandbox: Sandbox, visit_id: str) -> str:
    """Derived, not stored: the database alone opens no visit."""
    return base64.urlsafe_b64encode(keyed(sandbox.key, "visit", visit_id)).rstrip(b"=").decode()
