"""Answers that are the value of one option; shared by the kinds that offer some."""

from __future__ import annotations

from abc import abstractmethod

from kiosk.flow.facts import Facts, Option
from kiosk.flow.fields._base import Answers, FieldKind
from kiosk.flow.outcomes import ErrorCode


class OptionsKind(FieldKind):
    """A field answered by touching one of its options."""

    @abstractmethod
    def choices(self, facts: Facts, answers: Answers) -> tuple[Option, ...] | None:
        """The options to choose from; None: not delivered."""

    def missing(self, facts: Facts, answers: Answers) -> ErrorCode:
        """Not delivered, nothing to choose, or simply not chosen."""
        options = self.choices(facts, answers)
        if options is None:
            return ErrorCode.NOT_DELIVERED
        if all(option.disabled for option in options):
            return ErrorCode.NOTHING_TO_CHOOSE
        return ErrorCode.REQUIRED

    def fault(self, value: str, facts: Facts, answers: Answers) -> ErrorCode | None:
        """The value must be that of an option that can be chosen."""
        options = self.choices(facts, answers)
        if options is None:
            return ErrorCode.NOT_DELIVERED
        open_values = {option.value for option in options if not option.disabled}
        return None if value in open_values else ErrorCode.NOT_AN_OPTION

    def describe(self, value: str, facts: Facts, answers: Answers) -> str:
        """The option's label; the bare value where the option has gone."""
        options = self.choices(facts, answers) or ()
        return next((option.label for option in options if option.value == value), value)
