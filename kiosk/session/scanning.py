"""Our own signed codes: which are welcome where, and what a scanned paper leads to."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from kiosk.catalog import Item
from kiosk.codes import Purpose
from kiosk.session import effects, events
from kiosk.session.data import Outcome, PaperKind, PaperState, ScannedPaper
from kiosk.session.moves import Transition, go, home, stay, swap, wipe, work
from kiosk.session.notices import NoticeCode
from kiosk.session.visit import (
    Attract,
    Done,
    Guide,
    Home,
    Identify,
    Listing,
    Maintenance,
    OutOfService,
    Result,
    Scanned,
    Task,
    Visit,
    Working,
)

IDENTITY: Final = frozenset({Purpose.RESIDENT_CREDENTIAL})
PAPERS: Final = frozenset(
    {
        Purpose.APPOINTMENT_SLIP,
        Purpose.APPLICATION_RECEIPT,
        Purpose.CERTIFICATE,
        Purpose.PARKING_PERMIT,
    }
)
STAFF: Final = frozenset({Purpose.STAFF_SIGN_IN})
UPKEEP: Final = frozenset({Purpose.KIOSK_ENROLMENT, Purpose.CONFIGURATION})

NEEDED: Final = {PaperKind.RECEIPT: 2, PaperKind.APPOINTMENT: 1}
"""The assurance for going on with what a paper stands for: as for filing and for booking."""


def welcome(visit: Visit) -> frozenset[Purpose]:
    """What codes of ours may be for in this scene; staff come in only where nobody's visit is."""
    match visit.scene:
        case OutOfService():
            return STAFF
        case Maintenance():
            return UPKEEP
        case Identify(resumes=ScannedPaper()):
            return IDENTITY
        case Attract() | Home() if visit.visitor is None:
            return IDENTITY | PAPERS | STAFF
        case Attract() | Home() | Listing() | Guide() | Identify():
            return IDENTITY | PAPERS
        case _:
            return frozenset()


def opening(visit: Visit) -> Transition:
    """A signed code came into view: look at it while the screen says so."""
    scene = visit.scene
    item = scene.item if isinstance(scene, Identify | Guide) else None
    resumes = scene.resumes if isinstance(scene, Identify) else None
    waiting = work(visit, Working(Task.CHECKING, item, resumes=resumes))
    return Transition(waiting, (effects.OpenCode(waiting.ticket, welcome(visit), waiting.visitor),))


def scanned(visit: Visit, paper: ScannedPaper) -> Transition:
    """Show what is known of a genuine paper."""
    if isinstance(visit.scene, Working) and visit.scene.task is Task.CHECKING:
        return stay(swap(visit, Scanned(paper)))
    return stay(visit)


def resume(visit: Visit, paper: ScannedPaper) -> Transition:
    """Fetch what the paper stands for, asking first who is here where that is not known enough."""
    if paper.state is not PaperState.VALID or paper.kind not in NEEDED:
        return stay(visit)
    if visit.level < NEEDED[paper.kind]:
        notice = None if visit.visitor is None else NoticeCode.IDENTITY_TOO_WEAK
        return stay(replace(go(visit, Identify(resumes=paper)), notice=notice))
    waiting = work(visit, Working(Task.FETCHING, resumes=paper))
    return Transition(waiting, (effects.Resume(waiting.ticket, paper, waiting.visitor),))


def case_ready(visit: Visit, item: Item, outcome: Outcome) -> Transition:
    """The case as it stands, with its receipt to be printed again."""
    return stay(replace(swap(visit, Result(item, outcome)), trail=()))


def appointment_ready(
    visit: Visit, item: Item, paper: ScannedPaper, outcome: Outcome
) -> Transition:
    """The appointment in the place of the slip that led to it."""
    trail = tuple(scene for scene in visit.trail if not isinstance(scene, Scanned))
    return stay(replace(swap(visit, Scanned(paper, item, outcome)), trail=trail))


PaperEvent = (
    events.ResumePressed
    | events.CancelPressed
    | events.CancelDeclined
    | events.CancelConfirmed
    | events.FinishPressed
)


def pressed(visit: Visit, scene: Scanned, event: PaperEvent) -> Transition:
    """What a hand did on the paper's page."""
    match event:
        case events.ResumePressed() if scene.outcome is None:
            return resume(visit, scene.paper)
        case events.CancelPressed() if scene.cancellable:
            return stay(replace(visit, scene=replace(scene, asking=True), notice=None))
        case events.CancelDeclined():
            return stay(replace(visit, scene=replace(scene, asking=False)))
        case events.CancelConfirmed() if scene.asking and scene.cancellable:
            return _cancel(visit, scene)
        case events.FinishPressed():
            return _finished(visit, scene)
        case _:
            return stay(visit)


def _cancel(visit: Visit, scene: Scanned) -> Transition:
    settled = replace(visit, scene=replace(scene, asking=False))
    waiting = work(settled, Working(Task.CANCELLING, scene.item, resumes=scene.paper))
    cancel = effects.CancelAppointment(waiting.ticket, scene.paper, waiting.visitor)
    return Transition(waiting, (cancel,))


def _finished(visit: Visit, scene: Scanned) -> Transition:
    """The farewell after a service; whoever only had a paper verified leaves nothing behind."""
    if scene.item is not None:
        done = Done(scene.item, scene.paper.number, printed=False)
        return stay(replace(swap(visit, done), trail=()))
    return wipe(visit) if visit.visitor is None else stay(home(visit))
