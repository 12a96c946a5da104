"""Contract v1 on HTTP: each route hands over to one function."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Request

from backend_client import contracts
from backend_client.contracts import ProblemCode
from backend_client.sandbox import (
    applications,
    appointments,
    attachments,
    booking,
    calendar,
    documents,
    enrolment_tokens,
    feedback,
    grants,
    lookups,
    visits,
)
from backend_client.sandbox.core import Sandbox
from backend_client.sandbox.enrolment import require_own_signature, speaking_kiosk, whole_body
from backend_client.sandbox.refusal import Refused

public = APIRouter(prefix=f"/{contracts.CONTRACT_VERSION}")
signed = APIRouter(prefix=f"/{contracts.CONTRACT_VERSION}")


def the_sandbox(request: Request) -> Sandbox:
    """The backend behind the app."""
    sandbox: Sandbox = request.app.state.sandbox
    return sandbox


def bearer_token(authorization: Annotated[str, Header()] = "") -> str:
    """The visit's bearer as sent."""
    return authorization.removeprefix("Bearer ")


Backend = Annotated[Sandbox, Depends(the_sandbox)]
Kiosk = Annotated[str, Depends(speaking_kiosk)]
Token = Annotated[str, Depends(bearer_token)]


def bearing_resident(sandbox: Backend, kiosk: Kiosk, token: Token) -> str:
    """The resident key of the bearer."""
    return visits.bearer_of(sandbox, kiosk, token)


def bearing_anybody(sandbox: Backend, kiosk: Kiosk, token: Token) -> str:
    """The same for what needs no proof of who it is: a seat, and the slip for it."""
    return visits.bearer_of(sandbox, kiosk, token, visits.UNPROVEN)


ResidentKey = Annotated[str, Depends(bearing_resident)]
"""Needs assurance 2: the resident's own data."""
AnyResidentKey = Annotated[str, Depends(bearing_anybody)]
"""Needs assurance 1."""


def _same_id(in_path: object, in_body: object) -> None:
    if in_path != in_body:
        raise Refused(ProblemCode.MALFORMED)


@public.get("/health")
def health(sandbox: Backend) -> contracts.Health:
    """Alive, and what time it is here."""
    return contracts.Health(server_time=sandbox.now())


@public.get("/verify/{number}")
def verify(sandbox: Backend, number: str, c: str = "") -> contracts.Verification:
    """The public check of a printed number."""
    return documents.verification(sandbox, number, c)


@public.post("/enrolments", status_code=204)
def enrol(
    sandbox: Backend,
    request: Request,
    raw: Annotated[bytes, Depends(whole_body)],
    body: contracts.EnrolmentRequest,
) -> None:
    """A new kiosk, or a new key for one; no key that is known before signs this."""
    require_own_signature(request, raw, enrolment_tokens.raw(body.public_key))
    enrolment_tokens.accept(sandbox, body)


@public.get("/code-keys")
def code_keys(sandbox: Backend) -> contracts.CodeKeys:
    """Whose signed codes are to be believed; a kiosk needs it to read its enrolment code."""
    return sandbox.codes.published()


@signed.put("/visits/{visit_id}")
def open_visit(
    sandbox: Backend, kiosk: Kiosk, visit_id: UUID, body: contracts.VisitRequest
) -> contracts.Resident:
    """Identify."""
    return visits.open_visit(sandbox, kiosk, visit_id, body)


@signed.delete("/visits/{visit_id}", status_code=204)
def end_visit(sandbox: Backend, kiosk: Kiosk, token: Token, visit_id: UUID) -> None:
    """Revoke the bearer."""
    del kiosk
    visits.end_visit(sandbox, visit_id, token)


@signed.get("/suggestions")
def suggestions(sandbox: Backend, resident: ResidentKey) -> contracts.Suggestions:
    """Found for you."""
    return applications.suggestions(sandbox, resident)


@signed.post("/queries")
def query(
    sandbox: Backend, resident: ResidentKey, body: contracts.QueryRequest
) -> contracts.Records:
    """Look up."""
    with sandbox.database.read() as connection:
        return lookups.look_up(sandbox, connection, resident, body.item_id)


@signed.get("/items/{item_id}/prefill")
def prefill(sandbox: Backend, resident: ResidentKey, item_id: str) -> contracts.Prefill:
    """Known values."""
    return lookups.prefill(sandbox, resident, item_id)


@signed.get("/items/{item_id}/offices")
def offices(sandbox: Backend, kiosk: Kiosk, item_id: str) -> contracts.Offices:
    """Where."""
    del kiosk
    return calendar.offices(sandbox, item_id)


@signed.get("/items/{item_id}/offices/{office_id}/days")
def days(sandbox: Backend, kiosk: Kiosk, item_id: str, office_id: str) -> contracts.Days:
    """Which day."""
    del kiosk
    return calendar.days(sandbox, item_id, office_id)


@signed.get("/items/{item_id}/offices/{office_id}/slots")
def all_slots(sandbox: Backend, kiosk: Kiosk, item_id: str, office_id: str) -> contracts.Slots:
    """Every day and time."""
    del kiosk
    return calendar.all_slots(sandbox, item_id, office_id)


@signed.get("/items/{item_id}/offices/{office_id}/days/{day}/slots")
def day_slots(
    sandbox: Backend, kiosk: Kiosk, item_id: str, office_id: str, day: date
) -> contracts.Slots:
    """What time."""
    del kiosk
    return calendar.day_slots(sandbox, item_id, office_id, day)


@signed.put("/appointments/{appointment_id}")
def book(
    sandbox: Backend, resident: AnyResidentKey, appointment_id: UUID, body: contracts.BookingRequest
) -> contracts.Appointment:
    """Take a seat."""
    _same_id(appointment_id, body.appointment_id)
    return booking.book(sandbox, resident, body)


@signed.get("/appointments/by-number/{number}")
def appointment(sandbox: Backend, resident: AnyResidentKey, number: str) -> contracts.Appointment:
    """The resident's own appointment."""
    return appointments.find_appointment(sandbox, resident, number)


@signed.delete("/appointments/by-number/{number}")
def cancel_appointment(
    sandbox: Backend, resident: AnyResidentKey, number: str
) -> contracts.Appointment:
    """Give the seat back."""
    return appointments.cancel(sandbox, resident, number)


@signed.put("/attachments/{attachment_id}")
def attach(
    sandbox: Backend, kiosk: Kiosk, attachment_id: UUID, body: contracts.Attachment
) -> contracts.AttachmentReceived:
    """A picture, before its application."""
    _same_id(attachment_id, body.attachment_id)
    return attachments.receive(sandbox, kiosk, body)


@signed.get("/attachments/{attachment_id}")
def attachment(sandbox: Backend, kiosk: Kiosk, attachment_id: UUID) -> contracts.AttachmentReceived:
    """Whether a picture is here; never the picture."""
    return attachments.find(sandbox, kiosk, attachment_id)


@signed.put("/applications/{application_id}")
def file_application(
    sandbox: Backend, kiosk: Kiosk, application_id: UUID, body: contracts.Application
) -> contracts.Decision:
    """File and decide."""
    _same_id(application_id, body.application_id)
    return applications.file_application(sandbox, kiosk, body)


@signed.get("/applications/{application_id}")
def decision(sandbox: Backend, kiosk: Kiosk, application_id: UUID) -> contracts.Decision:
    """What became of it."""
    return applications.find_decision(sandbox, kiosk, application_id)


@signed.get("/cases/{number}")
def case(sandbox: Backend, resident: ResidentKey, number: str) -> contracts.Decision:
    """The resident's own case."""
    return applications.find_case(sandbox, resident, number)


@signed.put("/grants/{grant_id}")
def grant(
    sandbox: Backend,
    kiosk: Kiosk,
    token: Token,
    grant_id: UUID,
    body: contracts.GrantRequest,
) -> contracts.Grant:
    """Leave to print."""
    _same_id(grant_id, body.grant_id)
    slip = body.subject.kind is contracts.SubjectKind.APPOINTMENT
    assurance = visits.UNPROVEN if slip else visits.PROVEN
    resident = visits.bearer_of(sandbox, kiosk, token, assurance)
    return grants.grant(sandbox, kiosk, resident, body)


@signed.put("/print-outcomes/{serial}")
def report_print(
    sandbox: Backend, kiosk: Kiosk, serial: str, body: contracts.PrintOutcome
) -> contracts.PrintOutcome:
    """What became of the copy."""
    _same_id(serial, body.serial)
    return grants.report(sandbox, kiosk, body)


@signed.put("/ratings/{rating_id}")
def rate(
    sandbox: Backend, kiosk: Kiosk, rating_id: UUID, body: contracts.Rating
) -> contracts.RatingReceived:
    """好差评."""
    _same_id(rating_id, body.rating_id)
    return feedback.rate(sandbox, kiosk, body)


@signed.put("/help-calls/{call_id}")
def call_staff(
    sandbox: Backend, kiosk: Kiosk, call_id: UUID, body: contracts.HelpCall
) -> contracts.HelpTicket:
    """Call a person."""
    _same_id(call_id, body.call_id)
    return feedback.call_staff(sandbox, kiosk, body)
