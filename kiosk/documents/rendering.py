"""From a document to everything that leaves this package: dots, a preview, words."""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.documents.fonts import Face, FontBook, Style, installed_fonts
from kiosk.documents.layout import lay_out
from kiosk.documents.model import Document
from kiosk.documents.parts.grid import type_sizes
from kiosk.documents.plain_text import plain_text
from kiosk.documents.proportions import proportions_for
from kiosk.documents.raster import pack, rasterise, to_png
from kiosk.documents.templates import specimen_documents


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page: ``rows`` of ``stride`` bytes each, most significant bit left, 1 is a black dot."""

    width: int
    height: int
    rows: bytes = field(repr=False)
    png: bytes = field(repr=False)
    """The same dots as a picture."""
    text: str = field(repr=False)
    """The same content in words, for screen readers."""

    @property
    def stride(self) -> int:
        """Bytes a row."""
        return (self.width + 7) // 8


_USUAL_LATIN = "0123456789.,-:/*ABCDEFGHJKLMNPQRSTUVWXYZ"
_USUAL_HANZI = (
    "（）—·，。、：姓名公民身份号码证件年月日元深圳市罗湖区社会保险基金管理局参保单位缴费基数个人"
    "养老医疗失业工伤生育申请办理事项时间合计"
)


def warm_fonts(head_dots: int = 576) -> None:
    """Read fonts and templates and draw what most documents for this head need.

    Blocking, 1 to 3 s: call it once at start-up, off the thread that draws the screen; a document
    may be rendered meanwhile. Raises ``FontMissing``, ``TemplateError`` or ``DoesNotFit``.
    """
    book, sizes = installed_fonts(), proportions_for(head_dots)
    for style in (sizes.note, sizes.text, sizes.strong):
        book.measure(_USUAL_HANZI, style)
    for size in type_sizes(sizes):
        for face in (Face.REGULAR, Face.BOLD):
            book.measure(_USUAL_LATIN, Style(face, size))
    for document in specimen_documents():
        render(document, head_dots, book)


def render(document: Document, head_dots: int, fonts: FontBook | None = None) -> Rendered:
    """Draw ``document`` for a head of 384, 576 or 832 dots. Blocking: 0.1 to 0.5 s, the first
    one up to 2 s unless ``warm_fonts`` ran; no I/O after the fonts' first use. The same document
    gives the same dots every time.

    Raises ``FontMissing``, ``GlyphMissing`` or ``DoesNotFit``.
    """
    book = fonts or installed_fonts()
    sheet = lay_out(document, head_dots, book)
    page = rasterise(sheet, book)
    return Rendered(sheet.width, sheet.height, pack(page), to_png(page), plain_text(document))
