"""Whether the names inside a flow lead somewhere: ids are unique, references point backwards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kiosk.flow.problems import Problem, repeated

if TYPE_CHECKING:
    from kiosk.flow.definition import Step
    from kiosk.flow.fields import AnyField


def flow_problems(steps: Sequence[Step]) -> list[Problem]:
    """Everything wrong between the steps of a flow."""
    return [*_repeated_ids(steps), *_conditions(steps), *_dependencies(steps)]


def _repeated_ids(steps: Sequence[Step]) -> Iterator[Problem]:
    for at, step_id in repeated([step.id for step in steps]):
        yield Problem(("steps", at, "id"), f'step id "{step_id}" is used twice', "rename one")
    places = [
        (("steps", at, "fields", index, "id"), field.id)
        for at, step in enumerate(steps)
        for index, field in enumerate(step.fields)
    ]
    for position, field_id in repeated([field_id for _, field_id in places]):
        message = f'field id "{field_id}" is used twice'
        yield Problem(places[position][0], message, "rename one")


def _conditions(steps: Sequence[Step]) -> Iterator[Problem]:
    for at, step in enumerate(steps):
        if step.when is None:
            continue
        earlier = _fields(steps[:at])
        place = ("steps", at, "when")
        field = earlier.get(step.when.field)
        if field is None:
            message = f'no earlier step has the field "{step.when.field}"'
            yield Problem((*place, "field"), message, _pick(earlier))
            continue
        possible = field.possible()
        for value in step.when.values():
            if possible and value not in possible:
                message = f'"{field.id}" is never answered "{value}"'
                yield Problem(place, message, _pick(possible))


def _dependencies(steps: Sequence[Step]) -> Iterator[Problem]:
    for at, step in enumerate(steps):
        for index, field in enumerate(step.fields):
            wanted = field.depends()
            if wanted is None:
                continue
            place = ("steps", at, "fields", index, "depends_on")
            before = [*steps[:at], step.model_copy(update={"fields": step.fields[:index]})]
            certain = [other for other in before if other.when in (None, step.when)]
            if wanted not in _fields(before):
                message = f'no earlier field is called "{wanted}"'
                yield Problem(place, message, _pick(_fields(certain)))
            elif wanted not in _fields(certain):
                message = f'"{wanted}" is asked under a condition that this step does not share'
                yield Problem(place, message, "give both steps the same when")
            elif not _fields(certain)[wanted].required:
                message = f'"{wanted}" can be left open'
                yield Problem(place, message, f'make "{wanted}" required')


def _fields(steps: Sequence[Step]) -> dict[str, AnyField]:
    return {field.id: field for step in steps for field in step.fields}


def _pick(names: Sequence[str] | dict[str, AnyField]) -> str:
    return f"write one of: {', '.join(sorted(names))}" if names else "ask for it in an earlier step"
