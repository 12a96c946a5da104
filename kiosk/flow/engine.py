"""The moves of a resident through a flow, and what can be read off a state.

Pure: every move returns a new state, nothing blocks, nothing is read or written. Two things hold
after every move: the step being asked is on the relevant path, and every step before it has only
valid answers. What a resident answers never raises; a field or step that the flow does not have
is the caller's mistake and raises ``ValueError``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from kiosk.flow.definition import Flow, Step
from kiosk.flow.facts import Facts, Option
from kiosk.flow.fields import AnyField
from kiosk.flow.outcomes import ErrorCode
from kiosk.flow.state import FlowState, path, path_answers

__all__ = [
    "Blocked",
    "FlowState",
    "SummaryRow",
    "advance",
    "answer",
    "back",
    "current",
    "errors",
    "jump_to",
    "needs",
    "options",
    "path",
    "payload",
    "position",
    "shown",
    "start",
    "summary",
    "with_facts",
]


@dataclass(frozen=True, slots=True)
class Blocked:
    """The step cannot be left yet: what is wrong, by field id."""

    errors: Mapping[str, ErrorCode]


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One answer on the review page; ``repr`` hides it."""

    step_id: str
    field_id: str
    label: str
    text: str = field(repr=False)


def start(flow: Flow, facts: Facts) -> FlowState:
    """At the first step (a flow without steps: at the review), with what the facts prefill."""
    first = flow.steps[0].id if flow.steps else None
    return FlowState(flow, facts, _prefills(flow, facts), first)


def with_facts(state: FlowState, facts: Facts) -> FlowState:
    """The same visit with newly delivered facts.

    Prefills that ``facts`` give for the first time become answers where none was given. Answers
    that no longer are an option (a slot that is taken), or that were said about another value on
    record, are dropped, and the resident is back at the first step which that leaves unfinished.
    """
    known = _prefills(state.flow, state.facts)
    fresh = {key: value for key, value in _prefills(state.flow, facts).items() if key not in known}
    fields = _fields(state.flow)
    kept = {
        key: value
        for key, value in state.answers.items()
        if fields[key].shown(facts) == fields[key].shown(state.facts)
    }
    moved = replace(state, facts=facts, answers={**fresh, **kept})
    return _settle(_without_gone(moved, set(path_answers(moved))))


def current(state: FlowState) -> Step | None:
    """The step being asked; None: at the review."""
    return next((step for step in path(state) if step.id == state.at), None)


def position(state: FlowState) -> tuple[int, int]:
    """Number of the page being shown, from 1, and of pages on the path; the review is the last."""
    steps = path(state)
    passed = next((at for at, step in enumerate(steps) if step.id == state.at), len(steps))
    return passed + 1, len(steps) + 1


def answer(state: FlowState, field_id: str, value: str) -> FlowState:
    """The state with this answer; an empty ``value`` takes the answer away.

    Any text is kept, also a wrong one, which ``errors`` then reports. Answers that depend on this
    field stay unless the change made them invalid.
    """
    changed = state.flow.field(field_id)
    cleaned = changed.clean(value)
    answers = {key: kept for key, kept in state.answers.items() if key != field_id}
    if cleaned:
        answers[field_id] = cleaned
    moved = replace(state, answers=answers)
    return _settle(_without_gone(moved, _dependants(state.flow, field_id)))


def advance(state: FlowState) -> FlowState | Blocked:
    """On to the next step or the review; ``Blocked`` while the step has errors.

    At the review there is nothing to advance to: the same state.
    """
    step = current(state)
    if step is None:
        return state
    found = errors(state, step)
    if found:
        return Blocked(found)
    index, _ = position(state)
    following = path(state)[index:]
    return replace(state, at=following[0].id if following else None)


def back(state: FlowState) -> FlowState | None:
    """One step back with every answer kept; None at the first page."""
    index, _ = position(state)
    return replace(state, at=path(state)[index - 2].id) if index > 1 else None


def jump_to(state: FlowState, step_id: str) -> FlowState:
    """Back to a step already passed; any other step of the flow leaves the state as it is."""
    if step_id not in {step.id for step in state.flow.steps}:
        message = f"the flow has no step {step_id!r}"
        raise ValueError(message)
    index, _ = position(state)
    passed = {step.id for step in path(state)[: index - 1]}
    return replace(state, at=step_id) if step_id in passed else state


def errors(state: FlowState, step: Step) -> Mapping[str, ErrorCode]:
    """What keeps ``step`` from being left, by field id; empty: nothing."""
    answers = path_answers(state)
    found: dict[str, ErrorCode] = {}
    for item in step.fields:
        value = state.answers.get(item.id)
        if value is not None:
            code = item.fault(value, state.facts, answers)
        else:
            code = item.missing(state.facts, answers) if item.required else None
        if code is not None:
            found[item.id] = code
    return MappingProxyType(found)


def needs(state: FlowState) -> str | None:
    """The fact source that the current step needs and that has not been delivered.

    A name (``accounts``) or a name with a parameter (``slots:<office>``), to be fetched and handed
    in through ``with_facts``. None: the step can be shown.
    """
    step = current(state)
    answers = path_answers(state)
    wanted = (item.need(state.facts, answers) for item in (step.fields if step else ()))
    return next((key for key in wanted if key is not None), None)


def options(state: FlowState, field_id: str) -> tuple[Option, ...] | None:
    """What a field offers to choose from; None: not delivered yet, or nothing by kind."""
    return state.flow.field(field_id).choices(state.facts, path_answers(state))


def shown(state: FlowState, field_id: str) -> str | None:
    """The value on record that a field shows; None: not delivered yet, or none by kind."""
    return state.flow.field(field_id).shown(state.facts)


def summary(state: FlowState) -> tuple[SummaryRow, ...]:
    """The answers on the path in words, one row each; unanswered fields have no row."""
    answers = path_answers(state)
    return tuple(
        SummaryRow(
            step.id, item.id, item.label, item.describe(answers[item.id], state.facts, answers)
        )
        for step in path(state)
        for item in step.fields
        if item.id in answers
    )


def payload(state: FlowState) -> dict[str, str]:
    """What is submitted: the answers on the path, by field id."""
    return path_answers(state)


_GONE = {ErrorCode.NOT_AN_OPTION, ErrorCode.NOT_DELIVERED}


def _fields(flow: Flow) -> dict[str, AnyField]:
    return {item.id: item for step in flow.steps for item in step.fields}


def _prefills(flow: Flow, facts: Facts) -> dict[str, str]:
    given = {key: item.prefill(facts) for key, item in _fields(flow).items()}
    return {key: value for key, value in given.items() if value is not None}


def _dependants(flow: Flow, field_id: str) -> set[str]:
    found = {field_id}
    for key, item in _fields(flow).items():
        if item.depends() in found:
            found.add(key)
    return found - {field_id}


def _without_gone(state: FlowState, field_ids: set[str]) -> FlowState:
    """Drops answers among ``field_ids`` whose option is gone; typed ones stay to be mended."""
    for key, item in _fields(state.flow).items():
        value = state.answers.get(key)
        if key not in field_ids or value is None:
            continue
        if item.fault(value, state.facts, path_answers(state)) in _GONE:
            rest = {other: text for other, text in state.answers.items() if other != key}
            state = replace(state, answers=rest)
    return state


def _settle(state: FlowState) -> FlowState:
    """At the step being asked, or at the first one before it that is unfinished.

    Where an earlier answer took the step being asked off the path: at the next one on it.
    """
    order = [step.id for step in state.flow.steps]
    reached = order.index(state.at) if state.at is not None else len(order)
    for step in path(state):
        if order.index(step.id) >= reached or errors(state, step):
            return replace(state, at=step.id)
    return replace(state, at=None)
