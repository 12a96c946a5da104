"""What a visit shows, in its own words; ``repr`` hides everything that tells about a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum, unique


@unique
class IdentifiedBy(StrEnum):
    """How the resident said who she is."""

    CARD = "card"
    CODE = "code"


@unique
class DocumentKind(StrEnum):
    """The documents that name their holder."""

    RESIDENT = "resident"
    HMT_RESIDENCE = "hmt_residence"
    FOREIGN_RESIDENCE_2017 = "foreign_residence_2017"
    FOREIGN_RESIDENCE_2023 = "foreign_residence_2023"
    SOCIAL_SECURITY = "social_security"
    TRAVEL = "travel"


@dataclass(frozen=True, slots=True)
class Visitor:
    """The identified resident: masked for the screen, and an opaque token for the backend."""

    masked_name: str = field(repr=False)
    masked_id: str = field(repr=False)
    salutation: str = field(repr=False)
    """How she is greeted, e.g. 张女士."""
    birth_date: date = field(repr=False)
    token: str = field(repr=False)
    visit_id: str
    """The backend's name of the visit, under which the token is revoked at the end."""
    assurance: int
    """1: a document that nothing proves; 2: an identity card or a code; 3: a second factor too."""
    by: IdentifiedBy
    suggestions: tuple[str, ...] = ()
    """Item ids that the backend finds fitting, best first."""


@dataclass(frozen=True, slots=True)
class Column:
    """A table column; ``align`` is left, center or right."""

    key: str
    label: str
    align: str = "left"


@dataclass(frozen=True, slots=True)
class Row:
    """A label with its value."""

    label: str
    value: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class RecordsTable:
    """A query's answer."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Mapping[str, str], ...] = field(repr=False)
    summary: tuple[Row, ...] = field(repr=False)
    as_of: str
    issuer: str


@unique
class OutcomeKind(StrEnum):
    """What became of a submission."""

    APPROVED = "approved"
    ROUTED = "routed"
    REFUSED = "refused"
    SAVED = "saved"
    """Committed on this machine, not yet acknowledged by the backend."""
    BOOKED = "booked"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The answer to a submission; ``number`` is the case, appointment or local number."""

    kind: OutcomeKind
    number: str
    decided_at: str
    reasons: tuple[str, ...] = ()
    next_steps: tuple[str, ...] = ()
    details: tuple[Row, ...] = field(repr=False, default=())
    check_code: str = field(repr=False, default="")
    verify_url: str = field(repr=False, default="")


@dataclass(frozen=True, slots=True)
class Paper:
    """A document ready to be printed; its pixels stay with the conductor under ``paper_id``."""

    paper_id: str
    title: str
    number: str
    width: int
    height: int


@unique
class CodeKind(StrEnum):
    """What a scanned code turned out to be by its form alone; what it says stays elsewhere."""

    IDENTITY = "identity"
    """The city app's one-use code."""
    SIGNED = "signed"
    """Looks like one of our own; nobody has opened it yet."""


@unique
class PaperKind(StrEnum):
    """Our papers that may be scanned."""

    RECEIPT = "receipt"
    APPOINTMENT = "appointment"
    CERTIFICATE = "certificate"
    PERMIT = "permit"


@unique
class PaperState(StrEnum):
    """What is known of a paper whose signature is good."""

    VALID = "valid"
    EXPIRED = "expired"
    VOID = "void"
    UNKNOWN = "unknown"
    """The backend knows no such number."""
    UNASKED = "unasked"
    """Genuine by its signature; the backend could not be asked how it stands today."""
    CANCELLED = "cancelled"
    """An appointment that was given back."""


@dataclass(frozen=True, slots=True)
class ScannedPaper:
    """A genuine paper of ours and what may be shown of it: ``rows`` are masked already."""

    kind: PaperKind
    state: PaperState
    number: str = field(repr=False)
    title: str = ""
    issuer: str = ""
    rows: tuple[Row, ...] = field(repr=False, default=())
    specimen: bool = False
    """Made outside production: without legal force."""


@dataclass(frozen=True, slots=True)
class ConfigurationCheck:
    """Whether this kiosk runs the configuration that a code named by version and digest."""

    version: int
    same: bool


@dataclass(frozen=True, slots=True)
class HeldDocument:
    """What a card said, on its way to the backend; never part of a visit's state.

    Texts are empty, ``valid_from`` is None where a document of this kind does not say so;
    ``valid_until`` None: it never expires.
    """

    kind: DocumentKind
    name: str = field(repr=False)
    number: str = field(repr=False)
    """Of the holder (identity cards, permits, social security cards) or of a travel document."""
    sex: str = field(repr=False)
    birth_date: date = field(repr=False)
    valid_from: date | None = field(repr=False)
    valid_until: date | None = field(repr=False)
    ethnic_code: str = field(repr=False, default="")
    address: str = field(repr=False, default="")
    issuer: str = field(repr=False, default="")
    latin_name: str = field(repr=False, default="")
    nationality: str = field(repr=False, default="CHN")
    """ISO 3166-1 alpha-3 or a code of ICAO 9303-3."""


@dataclass(frozen=True, slots=True)
class DocumentKey:
    """What opens a travel document's chip, as it is printed on the document."""

    number: str = field(repr=False)
    birth_date: date = field(repr=False)
    valid_until: date = field(repr=False)
