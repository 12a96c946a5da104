"""An append-only journal whose rows are chained by hash; it names no resident."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum, unique

from sqlalchemy import Connection, select

from kiosk.store.tables import audit


@unique
class AuditKind(StrEnum):
    """What is worth knowing afterwards."""

    STARTED = "started"
    VISIT_ENDED = "visit_ended"
    APPLICATION_SAVED = "application_saved"
    APPLICATION_DECIDED = "application_decided"
    PRINT_RESERVED = "print_reserved"
    PRINT_SENT = "print_sent"
    PRINT_SETTLED = "print_settled"
    RATED = "rated"
    STAFF_CALLED = "staff_called"
    TECHNICIAN_IN = "technician_in"
    TECHNICIAN_REFUSED = "technician_refused"
    STAFF_IN = "staff_in"
    KIOSK_ENROLLED = "kiosk_enrolled"
    CONFIGURATION_CHECKED = "configuration_checked"
    BROKEN = "broken"


ALLOWED = frozenset(
    {
        "application_id",
        "item_id",
        "job_id",
        "visit",
        "kind",
        "state",
        "fault",
        "score",
        "version",
        "profile",
        "code",
        "locked_seconds",
        "outcome",
        "staff_id",
    }
)
"""The only keys that a row may carry: an allow-list, so that nothing personal slips in."""


def append_audit(
    connection: Connection, now: datetime, kind: AuditKind, data: Mapping[str, str | int]
) -> None:
    """Add a row in the caller's transaction; ValueError for a key that is not allowed."""
    if not ALLOWED.issuperset(data):
        message = f"audit keys not allowed: {sorted(set(data) - ALLOWED)}"
        raise ValueError(message)
    text = json.dumps(dict(data), sort_keys=True, ensure_ascii=False)
    last = select(audit.c.chain).order_by(audit.c.sequence.desc()).limit(1)
    previous = connection.scalar(last) or ""
    at = now.isoformat()
    connection.execute(
        audit.insert().values(at=at, kind=kind, data=text, chain=_link(previous, at, kind, text))
    )


def verify_audit(connection: Connection) -> bool:
    """Whether every row still follows from the one before it."""
    previous = ""
    for row in connection.execute(select(audit).order_by(audit.c.sequence)):
        if row.chain != _link(previous, row.at, row.kind, row.data):
            return False
        previous = row.chain
    return True


def _link(previous: str, at: str, kind: str, data: str) -> str:
    return hashlib.sha256(f"{previous}\n{at}\n{kind}\n{data}".encode()).hexdigest()
