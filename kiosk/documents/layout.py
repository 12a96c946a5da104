"""A document to a sheet: blocks from top to bottom, each placed by its part."""

from __future__ import annotations

from typing import assert_never

from kiosk.documents.fonts import FontBook
from kiosk.documents.ink import Sheet
from kiosk.documents.model import (
    Body,
    Document,
    Footer,
    KeyValues,
    Masthead,
    Paragraph,
    QrWithText,
    Rule,
    SignOff,
    Steps,
    Table,
)
from kiosk.documents.parts.headings import place_masthead
from kiosk.documents.parts.key_values import place_key_values
from kiosk.documents.parts.patterns import place_test_pattern
from kiosk.documents.parts.running import place_footer, place_paragraph, place_rule, place_steps
from kiosk.documents.parts.sign_off import place_sign_off
from kiosk.documents.parts.table import place_table
from kiosk.documents.parts.verification import place_qr
from kiosk.documents.pen import Pen
from kiosk.documents.plain_text import texts
from kiosk.documents.proportions import proportions_for


def lay_out(document: Document, head_dots: int, fonts: FontBook) -> Sheet:
    """The sheet for a print head of ``head_dots`` (384, 576 or 832).

    Raises ``GlyphMissing`` before anything is placed, ``DoesNotFit`` when a QR code is too wide.
    """
    fonts.require(texts(document))
    pen = Pen(proportions_for(head_dots), fonts)
    pen.feed(pen.proportions.gap)
    for block in document.blocks:
        if isinstance(block, Masthead):
            place_masthead(block, pen)
        elif isinstance(block, Body):
            _place_body(block, pen)
        else:
            place_test_pattern(block, pen)
    pen.feed(pen.proportions.gap)
    return pen.sheet(sample=document.sample, secured=document.secured)


def _place_body(block: Body, pen: Pen) -> None:
    match block:
        case KeyValues():
            place_key_values(block, pen)
        case Table():
            place_table(block, pen)
        case Paragraph():
            place_paragraph(block, pen)
        case Rule():
            place_rule(block, pen)
        case SignOff():
            place_sign_off(block, pen)
        case QrWithText():
            place_qr(block, pen)
        case Steps():
            place_steps(block, pen)
        case Footer():
            place_footer(block, pen)
        case _:
            assert_never(block)
