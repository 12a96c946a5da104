"""What can happen to a visit."""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.catalog import Item, Verb
from kiosk.flow import Facts
from kiosk.session.data import Outcome, Paper, RecordsTable, Visitor
from kiosk.session.key_entry import KeyField
from kiosk.session.notices import NoticeCode

# the resident's hands


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
class Rated:
    """One of the five levels, 1 (worst) to 5."""

    score: int


# devices and clock


@dataclass(frozen=True, slots=True)
class Ticked:
    """Time went on."""


@dataclass(frozen=True, slots=True)
class CardLaid:
    """A card came into the reader's field."""


@dataclass(frozen=True, slots=True)
class CodeShown:
    """One code was read by the camera."""


@dataclass(frozen=True, slots=True)
class CodesMany:
    """Several codes are in view; none is taken."""


@dataclass(frozen=True, slots=True)
class CodeUnclear:
    """The camera cannot read what it sees, for this reason; None: the view is clear again."""

    notice: NoticeCode | None


# answers to effects, each with the ticket of its effect


@dataclass(frozen=True, slots=True)
class Failed:
    """The effect failed in a way that the resident is told."""

    ticket: int
    notice: NoticeCode


@dataclass(frozen=True, slots=True)
class IdentityKnown:
    """The backend knows the person."""

    ticket: int
    visitor: Visitor


@dataclass(frozen=True, slots=True)
class FactsReady:
    """Prefill and options have arrived."""

    ticket: int
    facts: Facts = field(repr=False)


@dataclass(frozen=True, slots=True)
class RecordsReady:
    """The query's answer has arrived."""

    ticket: int
    records: RecordsTable


@dataclass(frozen=True, slots=True)
class OutcomeReady:
    """A submission was decided, booked or saved."""

    ticket: int
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class PaperReady:
    """A document is rendered and granted."""

    ticket: int
    paper: Paper
    straight: bool
    """Whether it goes to the printer without a preview."""


@dataclass(frozen=True, slots=True)
class PaperOut:
    """The printer proved that the paper came out."""

    ticket: int


@dataclass(frozen=True, slots=True)
class PaperUnproven:
    """Bytes went out and nothing proves the paper."""

    ticket: int


@dataclass(frozen=True, slots=True)
class HelpAnswered:
    """The call for staff was delivered, or not."""

    visit: int
    sent: bool


# technicians


@dataclass(frozen=True, slots=True)
class Knocked:
    """The technicians' hidden gesture."""


@dataclass(frozen=True, slots=True)
class PinEntered:
    """A PIN typed to its end."""

    pin: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class PinAccepted:
    """The PIN was right."""

    ticket: int


@dataclass(frozen=True, slots=True)
class PinRefused:
    """The PIN was wrong or the keypad is locked for ``locked_seconds``."""

    ticket: int
    locked_seconds: int


@dataclass(frozen=True, slots=True)
class TestPrintPressed:
    """The technician wants a test slip."""


@dataclass(frozen=True, slots=True)
class TestPrintEnded:
    """The test slip's result."""

    ticket: int
    notice: NoticeCode


@dataclass(frozen=True, slots=True)
class Broken:
    """A bug or a lost essential: nothing can go on."""

    code: str


Event = (
    Touched
    | HomePressed
    | BackPressed
    | LeavePressed
    | HelpPressed
    | HelpClosed
    | ElderToggled
    | VerbChosen
    | ThemeChosen
    | Searched
    | ItemChosen
    | Began
    | IdentifyPressed
    | Answered
    | KeyTyped
    | KeyErased
    | KeyCleared
    | KeyFieldChosen
    | NextPressed
    | EditPressed
    | SubmitPressed
    | PrintPressed
    | FinishPressed
    | Rated
    | Ticked
    | CardLaid
    | CodeShown
    | CodesMany
    | CodeUnclear
    | Failed
    | IdentityKnown
    | FactsReady
    | RecordsReady
    | OutcomeReady
    | PaperReady
    | PaperOut
    | PaperUnproven
    | HelpAnswered
    | Knocked
    | PinEntered
    | PinAccepted
    | PinRefused
    | TestPrintPressed
    | TestPrintEnded
    | Broken
)
