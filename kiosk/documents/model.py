"""What a document says, before anybody decides where it stands on paper.

``Block`` is a closed union: layout and plain text match on it exhaustively. Blocks carry residents'
data, so none of them shows its content in ``repr``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum, unique
from typing import Final

SAMPLE_NOTICE: Final = "样张 · 无法律效力"
"""On everything printed outside production, at the top and across the page."""


@unique
class Align(StrEnum):
    """Where a table column's cells stand."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@unique
class RuleStyle(StrEnum):
    """How strongly a line across the page divides."""

    SOLID = "solid"
    DOUBLE = "double"
    DASHED = "dashed"


@dataclass(frozen=True, slots=True, repr=False)
class Notice:
    """A warning between two rules, above everything: 样张 · 无法律效力."""

    text: str


@dataclass(frozen=True, slots=True, repr=False)
class Title:
    """The formal voice of certificates: centred, serif."""

    text: str


@dataclass(frozen=True, slots=True, repr=False)
class Subtitle:
    """A centred line in the formal voice, above or below the title."""

    text: str


@dataclass(frozen=True, slots=True, repr=False)
class Heading:
    """The everyday voice of slips: the verb's character in a badge, the title beside it."""

    badge: str
    title: str
    subtitle: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class NumberLine:
    """The document's number, centred; nothing is ever printed over it."""

    label: str
    value: str


@dataclass(frozen=True, slots=True, repr=False)
class Callout:
    """The one thing to remember, framed (or white on black when ``filled``)."""

    text: str
    detail: str = ""
    filled: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class KeyValue:
    """One labelled value; ``strong`` is for what a clerk looks for first."""

    label: str
    value: str
    strong: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class KeyValues:
    """Labels in one column, values in another; values wrap."""

    rows: tuple[KeyValue, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Column:
    """A table column, as wide as its content asks for."""

    heading: str
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True, repr=False)
class Table:
    """Rows below an inverted head. Every row has one cell a column."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, repr=False)
class Paragraph:
    """Running Chinese text; ``indent`` sets the first line two characters in."""

    text: str
    indent: bool = False
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the page."""

    style: RuleStyle = RuleStyle.SOLID


@dataclass(frozen=True, slots=True)
class Seal:
    """A round seal: the issuing body on the arc, a star, the purpose below."""

    issuer: str
    purpose: str


@dataclass(frozen=True, slots=True, repr=False)
class SignOff:
    """Who issued it and when. The seal touches the issuer's line and none of ``entries``."""

    issuer: KeyValue
    entries: tuple[KeyValue, ...]
    seal: Seal | None = None


@dataclass(frozen=True, slots=True, repr=False)
class QrWithText:
    """A QR code with what to do about it; ``code`` is the check code for typing by hand."""

    payload: str
    heading: str
    lines: tuple[str, ...] = ()
    code_label: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Steps:
    """What to do next, numbered, or a list of things with dots."""

    heading: str
    items: tuple[str, ...]
    numbered: bool = True


@dataclass(frozen=True, slots=True, repr=False)
class Footer:
    """Small centred lines at the end."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ruler:
    """Test print: millimetres over every dot of the head, so that dead dots and widths show."""


@dataclass(frozen=True, slots=True)
class Tones:
    """Test print: greys, black and hairlines."""


@dataclass(frozen=True, slots=True)
class Specimen:
    """Test print: one text in every face and size that documents use."""

    text: str


Masthead = Notice | Title | Subtitle | Heading | NumberLine | Callout
Body = KeyValues | Table | Paragraph | Rule | SignOff | QrWithText | Steps | Footer
TestPattern = Ruler | Tones | Specimen
Block = Masthead | Body | TestPattern


@dataclass(frozen=True, slots=True)
class Document:
    """One document. ``sample`` adds the watermark, ``secured`` the micro pattern."""

    kind: str
    number: str = field(repr=False)
    blocks: tuple[Block, ...] = field(repr=False)
    sample: bool = False
    secured: bool = False
