"""``step``: one event, one new state, and the effects that follow."""

from __future__ import annotations

from dataclasses import replace

from kiosk.catalog import Item
from kiosk.session import (
    effects,
    events,
    identifying,
    picturing,
    scanning,
    service,
    technician,
    unlocking,
)
from kiosk.session.identifying import Listening, listening
from kiosk.session.moves import (
    UNBREAKABLE,
    Transition,
    back,
    go,
    home,
    stay,
    swap,
    wipe,
)
from kiosk.session.notices import CODE_HINTS, NoticeCode
from kiosk.session.timing import idle_left, tick, touched
from kiosk.session.visit import (
    Attract,
    Done,
    Form,
    Guide,
    Home,
    Identify,
    Listing,
    Maintenance,
    OutOfService,
    Review,
    Scanned,
    SignIn,
    Timing,
    Unlock,
    Visit,
    Working,
)

__all__ = ["Listening", "Transition", "idle_left", "listening", "step"]


def step(visit: Visit, event: events.Event, now: float, timing: Timing) -> Transition:
    """The next state for an event at monotonic second ``now``; what does not fit is ignored."""
    match event:
        case events.Ticked():
            return tick(visit, now, timing)
        case events.Broken(code=code):
            return wipe(replace(visit, broken=code))
        case _ if isinstance(visit.scene, OutOfService) and not _reaches_the_broken(event):
            return stay(visit)
        case _ if isinstance(event, _Answer):
            return _answer(visit, event, now)
        case events.HelpAnswered(visit=number, sent=sent):
            notice = NoticeCode.HELP_SENT if sent else NoticeCode.HELP_NOT_SENT
            return stay(replace(visit, notice=notice) if number == visit.number else visit)
        case events.CodeUnclear(notice=notice):
            return stay(_hinted(visit, notice))
        case _ if isinstance(event, identifying.IdentityEvent):
            return _identity_event(visit, event, now)
        case _ if technician.handles(event):
            return technician.step(touched(visit, now), event)
        case _:
            return _hand(touched(visit, now), event)


def _reaches_the_broken(event: events.Event) -> bool:
    """What counts on a machine that is out of service: technicians and codes of the staff."""
    return technician.handles(event) or isinstance(event, events.CodeShown | events.Failed)


_TechnicianAnswer = (
    events.PinAccepted
    | events.PinRefused
    | events.StaffKnown
    | events.EnrolmentRead
    | events.Enrolled
    | events.ConfigurationChecked
    | events.TestPrintEnded
)

_Answer = (
    events.Failed
    | events.IdentityKnown
    | events.PaperScanned
    | events.CaseReady
    | events.AppointmentReady
    | events.FactsReady
    | picturing.PageAnswer
    | events.ZoneRead
    | events.RecordsReady
    | events.OutcomeReady
    | events.PaperReady
    | events.PaperOut
    | events.PaperUnproven
    | _TechnicianAnswer
)


def _answer(visit: Visit, event: _Answer, now: float) -> Transition:
    """Accept only the answer to the newest effect; its arrival counts as a sign of life."""
    if event.ticket != visit.ticket:
        return stay(visit)
    awake = touched(visit, now)
    match event:
        case _ if isinstance(event, _TechnicianAnswer):
            return technician.step(awake, event)
        case events.Failed(notice=notice, until=until):
            return _failed(replace(awake, until=until), notice)
        case events.IdentityKnown(visitor=visitor):
            return identifying.known(awake, visitor)
        case events.FactsReady(facts=facts):
            return service.facts_ready(awake, facts)
        case events.PageCaptured() | events.PageRefused():
            return picturing.answered(awake, event)
        case events.ZoneRead():
            return unlocking.zone_read(awake, event)
        case events.PaperScanned(paper=scanned):
            return scanning.scanned(awake, scanned)
        case events.PaperOut() | events.PaperUnproven():
            return service.paper_ended(awake, proven=isinstance(event, events.PaperOut))
        case _:
            return _item_answer(awake, event)


def _failed(visit: Visit, notice: NoticeCode) -> Transition:
    match visit.scene:
        case Working(task=task) as working if task in identifying.IDENTIFIES:
            return identifying.failed(visit, working, notice)
        case Maintenance() | OutOfService():
            return technician.failed(visit, notice)
        case Form() if picturing.taking(visit):
            return picturing.failed(visit, notice)
        case Unlock() as unlock:
            return unlocking.zone_unread(visit, unlock, notice)
        case _:
            return service.failed(visit, notice)


def _item_answer(
    visit: Visit,
    event: events.CaseReady
    | events.AppointmentReady
    | events.RecordsReady
    | events.OutcomeReady
    | events.PaperReady,
) -> Transition:
    match event:
        case events.CaseReady(item=found, outcome=outcome):
            return scanning.case_ready(visit, found, outcome)
        case events.AppointmentReady(item=found, paper=scanned, outcome=outcome):
            return scanning.appointment_ready(visit, found, scanned, outcome)
        case _:
            return _own_answer(visit, event)


def _own_answer(
    visit: Visit, event: events.RecordsReady | events.OutcomeReady | events.PaperReady
) -> Transition:
    """The answer for the item that is being worked on."""
    match visit.scene:
        case Working(item=Item() as item):
            pass
        case _:
            return stay(visit)
    match event:
        case events.RecordsReady(records=records):
            return service.records_ready(visit, item, records)
        case events.OutcomeReady(outcome=outcome):
            return service.outcome_ready(visit, item, outcome)
        case events.PaperReady(paper=paper, straight=straight):
            return service.paper_ready(visit, item, paper, straight=straight)


def _identity_event(visit: Visit, event: identifying.IdentityEvent, now: float) -> Transition:
    """A tap or a code means something only where the scene listens for it."""
    wanted = listening(visit)
    if isinstance(event, events.CardLaid):
        return identifying.came(touched(visit, now), event) if wanted.card else stay(visit)
    if not wanted.code:
        return stay(visit)
    if isinstance(visit.scene, Maintenance | OutOfService):
        return technician.code_came(touched(visit, now), event)
    return identifying.came(touched(visit, now), event)


def _hinted(visit: Visit, notice: NoticeCode | None) -> Visit:
    """Say how to hold the phone while a code is awaited, over no other notice; no sign of life."""
    silent = visit.notice is None or visit.notice in CODE_HINTS
    return replace(visit, notice=notice) if isinstance(visit.scene, Identify) and silent else visit


def _hand(visit: Visit, event: events.Event) -> Transition:
    """What the resident's hand did."""
    match event:
        case events.LeavePressed() if not _unbreakable(visit):
            return wipe(visit)
        case events.HomePressed() if not _unbreakable(visit):
            return stay(replace(home(visit), helping=False))
        case events.BackPressed() if not _unbreakable(visit):
            return stay(_stepped_back(visit))
        case events.HelpPressed():
            where = type(visit.scene).__name__.lower()
            return Transition(
                replace(visit, helping=True), (effects.CallStaff(visit.number, where),)
            )
        case events.HelpClosed():
            return stay(replace(visit, helping=False, notice=None))
        case events.ElderToggled():
            return stay(replace(visit, elder=not visit.elder))
        case events.Touched():
            return stay(go(visit, Home()) if isinstance(visit.scene, Attract) else visit)
        case _:
            return _choose(visit, event)


def _unbreakable(visit: Visit) -> bool:
    return isinstance(visit.scene, Working) and visit.scene.task in UNBREAKABLE


def _stepped_back(visit: Visit) -> Visit:
    match visit.scene:
        case Form() as form:
            return service.stepped_back(visit, form) or back(visit)
        case Done() | SignIn() | Maintenance():
            return home(visit)
        case _:
            return back(visit)


def _choose(visit: Visit, event: events.Event) -> Transition:
    """Choices that mean something only on their own scene."""
    match (visit.scene, event):
        case (Home() | Listing() | Attract(), events.VerbChosen(verb=verb)):
            return stay(go(visit, Listing(verb=verb)))
        case (Home() | Listing() | Attract(), events.ThemeChosen(theme=theme)):
            return stay(go(visit, Listing(theme=theme)))
        case (Listing(query=str()), events.Searched(query=query)):
            return stay(swap(visit, Listing(query=query)))
        case (Home() | Listing(), events.Searched(query=query)):
            return stay(go(visit, Listing(query=query)))
        case (Home() | Listing(), events.ItemChosen(item=item)):
            return stay(go(visit, Guide(item)))
        case (Home(), events.IdentifyPressed()) if visit.visitor is None:
            return stay(go(visit, Identify()))
        case (Guide(item=item), events.Began()):
            return service.begin(visit, item)
        case _:
            return _fill(visit, event)


def _fill(visit: Visit, event: events.Event) -> Transition:
    match (visit.scene, event):
        case (Form() as form, _):
            return _ask(visit, form, event)
        case (Unlock() as unlock, _) if isinstance(event, unlocking.KeyEvent):
            return unlocking.typing(visit, unlock, event)
        case (Unlock() as unlock, _) if isinstance(event, unlocking.TrayEvent):
            return unlocking.tray_pressed(visit, unlock, event)
        case (Scanned() as scanned, _) if isinstance(event, scanning.PaperEvent):
            return scanning.pressed(visit, scanned, event)
        case (Review() as review, events.EditPressed(step_id=step_id)):
            return service.edited(visit, review, step_id)
        case (Review() as review, events.SubmitPressed()):
            return service.submitted(visit, review)
        case (_, events.PrintPressed()):
            return service.print_pressed(visit)
        case (_, events.FinishPressed()):
            return service.finished(visit)
        case (Done(rated=0) as done, events.Rated(score=score)) if 1 <= score <= MOST_CONTENT:
            rated = replace(done, rated=score)
            return Transition(
                replace(visit, scene=rated), (effects.SendRating(done.item, done.number, score),)
            )
        case _:
            return stay(visit)


def _ask(visit: Visit, form: Form, event: events.Event) -> Transition:
    """A question's answers; none are taken while a picture is, or waits to be decided upon."""
    match event:
        case events.CapturePressed() | events.RetakePressed() | events.PictureKept():
            return picturing.pressed(visit, form, event)
        case events.Answered() if not picturing.undecided(form):
            return service.answered(visit, form, event)
        case events.NextPressed() if not picturing.undecided(form):
            return service.advanced(visit, form)
        case _:
            return stay(visit)


MOST_CONTENT = 5
"""Five levels, GB/T 39734-2020."""
