"""``phone``: a mainland mobile number."""

from __future__ import annotations

import re
import unicodedata
from typing import Final, Literal

from kiosk.flow.facts import Facts, Word
from kiosk.flow.fields._base import Answers, FieldKind
from kiosk.flow.outcomes import ErrorCode

MOBILE: Final = re.compile(r"1[3-9][0-9]{9}")
"""Eleven digits, second 3 to 9: the ranges of the national numbering plan for public mobiles."""


class Phone(FieldKind):
    """A mobile number, prefilled with the value of the fact source ``source`` where given."""

    kind: Literal["phone"]
    source: Word | None = None

    def fact(self) -> str | None:
        """The source of the prefilled number."""
        return self.source

    def prefill(self, facts: Facts) -> str | None:
        """The number on record, where it is one."""
        value = self.clean(facts.values.get(self.source, "")) if self.source else ""
        return value if MOBILE.fullmatch(value) else None

    def clean(self, value: str) -> str:
        """Digits as ASCII, without the spaces and hyphens that people group them with."""
        return re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", value))

    def fault(self, value: str, facts: Facts, answers: Answers) -> ErrorCode | None:
        """The whole answer must be one number."""
        del facts, answers
        return None if MOBILE.fullmatch(value) else ErrorCode.BAD_PHONE

    def describe(self, value: str, facts: Facts, answers: Answers) -> str:
        """138 0013 8000, the way numbers are said."""
        del facts, answers
        return f"{value[:3]} {value[3:7]} {value[7:]}" if MOBILE.fullmatch(value) else value
