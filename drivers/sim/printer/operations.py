"""What the commands in a printer's receive buffer ask for."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Nothing:
    """A command without effect on what is drawn here, and real-time bytes that have acted."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Bytes that this printer does not know, or a command whose effect it cannot draw."""

    what: str
    data: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Initialise:
    """ESC @."""


@dataclass(frozen=True, slots=True)
class Text:
    """Characters for the line buffer."""

    characters: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class FeedUnits:
    """ESC J: print the line and feed this many motion units."""

    units: int


@dataclass(frozen=True, slots=True)
class FeedLines:
    """LF and ESC d: print the line and feed this many lines."""

    lines: int


@dataclass(frozen=True, slots=True)
class LineSpacing:
    """ESC 3 (units) and ESC 2 (None: the default)."""

    units: int | None


@dataclass(frozen=True, slots=True)
class MotionUnits:
    """GS P: vertical units an inch, 0 for the default."""

    per_inch: int


@dataclass(frozen=True, slots=True)
class Justify:
    """ESC a: 0 left, 1 centre, 2 right."""

    side: int


@dataclass(frozen=True, slots=True)
class PrintMode:
    """ESC !: a bit set of emphasis and double sizes."""

    bits: int


@dataclass(frozen=True, slots=True)
class CharacterSize:
    """GS !: how many times as wide and as tall, 1 to 8 each."""

    wide: int
    tall: int


@dataclass(frozen=True, slots=True)
class Emphasis:
    """ESC E and ESC G."""

    on: bool


@dataclass(frozen=True, slots=True)
class Underline:
    """ESC -: dots of the line below, 0 to 2."""

    dots: int


@dataclass(frozen=True, slots=True)
class HanziMode:
    """FS & and FS .: whether bytes from 81h on are two-byte characters."""

    on: bool


@dataclass(frozen=True, slots=True)
class ImageRows:
    """Some rows of a GS v 0 image, each ``stride`` bytes; ``scale`` is its m."""

    stride: int
    rows: bytes = field(repr=False)
    scale: int


@dataclass(frozen=True, slots=True)
class ColumnDots:
    """ESC *: ``mode`` 0, 1, 32 or 33 and the columns, for the line buffer."""

    mode: int
    columns: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class StoreGraphics:
    """GS ( L function 112: ``width`` x ``height`` dots, each drawn ``wide`` x ``tall``."""

    width: int
    height: int
    wide: int
    tall: int
    rows: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class PrintGraphics:
    """GS ( L function 50."""


@dataclass(frozen=True, slots=True)
class QrSettings:
    """GS ( k functions 167 (module in dots) and 169 (level, L M Q H); None leaves it."""

    module: int | None = None
    level: str | None = None


@dataclass(frozen=True, slots=True)
class StoreQr:
    """GS ( k function 180."""

    payload: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class PrintQr:
    """GS ( k function 181."""


@dataclass(frozen=True, slots=True)
class Cut:
    """GS V, ESC i, ESC m; ``feed`` in motion units beyond the cutter, None cuts right here."""

    feed: int | None


@dataclass(frozen=True, slots=True)
class MoveTicket:
    """GS e 2 (retract), 3 (present) and 5 (eject)."""

    how: int


@dataclass(frozen=True, slots=True)
class SetAutoStatus:
    """GS a."""

    mask: int


@dataclass(frozen=True, slots=True)
class SetOfflineResponse:
    """GS ( H function 49."""

    on: bool


@dataclass(frozen=True, slots=True)
class RequestSensor:
    """GS r."""

    n: int


@dataclass(frozen=True, slots=True)
class RequestEjector:
    """GS e 6."""


@dataclass(frozen=True, slots=True)
class RequestIdentity:
    """GS I."""

    n: int


@dataclass(frozen=True, slots=True)
class RequestEcho:
    """GS ( H function 48."""

    identifier: bytes


Operation = (
    Nothing
    | Refused
    | Initialise
    | Text
    | FeedUnits
    | FeedLines
    | LineSpacing
    | MotionUnits
    | Justify
    | PrintMode
    | CharacterSize
    | Emphasis
    | Underline
    | HanziMode
    | ImageRows
    | ColumnDots
    | StoreGraphics
    | PrintGraphics
    | QrSettings
    | StoreQr
    | PrintQr
    | Cut
    | MoveTicket
    | SetAutoStatus
    | SetOfflineResponse
    | RequestSensor
    | RequestEjector
    | RequestIdentity
    | RequestEcho
)
