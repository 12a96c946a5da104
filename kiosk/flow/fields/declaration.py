"""``declaration``: a text that the resident must accept to go on."""

from __future__ import annotations

from typing import Final, Literal

from kiosk.flow.facts import Facts, Word
from kiosk.flow.fields._base import Answers, FieldKind
from kiosk.flow.outcomes import ErrorCode

ACCEPTED: Final = "accepted"


class Declaration(FieldKind):
    """``text``, answered ``accepted``."""

    kind: Literal["declaration"]
    text: Word
    accepted_text: Word = "已阅读并同意"
    """Stands on the review page."""

    def possible(self) -> tuple[str, ...]:
        """``accepted``."""
        return (ACCEPTED,)

    def missing(self, facts: Facts, answers: Answers) -> ErrorCode:
        """Not accepted yet."""
        del facts, answers
        return ErrorCode.NOT_ACCEPTED

    def fault(self, value: str, facts: Facts, answers: Answers) -> ErrorCode | None:
        """Any other answer is no acceptance."""
        del facts, answers
        return None if value == ACCEPTED else ErrorCode.NOT_ACCEPTED

    def describe(self, value: str, facts: Facts, answers: Answers) -> str:
        """That it was accepted."""
        del value, facts, answers
        return self.accepted_text
