"""What every field kind has and does; the defaults fit a kind without facts."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

from kiosk.flow.facts import Facts, Option, Word
from kiosk.flow.outcomes import ErrorCode

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
"""An identifier inside a flow."""

Answers = Mapping[str, str]
"""Answers by field id."""


class FieldKind(BaseModel, ABC):
    """A field of a step. Methods are pure; ``answers`` holds those of the relevant path only."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Name
    label: Word
    """Names the answer on the review page and on paper."""
    required: bool = True

    def depends(self) -> str | None:
        """Id of the field whose answer decides what is valid here."""
        return None

    def fact(self) -> str | None:
        """Name of the fact source that this field shows or offers, without any parameter."""
        return None

    def possible(self) -> tuple[str, ...]:
        """Every answer there can be, where that is known from the flow alone; otherwise empty."""
        return ()

    def need(self, facts: Facts, answers: Answers) -> str | None:
        """Key of the fact source without which the field cannot be shown now."""
        del facts, answers
        return None

    def shown(self, facts: Facts) -> str | None:
        """The read-only value that the field shows."""
        del facts
        return None

    def choices(self, facts: Facts, answers: Answers) -> tuple[Option, ...] | None:
        """The options to choose from; None: there are none by kind, or not delivered."""
        del facts, answers
        return None

    def prefill(self, facts: Facts) -> str | None:
        """An answer that the facts already give."""
        del facts
        return None

    def clean(self, value: str) -> str:
        """``value`` as it is kept."""
        return value.strip()

    def missing(self, facts: Facts, answers: Answers) -> ErrorCode:
        """The error of a required field without an answer."""
        del facts, answers
        return ErrorCode.REQUIRED

    @abstractmethod
    def fault(self, value: str, facts: Facts, answers: Answers) -> ErrorCode | None:
        """What is wrong with a given answer; None: nothing."""

    def describe(self, value: str, facts: Facts, answers: Answers) -> str:
        """A given answer in words for the review page."""
        del facts, answers
        return value
