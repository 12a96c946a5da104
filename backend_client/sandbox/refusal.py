"""What the sandbox declines, before it becomes a Problem on the wire."""

from __future__ import annotations

from typing import Final

from backend_client.contracts import ProblemCode

_STATUS: Final = {
    ProblemCode.SIGNATURE_REFUSED: 401,
    ProblemCode.CODE_EXPIRED: 403,
    ProblemCode.CODE_USED: 403,
    ProblemCode.CODE_UNKNOWN: 403,
    ProblemCode.CARD_EXPIRED: 403,
    ProblemCode.NOT_KNOWN: 403,
    ProblemCode.OTHER_PERSON: 403,
    ProblemCode.ASSURANCE_TOO_LOW: 403,
    ProblemCode.CODE_NOT_YET_VALID: 403,
    ProblemCode.WRONG_KIOSK: 403,
    ProblemCode.ENROLMENT_UNKNOWN: 403,
    ProblemCode.ENROLMENT_EXPIRED: 403,
    ProblemCode.ENROLMENT_USED: 403,
    ProblemCode.VISIT_ENDED: 403,
    ProblemCode.NOT_ELIGIBLE: 403,
    ProblemCode.ITEM_UNKNOWN: 404,
    ProblemCode.OFFICE_UNKNOWN: 404,
    ProblemCode.SLOT_UNKNOWN: 404,
    ProblemCode.APPLICATION_UNKNOWN: 404,
    ProblemCode.ATTACHMENT_UNKNOWN: 404,
    ProblemCode.SUBJECT_UNKNOWN: 404,
    ProblemCode.SERIAL_UNKNOWN: 404,
    ProblemCode.ROUTE_UNKNOWN: 404,
    ProblemCode.TOO_LARGE: 413,
    ProblemCode.ATTACHMENT_UNEXPECTED: 422,
    ProblemCode.TOO_MANY_ATTACHMENTS: 422,
    ProblemCode.SLOT_TAKEN: 422,
    ProblemCode.ALREADY_RATED: 422,
    ProblemCode.APPOINTMENT_PAST: 422,
    ProblemCode.IDEMPOTENCY_CONFLICT: 422,
    ProblemCode.OUTCOME_CONFLICT: 422,
    ProblemCode.MALFORMED: 422,
    ProblemCode.SERVER_FAULT: 500,
}


class Refused(Exception):
    """An expected refusal; ends the request and its transaction."""

    def __init__(self, code: ProblemCode) -> None:
        super().__init__(code)
        self.code = code

    @property
    def status(self) -> int:
        """The HTTP status of the code. 409 is left to "the first try still runs"."""
        return _STATUS[self.code]
