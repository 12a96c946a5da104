"""Signed codes for tests, the dock and operators."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from backend_client._clock import WallClock
from backend_client.sandbox.code_signing import load_or_create_signer
from backend_client.sandbox.core import Sandbox
from backend_client.sandbox.database import Database
from backend_client.sandbox.registry import Registry
from backend_client.signed_codes import (
    POLICIES,
    Content,
    Purpose,
    ResidentCredential,
    Validity,
    purpose_of,
)

ENROLMENT_LIFE: Final = POLICIES[Purpose.KIOSK_ENROLMENT].longest_life


def open_sandbox(
    database_url: str, registry: Registry, clock: WallClock, key: bytes, public_url: str
) -> Sandbox:
    """A backend on its database, not yet serving. ValueError for a database of another key."""
    database = Database(database_url)
    try:
        codes = load_or_create_signer(database, key, clock())
    except ValueError:
        database.close()
        raise
    return Sandbox(database, registry, clock, key, codes, public_url)


def issue_code(
    sandbox: Sandbox,
    content: Content,
    audience: str,
    life: timedelta | None = None,
    start: datetime | None = None,
) -> str:
    """A code for ``audience``; ``life`` from ``start`` on, None: as long as its purpose allows.

    Raises ValueError for what no kiosk would open.
    """
    begins = sandbox.now() if start is None else start
    lives = POLICIES[purpose_of(content)].longest_life if life is None else life
    return sandbox.codes.issue(content, Validity(audience, begins, begins + lives))


def credential_of(sandbox: Sandbox, resident_key: str) -> ResidentCredential:
    """What the credential of a resident says; KeyError for nobody of ``residents.yaml``."""
    person = sandbox.registry.people[resident_key]
    return ResidentCredential(person.name, person.id_number)
