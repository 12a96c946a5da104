"""The kiosk's view of the backend: one method a call, every call signed and bounded in time."""

from __future__ import annotations

import base64
import ssl
import time
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar
from urllib.parse import quote, urlencode
from uuid import UUID

from pydantic import ValidationError

from backend_client import contracts
from backend_client._clock import MonotonicClock, WallClock, utc_now
from backend_client._device_key import DeviceKey
from backend_client._errors import ContractBroken, Rejected, ServerFault
from backend_client._signing import RequestSigner
from backend_client._transport import Answer, Transport

ModelT = TypeVar("ModelT", bound=contracts.WireModel)

_SUCCESS: Final = 2
_CLIENT_ERROR: Final = 400
_SERVER_ERROR: Final = 500


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds. ``call`` bounds a whole call, name resolution excepted; ``upload`` one that carries
    a picture: 670 kB of JSON in 30 s pass a line of 180 kbit/s. An outbox message's lease is above
    ``call`` and ``upload`` together.
    """

    connect: float = 3.0
    call: float = 8.0
    upload: float = 30.0
    health: float = 2.0


class BackendClient:
    """A synchronous client; safe to share between threads. Calls block up to their deadline.

    Every method raises only ``BackendError``: Unreachable, TimedOut, Rejected (its ``code`` tells
    why), ServerFault, ContractBroken. ``token`` is ``Resident.resident_token``. Writes carry ids
    made by the caller, so that any call may be repeated after Unreachable or TimedOut.
    """

    def __init__(
        self,
        base_url: str,
        device_key: DeviceKey,
        clock: WallClock = utc_now,
        timeouts: Timeouts = Timeouts(),
        *,
        tls: ssl.SSLContext | None = None,
        monotonic: MonotonicClock = time.monotonic,
    ) -> None:
        """``base_url`` without a path; ``tls`` pins our own authority (None: the system's)."""
        self._base = base_url.rstrip("/")
        self._clock = clock
        self._timeouts = timeouts
        self._device_key = device_key
        self._signer = RequestSigner(device_key)
        self._transport = Transport(
            tls if tls is not None else _default_tls(self._base), timeouts.connect, monotonic
        )

    def close(self) -> None:
        """Close every connection."""
        self._transport.close()

    def health(self) -> contracts.Health:
        """Whether the backend answers; deadline ``timeouts.health``."""
        return self._call("GET", "/v1/health", contracts.Health, deadline=self._timeouts.health)

    def identify(
        self,
        visit_id: UUID,
        assertion: contracts.CardIdentity | contracts.CodeIdentity | contracts.CredentialIdentity,
        same_as: str | None = None,
    ) -> contracts.Resident:
        """Open a visit; with ``same_as``, the bearer of another visit of the same person.

        Codes: code_expired, code_not_yet_valid, code_used, code_unknown, wrong_kiosk (the code's
        audience), card_expired, not_known, other_person, visit_ended.
        """
        body = contracts.VisitRequest(assertion=assertion, same_as=same_as)
        return self._call("PUT", f"/v1/visits/{visit_id}", contracts.Resident, body=body)

    def end_visit(self, visit_id: UUID, token: str) -> None:
        """Revoke the visit's bearer (filing what was made in the visit stays possible)."""
        self._send("DELETE", f"/v1/visits/{visit_id}", None, token, self._timeouts.call)

    def suggestions(self, token: str) -> contracts.Suggestions:
        """Services the resident seems entitled to."""
        return self._call("GET", "/v1/suggestions", contracts.Suggestions, token=token)

    def query(self, token: str, request: contracts.QueryRequest) -> contracts.Records:
        """Look up one record. Codes: item_unknown, visit_ended."""
        return self._call("POST", "/v1/queries", contracts.Records, body=request, token=token)

    def prefill(self, token: str, item_id: str) -> contracts.Prefill:
        """What is known for the fields of an application. Codes: item_unknown, visit_ended."""
        path = f"/v1/items/{_segment(item_id)}/prefill"
        return self._call("GET", path, contracts.Prefill, token=token)

    def offices(self, item_id: str) -> contracts.Offices:
        """Offices that take appointments for an item, nearest first. Code: item_unknown."""
        return self._call("GET", f"/v1/items/{_segment(item_id)}/offices", contracts.Offices)

    def days(self, item_id: str, office_id: str) -> contracts.Days:
        """The next working days with their free seats. Codes: item_unknown, office_unknown."""
        return self._call("GET", f"{_office(item_id, office_id)}/days", contracts.Days)

    def calendar(self, item_id: str, office_id: str) -> contracts.Slots:
        """Every bookable slot of the office. Codes: item_unknown, office_unknown."""
        return self._call("GET", f"{_office(item_id, office_id)}/slots", contracts.Slots)

    def slots(self, item_id: str, office_id: str, day: date) -> contracts.Slots:
        """The day's slots. Codes: item_unknown, office_unknown."""
        path = f"{_office(item_id, office_id)}/days/{day.isoformat()}/slots"
        return self._call("GET", path, contracts.Slots)

    def book(self, token: str, request: contracts.BookingRequest) -> contracts.Appointment:
        """Take a seat. Codes: slot_taken, slot_unknown, idempotency_conflict, visit_ended."""
        path = f"/v1/appointments/{request.appointment_id}"
        return self._call("PUT", path, contracts.Appointment, body=request, token=token)

    def appointment(self, token: str, number: str) -> contracts.Appointment:
        """The resident's own appointment, also a past or cancelled one. Codes: subject_unknown,
        visit_ended.
        """
        return self._call("GET", _appointment(number), contracts.Appointment, token=token)

    def cancel_appointment(self, token: str, number: str) -> contracts.Appointment:
        """Give the seat back; again is no error. Codes: subject_unknown, appointment_past,
        visit_ended.
        """
        return self._call("DELETE", _appointment(number), contracts.Appointment, token=token)

    def apply(self, application: contracts.Application) -> contracts.Decision:
        """File an application. Codes: item_unknown, not_known, visit_ended, wrong_kiosk,
        idempotency_conflict.
        """
        path = f"/v1/applications/{application.application_id}"
        return self._call("PUT", path, contracts.Decision, body=application)

    def decision(self, application_id: UUID) -> contracts.Decision:
        """The decision on an application this kiosk filed. Code: application_unknown."""
        return self._call("GET", f"/v1/applications/{application_id}", contracts.Decision)

    def attach(self, attachment: contracts.Attachment) -> contracts.AttachmentReceived:
        """Hand over a picture, before the application that names it; deadline
        ``timeouts.upload``. Codes: item_unknown, attachment_unexpected, too_many_attachments,
        too_large, idempotency_conflict.
        """
        return self._call(
            "PUT",
            f"/v1/attachments/{attachment.attachment_id}",
            contracts.AttachmentReceived,
            body=attachment,
            deadline=self._timeouts.upload,
        )

    def attachment(self, attachment_id: UUID) -> contracts.AttachmentReceived:
        """What is on file under an id that this kiosk used; never the picture. Code:
        attachment_unknown.
        """
        path = f"/v1/attachments/{attachment_id}"
        return self._call("GET", path, contracts.AttachmentReceived)

    def case(self, token: str, number: str) -> contracts.Decision:
        """The decision on the resident's own case, wherever it was filed. Codes: subject_unknown,
        assurance_too_low, visit_ended.
        """
        return self._call("GET", f"/v1/cases/{_segment(number)}", contracts.Decision, token=token)

    def grant(self, token: str, request: contracts.GrantRequest) -> contracts.Grant:
        """Leave to print one copy. Codes: item_unknown, not_eligible, subject_unknown,
        idempotency_conflict, visit_ended.
        """
        path = f"/v1/grants/{request.grant_id}"
        return self._call("PUT", path, contracts.Grant, body=request, token=token)

    def report_print(self, outcome: contracts.PrintOutcome) -> contracts.PrintOutcome:
        """Tell what became of a copy. Codes: serial_unknown, outcome_conflict."""
        path = f"/v1/print-outcomes/{_segment(outcome.serial)}"
        return self._call("PUT", path, contracts.PrintOutcome, body=outcome)

    def rate(self, rating: contracts.Rating) -> contracts.RatingReceived:
        """File a rating. Codes: already_rated, idempotency_conflict."""
        path = f"/v1/ratings/{rating.rating_id}"
        return self._call("PUT", path, contracts.RatingReceived, body=rating)

    def call_staff(self, call: contracts.HelpCall) -> contracts.HelpTicket:
        """Ask for a person at this kiosk."""
        path = f"/v1/help-calls/{call.call_id}"
        return self._call("PUT", path, contracts.HelpTicket, body=call)

    def verification(self, number: str, check_code: str) -> contracts.Verification:
        """What the public may know about a printed number (an unknown one is an answer)."""
        path = f"/v1/verify/{_segment(number)}?{urlencode({'c': check_code})}"
        return self._call("GET", path, contracts.Verification)

    def code_keys(self) -> contracts.CodeKeys:
        """The keys whose signed codes are to be believed."""
        return self._call("GET", "/v1/code-keys", contracts.CodeKeys)

    def enrol(self, kiosk_id: str, token: bytes) -> None:
        """Make this client's device key known as ``kiosk_id``'s; again with the same key is no
        error. ``token``: 16 to 32 bytes of a signed code. Codes: enrolment_unknown,
        enrolment_expired, enrolment_used. ValueError for a token of another length.
        """
        body = contracts.EnrolmentRequest(
            kiosk_id=kiosk_id,
            token=_base64url(token),
            public_key=_base64url(self._device_key.public_bytes),
        )
        self._send("POST", "/v1/enrolments", body, None, self._timeouts.call)

    def _call(
        self,
        method: str,
        path: str,
        answer_type: type[ModelT],
        *,
        body: contracts.WireModel | None = None,
        token: str | None = None,
        deadline: float | None = None,
    ) -> ModelT:
        within = self._timeouts.call if deadline is None else deadline
        answer = self._send(method, path, body, token, within)
        return _parse(answer_type, answer.body)

    def _send(
        self,
        method: str,
        path: str,
        body: contracts.WireModel | None,
        token: str | None,
        deadline: float,
    ) -> Answer:
        url = self._base + path
        content = b"" if body is None else body.model_dump_json().encode()
        headers = {"accept": "application/json"}
        if body is not None:
            headers["content-type"] = "application/json"
        if token is not None:
            headers["authorization"] = f"Bearer {token}"
        signed = self._signer.sign(method, url, headers, content, self._clock())
        answer = self._transport.send(method, url, signed, content, deadline)
        _raise_for_status(answer)
        return answer


def _default_tls(base_url: str) -> ssl.SSLContext:
    """The system's authorities; none for a loopback backend, which saves reading them."""
    if base_url.startswith("https:"):
        return ssl.create_default_context()
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def _raise_for_status(answer: Answer) -> None:
    if answer.status >= _SERVER_ERROR:
        raise ServerFault(answer.status, _retry_after(answer))
    if answer.status >= _CLIENT_ERROR:
        raise Rejected(_problem_code(answer), answer.status, _retry_after(answer))
    if answer.status // 100 != _SUCCESS:
        msg = f"status {answer.status}"
        raise ContractBroken(msg)


def _problem_code(answer: Answer) -> str:
    """The code of a refusal. A refusal without one was not spoken by our backend."""
    try:
        return contracts.Problem.model_validate_json(answer.body).code
    except ValidationError:
        where = f"status {answer.status}"
    raise ContractBroken(where)


def _retry_after(answer: Answer) -> float | None:
    """The Retry-After header in seconds; its date form is ignored (clocks may differ)."""
    value = answer.headers.get("retry-after", "")
    return float(value) if value.isascii() and value.isdigit() else None


def _parse(model: type[ModelT], body: bytes) -> ModelT:
    try:
        return model.model_validate_json(body)
    except ValidationError as error:
        faults = error.errors(include_input=False, include_url=False, include_context=False)
        places = {".".join(str(part) for part in fault["loc"][:1]) for fault in faults}
        where = f"{model.__name__}: {', '.join(sorted(places))}"
    raise ContractBroken(where)


def _segment(value: str) -> str:
    return quote(value, safe="")


def _base64url(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _appointment(number: str) -> str:
    return f"/v1/appointments/by-number/{_segment(number)}"


def _office(item_id: str, office_id: str) -> str:
    return f"/v1/items/{_segment(item_id)}/offices/{_segment(office_id)}"
