"""The pen that parts write with: it knows the page's width and how far down it is."""

from __future__ import annotations

from kiosk.documents.fonts import FontBook, Style
from kiosk.documents.ink import Bar, Dashes, Ink, Picture, Rect, Sheet, Span, TextInk
from kiosk.documents.linebreak import (
    break_evenly,
    break_heading,
    break_lines,
    break_words,
    widest_unit,
)
from kiosk.documents.model import Align
from kiosk.documents.proportions import LINE_HEIGHT, Proportions

_BASELINE = 0.88
"""Height of the baseline in the em square of Noto CJK."""
_OPENING, _CLOSING = "（【《「", "）】》」"
_HANGING = 0.45
"""Empty part of a bracket's em square: it hangs out, so that the ink lines up with the column."""


class Pen:
    """Collects inks from the top of one page to its end. ``y`` is the next free row."""

    def __init__(self, proportions: Proportions, fonts: FontBook) -> None:
        self.proportions = proportions
        self.y = 0
        self._fonts = fonts
        self._inks: list[Ink] = []
        self._guarded: list[Rect] = []
        self._seals: list[Rect] = []

    @property
    def left(self) -> int:
        """First column of the content."""
        return self.proportions.margin

    @property
    def right(self) -> int:
        """First column right of the content."""
        return self.proportions.head - self.proportions.margin

    @property
    def fonts(self) -> FontBook:
        """What text is measured and drawn with."""
        return self._fonts

    def measure(self, text: str, style: Style) -> float:
        """Width of ``text`` in dots."""
        return self._fonts.measure(text, style)

    def wrap(self, text: str, style: Style, width: float) -> list[str]:
        """``text`` in lines of at most ``width`` dots."""
        return break_lines(text, width, lambda part: self._fonts.measure(part, style))

    def wrap_words(self, text: str, style: Style, width: float) -> list[str]:
        """As ``wrap``, sparing the words of titles: for cells and other short texts."""
        return break_words(text, width, lambda part: self._fonts.measure(part, style))

    def wrap_heading(self, text: str, style: Style, width: float) -> list[str]:
        """A heading, broken before its bracket first."""
        return break_heading(text, width, lambda part: self._fonts.measure(part, style))

    def wrap_evenly(self, text: str, style: Style, width: float) -> list[str]:
        """In lines of about equal length: for titles and captions."""
        return break_evenly(text, width, lambda part: self._fonts.measure(part, style))

    def widest_unit(self, text: str, style: Style) -> float:
        """Width of the longest unbreakable stretch of ``text``."""
        return widest_unit(text, lambda part: self._fonts.measure(part, style))

    def feed(self, dots: int) -> None:
        """Leave paper empty."""
        self.y += dots

    def write(
        self,
        text: str,
        style: Style,
        frame: Rect,
        align: Align = Align.LEFT,
        *,
        white: bool = False,
        tracking: float = 0.0,
    ) -> Rect:
        """One line in ``frame`` (its height is the line's); returns where the text stands."""
        width = self.measure(text, style) + tracking * max(len(text) - 1, 0)
        spare = frame.width - width
        x = frame.x + {Align.LEFT: 0.0, Align.CENTER: spare / 2, Align.RIGHT: spare}[align]
        x += _overhang(text, align) * style.size
        top = frame.y + (frame.height - style.size) / 2
        baseline = round(top + style.size * _BASELINE)
        self._inks.append(TextInk(text, x, baseline, style, tracking, white))
        return Rect(round(x), round(top), round(width), style.size)

    def paragraph(
        self, text: str, style: Style, align: Align = Align.LEFT, span: Span | None = None
    ) -> list[Rect]:
        """Wrapped lines over ``span`` (else the whole content); ``y`` is then below them."""
        span = span or Span(self.left, self.proportions.content)
        written = []
        for line in self.wrap(text, style, span.width):
            height = line_height(style)
            written.append(self.write(line, style, Rect(span.x, self.y, span.width, height), align))
            self.y += height
        return written

    def bar(self, rect: Rect) -> None:
        """A filled rectangle."""
        self._inks.append(Bar(rect))

    def dashes(self, rect: Rect, on: int, off: int) -> None:
        """A broken line."""
        self._inks.append(Dashes(rect, on, off))

    def picture(self, picture: Picture) -> None:
        """Dots drawn elsewhere."""
        self._inks.append(picture)

    def seal(self, picture: Picture) -> None:
        """A seal, remembered so that it can be checked against what it must not touch."""
        self._inks.append(picture)
        self._seals.append(picture.rect)

    def guard(self, *rects: Rect) -> None:
        """Keep seals and backgrounds out of ``rects``."""
        self._guarded.extend(rects)

    def sheet(self, *, sample: bool, secured: bool) -> Sheet:
        """The page, cut at ``y``."""
        return Sheet(
            width=self.proportions.head,
            height=self.y,
            inks=tuple(self._inks),
            guarded=tuple(self._guarded),
            seals=tuple(self._seals),
            sample=sample,
            secured=secured,
        )


def _overhang(text: str, align: Align) -> float:
    if align is Align.LEFT and text.startswith(tuple(_OPENING)):
        return -_HANGING
    return _HANGING if align is Align.RIGHT and text.endswith(tuple(_CLOSING)) else 0.0


def line_height(style: Style) -> int:
    """Distance between the lines of a paragraph."""
    return round(style.size * LINE_HEIGHT)
