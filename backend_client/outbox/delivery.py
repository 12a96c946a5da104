"""One message to the backend, whatever its kind."""

from __future__ import annotations

from typing import Final, Protocol
from uuid import UUID

from pydantic import ValidationError

from backend_client._errors import Rejected
from backend_client.contracts import (
    Application,
    Attachment,
    AttachmentReceived,
    Decision,
    PrintOutcome,
    ProblemCode,
    Rating,
    RatingReceived,
)
from backend_client.outbox.messages import MessageKind
from backend_client.outbox.store import Claim

Acknowledgement = Decision | AttachmentReceived | PrintOutcome | RatingReceived

Wire = Application | Attachment | PrintOutcome | Rating

_WIRE: Final[dict[MessageKind, type[Wire]]] = {
    MessageKind.APPLICATION: Application,
    MessageKind.ATTACHMENT: Attachment,
    MessageKind.PRINT_OUTCOME: PrintOutcome,
    MessageKind.RATING: Rating,
}


class OutboxClient(Protocol):
    """What delivery needs of the client."""

    def apply(self, application: Application) -> Decision:
        """File an application."""

    def decision(self, application_id: UUID) -> Decision:
        """The decision on a filed application."""

    def attach(self, attachment: Attachment) -> AttachmentReceived:
        """Hand over a photographed material."""

    def attachment(self, attachment_id: UUID) -> AttachmentReceived:
        """What is on file under an attachment's id."""

    def report_print(self, outcome: PrintOutcome) -> PrintOutcome:
        """Tell what became of a copy."""

    def rate(self, rating: Rating) -> RatingReceived:
        """File a rating."""


class UnreadablePayload(Exception):
    """A stored payload does not fit the contract any more (older software wrote it)."""


def deliver(client: OutboxClient, claim: Claim) -> Acknowledgement:
    """Send a claimed message; raises BackendError, or UnreadablePayload."""
    try:
        wire = _WIRE[claim.message.kind].model_validate_json(claim.message.payload)
    except ValidationError:
        raise UnreadablePayload from None
    return _send(client, wire, may_be_there=claim.attempt > 1)


def _send(client: OutboxClient, wire: Wire, *, may_be_there: bool) -> Acknowledgement:
    match wire:
        case PrintOutcome():
            return client.report_print(wire)
        case Rating():
            return client.rate(wire)
        case Attachment():
            received = _received_before(client, wire) if may_be_there else None
            return received if received is not None else client.attach(wire)
        case Application():
            known = _decided_before(client, wire.application_id) if may_be_there else None
            return known if known is not None else client.apply(wire)


def _decided_before(client: OutboxClient, application_id: UUID) -> Decision | None:
    """Ask before sending again: an earlier answer may have been lost on its way."""
    try:
        return client.decision(application_id)
    except Rejected as refusal:
        if refusal.code != ProblemCode.APPLICATION_UNKNOWN:
            raise
        return None


def _received_before(client: OutboxClient, wire: Attachment) -> AttachmentReceived | None:
    """The same for a picture, which is long on a thin line. Another one under its id is for the
    backend to refuse.
    """
    try:
        known = client.attachment(wire.attachment_id)
    except Rejected as refusal:
        if refusal.code != ProblemCode.ATTACHMENT_UNKNOWN:
            raise
        return None
    return known if known.sha256 == wire.sha256 else None
