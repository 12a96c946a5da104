"""The path of one item: guide, identity, form, review, sending, result, paper, farewell."""

from __future__ import annotations

from dataclasses import replace

from kiosk import flow
from kiosk.catalog import Item, ItemKind
from kiosk.flow import Facts
from kiosk.session import effects, events
from kiosk.session.data import Outcome, Paper, PaperState, RecordsTable, ScannedPaper
from kiosk.session.moves import Transition, fail, go, stay, swap, work
from kiosk.session.notices import NoticeCode
from kiosk.session.visit import (
    Done,
    Form,
    Identify,
    Preview,
    Records,
    Result,
    Review,
    Scanned,
    Scene,
    Task,
    Visit,
    Working,
)


def begin(visit: Visit, item: Item) -> Transition:
    """From the guide into the item: identity first where it is needed, or a stronger one."""
    if item.assurance > visit.level:
        notice = None if visit.visitor is None else NoticeCode.IDENTITY_TOO_WEAK
        return stay(replace(go(visit, Identify(item)), notice=notice))
    if item.kind is ItemKind.QUERY:
        waiting = work(visit, Working(Task.FETCHING, item))
        return Transition(waiting, (effects.FetchRecords(waiting.ticket, item, waiting.visitor),))
    waiting = work(visit, Working(Task.FETCHING, item))
    return Transition(waiting, (effects.FetchFacts(waiting.ticket, item, waiting.visitor),))


def facts_ready(visit: Visit, facts: Facts) -> Transition:
    """Open the form on its first question, or complete the question that waited for options."""
    match visit.scene:
        case Working(task=Task.FETCHING, item=Item() as item):
            return _show(visit, item, flow.start(item.flow, facts))
        case Form(item=item, flow=state) if visit.pending is not None:
            merged = Facts(
                {**state.facts.values, **facts.values},
                {**state.facts.options, **facts.options},
            )
            renewed = flow.with_facts(state, merged)
            return stay(replace(visit, scene=Form(item, renewed), pending=None))
        case _:
            return stay(visit)


def _show(visit: Visit, item: Item, state: flow.FlowState) -> Transition:
    """The scene of a flow's position, fetching what the question still lacks."""
    if flow.current(state) is None:
        if item.kind is ItemKind.CERTIFICATE:
            return _issue_certificate(visit, item, state)
        return stay(go(visit, Review(item, state)))
    shown = go(visit, Form(item, state))
    return _complete(shown, item, state)


def _complete(visit: Visit, item: Item, state: flow.FlowState) -> Transition:
    source = flow.needs(state)
    if source is None:
        return stay(visit)
    waiting = replace(visit, pending=source, ticket=visit.ticket + 1)
    fetch = effects.FetchFacts(waiting.ticket, item, waiting.visitor, source)
    return Transition(waiting, (fetch,))


def answered(visit: Visit, form: Form, event: events.Answered) -> Transition:
    """Keep the answer; its error, if it had one, is forgotten until the next attempt to go on."""
    state = flow.answer(form.flow, event.field_id, event.value)
    errors = {key: value for key, value in form.errors.items() if key != event.field_id}
    kept = replace(visit, scene=replace(form, flow=state, errors=errors), notice=None)
    return _complete(kept, form.item, state)


def advanced(visit: Visit, form: Form) -> Transition:
    """On to the next question when this one is answered."""
    if visit.pending is not None:
        return stay(visit)
    match flow.advance(form.flow):
        case flow.Blocked(errors=errors):
            codes = {key: str(code) for key, code in errors.items()}
            told = replace(visit, scene=replace(form, errors=codes))
            return _complete(told, form.item, form.flow)
        case state:
            return _show(visit, form.item, state)


def stepped_back(visit: Visit, form: Form) -> Visit | None:
    """To the question before, keeping the answers given since; None at the first question."""
    before = flow.back(form.flow)
    if before is None:
        return None
    trail = visit.trail
    if trail and isinstance(trail[-1], Form):
        trail = trail[:-1]
    return replace(
        visit,
        scene=Form(form.item, before),
        trail=trail,
        notice=None,
        pending=None,
        ticket=visit.ticket + 1,
    )


def edited(visit: Visit, review: Review, step_id: str) -> Transition:
    """From the review to one question, all later answers kept."""
    state = flow.jump_to(review.flow, step_id)
    trail = tuple(scene for scene in visit.trail if not isinstance(scene, Form))
    return _complete(
        replace(visit, scene=Form(review.item, state), trail=trail, notice=None),
        review.item,
        state,
    )


def submitted(visit: Visit, review: Review) -> Transition:
    """Send the answers of the taken path."""
    waiting = work(visit, Working(Task.SUBMITTING, review.item))
    send = effects.Submit(waiting.ticket, review.item, waiting.visitor, flow.payload(review.flow))
    return Transition(waiting, (send,))


def outcome_ready(visit: Visit, item: Item, outcome: Outcome) -> Transition:
    """Show what became of it; there is no way back into a form that was sent."""
    return stay(replace(swap(visit, Result(item, outcome)), trail=()))


def failed(visit: Visit, notice: NoticeCode) -> Transition:
    """End the work and say why; a time that is taken leads straight to the times still free."""
    told = fail(visit, notice)
    match told.scene:
        case Review(item=item, flow=state) if notice is NoticeCode.SLOT_TAKEN:
            renewed = flow.with_facts(state, _without_late(state.facts))
            trail = tuple(scene for scene in told.trail if not isinstance(scene, Form))
            asked = replace(told, scene=Form(item, renewed), trail=trail)
            return _complete(asked, item, renewed)
        case _:
            return stay(told)


def _without_late(facts: Facts) -> Facts:
    """Without the options of sources with a parameter, such as ``slots:<office>``."""
    kept = {key: options for key, options in facts.options.items() if ":" not in key}
    return Facts(facts.values, kept)


def records_ready(visit: Visit, item: Item, records: RecordsTable) -> Transition:
    """Show the table."""
    return stay(swap(visit, Records(item, records)))


def _issue_certificate(visit: Visit, item: Item, state: flow.FlowState) -> Transition:
    waiting = work(visit, Working(Task.ISSUING, item))
    issue = effects.IssueCertificate(waiting.ticket, item, waiting.visitor, flow.payload(state))
    return Transition(waiting, (issue,))


def print_pressed(visit: Visit) -> Transition:
    """Make the paper for what is on the screen, or print the paper that is previewed."""
    match visit.scene:
        case Records(item=item, records=records):
            waiting = work(visit, Working(Task.ISSUING, item))
            return Transition(
                waiting,
                (effects.IssueRecords(waiting.ticket, item, waiting.visitor, records),),
            )
        case (
            Result(item=item, outcome=outcome)
            | Scanned(
                item=Item() as item,
                outcome=Outcome() as outcome,
                paper=ScannedPaper(state=PaperState.VALID),
            )
        ):
            waiting = work(visit, Working(Task.ISSUING, item))
            return Transition(
                waiting,
                (effects.IssueReceipt(waiting.ticket, item, waiting.visitor, outcome),),
            )
        case Preview(item=item, paper=paper):
            return to_printer(visit, item, paper)
        case _:
            return stay(visit)


def paper_ready(visit: Visit, item: Item, paper: Paper, *, straight: bool) -> Transition:
    """A slip goes straight to the printer, a proof is shown first."""
    if straight:
        return to_printer(visit, item, paper)
    return stay(swap(visit, Preview(item, paper)))


def to_printer(visit: Visit, item: Item, paper: Paper) -> Transition:
    """Print under a fresh ticket, bound to this visit."""
    waiting = work(visit, Working(Task.PRINTING, item))
    return Transition(waiting, (effects.Print(waiting.ticket, waiting.number, paper),))


def paper_ended(visit: Visit, *, proven: bool) -> Transition:
    """Paper that came out, or may have: either way nothing is printed a second time by itself."""
    match visit.scene:
        case Working(task=Task.PRINTING, item=Item() as item):
            done = Done(item, _number(visit.trail), printed=proven)
            notice = None if proven else NoticeCode.PRINT_UNPROVEN
            return stay(replace(swap(visit, done), trail=(), notice=notice))
        case _:
            return stay(visit)


def finished(visit: Visit) -> Transition:
    """The farewell without paper."""
    match visit.scene:
        case Records(item=item) | Preview(item=item):
            return stay(replace(swap(visit, Done(item, "", printed=False)), trail=()))
        case Result(item=item, outcome=outcome):
            done = Done(item, outcome.number, printed=False)
            return stay(replace(swap(visit, done), trail=()))
        case _:
            return stay(visit)


def _number(trail: tuple[Scene, ...]) -> str:
    """The handling's number: of the outcome if there was one, else of the paper."""
    for scene in reversed(trail):
        match scene:
            case Result(outcome=outcome) | Scanned(outcome=Outcome() as outcome):
                return outcome.number
            case Preview(paper=paper):
                return paper.number
            case _:
                continue
    return ""
