"""What the machine asks to be done; each result comes back as an event with the effect's ticket."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kiosk.catalog import Item
from kiosk.codes import Purpose
from kiosk.session.data import (
    DocumentKey,
    Outcome,
    Paper,
    RecordsTable,
    ScannedPaper,
    Visitor,
)


@dataclass(frozen=True, slots=True)
class IdentifyByCard:
    """Read the card in the field and ask the backend who it is.

    ``known`` is who is here already: only the same person may go on with another document.
    ``key`` opens a travel document.
    """

    ticket: int
    known: Visitor | None = None
    key: DocumentKey | None = None


@dataclass(frozen=True, slots=True)
class IdentifyByCode:
    """Ask the backend whose code the camera just read; ``known`` as for a card."""

    ticket: int
    known: Visitor | None = None


@dataclass(frozen=True, slots=True)
class OpenCode:
    """Open the signed code that the camera just read, if it is for one of ``purposes``.

    A credential identifies as a card does (``known``); a paper is verified; a member of staff is
    written down.
    """

    ticket: int
    purposes: frozenset[Purpose]
    known: Visitor | None = None


@dataclass(frozen=True, slots=True)
class Resume:
    """The case or the appointment behind a scanned paper, for its own resident only."""

    ticket: int
    paper: ScannedPaper
    visitor: Visitor | None


@dataclass(frozen=True, slots=True)
class CancelAppointment:
    """Give an appointment's seat back."""

    ticket: int
    paper: ScannedPaper
    visitor: Visitor | None


@dataclass(frozen=True, slots=True)
class Release:
    """Give back a bearer that a stronger one has taken the place of."""

    visitor: Visitor


@dataclass(frozen=True, slots=True)
class FetchFacts:
    """Prefill and options for an item's form; ``source`` names one late source, or None for all."""

    ticket: int
    item: Item
    visitor: Visitor | None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class FetchRecords:
    """A query's answer."""

    ticket: int
    item: Item
    visitor: Visitor | None


@dataclass(frozen=True, slots=True)
class CapturePage:
    """Take a picture of what lies on the document camera's tray, for a field of the form."""

    ticket: int
    field_id: str


@dataclass(frozen=True, slots=True)
class ReadZone:
    """Read the key of the travel document whose page lies on the document camera's tray."""

    ticket: int


@dataclass(frozen=True, slots=True)
class Submit:
    """Book or apply with these answers."""

    ticket: int
    item: Item
    visitor: Visitor | None
    answers: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class IssueRecords:
    """A printable list of a query's answer."""

    ticket: int
    item: Item
    visitor: Visitor | None
    records: RecordsTable


@dataclass(frozen=True, slots=True)
class IssueCertificate:
    """A certificate, granted by the backend."""

    ticket: int
    item: Item
    visitor: Visitor | None
    answers: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class IssueReceipt:
    """The slip of a decided, saved or booked submission."""

    ticket: int
    item: Item
    visitor: Visitor | None
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Print:
    """Print a paper, once, for this visit only."""

    ticket: int
    visit: int
    paper: Paper


@dataclass(frozen=True, slots=True)
class SendRating:
    """Keep and deliver a rating."""

    item: Item
    number: str
    score: int


@dataclass(frozen=True, slots=True)
class CallStaff:
    """Tell the staff that somebody needs help."""

    visit: int
    where: str


@dataclass(frozen=True, slots=True)
class CheckPin:
    """Compare a technician's PIN, counting the try first."""

    ticket: int
    pin: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Enrol:
    """Enrol this kiosk with the code that was opened last."""

    ticket: int


@dataclass(frozen=True, slots=True)
class DropEnrolment:
    """Forget the enrolment code that was opened: it is not wanted."""


@dataclass(frozen=True, slots=True)
class PrintTest:
    """Print the technicians' test slip."""

    ticket: int


@dataclass(frozen=True, slots=True)
class Wipe:
    """Forget everything about visit ``visit``."""

    visit: int


Effect = (
    IdentifyByCard
    | IdentifyByCode
    | OpenCode
    | Resume
    | CancelAppointment
    | Release
    | FetchFacts
    | FetchRecords
    | CapturePage
    | ReadZone
    | Submit
    | IssueRecords
    | IssueCertificate
    | IssueReceipt
    | Print
    | SendRating
    | CallStaff
    | CheckPin
    | Enrol
    | DropEnrolment
    | PrintTest
    | Wipe
)
