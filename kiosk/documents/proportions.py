"""Sizes and distances for the three head widths in use, in dots at 203 dpi (8 a millimetre)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kiosk.documents.errors import DoesNotFit
from kiosk.documents.fonts import Face, Style

DOTS_PER_MM: Final = 8
LINE_HEIGHT: Final = 1.46
"""Line height by type size: Hanzi fill their square, so lines need air."""


@dataclass(frozen=True, slots=True)
class Proportions:
    """One head width; every distance on paper derives from these."""

    head: int
    margin: int
    body: int
    small: int
    title: int
    gap: int
    """Distance between blocks."""
    seal: int
    """Diameter; never below 240 dots (30 mm), or the issuer's name is not legible."""

    @property
    def content(self) -> int:
        """Width between the margins."""
        return self.head - 2 * self.margin

    @property
    def text(self) -> Style:
        """Running text."""
        return Style(Face.REGULAR, self.body)

    @property
    def strong(self) -> Style:
        """Running text that matters."""
        return Style(Face.BOLD, self.body)

    @property
    def signed(self) -> Style:
        """Values beside a seal, where room is short."""
        return Style(Face.REGULAR, self.body - 2)

    @property
    def note(self) -> Style:
        """Labels and footers."""
        return Style(Face.REGULAR, self.small)


_BY_HEAD = {
    384: Proportions(head=384, margin=12, body=24, small=20, title=36, gap=12, seal=240),
    576: Proportions(head=576, margin=24, body=26, small=22, title=48, gap=16, seal=248),
    832: Proportions(head=832, margin=36, body=32, small=26, title=64, gap=22, seal=304),
}
HEAD_WIDTHS: Final = tuple(_BY_HEAD)
"""58, 80 and 112 mm paper."""


def proportions_for(head_dots: int) -> Proportions:
    """Proportions of a print head; raises ``DoesNotFit`` for a width nobody designed for."""
    if head_dots not in _BY_HEAD:
        message = f"no design for a head of {head_dots} dots: {', '.join(map(str, HEAD_WIDTHS))}"
        raise DoesNotFit(message)
    return _BY_HEAD[head_dots]
