"""What can happen to a visit."""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.catalog import Item
from kiosk.flow import Facts
from kiosk.session.data import (
    CodeKind,
    Outcome,
    Paper,
    RecordsTable,
    ScannedPaper,
    Visitor,
)
from kiosk.session.hand_events import (
    Answered,
    BackPressed,
    Began,
    CancelConfirmed,
    CancelDeclined,
    CancelPressed,
    EditPressed,
    ElderToggled,
    FinishPressed,
    HelpClosed,
    HelpPressed,
    HomePressed,
    IdentifyPressed,
    ItemChosen,
    KeyCleared,
    KeyErased,
    KeyFieldChosen,
    KeyTyped,
    LeavePressed,
    NextPressed,
    PrintPressed,
    Rated,
    ResumePressed,
    Searched,
    SubmitPressed,
    ThemeChosen,
    Touched,
    VerbChosen,
)
from kiosk.session.notices import NoticeCode
from kiosk.session.picture_events import (
    CapturePressed,
    PageCaptured,
    PageRefused,
    PictureKept,
    RetakePressed,
)
from kiosk.session.technician_events import (
    ConfigurationChecked,
    EnrolDeclined,
    Enrolled,
    EnrolmentRead,
    EnrolPressed,
    Knocked,
    PinAccepted,
    PinEntered,
    PinRefused,
    StaffKnown,
    TestPrintEnded,
    TestPrintPressed,
)
from kiosk.session.zone_events import ZoneDeclined, ZonePressed, ZoneRead

__all__ = [
    "Answered",
    "AppointmentReady",
    "BackPressed",
    "Began",
    "Broken",
    "CancelConfirmed",
    "CancelDeclined",
    "CancelPressed",
    "CapturePressed",
    "CardLaid",
    "CaseReady",
    "CodeMisplaced",
    "CodeShown",
    "CodeUnclear",
    "CodesMany",
    "ConfigurationChecked",
    "EditPressed",
    "ElderToggled",
    "EnrolDeclined",
    "EnrolPressed",
    "Enrolled",
    "EnrolmentRead",
    "Event",
    "FactsReady",
    "Failed",
    "FinishPressed",
    "HelpAnswered",
    "HelpClosed",
    "HelpPressed",
    "HomePressed",
    "IdentifyPressed",
    "IdentityKnown",
    "ItemChosen",
    "KeyCleared",
    "KeyErased",
    "KeyFieldChosen",
    "KeyTyped",
    "Knocked",
    "LeavePressed",
    "NextPressed",
    "OutcomeReady",
    "PageCaptured",
    "PageRefused",
    "PaperOut",
    "PaperReady",
    "PaperScanned",
    "PaperUnproven",
    "PictureKept",
    "PinAccepted",
    "PinEntered",
    "PinRefused",
    "PrintPressed",
    "Rated",
    "RecordsReady",
    "ResumePressed",
    "RetakePressed",
    "Searched",
    "StaffKnown",
    "SubmitPressed",
    "TestPrintEnded",
    "TestPrintPressed",
    "ThemeChosen",
    "Ticked",
    "Touched",
    "VerbChosen",
    "ZoneDeclined",
    "ZonePressed",
    "ZoneRead",
]

# devices and clock


@dataclass(frozen=True, slots=True)
class Ticked:
    """Time went on."""


@dataclass(frozen=True, slots=True)
class CardLaid:
    """A card came into the reader's field."""


@dataclass(frozen=True, slots=True)
class CodeShown:
    """One code that may mean something here was read by the camera."""

    kind: CodeKind = CodeKind.IDENTITY


@dataclass(frozen=True, slots=True)
class CodeMisplaced:
    """One code was read that nothing can be done with here: somebody else's, or no text at all."""

    notice: NoticeCode


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
    until: str = ""
    """With ``CODE_PAST``: until when the code was good, in local time."""


@dataclass(frozen=True, slots=True)
class IdentityKnown:
    """The backend knows the person."""

    ticket: int
    visitor: Visitor


@dataclass(frozen=True, slots=True)
class PaperScanned:
    """A paper of ours is genuine."""

    ticket: int
    paper: ScannedPaper


@dataclass(frozen=True, slots=True)
class CaseReady:
    """The case behind a receipt, as it stands."""

    ticket: int
    item: Item
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class AppointmentReady:
    """The appointment behind a slip, as it stands; ``paper`` says whether it is still good."""

    ticket: int
    item: Item
    paper: ScannedPaper
    outcome: Outcome


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
    | CapturePressed
    | RetakePressed
    | PictureKept
    | KeyTyped
    | KeyErased
    | KeyCleared
    | KeyFieldChosen
    | ZonePressed
    | ZoneDeclined
    | NextPressed
    | EditPressed
    | SubmitPressed
    | PrintPressed
    | FinishPressed
    | ResumePressed
    | CancelPressed
    | CancelDeclined
    | CancelConfirmed
    | Rated
    | Ticked
    | CardLaid
    | CodeShown
    | CodeMisplaced
    | CodesMany
    | CodeUnclear
    | Failed
    | IdentityKnown
    | PaperScanned
    | CaseReady
    | AppointmentReady
    | FactsReady
    | PageCaptured
    | PageRefused
    | ZoneRead
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
    | StaffKnown
    | EnrolmentRead
    | EnrolPressed
    | EnrolDeclined
    | Enrolled
    | ConfigurationChecked
    | TestPrintPressed
    | TestPrintEnded
    | Broken
)
