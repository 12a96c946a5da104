"""Maintenance mode: the hidden gesture or a code of the staff, and what the page can do."""

from __future__ import annotations

from dataclasses import replace

from kiosk.session import effects, events
from kiosk.session.data import CodeKind
from kiosk.session.moves import Transition, stay
from kiosk.session.notices import NoticeCode
from kiosk.session.scanning import STAFF, welcome
from kiosk.session.visit import (
    Attract,
    Home,
    Maintenance,
    OutOfService,
    SignIn,
    Task,
    Visit,
    Working,
)

_EVENTS = (
    events.Knocked
    | events.PinEntered
    | events.PinAccepted
    | events.PinRefused
    | events.StaffKnown
    | events.EnrolmentRead
    | events.EnrolPressed
    | events.EnrolDeclined
    | events.Enrolled
    | events.ConfigurationChecked
    | events.TestPrintPressed
    | events.TestPrintEnded
)

CodeEvent = events.CodeShown | events.CodeMisplaced | events.CodesMany


def handles(event: events.Event) -> bool:
    """Whether the event belongs to technicians."""
    return isinstance(event, _EVENTS)


def step(visit: Visit, event: events.Event) -> Transition:
    """Technicians' events; only an unused screen lets them in, never a running visit."""
    match (visit.scene, event):
        case (Attract() | Home() | OutOfService(), events.Knocked()) if visit.visitor is None:
            return stay(replace(visit, scene=SignIn(), trail=(), notice=None))
        case (SignIn(), events.PinEntered(pin=pin)):
            asked = replace(visit, ticket=visit.ticket + 1, notice=None)
            return Transition(asked, (effects.CheckPin(asked.ticket, pin),))
        case (SignIn(), events.PinAccepted()):
            return stay(replace(visit, scene=Maintenance(), notice=None))
        case (SignIn(), events.PinRefused(locked_seconds=locked)):
            notice = NoticeCode.PIN_LOCKED if locked else NoticeCode.PIN_WRONG
            return stay(replace(visit, scene=SignIn(locked), notice=notice))
        case (Working(task=Task.CHECKING) | OutOfService(), events.StaffKnown()):
            return _let_in(visit)
        case (Maintenance() as page, _):
            return _on_page(visit, page, event)
        case _:
            return stay(visit)


def _let_in(visit: Visit) -> Transition:
    """By a code of the staff; somebody's visit that began meanwhile is never interrupted."""
    if visit.visitor is not None:
        return stay(visit)
    return stay(replace(visit, scene=Maintenance(), trail=(), notice=None))


def _on_page(visit: Visit, page: Maintenance, event: events.Event) -> Transition:
    match event:
        case events.TestPrintPressed() if not (page.testing or page.checking):
            asked = _busy(visit, Maintenance(testing=True))
            return Transition(asked, (effects.PrintTest(asked.ticket),))
        case events.TestPrintEnded(notice=notice) if page.testing:
            return stay(replace(visit, scene=Maintenance(), notice=notice))
        case events.EnrolmentRead(backend=backend) if page.checking:
            return stay(replace(visit, scene=Maintenance(enrolment=backend), notice=None))
        case events.EnrolPressed() if page.asking:
            asked = _busy(visit, replace(page, checking=True))
            return Transition(asked, (effects.Enrol(asked.ticket),))
        case events.EnrolDeclined() if page.asking:
            declined = replace(visit, scene=Maintenance(), notice=None)
            return Transition(declined, (effects.DropEnrolment(),))
        case events.Enrolled() if page.checking:
            return stay(replace(visit, scene=Maintenance(), notice=NoticeCode.ENROLLED))
        case events.ConfigurationChecked(check=check) if page.checking:
            return stay(replace(visit, scene=Maintenance(configuration=check), notice=None))
        case _:
            return stay(visit)


def _busy(visit: Visit, page: Maintenance) -> Visit:
    return replace(visit, scene=page, ticket=visit.ticket + 1, notice=None)


def code_came(visit: Visit, event: CodeEvent) -> Transition:
    """A code before the camera of a machine that is out of service, or in maintenance."""
    match (visit.scene, event):
        case (OutOfService(), events.CodeShown(kind=CodeKind.SIGNED)):
            asked = replace(visit, ticket=visit.ticket + 1, notice=None)
            return Transition(asked, (effects.OpenCode(asked.ticket, STAFF),))
        case (Maintenance(), events.CodeShown(kind=CodeKind.SIGNED)):
            asked = _busy(visit, Maintenance(checking=True))
            return Transition(asked, (effects.OpenCode(asked.ticket, welcome(visit)),))
        case (Maintenance(), events.CodeShown()):
            return stay(replace(visit, notice=NoticeCode.CODE_FOR_RESIDENTS))
        case (Maintenance(), events.CodeMisplaced(notice=notice)):
            return stay(replace(visit, notice=notice))
        case (Maintenance(), events.CodesMany()):
            return stay(replace(visit, notice=NoticeCode.CODES_MANY))
        case _:
            return stay(visit)


def failed(visit: Visit, notice: NoticeCode) -> Transition:
    """Say why; a backend that was away may be asked again with the same enrolment code."""
    page = visit.scene
    if isinstance(page, Maintenance):
        again = page.enrolment if notice is NoticeCode.BACKEND_DOWN else ""
        return stay(replace(visit, scene=Maintenance(enrolment=again), notice=notice))
    return stay(visit if notice in _NOT_FOR_STAFF else replace(visit, notice=notice))


_NOT_FOR_STAFF = {NoticeCode.CODE_FOR_RESIDENTS, NoticeCode.CODE_FOR_UPKEEP}
"""What a machine that is out of service has no answer to: its screen says all there is to say."""
