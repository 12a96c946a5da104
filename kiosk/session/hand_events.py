"""What the resident's hand did on the screen."""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.catalog import Item, Verb
from kiosk.session.key_entry import KeyField


@dataclass(frozen=True, slots=True)
class Touched:
    """The screen was touched anywhere."""


@dataclass(frozen=True, slots=True)
class HomePressed:
    """The home button."""


@dataclass(frozen=True, slots=True)
class BackPressed:
    """The back button."""


@dataclass(frozen=True, slots=True)
class LeavePressed:
    """The resident ends the visit."""


@dataclass(frozen=True, slots=True)
class HelpPressed:
    """Staff help is wanted."""


@dataclass(frozen=True, slots=True)
class HelpClosed:
    """The help panel was closed."""


@dataclass(frozen=True, slots=True)
class ElderToggled:
    """The elder mode was switched."""


@dataclass(frozen=True, slots=True)
class VerbChosen:
    """One of the four verbs."""

    verb: Verb


@dataclass(frozen=True, slots=True)
class ThemeChosen:
    """A theme."""

    theme: str


@dataclass(frozen=True, slots=True)
class Searched:
    """The search text as it stands now."""

    query: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ItemChosen:
    """An item of a list."""

    item: Item


@dataclass(frozen=True, slots=True)
class Began:
    """The guide's start button."""


@dataclass(frozen=True, slots=True)
class IdentifyPressed:
    """The wish to say who one is, without an item."""


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer to a field of the current step."""

    field_id: str
    value: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class KeyTyped:
    """A key of the pad for a travel document's number and dates."""

    key: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class KeyErased:
    """The last character was wrong."""


@dataclass(frozen=True, slots=True)
class KeyCleared:
    """The whole field was wrong."""


@dataclass(frozen=True, slots=True)
class KeyFieldChosen:
    """One of the three fields was touched."""

    place: KeyField


@dataclass(frozen=True, slots=True)
class NextPressed:
    """On to the next question."""


@dataclass(frozen=True, slots=True)
class EditPressed:
    """Back from the review to one step."""

    step_id: str


@dataclass(frozen=True, slots=True)
class SubmitPressed:
    """The review's send button."""


@dataclass(frozen=True, slots=True)
class PrintPressed:
    """The print button of a table, a preview or a result."""


@dataclass(frozen=True, slots=True)
class FinishPressed:
    """No paper wanted: straight to the farewell."""


@dataclass(frozen=True, slots=True)
class ResumePressed:
    """On with what a scanned receipt or slip stands for."""


@dataclass(frozen=True, slots=True)
class CancelPressed:
    """The wish to cancel an appointment, before the question."""


@dataclass(frozen=True, slots=True)
class CancelDeclined:
    """The appointment stays."""


@dataclass(frozen=True, slots=True)
class CancelConfirmed:
    """The appointment is cancelled."""


@dataclass(frozen=True, slots=True)
class Rated:
    """One of the five levels, 1 (worst) to 5."""

    score: int
