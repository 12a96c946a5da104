"""What a resident types from a travel document, so that its chip opens (ICAO 9303-11, BAC)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum, unique

from kiosk.session.data import DocumentKey

LONGEST_NUMBER = 15
"""Characters; document numbers of the machine readable zone have 9, some permits a few more."""
DATE_DIGITS = 8


@unique
class KeyField(StrEnum):
    """The three things that are asked for, in the order in which they are."""

    NUMBER = "number"
    BIRTH = "birth"
    EXPIRY = "expiry"


@unique
class KeyProblem(StrEnum):
    """Why a field is not filled well enough."""

    NUMBER_MISSING = "number_missing"
    DATE_SHORT = "date_short"
    DATE_WRONG = "date_wrong"
    EXPIRY_BEFORE_BIRTH = "expiry_before_birth"


@unique
class TrayStage(StrEnum):
    """How far the document camera has come with the page on its tray."""

    READING = "reading"
    UNREAD = "unread"
    """It gave no key; it may try again."""


@dataclass(frozen=True, slots=True)
class KeyDraft:
    """The three texts as far as they are typed; dates as YYYYMMDD."""

    number: str = field(repr=False, default="")
    birth: str = field(repr=False, default="")
    expiry: str = field(repr=False, default="")
    at: KeyField = KeyField.NUMBER
    """The field that the keys go to."""
    problem: KeyProblem | None = None
    """What is wrong with that field, after the attempt to go on."""

    def text(self, place: KeyField) -> str:
        """What is typed in a field."""
        return {
            KeyField.NUMBER: self.number,
            KeyField.BIRTH: self.birth,
            KeyField.EXPIRY: self.expiry,
        }[place]


def typed(draft: KeyDraft, key: str) -> KeyDraft:
    """One more character, a digit or a letter; what does not fit the field is not taken.

    A date that is complete hands on to the field after it.
    """
    text = draft.text(draft.at) + key.upper()
    if draft.at is KeyField.NUMBER:
        fits = key.isascii() and key.isalnum() and len(text) <= LONGEST_NUMBER
        return _with(draft, text) if fits else draft
    if not (key.isascii() and key.isdigit()) or len(text) > DATE_DIGITS:
        return draft
    filled = _with(draft, text)
    complete = len(text) == DATE_DIGITS and problem_of(filled, draft.at) is None
    return chosen(filled, KeyField.EXPIRY) if complete and not filled.expiry else filled


def erased(draft: KeyDraft) -> KeyDraft:
    """Without the last character."""
    return _with(draft, draft.text(draft.at)[:-1])


def cleared(draft: KeyDraft) -> KeyDraft:
    """The field empty again."""
    return _with(draft, "")


def chosen(draft: KeyDraft, place: KeyField) -> KeyDraft:
    """The keys go to another field."""
    return replace(draft, at=place, problem=None)


def problem_of(draft: KeyDraft, place: KeyField) -> KeyProblem | None:
    """What is wrong with a field, None when it is well filled."""
    text = draft.text(place)
    if place is KeyField.NUMBER:
        return None if text else KeyProblem.NUMBER_MISSING
    if len(text) < DATE_DIGITS:
        return KeyProblem.DATE_SHORT
    day, birth = _day(text), _day(draft.birth)
    if day is None:
        return KeyProblem.DATE_WRONG
    if place is KeyField.EXPIRY and birth is not None and day <= birth:
        return KeyProblem.EXPIRY_BEFORE_BIRTH
    return None


def key_of(draft: KeyDraft) -> DocumentKey | None:
    """The key, when all three fields are well filled."""
    birth, expiry = _day(draft.birth), _day(draft.expiry)
    if birth is None or expiry is None or any(problem_of(draft, place) for place in KeyField):
        return None
    return DocumentKey(draft.number, birth, expiry)


def draft_of(key: DocumentKey) -> KeyDraft:
    """The three fields filled with a key that was read from the page."""
    birth, expiry = (day.strftime("%Y%m%d") for day in (key.birth_date, key.valid_until))
    return KeyDraft(key.number, birth, expiry, KeyField.EXPIRY)


def advanced(draft: KeyDraft) -> KeyDraft:
    """To the first field that is not well filled; the one just left says what is wrong."""
    here = problem_of(draft, draft.at)
    if here is not None:
        return replace(draft, problem=here)
    lacking = (place for place in KeyField if problem_of(draft, place) is not None)
    return chosen(draft, next(lacking, draft.at))


def _with(draft: KeyDraft, text: str) -> KeyDraft:
    """The text of the field that the keys go to."""
    match draft.at:
        case KeyField.NUMBER:
            return replace(draft, number=text, problem=None)
        case KeyField.BIRTH:
            return replace(draft, birth=text, problem=None)
        case KeyField.EXPIRY:
            return replace(draft, expiry=text, problem=None)


def _day(text: str) -> date | None:
    """A calendar date of eight digits."""
    try:
        return date.fromisoformat(text) if len(text) == DATE_DIGITS else None
    except ValueError:
        return None
