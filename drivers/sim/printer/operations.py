"""What the commands in a printer's receive buffer ask for."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Nothing:
    """A command without effect here (settings of fonts and code pages, real-time bytes)."""


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
class Emphasis:
    """ESC E."""

    on: bool


@dataclass(frozen=True, slots=True)
class ImageRows:
    """Some rows of a GS v 0 image, each ``stride`` bytes; ``scale`` is its m."""

    stride: int
    rows: bytes = field(repr=False)
    scale: int


@dataclass(frozen=True, slots=True)
class Cut:
    """GS V; ``feed`` in motion units beyond the cutter, None cuts where the paper is."""

    feed: int | None


@dataclass(frozen=True, slots=True)
class SetAutoStatus:
    """GS a."""

    mask: int


@dataclass(frozen=True, slots=True)
class RequestSensor:
    """GS r."""

    n: int


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
    | Initialise
    | Text
    | FeedUnits
    | FeedLines
    | LineSpacing
    | MotionUnits
    | Justify
    | PrintMode
    | Emphasis
    | ImageRows
    | Cut
    | SetAutoStatus
    | RequestSensor
    | RequestIdentity
    | RequestEcho
)
