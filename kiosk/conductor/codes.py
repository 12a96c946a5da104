"""Scanned codes: sorted before anything else sees them, opened elsewhere, forgotten at once."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from kiosk.codes import Foreign, IdentityCode, OwnSigned, Refused, classify
from kiosk.conductor.ports import Ports
from kiosk.conductor.vault import Vault
from kiosk.jobs import Err, Ok
from kiosk.logs import log
from kiosk.session import Visitor, code_notices, effects, events
from kiosk.session.data import CodeKind, ConfigurationCheck, PaperKind, ScannedPaper
from kiosk.session.events import Event
from kiosk.submissions import (
    EnrolmentAsked,
    NotTaken,
    RefusedError,
    Resumed,
    Seen,
    StaffCame,
)

T = TypeVar("T")

CodeEffect = (
    effects.OpenCode
    | effects.Resume
    | effects.CancelAppointment
    | effects.Enrol
    | effects.DropEnrolment
)


class Codes:
    """Lives on the GUI thread; what a code says goes from the vault into one job, and nowhere else.

    The visit hears what kind of code it was.
    """

    def __init__(
        self,
        ports: Ports,
        vault: Vault,
        dispatch: Callable[[Event], None],
        live_ticket: Callable[[], int],
    ) -> None:
        self._ports = ports
        self._vault = vault
        self._dispatch = dispatch
        self._live_ticket = live_ticket

    def shown(self, payload: bytes) -> None:
        """The camera read one code; whoever wants it takes it while the event is dispatched."""
        match classify(payload):
            case IdentityCode(text=text):
                self._vault.code = text.encode()
                self._dispatch(events.CodeShown(CodeKind.IDENTITY))
            case OwnSigned(text=text):
                self._vault.code = text.encode()
                self._dispatch(events.CodeShown(CodeKind.SIGNED))
            case Foreign(kind=kind):
                log().info("code_not_taken", kind="foreign", code=str(kind))
                self._dispatch(events.CodeMisplaced(code_notices.FOREIGN[kind]))
            case Refused(reason=reason):
                log().info("code_not_taken", kind="refused", code=str(reason))
                self._dispatch(events.CodeMisplaced(code_notices.REFUSED[reason]))
        self._vault.code = None

    def run(self, effect: CodeEffect) -> None:
        """Carry out one effect about codes."""
        checkpoint, casework = self._ports.checkpoint, self._ports.casework
        match effect:
            case effects.OpenCode(ticket, purposes, known):
                text = self._vault.take_code().decode()
                self._job(
                    ticket,
                    lambda: checkpoint.look(text, purposes, known),
                    lambda seen: self._seen(ticket, seen),
                )
            case effects.Resume(ticket, paper, visitor):
                self._job(
                    ticket,
                    lambda: casework.resume(paper, visitor),
                    lambda found: _resumed(ticket, found),
                )
            case effects.CancelAppointment(ticket, paper, visitor):
                self._job(
                    ticket,
                    lambda: casework.cancel(paper, visitor),
                    lambda found: _resumed(ticket, found),
                )
            case effects.Enrol(ticket):
                self._enrol(ticket)
            case effects.DropEnrolment():
                self._vault.enrolment = None

    def _enrol(self, ticket: int) -> None:
        """The token is kept until it has served, so that a lost line may be tried again."""
        token = self._vault.enrolment or b""

        def done(_nothing: None) -> Event:
            self._vault.enrolment = None
            return events.Enrolled(ticket)

        self._job(ticket, lambda: self._ports.checkpoint.enrol(token), done)

    def _seen(self, ticket: int, seen: Seen) -> Event:
        """What was in a code; nothing is kept that comes when nobody waits for it any more."""
        wanted = ticket == self._live_ticket()
        match seen:
            case NotTaken(notice=notice, until=until):
                return events.Failed(ticket, notice, until)
            case Visitor() as visitor:
                if not wanted:
                    self._give_back(visitor)
                return events.IdentityKnown(ticket, visitor)
            case ScannedPaper() as paper:
                return events.PaperScanned(ticket, paper)
            case StaffCame():
                return events.StaffKnown(ticket)
            case EnrolmentAsked(backend=backend, token=token):
                self._vault.enrolment = token if wanted else None
                return events.EnrolmentRead(ticket, backend)
            case ConfigurationCheck() as check:
                return events.ConfigurationChecked(ticket, check)

    def _give_back(self, visitor: Visitor) -> None:
        def end() -> None:
            with suppress(RefusedError):
                self._ports.office.end_visit(visitor)

        self._ports.jobs.run(end, _raise_bug)

    def _job(self, ticket: int, work: Callable[[], T], then: Callable[[T], Event]) -> None:
        """Run ``work`` elsewhere; a refusal becomes a notice, a bug is raised on this thread."""

        def done(result: Ok[T] | Err) -> None:
            match result:
                case Ok(value):
                    self._dispatch(then(value))
                case Err(RefusedError() as refused):
                    self._dispatch(events.Failed(ticket, refused.notice))
                case Err(error):
                    raise error

        self._ports.jobs.run(work, done)


def _resumed(ticket: int, found: Resumed) -> Event:
    if found.paper.kind is PaperKind.APPOINTMENT:
        return events.AppointmentReady(ticket, found.item, found.paper, found.outcome)
    return events.CaseReady(ticket, found.item, found.outcome)


def _raise_bug(result: Ok[None] | Err) -> None:
    if isinstance(result, Err):
        raise result.error
