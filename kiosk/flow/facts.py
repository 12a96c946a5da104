"""What is known before the resident answers: values to show, and options to choose from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Annotated, ClassVar

from pydantic import ConfigDict, StringConstraints

Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""A text of at least one visible character."""


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose: ``value`` is submitted, ``label`` and ``detail`` are shown.

    ``repr`` hides all three: a delivered option can name a resident's bank account.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    value: Word = field(repr=False)
    label: Word = field(repr=False)
    detail: str = field(default="", repr=False)
    disabled: bool = False
    """Shown, but not to be chosen (an appointment that is taken)."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Delivered values and option lists by the name of their source; ``repr`` hides them.

    A source that is absent has not been delivered. A delivered empty value or list says that
    nothing is on record.
    """

    values: Mapping[str, str] = field(default_factory=dict, repr=False)
    options: Mapping[str, tuple[Option, ...]] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "values", MappingProxyType(dict(self.values)))
        object.__setattr__(self, "options", MappingProxyType(dict(self.options)))

    def with_values(self, values: Mapping[str, str]) -> Facts:
        """These facts with ``values`` added or replaced."""
        return Facts({**self.values, **values}, self.options)

    def with_options(self, key: str, options: tuple[Option, ...]) -> Facts:
        """These facts with the option list of source ``key`` added or replaced."""
        return Facts(self.values, {**self.options, key: options})
