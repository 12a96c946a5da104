"""How a kiosk enrols itself: a one-use token out of a signed code, stored as a digest only."""

from __future__ import annotations

import base64
import os
from datetime import timedelta
from typing import Final

from sqlalchemy import Connection, select, update

from backend_client.contracts import EnrolmentRequest, ProblemCode
from backend_client.sandbox.core import Sandbox
from backend_client.sandbox.enrolment import store_key
from backend_client.sandbox.numbering import digest
from backend_client.sandbox.refusal import Refused
from backend_client.sandbox.tables import enrolment_tokens, kiosks
from backend_client.signed_codes import KioskEnrolment, Validity

_TOKEN_BYTES: Final = 32


def issue_enrolment(sandbox: Sandbox, kiosk_id: str, backend_url: str, life: timedelta) -> str:
    """The text of a code with which ``kiosk_id`` enrols at ``backend_url`` within ``life``.

    Raises ValueError for an id, an address or a life that no kiosk would accept.
    """
    token = os.urandom(_TOKEN_BYTES)
    now = sandbox.now()
    valid = Validity(kiosk_id, now, now + life)
    text = sandbox.codes.issue(KioskEnrolment(backend_url, token), valid)
    with sandbox.database.write() as connection:
        connection.execute(
            enrolment_tokens.insert().values(
                token_digest=_digest(token), kiosk_id=kiosk_id, expires_at=now + life
            )
        )
    return text


def accept(sandbox: Sandbox, request: EnrolmentRequest) -> None:
    """Enrol the key of a request whose signature is good; it then is the kiosk's only one."""
    token, public_key = raw(request.token), raw(request.public_key)

    def work(connection: Connection, _attempt: int) -> None:
        known = connection.execute(
            select(enrolment_tokens).where(enrolment_tokens.c.token_digest == _digest(token))
        ).one_or_none()
        if known is None or known.kiosk_id != request.kiosk_id:
            raise Refused(ProblemCode.ENROLMENT_UNKNOWN)
        if known.public_key == public_key:
            return
        if known.public_key is not None:
            raise Refused(ProblemCode.ENROLMENT_USED)
        if known.expires_at <= sandbox.now():
            raise Refused(ProblemCode.ENROLMENT_EXPIRED)
        _spend(connection, token, public_key)
        connection.execute(kiosks.delete().where(kiosks.c.kiosk_id == request.kiosk_id))
        store_key(connection, request.kiosk_id, public_key)

    sandbox.database.write_once(work)


def _spend(connection: Connection, token: bytes, public_key: bytes) -> None:
    spent = connection.execute(
        update(enrolment_tokens)
        .where(
            enrolment_tokens.c.token_digest == _digest(token),
            enrolment_tokens.c.public_key.is_(None),
        )
        .values(public_key=public_key)
    )
    if spent.rowcount != 1:
        raise Refused(ProblemCode.ENROLMENT_USED)


def _digest(token: bytes) -> str:
    return digest("enrolment", token)


def raw(text: str) -> bytes:
    """Base64url without padding, as the contract writes bytes."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
