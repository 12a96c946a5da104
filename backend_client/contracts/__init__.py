"""The wire models of contract v1, one module an area.

Routes live under ``/v1``. Every write is a PUT on an id that the kiosk made, so that it may be sent
again after a lost answer. Answers that are not 2xx carry a ``Problem``.
"""

from backend_client.contracts._base import CONTRACT_VERSION, ItemId, Labelled, WireModel
from backend_client.contracts.applications import Application, Decision, Outcome, Reason
from backend_client.contracts.appointments import (
    Appointment,
    BookingRequest,
    Day,
    Days,
    Office,
    Offices,
    Slot,
    Slots,
)
from backend_client.contracts.attachments import (
    MAX_ATTACHMENT_BYTES,
    MAX_ATTACHMENTS,
    Attachment,
    AttachmentReceived,
)
from backend_client.contracts.codes import CodeKey, CodeKeys
from backend_client.contracts.enrolment import EnrolmentRequest
from backend_client.contracts.grants import (
    Grant,
    GrantRequest,
    GrantSubject,
    PrintOutcome,
    PrintResult,
    SubjectKind,
    Verification,
    VerificationState,
)
from backend_client.contracts.health import Health
from backend_client.contracts.help import HelpCall, HelpTicket
from backend_client.contracts.identity import (
    Applicant,
    CardIdentity,
    CodeIdentity,
    CredentialIdentity,
    DocumentKind,
    IdentityAssertion,
    Resident,
    Sex,
    Suggestion,
    Suggestions,
    TokenApplicant,
    VisitRequest,
)
from backend_client.contracts.prefill import Choice, Prefill
from backend_client.contracts.problem import Problem, ProblemCode
from backend_client.contracts.query import Column, QueryRequest, Records, Table
from backend_client.contracts.ratings import Rating, RatingReceived

__all__ = [
    "CONTRACT_VERSION",
    "MAX_ATTACHMENTS",
    "MAX_ATTACHMENT_BYTES",
    "Applicant",
    "Application",
    "Appointment",
    "Attachment",
    "AttachmentReceived",
    "BookingRequest",
    "CardIdentity",
    "Choice",
    "CodeIdentity",
    "CodeKey",
    "CodeKeys",
    "Column",
    "CredentialIdentity",
    "Day",
    "Days",
    "Decision",
    "DocumentKind",
    "EnrolmentRequest",
    "Grant",
    "GrantRequest",
    "GrantSubject",
    "Health",
    "HelpCall",
    "HelpTicket",
    "IdentityAssertion",
    "ItemId",
    "Labelled",
    "Office",
    "Offices",
    "Outcome",
    "Prefill",
    "PrintOutcome",
    "PrintResult",
    "Problem",
    "ProblemCode",
    "QueryRequest",
    "Rating",
    "RatingReceived",
    "Reason",
    "Records",
    "Resident",
    "Sex",
    "Slot",
    "Slots",
    "SubjectKind",
    "Suggestion",
    "Suggestions",
    "Table",
    "TokenApplicant",
    "Verification",
    "VerificationState",
    "VisitRequest",
    "WireModel",
]
