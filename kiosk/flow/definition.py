"""What a flow asks: steps in order, their fields, and when a step is asked at all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from kiosk.flow.facts import Word
from kiosk.flow.fields import AnyField, Picture
from kiosk.flow.fields._base import Name
from kiosk.flow.problems import Problem, raise_problems
from kiosk.flow.references import flow_problems


class Condition(BaseModel):
    """Compares the answer to ``field`` in one of three ways; an unanswered field meets none."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    field: Name
    equals: Word | None = None
    one_of: tuple[Word, ...] | None = None
    not_equals: Word | None = None

    @model_validator(mode="after")
    def _one_comparison(self) -> Self:
        given = [self.equals, self.one_of, self.not_equals]
        if sum(comparison is not None for comparison in given) != 1:
            mend = "give exactly one of: equals, one_of, not_equals"
            raise_problems(self, [Problem((), "a condition makes one comparison", mend)])
        return self

    def values(self) -> tuple[str, ...]:
        """The values that the answer is compared with."""
        return self.one_of or tuple(filter(None, (self.equals, self.not_equals)))

    def holds(self, answers: Mapping[str, str]) -> bool:
        """Whether the answers meet the condition."""
        answer = answers.get(self.field)
        if answer is None:
            return False
        return (answer in self.values()) == (self.not_equals is None)


class Step(BaseModel):
    """One page: ``title`` is the question said to the resident."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Name
    title: Word
    hint: str = ""
    fields: tuple[AnyField, ...] = Field(min_length=1)
    when: Condition | None = None
    """Asked only when this holds; None: always."""


class Flow(BaseModel):
    """All steps of an item; none for an item that only shows or prints something."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    steps: tuple[Step, ...] = ()

    @model_validator(mode="after")
    def _references_hold(self) -> Self:
        raise_problems(self, flow_problems(self.steps))
        return self

    def pictures(self, answers: Mapping[str, str]) -> dict[str, str]:
        """Those of the answers that are pictures: their ids, by field id, in the flow's order."""
        fields = (field for step in self.steps for field in step.fields)
        return {f.id: answers[f.id] for f in fields if isinstance(f, Picture) and f.id in answers}

    def field(self, field_id: str) -> AnyField:
        """The field with this id; ``ValueError`` where there is none."""
        for step in self.steps:
            for field in step.fields:
                if field.id == field_id:
                    return field
        message = f"the flow has no field {field_id!r}"
        raise ValueError(message)
