"""Our own signed codes, opened and followed up; every method blocks: run them as jobs."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

from backend_client import BackendError
from backend_client.contracts import Verification
from kiosk.codes import (
    ApplicationReceipt,
    AppointmentSlip,
    Asked,
    Certificate,
    CodeRefused,
    Configuration,
    KioskEnrolment,
    Opened,
    ParkingPermit,
    Purpose,
    ResidentCredential,
    StaffSignIn,
    open_code,
)
from kiosk.logs import log
from kiosk.session import NoticeCode, Visitor
from kiosk.session.code_notices import notice_of
from kiosk.session.data import ConfigurationCheck, ScannedPaper
from kiosk.store import AuditKind, OneOpening, StoreError, UsedCodes
from kiosk.submissions import scanned_papers
from kiosk.submissions.backoffice import BackOffice
from kiosk.submissions.refusals import RefusedError, refusing
from kiosk.submissions.trust import Trust


@dataclass(frozen=True, slots=True)
class NotTaken:
    """Why not, in the resident's words; ``until`` with an expired code."""

    notice: NoticeCode
    until: str = ""


@dataclass(frozen=True, slots=True)
class StaffCame:
    """A member of staff, who is written down."""


@dataclass(frozen=True, slots=True)
class EnrolmentAsked:
    """An enrolment for this kiosk, to be confirmed by hand; the token is never shown."""

    backend: str
    token: bytes = field(repr=False)


Seen = NotTaken | Visitor | ScannedPaper | StaffCame | EnrolmentAsked | ConfigurationCheck


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """``configuration`` is the SHA-256 of what this kiosk runs, ``backend_url`` where its backend
    is: it enrols nowhere else.
    """

    office: BackOffice
    trust: Trust
    used: UsedCodes
    clock: Callable[[], datetime]
    configuration: bytes = field(repr=False)
    backend_url: str

    def renew_trust(self) -> None:
        """Fetch whose codes are to be believed, when that is due. Raises nothing."""
        self.trust.renew()

    def look(self, text: str, purposes: frozenset[Purpose], known: Visitor | None = None) -> Seen:
        """Open a code and do what it is for. Raises RefusedError.

        ``known`` is who is here already: a credential must be the same person's.
        """
        opening = self.used.opening()
        asked = Asked(purposes, self.office.kiosk_id, self.clock())
        with refusing():
            opened = open_code(text, self.trust.keys, asked, opening)
        if isinstance(opened, CodeRefused):
            log().info("code_not_taken", kind="signed", code=str(opened.reason))
            return NotTaken(notice_of(opened, purposes), scanned_papers.until(opened.expired_at))
        return self._follow(text, opened, opening, known)

    def _follow(
        self, text: str, opened: Opened, opening: OneOpening, known: Visitor | None
    ) -> Seen:
        match opened.content:
            case ResidentCredential():
                return self._identify(text, opening, known)
            case AppointmentSlip() | ApplicationReceipt() | Certificate() as content:
                return self._verify(content)
            case ParkingPermit() as content:
                return scanned_papers.permit(content, opened)
            case StaffSignIn(staff_id=staff_id):
                self._note(AuditKind.STAFF_IN, {"staff_id": staff_id})
                return StaffCame()
            case KioskEnrolment(backend_url=url, token=token):
                return self._enrolment(url, token)
            case Configuration(version=version, digest=digest):
                return self._compare(version, digest)

    def _identify(self, text: str, opening: OneOpening, known: Visitor | None) -> Visitor:
        """A credential that the backend never saw was not used up by showing it here."""
        try:
            return self.office.identify_credential(text, known)
        except RefusedError as refused:
            if refused.notice is NoticeCode.BACKEND_DOWN:
                with suppress(StoreError):
                    opening.take_back()
            raise

    def _verify(self, content: scanned_papers.Checked) -> ScannedPaper:
        try:
            found: Verification = self.office.client.verification(
                content.number, content.check_code
            )
        except BackendError:
            return scanned_papers.unasked(content)
        return scanned_papers.verified(content, found)

    def _enrolment(self, url: str, token: bytes) -> Seen:
        if url.rstrip("/") != self.backend_url.rstrip("/"):
            return NotTaken(NoticeCode.ENROLMENT_ELSEWHERE)
        return EnrolmentAsked(url, token)

    def enrol(self, token: bytes) -> None:
        """Make this kiosk's key known to the backend, noted either way. Raises RefusedError."""
        try:
            with refusing():
                self.office.client.enrol(self.office.kiosk_id, token)
        except RefusedError as refused:
            with suppress(RefusedError):
                self._note(AuditKind.KIOSK_ENROLLED, {"outcome": str(refused.notice)})
            raise
        self._note(AuditKind.KIOSK_ENROLLED, {"outcome": "enrolled"})
        self.trust.renew()

    def _compare(self, version: int, digest: bytes) -> ConfigurationCheck:
        check = ConfigurationCheck(version, same=digest == self.configuration)
        outcome = "same" if check.same else "different"
        self._note(AuditKind.CONFIGURATION_CHECKED, {"version": version, "outcome": outcome})
        return check

    def _note(self, kind: AuditKind, data: dict[str, str | int]) -> None:
        with refusing():
            self.office.filing.note(kind, data)
