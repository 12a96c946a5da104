"""Where a resident stands in a flow, and the path that the answers lay out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from kiosk.flow.definition import Flow, Step
from kiosk.flow.facts import Facts


@dataclass(frozen=True, slots=True)
class FlowState:
    """A flow, what is known, what was answered, and the step being asked.

    ``answers`` keeps every answer given, also on branches that the resident has left again.
    ``repr`` hides answers and facts: they are resident data.
    """

    flow: Flow = field(repr=False)
    facts: Facts = field(repr=False)
    answers: Mapping[str, str] = field(repr=False)
    at: str | None
    """Id of the step being asked; None: at the review page."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "answers", MappingProxyType(dict(self.answers)))


def path(state: FlowState) -> tuple[Step, ...]:
    """The relevant path: every step whose condition holds on the answers of the path before it."""
    taken: list[Step] = []
    known: dict[str, str] = {}
    for step in state.flow.steps:
        if step.when is None or step.when.holds(known):
            taken.append(step)
            known |= _answers_of(state, step)
    return tuple(taken)


def path_answers(state: FlowState) -> dict[str, str]:
    """The answers on the relevant path by field id, in the order of the path."""
    return {key: value for step in path(state) for key, value in _answers_of(state, step).items()}


def _answers_of(state: FlowState, step: Step) -> dict[str, str]:
    return {field.id: state.answers[field.id] for field in step.fields if field.id in state.answers}
