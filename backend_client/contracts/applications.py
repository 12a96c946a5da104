"""Filing an application and its decision, decided on the spot where data allows it."""

from __future__ import annotations

from enum import StrEnum, unique
from typing import ClassVar
from uuid import UUID

from pydantic import AwareDatetime, JsonValue

from backend_client.contracts._base import ItemId, Labelled, ShortText, WireModel
from backend_client.contracts.identity import Applicant


class Application(WireModel):
    """``PUT /v1/applications/{application_id}``. Complete in itself: it can be delivered days after
    the visit. Same id and body: same decision for ever. Same id, other body: 422.
    """

    shown: ClassVar[tuple[str, ...]] = ("application_id", "item_id")

    application_id: UUID
    item_id: ItemId
    answers: dict[str, JsonValue]
    """Field key to frozen answer, only of the taken path. A photographed material is answered by
    the id of its ``Attachment``, which is sent first; without it the application goes to staff.
    """
    applicant: Applicant
    kiosk_id: ShortText
    made_at: AwareDatetime


@unique
class Outcome(StrEnum):
    """What became of an application."""

    APPROVED = "approved"
    ROUTED = "routed"
    """Handed to staff; the case number follows it."""
    REFUSED = "refused"


class Reason(WireModel):
    """Why; ``text`` is ready to show and print."""

    shown: ClassVar[tuple[str, ...]] = ("code",)

    code: str
    text: ShortText


class Decision(WireModel):
    """The answer to an application, the same whenever it is asked for."""

    shown: ClassVar[tuple[str, ...]] = ("application_id", "outcome")

    application_id: UUID
    case_number: ShortText
    item_id: ItemId
    title: ShortText
    authority: ShortText
    outcome: Outcome
    reasons: tuple[Reason, ...]
    facts: tuple[Labelled, ...]
    """What was granted or promised: amounts, dates, terms."""
    next_steps: tuple[str, ...]
    decided_at: AwareDatetime
    check_code: ShortText
    verify_url: str
    """The public page of the electronic record, a signed code behind its ``#``."""
