"""Mistakes in a flow's definition that no single value shows, told by place, words and mend."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pydantic import BaseModel, ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError


@dataclass(frozen=True, slots=True)
class Problem:
    """``at`` leads from the model that is checked to the wrong value."""

    at: tuple[str | int, ...]
    message: str
    mend: str


def raise_problems(model: BaseModel, problems: Sequence[Problem]) -> None:
    """Raise all ``problems`` as one ``ValidationError``; with none, do nothing.

    Inside a validator pydantic merges it into the report of the whole document, with places.
    """
    if problems:
        raise ValidationError.from_exception_data(
            type(model).__name__, [_details(problem) for problem in problems]
        )


def repeated(names: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Position and name of every name that an earlier one equals."""
    return ((at, name) for at, name in enumerate(names) if name in names[:at])


def _details(problem: Problem) -> InitErrorDetails:
    context = {"problem": problem.message, "mend": problem.mend}
    return InitErrorDetails(
        type=PydanticCustomError("definition", "{problem}", context), loc=problem.at, input=None
    )
