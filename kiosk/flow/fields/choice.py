"""``choice``: one of several options, delivered at run time, written in the flow, or both."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import model_validator

from kiosk.flow.facts import Facts, Option, Word
from kiosk.flow.fields._base import Answers
from kiosk.flow.fields._options import OptionsKind
from kiosk.flow.problems import Problem, raise_problems, repeated


class Choice(OptionsKind):
    """One of the options that the fact source ``source`` delivers, followed by ``options``."""

    kind: Literal["choice"]
    options: tuple[Option, ...] = ()
    source: Word | None = None
    preselect: bool = False
    """Start with the first option that can be chosen; the resident confirms or changes it."""

    @model_validator(mode="after")
    def _options_stand_alone(self) -> Self:
        if not self.options and self.source is None:
            mend = "give options (a list) or source (a fact source)"
            raise_problems(self, [Problem((), "a choice without options", mend)])
        values = [option.value for option in self.options]
        problems = [
            Problem(("options", at, "value"), f'option "{value}" is given twice', "rename one")
            for at, value in repeated(values)
        ]
        raise_problems(self, problems)
        return self

    def fact(self) -> str | None:
        """The source of the delivered options."""
        return self.source

    def possible(self) -> tuple[str, ...]:
        """The values of the options, where all of them stand in the flow."""
        return () if self.source else tuple(option.value for option in self.options)

    def need(self, facts: Facts, answers: Answers) -> str | None:
        """The source while it has not been delivered."""
        return self.source if self.choices(facts, answers) is None else None

    def choices(self, facts: Facts, answers: Answers) -> tuple[Option, ...] | None:
        """The delivered options first, then the flow's own."""
        del answers
        if self.source is None:
            return self.options
        delivered = facts.options.get(self.source)
        return None if delivered is None else (*delivered, *self.options)

    def prefill(self, facts: Facts) -> str | None:
        """The first option that can be chosen, where the flow asks for a preselection."""
        options = (self.choices(facts, {}) or ()) if self.preselect else ()
        return next((option.value for option in options if not option.disabled), None)
