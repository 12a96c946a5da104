"""Documents that come out of the printer: certificates, lists, receipts, slips, the test print.

``compose`` makes a ``Document`` from a kind and data, ``render`` draws it as one-bit rows with a
preview and a plain-text form, ``warm_fonts`` makes the first one as fast as the others. Pure: no
Qt, no devices.

DocumentError
|-- TemplateError, DataError     what was configured or handed over is wrong
+-- FontMissing, GlyphMissing, DoesNotFit     what cannot be drawn here
"""

from kiosk.documents.errors import (
    DataError,
    DocumentError,
    DoesNotFit,
    FontMissing,
    GlyphMissing,
    TemplateError,
)
from kiosk.documents.model import Document
from kiosk.documents.rendering import Rendered, render, warm_fonts
from kiosk.documents.templates import compose, load_templates

__all__ = [
    "DataError",
    "Document",
    "DocumentError",
    "DoesNotFit",
    "FontMissing",
    "GlyphMissing",
    "Rendered",
    "TemplateError",
    "compose",
    "load_templates",
    "render",
    "warm_fonts",
]
