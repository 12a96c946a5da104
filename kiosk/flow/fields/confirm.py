"""``confirm``: a value on record, read-only; the resident says whether it is right."""

from __future__ import annotations

from typing import Final, Literal

from kiosk.flow.facts import Facts, Word
from kiosk.flow.fields._base import Answers, FieldKind
from kiosk.flow.outcomes import ErrorCode

CONFIRMED: Final = "ok"
DISPUTED: Final = "wrong"
"""Travels in the payload, so that staff check the record."""


class Confirm(FieldKind):
    """The value of the fact source ``source``, answered ``ok`` or ``wrong``."""

    kind: Literal["confirm"]
    source: Word
    wrong_text: Word = "信息不对，请工作人员核实"
    """Stands on the review page instead of a disputed value."""

    def fact(self) -> str | None:
        """The source of the value."""
        return self.source

    def possible(self) -> tuple[str, ...]:
        """``ok`` and ``wrong``."""
        return (CONFIRMED, DISPUTED)

    def need(self, facts: Facts, answers: Answers) -> str | None:
        """The source while it has not been delivered."""
        del answers
        return None if self.source in facts.values else self.source

    def shown(self, facts: Facts) -> str | None:
        """The value on record."""
        return facts.values.get(self.source)

    def missing(self, facts: Facts, answers: Answers) -> ErrorCode:
        """Nothing can be confirmed before it is shown."""
        return ErrorCode.REQUIRED if self.need(facts, answers) is None else ErrorCode.NOT_DELIVERED

    def fault(self, value: str, facts: Facts, answers: Answers) -> ErrorCode | None:
        """Only ``ok`` and ``wrong`` are answers, and only to a value that was shown."""
        if self.need(facts, answers) is not None:
            return ErrorCode.NOT_DELIVERED
        return None if value in self.possible() else ErrorCode.NOT_AN_OPTION

    def describe(self, value: str, facts: Facts, answers: Answers) -> str:
        """The confirmed value, or that staff will check it."""
        del answers
        return self.wrong_text if value == DISPUTED else facts.values.get(self.source, "")
