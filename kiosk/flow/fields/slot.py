"""``slot``: a free time at the office that another field has chosen."""

from __future__ import annotations

from typing import Literal

from kiosk.flow.facts import Facts, Option, Word
from kiosk.flow.fields._base import Answers, Name
from kiosk.flow.fields._options import OptionsKind


class Slot(OptionsKind):
    """One of the options delivered as ``<source>:<answer of depends_on>``."""

    kind: Literal["slot"]
    depends_on: Name
    source: Word = "slots"

    def depends(self) -> str | None:
        """The field with the office."""
        return self.depends_on

    def fact(self) -> str | None:
        """The source before the colon."""
        return self.source

    def need(self, facts: Facts, answers: Answers) -> str | None:
        """The slots of the chosen office while they have not been delivered."""
        key = self._key(answers)
        return None if key is None or key in facts.options else key

    def choices(self, facts: Facts, answers: Answers) -> tuple[Option, ...] | None:
        """The delivered slots of the chosen office."""
        key = self._key(answers)
        return None if key is None else facts.options.get(key)

    def _key(self, answers: Answers) -> str | None:
        office = answers.get(self.depends_on)
        return None if office is None else f"{self.source}:{office}"
