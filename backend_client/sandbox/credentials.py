"""Signed resident credentials: opened here, used once, whoever opened them on the kiosk before."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from sqlalchemy import Connection, select

from backend_client.contracts import CredentialIdentity, DocumentKind, ProblemCode
from backend_client.sandbox.core import Sandbox
from backend_client.sandbox.numbering import digest
from backend_client.sandbox.refusal import Refused
from backend_client.sandbox.tables import used_codes
from backend_client.signed_codes import (
    Asked,
    CodeRefused,
    Purpose,
    Reason,
    ResidentCredential,
    Use,
    open_code,
)

_REFUSALS: Final[Mapping[Reason, ProblemCode]] = MappingProxyType(
    {
        Reason.EXPIRED: ProblemCode.CODE_EXPIRED,
        Reason.NOT_YET_VALID: ProblemCode.CODE_NOT_YET_VALID,
        Reason.REPLAYED: ProblemCode.CODE_USED,
        Reason.WRONG_AUDIENCE: ProblemCode.WRONG_KIOSK,
    }
)
"""All other reasons: CODE_UNKNOWN, which tells a forger nothing."""


class _UsesInDatabase:
    """Counts uses in the transaction that opens the visit: a visit refused later uses up none."""

    def __init__(self, sandbox: Sandbox, connection: Connection, visit_id: str) -> None:
        self._sandbox = sandbox
        self._connection = connection
        self._visit_id = visit_id

    def use(self, name: bytes, refused_from: int, now: int) -> Use:
        """For ever: this memory needs no forgetting."""
        del refused_from, now
        fingerprint = digest("signed code", name)
        used = select(used_codes).where(used_codes.c.code_digest == fingerprint)
        if self._connection.execute(used).one_or_none() is not None:
            return Use.AGAIN
        self._connection.execute(
            used_codes.insert().values(
                code_digest=fingerprint, visit_id=self._visit_id, used_at=self._sandbox.now()
            )
        )
        return Use.FIRST


def use_credential(
    sandbox: Sandbox,
    connection: Connection,
    kiosk_id: str,
    visit_id: str,
    identity: CredentialIdentity,
) -> str:
    """The resident key behind a credential; inside the transaction that opens the visit."""
    asked = Asked(frozenset({Purpose.RESIDENT_CREDENTIAL}), kiosk_id, sandbox.now())
    uses = _UsesInDatabase(sandbox, connection, visit_id)
    opened = open_code(identity.code, sandbox.codes.trusted(), asked, uses)
    if isinstance(opened, CodeRefused):
        raise Refused(_REFUSALS.get(opened.reason, ProblemCode.CODE_UNKNOWN))
    if not isinstance(opened.content, ResidentCredential):
        raise Refused(ProblemCode.CODE_UNKNOWN)
    key = sandbox.registry.key_of(DocumentKind.RESIDENT, opened.content.id_number)
    if key is None or sandbox.registry.people[key].name != opened.content.name:
        raise Refused(ProblemCode.NOT_KNOWN)
    return key
