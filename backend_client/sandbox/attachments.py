"""Photographed materials: kept sealed until their application comes, and with it from then on.

A kiosk sends them first. One whose application never comes is deleted after ``ORPHAN_LIFE``, one
that its application does not name as soon as that is filed. An application without a picture that
it names is not turned away: the resident was told that it is saved, and the picture may be held up
at the kiosk for good. It goes to staff (``without_pictures``), and the picture may still follow.
"""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import Connection, delete, exists, select

from backend_client.contracts import (
    MAX_ATTACHMENTS,
    Application,
    Attachment,
    AttachmentReceived,
    Decision,
    Outcome,
    ProblemCode,
    Reason,
)
from backend_client.sandbox.config import ApplicationService
from backend_client.sandbox.core import Sandbox
from backend_client.sandbox.numbering import digest
from backend_client.sandbox.picture_seal import Place, seal_picture, unseal_picture
from backend_client.sandbox.refusal import Refused
from backend_client.sandbox.tables import applications, attachments

ORPHAN_LIFE: Final = timedelta(days=30)
"""From arrival. The application follows in seconds; in days where a kiosk broke down between the
two; after a month it was given up.
"""

_MISSING: Final = Reason(code="picture_missing", text="材料照片没有收到，转人工办理")
_KEEP_ORIGINAL: Final = "请保留材料原件，工作人员会与您联系补交"


def receive(sandbox: Sandbox, kiosk_id: str, attachment: Attachment) -> AttachmentReceived:
    """Keep a picture, once."""
    place = _place(kiosk_id, attachment)
    body = digest(place.name, attachment.media_type, attachment.sha256)
    received = AttachmentReceived(attachment_id=attachment.attachment_id, sha256=attachment.sha256)

    def work(connection: Connection, _attempt: int) -> AttachmentReceived:
        known = connection.scalar(
            select(attachments.c.body_digest).where(
                attachments.c.attachment_id == place.attachment_id
            )
        )
        if known is None:
            _require_asked_for(sandbox, connection, place)
            _store(sandbox, connection, place, attachment, body)
        elif known != body:
            raise Refused(ProblemCode.IDEMPOTENCY_CONFLICT)
        return received

    return sandbox.database.write_once(work)


def find(sandbox: Sandbox, kiosk_id: str, attachment_id: UUID) -> AttachmentReceived:
    """What this kiosk has on file here under an id."""
    with sandbox.database.read() as connection:
        found = connection.scalar(
            select(attachments.c.sha256).where(
                attachments.c.attachment_id == str(attachment_id),
                attachments.c.kiosk_id == kiosk_id,
            )
        )
    if found is None:
        raise Refused(ProblemCode.ATTACHMENT_UNKNOWN)
    return AttachmentReceived(attachment_id=attachment_id, sha256=found)


def picture_of(sandbox: Sandbox, attachment_id: UUID) -> bytes:
    """The picture, as staff get to see it. KeyError for an unknown id, ValueError for a row that
    was tampered with.
    """
    with sandbox.database.read() as connection:
        found = connection.execute(
            select(attachments).where(attachments.c.attachment_id == str(attachment_id))
        ).one_or_none()
    if found is None:
        raise KeyError(attachment_id)
    place = Place(
        found.attachment_id, found.application_id, found.kiosk_id, found.item_id, found.field_id
    )
    return unseal_picture(sandbox.key, place, found.sealed)


def settle(connection: Connection, service: ApplicationService, application: Application) -> bool:
    """On filing: whether every picture that the application names is here. Forgets all others
    that were sent for it.
    """
    answers = ((name, application.answers.get(name)) for name in service.pictures)
    named = [(name, answer) for name, answer in answers if answer not in (None, "")]
    own = (
        attachments.c.application_id == str(application.application_id),
        attachments.c.kiosk_id == application.kiosk_id,
    )
    here = {
        row.attachment_id: (row.field_id, row.attachment_id)
        for row in connection.execute(
            select(attachments.c.attachment_id, attachments.c.field_id).where(
                *own, attachments.c.item_id == application.item_id
            )
        )
    }
    kept = [key for key, place in here.items() if place in named]
    connection.execute(delete(attachments).where(*own, attachments.c.attachment_id.not_in(kept)))
    return len(kept) == len(named)


def without_pictures(decision: Decision) -> Decision:
    """What becomes of a decision that nobody may take without seeing the pictures: staff take it.
    A refusal by the registers stands.
    """
    if decision.outcome is Outcome.REFUSED:
        return decision
    routed = decision.outcome is Outcome.ROUTED
    changes = {
        "outcome": Outcome.ROUTED,
        "reasons": (_MISSING, *(decision.reasons if routed else ())),
        "facts": decision.facts if routed else (),
        "next_steps": (_KEEP_ORIGINAL, *(decision.next_steps if routed else ())),
    }
    return decision.model_copy(update=changes)


def forget_orphans(sandbox: Sandbox) -> int:
    """Delete the pictures whose application did not come in time; gives their number."""
    filed = exists().where(
        applications.c.application_id == attachments.c.application_id,
        applications.c.kiosk_id == attachments.c.kiosk_id,
    )
    with sandbox.database.write() as connection:
        gone = connection.execute(
            delete(attachments).where(
                attachments.c.received_at < sandbox.now() - ORPHAN_LIFE, ~filed
            )
        )
    return int(gone.rowcount)


def _place(kiosk_id: str, attachment: Attachment) -> Place:
    return Place(
        str(attachment.attachment_id),
        str(attachment.application_id),
        kiosk_id,
        attachment.item_id,
        attachment.field_id,
    )


def _require_asked_for(sandbox: Sandbox, connection: Connection, place: Place) -> None:
    """By the item, and by the application where that is filed already."""
    service = sandbox.registry.applications.get(place.item_id)
    if service is None:
        raise Refused(ProblemCode.ITEM_UNKNOWN)
    if place.field_id not in service.pictures:
        raise Refused(ProblemCode.ATTACHMENT_UNEXPECTED)
    filed = connection.execute(
        select(applications.c.item_id, applications.c.answers).where(
            applications.c.application_id == place.application_id,
            applications.c.kiosk_id == place.kiosk_id,
        )
    ).one_or_none()
    if filed is None:
        return
    named = json.loads(filed.answers).get(place.field_id)
    if (filed.item_id, named) != (place.item_id, place.attachment_id):
        raise Refused(ProblemCode.ATTACHMENT_UNEXPECTED)


def _store(
    sandbox: Sandbox, connection: Connection, place: Place, attachment: Attachment, body: str
) -> None:
    """In the first free of the application's places: a constraint keeps their number."""
    taken = set(
        connection.scalars(
            select(attachments.c.place_no).where(
                attachments.c.application_id == place.application_id,
                attachments.c.kiosk_id == place.kiosk_id,
            )
        )
    )
    free = next((number for number in range(MAX_ATTACHMENTS) if number not in taken), None)
    if free is None:
        raise Refused(ProblemCode.TOO_MANY_ATTACHMENTS)
    connection.execute(
        attachments.insert().values(
            attachment_id=place.attachment_id,
            body_digest=body,
            application_id=place.application_id,
            kiosk_id=place.kiosk_id,
            place_no=free,
            item_id=place.item_id,
            field_id=place.field_id,
            sha256=attachment.sha256,
            received_at=sandbox.now(),
            sealed=seal_picture(sandbox.key, place, attachment.content),
        )
    )
