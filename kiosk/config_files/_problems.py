"""How a mistake in a configuration file is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

Location = tuple[str | int, ...]
"""Keys and list positions that lead from the top of a file to a value."""


@dataclass(frozen=True, slots=True)
class ConfigProblem:
    """One mistake: where (``line`` counts from 1), what, and what to write instead."""

    file: Path
    line: int
    field: str
    """Such as ``flow.steps[2].fields[0].kind``; empty for the file as a whole."""
    message: str
    mend: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}: "
        return f"{place}{self.field + ': ' if self.field else ''}{self.message}; {self.mend}"


class ConfigError(Exception):
    """Files cannot be used; the text has one line a problem."""

    def __init__(self, problems: Sequence[ConfigProblem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class Finding:
    """A mistake in a model's content, before it is known which file and line that came from."""

    at: Location
    message: str
    mend: str


def dotted(at: Location) -> str:
    """``("steps", 2, "id")`` as ``steps[2].id``."""
    parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in at)
    return "".join(parts).removeprefix(".")
