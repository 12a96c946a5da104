"""``picture``: a photo of something that the resident brings, taken by the document camera."""

from __future__ import annotations

import re
from typing import Final, Literal

from kiosk.flow.facts import Facts, Word
from kiosk.flow.fields._base import Answers, FieldKind
from kiosk.flow.outcomes import ErrorCode

PICTURE_ID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""A UUID as RFC 9562 section 4 writes it, in small letters."""


class Picture(FieldKind):
    """Answered by the id of a picture; the picture itself is kept elsewhere."""

    kind: Literal["picture"]
    hint: str = ""
    """What the picture should show, said beside the camera's view."""
    taken_text: Word = "已拍照"
    """Stands on the review page."""

    def missing(self, facts: Facts, answers: Answers) -> ErrorCode:
        """No picture was taken, or none was kept."""
        del facts, answers
        return ErrorCode.NO_PICTURE

    def fault(self, value: str, facts: Facts, answers: Answers) -> ErrorCode | None:
        """Nothing but an id of a picture is an answer."""
        del facts, answers
        return None if PICTURE_ID.fullmatch(value) else ErrorCode.NO_PICTURE

    def describe(self, value: str, facts: Facts, answers: Answers) -> str:
        """That there is a picture; its id says nothing to anybody."""
        del value, facts, answers
        return self.taken_text
