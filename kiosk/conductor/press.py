"""From an order to dots: compose, render, and the machine's own facts on every paper."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from kiosk.devices import Page
from kiosk.documents import GlyphMissing, compose, render
from kiosk.session import NoticeCode
from kiosk.submissions import PaperOrder, RefusedError
from kiosk.submissions.outcomes import local_time


@dataclass(frozen=True, slots=True)
class Pressed:
    """Dots for the printer and a PNG for the screen."""

    page: Page
    png: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Press:
    """Blocking and pure but for the clock it is given: run it as a job."""

    head_dots: int
    sample: bool
    """Every paper outside a production profile says 样张 · 无法律效力."""
    place: str
    kiosk_id: str

    def make(self, order: PaperOrder, now: datetime) -> Pressed:
        """Render an order. Raises RefusedError when a character cannot be printed truthfully."""
        data = {
            "issued_at": local_time(now),
            **order.data,
            "place": self.place,
            "kiosk_id": self.kiosk_id,
        }
        try:
            rendered = render(compose(order.kind, data, sample=self.sample), self.head_dots)
        except GlyphMissing:
            raise RefusedError(NoticeCode.GLYPH_MISSING) from None
        return Pressed(Page(rendered.width, rendered.height, rendered.rows), rendered.png)
