"""The state of one visit: where it is, who it is about, and when the screen was last touched."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum, unique

from kiosk.catalog import Item, Verb
from kiosk.flow import FlowState
from kiosk.session.data import (
    ConfigurationCheck,
    Outcome,
    Paper,
    PaperState,
    RecordsTable,
    ScannedPaper,
    Visitor,
)
from kiosk.session.key_entry import KeyDraft, TrayStage
from kiosk.session.notices import NoticeCode
from kiosk.session.shots import Shot


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds of patience."""

    idle_seconds: float = 180.0
    presence_seconds: float = 15.0
    done_seconds: float = 30.0
    technician_idle_seconds: float = 120.0


@unique
class Task(StrEnum):
    """What the machine is doing while the resident waits."""

    IDENTIFYING = "identifying"
    CHECKING = "checking"
    """A signed code is opened and what it stands for is asked."""
    FETCHING = "fetching"
    SUBMITTING = "submitting"
    CANCELLING = "cancelling"
    ISSUING = "issuing"
    PRINTING = "printing"


@dataclass(frozen=True, slots=True)
class Attract:
    """Nobody is here."""


@dataclass(frozen=True, slots=True)
class Home:
    """The four verbs."""


@dataclass(frozen=True, slots=True)
class Listing:
    """Items by verb or by theme, or found by a query (empty: nothing typed yet)."""

    verb: Verb | None = None
    theme: str | None = None
    query: str | None = None


@dataclass(frozen=True, slots=True)
class Guide:
    """What an item needs and gives, before it is begun."""

    item: Item


@dataclass(frozen=True, slots=True)
class Identify:
    """Waiting for a card or a code; ``item`` is what goes on afterwards.

    With a visitor it waits for a stronger document of the same person. ``resumes`` is the paper
    whose case or appointment goes on afterwards.
    """

    item: Item | None = None
    resumes: ScannedPaper | None = None


@dataclass(frozen=True, slots=True)
class Unlock:
    """A travel document's chip opens only with what is printed on the document."""

    item: Item | None = None
    draft: KeyDraft = field(default_factory=KeyDraft)
    resumes: ScannedPaper | None = None
    tray: TrayStage | None = None
    """While the page on the document camera's tray is looked at instead of typing."""


@dataclass(frozen=True, slots=True)
class Form:
    """One question of an item's flow."""

    item: Item
    flow: FlowState
    errors: Mapping[str, str] = field(default_factory=dict)
    shot: Shot | None = None
    """The photo that is being taken for one of the question's fields."""


@dataclass(frozen=True, slots=True)
class Review:
    """All answers, before they are sent."""

    item: Item
    flow: FlowState


@dataclass(frozen=True, slots=True)
class Working:
    """An effect is under way; only the result with the visit's current ticket is accepted."""

    task: Task
    item: Item | None = None
    draft: KeyDraft | None = None
    """While a travel document is read: what was typed for it."""
    resumes: ScannedPaper | None = None
    """The scanned paper that this is about."""


@dataclass(frozen=True, slots=True)
class Scanned:
    """A paper of ours that was held before the camera.

    ``item`` and ``outcome`` are an appointment's once its resident is known; ``asking``: whether
    to cancel it.
    """

    paper: ScannedPaper
    item: Item | None = None
    outcome: Outcome | None = None
    asking: bool = False

    @property
    def cancellable(self) -> bool:
        """Whether the resident may give the seat back here."""
        return self.outcome is not None and self.paper.state is PaperState.VALID


@dataclass(frozen=True, slots=True)
class Records:
    """A query's answer as a table."""

    item: Item
    records: RecordsTable


@dataclass(frozen=True, slots=True)
class Preview:
    """The document as it will be printed."""

    item: Item
    paper: Paper


@dataclass(frozen=True, slots=True)
class Result:
    """What became of the submission."""

    item: Item
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Done:
    """All is finished; the resident may rate and leave. ``rated`` is 1 (worst) to 5, 0: not yet."""

    item: Item
    number: str
    printed: bool
    rated: int = 0


@dataclass(frozen=True, slots=True)
class SignIn:
    """The technicians' keypad; ``locked_seconds`` is how long it refuses further tries."""

    locked_seconds: int = 0


@dataclass(frozen=True, slots=True)
class Maintenance:
    """The technicians' page; codes for the machine itself are read here.

    ``enrolment`` is the address that an enrolment code named, empty without one; ``checking``: a
    code is looked at or carried out.
    """

    testing: bool = False
    checking: bool = False
    enrolment: str = ""
    configuration: ConfigurationCheck | None = None

    @property
    def asking(self) -> bool:
        """The question whether to enrol stands."""
        return self.enrolment != "" and not self.checking


@dataclass(frozen=True, slots=True)
class OutOfService:
    """Nothing can be done here; ``code`` names the reason for technicians."""

    code: str


Scene = (
    Attract
    | Home
    | Listing
    | Guide
    | Identify
    | Unlock
    | Form
    | Review
    | Working
    | Scanned
    | Records
    | Preview
    | Result
    | Done
    | SignIn
    | Maintenance
    | OutOfService
)


@dataclass(frozen=True, slots=True)
class Visit:
    """Everything about the visit on screen; a new ``number`` means that another visit began."""

    number: int = 1
    scene: Scene = Attract()
    trail: tuple[Scene, ...] = ()
    """Scenes to return to, oldest first."""
    visitor: Visitor | None = field(default=None, repr=False)
    notice: NoticeCode | None = None
    until: str = ""
    """Until when the code was good that the notice ``CODE_PAST`` speaks of."""
    touched_at: float = 0.0
    presence_until: float | None = None
    """While the are-you-there question stands: when the visit will be wiped."""
    helping: bool = False
    """The staff-help panel lies over the scene."""
    elder: bool = False
    ticket: int = 0
    pending: str | None = None
    """The fact source that the form is waiting for."""
    broken: str = ""
    """Why the machine is out of service until it is started afresh; empty: it is not."""

    @property
    def level(self) -> int:
        """The assurance of who is here; 0 for nobody known."""
        return 0 if self.visitor is None else self.visitor.assurance
