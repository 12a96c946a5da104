"""What can go wrong between data and paper. No message carries a resident's data.

DocumentError
|-- TemplateError     a template file is wrong: ``file``, ``line``, and what to mend
|-- DataError         the data does not fit its template: names the slots, never the values
|-- FontMissing       a font that documents cannot do without is not installed: names the package
|-- GlyphMissing      characters that no installed font can draw: ``characters``
+-- DoesNotFit        the head is too narrow for a part that must not shrink (a QR code)
"""

from __future__ import annotations

from pathlib import Path


class DocumentError(Exception):
    """Base of everything this package raises on purpose."""


class TemplateError(DocumentError):
    """A template file cannot be used; the message reads ``file:line: reason``."""

    def __init__(self, file: Path, line: int, reason: str) -> None:
        super().__init__(f"{file}:{line}: {reason}")
        self.file = file
        self.line = line
        self.reason = reason


class DataError(DocumentError):
    """A slot is missing, unknown or of the wrong shape."""


class FontMissing(DocumentError):
    """Neither an equal font nor its package is there."""


class GlyphMissing(DocumentError):
    """No installed font has ``characters``: print the name another way, never an empty box."""

    def __init__(self, characters: str) -> None:
        super().__init__(f"{len(characters)} character(s) have no glyph in any installed font")
        self.characters = characters


class DoesNotFit(DocumentError):
    """A part is wider than the print head."""
