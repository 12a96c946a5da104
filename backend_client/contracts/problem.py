"""How a refusal looks on the wire, and every code that this contract may refuse with."""

from __future__ import annotations

from enum import StrEnum, unique
from typing import ClassVar

from backend_client.contracts._base import WireModel


@unique
class ProblemCode(StrEnum):
    """Stable words; residents' texts are looked up by them."""

    # Identity: status 403
    CODE_EXPIRED = "code_expired"
    CODE_USED = "code_used"
    CODE_UNKNOWN = "code_unknown"
    CARD_EXPIRED = "card_expired"
    NOT_KNOWN = "not_known"
    OTHER_PERSON = "other_person"
    ASSURANCE_TOO_LOW = "assurance_too_low"
    CODE_NOT_YET_VALID = "code_not_yet_valid"
    """Its time has not come: one of the two clocks is wrong."""
    # Authority of the caller: 401 and 403
    SIGNATURE_REFUSED = "signature_refused"
    WRONG_KIOSK = "wrong_kiosk"
    VISIT_ENDED = "visit_ended"
    # Enrolling a kiosk: status 403
    ENROLMENT_UNKNOWN = "enrolment_unknown"
    """No such token, or one for another kiosk: the answer does not tell which."""
    ENROLMENT_EXPIRED = "enrolment_expired"
    ENROLMENT_USED = "enrolment_used"
    """Spent by another key."""
    # The thing asked for: 404, 403, and 422 for slot_taken, appointment_past and already_rated
    ITEM_UNKNOWN = "item_unknown"
    OFFICE_UNKNOWN = "office_unknown"
    SLOT_UNKNOWN = "slot_unknown"
    SLOT_TAKEN = "slot_taken"
    APPOINTMENT_PAST = "appointment_past"
    APPLICATION_UNKNOWN = "application_unknown"
    ATTACHMENT_UNKNOWN = "attachment_unknown"
    SUBJECT_UNKNOWN = "subject_unknown"
    NOT_ELIGIBLE = "not_eligible"
    SERIAL_UNKNOWN = "serial_unknown"
    ALREADY_RATED = "already_rated"
    # A photographed material: status 422
    ATTACHMENT_UNEXPECTED = "attachment_unexpected"
    """The item asks for no picture in that field, or the filed application names another one."""
    TOO_MANY_ATTACHMENTS = "too_many_attachments"
    # The message itself: 422, 413 for too_large, and 404 and 405 for routes
    TOO_LARGE = "too_large"
    IDEMPOTENCY_CONFLICT = "idempotency_conflict"
    OUTCOME_CONFLICT = "outcome_conflict"
    MALFORMED = "malformed"
    ROUTE_UNKNOWN = "route_unknown"
    # The backend: 5xx
    SERVER_FAULT = "server_fault"


class Problem(WireModel):
    """Body of every answer that is not 2xx. ``detail`` is for engineers and names no resident."""

    shown: ClassVar[tuple[str, ...]] = ("code",)

    code: str
    detail: str = ""
