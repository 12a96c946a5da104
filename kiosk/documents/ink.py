"""What layout hands to the raster: inks at dot positions, in the order they are laid down."""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.documents.fonts import Bits, Style


@dataclass(frozen=True, slots=True)
class Rect:
    """Dots from the page's top left corner."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """First column right of it."""
        return self.x + self.width

    @property
    def bottom(self) -> int:
        """First row below it."""
        return self.y + self.height

    def grown(self, dots: int) -> Rect:
        """The same rectangle with ``dots`` more on each side."""
        return Rect(self.x - dots, self.y - dots, self.width + 2 * dots, self.height + 2 * dots)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of every row: where a column of text stands."""

    x: int
    width: int


@dataclass(frozen=True, slots=True, repr=False)
class TextInk:
    """One line of text on a baseline; ``tracking`` dots are added after each character."""

    text: str
    x: float
    baseline: int
    style: Style
    tracking: float = 0.0
    white: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """A filled rectangle."""

    rect: Rect


@dataclass(frozen=True, slots=True)
class Dashes:
    """A broken horizontal line: ``on`` dots of ink, ``off`` dots of paper."""

    rect: Rect
    on: int
    off: int


@dataclass(frozen=True, slots=True, repr=False)
class Picture:
    """Dots; ``halo`` dots of paper around their ink cut free what lies below."""

    x: int
    y: int
    bits: Bits
    halo: int = 0

    @property
    def rect(self) -> Rect:
        """Where it stands."""
        height, width = self.bits.shape
        return Rect(self.x, self.y, width, height)


Ink = TextInk | Bar | Dashes | Picture


@dataclass(frozen=True, slots=True)
class Sheet:
    """A laid-out page. Nothing but its own ink may enter the ``guarded`` rectangles."""

    width: int
    height: int
    inks: tuple[Ink, ...] = field(repr=False)
    guarded: tuple[Rect, ...]
    seals: tuple[Rect, ...]
    sample: bool
    secured: bool
