"""What can be put into the outbox."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum, unique

from backend_client.contracts import Application, Attachment, PrintOutcome, Rating


@unique
class MessageKind(StrEnum):
    """Writes that outlive the visit. Bookings are not among them: no seat is promised offline."""

    APPLICATION = "application"
    ATTACHMENT = "attachment"
    """Goes before the application of its case, whichever was enqueued first."""
    PRINT_OUTCOME = "print_outcome"
    RATING = "rating"


@dataclass(frozen=True, slots=True)
class OutboxMessage:
    """One write to the backend. Messages of one ``case_key`` are delivered in order, attachments
    first.
    """

    message_id: str
    kind: MessageKind
    case_key: str
    payload: bytes = field(repr=False)
    """The wire model as JSON; personal, erased once acknowledged."""

    @classmethod
    def application(cls, application: Application) -> OutboxMessage:
        """An application; its id is message id and case key."""
        key = str(application.application_id)
        return cls(key, MessageKind.APPLICATION, key, application.model_dump_json().encode())

    @classmethod
    def attachment(cls, attachment: Attachment) -> OutboxMessage:
        """A photographed material; enqueue it in the transaction that enqueues its application,
        whose id is the case key.
        """
        payload = attachment.model_dump_json().encode()
        case_key = str(attachment.application_id)
        return cls(str(attachment.attachment_id), MessageKind.ATTACHMENT, case_key, payload)

    @classmethod
    def print_outcome(cls, outcome: PrintOutcome, case_key: str = "") -> OutboxMessage:
        """A print outcome. UNKNOWN and what staff settle later are two messages in order."""
        message_id = f"{outcome.serial}:{outcome.outcome}"
        payload = outcome.model_dump_json().encode()
        return cls(message_id, MessageKind.PRINT_OUTCOME, case_key or outcome.serial, payload)

    @classmethod
    def rating(cls, rating: Rating, case_key: str = "") -> OutboxMessage:
        """A rating; with the application's id as ``case_key`` it follows the application."""
        key = str(rating.rating_id)
        payload = rating.model_dump_json().encode()
        return cls(key, MessageKind.RATING, case_key or key, payload)
