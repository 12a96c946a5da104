"""What the machine asks to be done; each result comes back as an event with the effect's ticket."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kiosk.catalog import Item
from kiosk.session.data import DocumentKey, Outcome, Paper, RecordsTable, Visitor


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
    | Release
    | FetchFacts
    | FetchRecords
    | Submit
    | IssueRecords
    | IssueCertificate
    | IssueReceipt
    | Print
    | SendRating
    | CallStaff
    | CheckPin
    | PrintTest
    | Wipe
)
