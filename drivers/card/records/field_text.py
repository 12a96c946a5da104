"""Reading single fields out of a record: a checked value, or ``Malformed`` with the field."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from drivers._documents import SEX_BY_CODE, Sex
from drivers.card.id_number import compact_date
from drivers.card.records.layout import ENCODING, FOR_LIFE, PADDING, Layout, RecordField

_SEPARATORS = frozenset({"Cc", "Zl", "Zp"})
"""Unicode categories that no field holds: controls, line and paragraph separators."""
_NO_CHARACTER = 0xFFFE
"""U+nFFFE and U+nFFFF are no characters (Unicode, 23.7); memory that was never written is FF."""


class Malformed(Exception):
    """A field that is not what the layout says; carries its name, never its content."""

    def __init__(self, record_field: RecordField) -> None:
        super().__init__(record_field.value)
        self.field = record_field


class FieldText:
    """The fields of one record of 256 bytes; every method raises Malformed."""

    def __init__(self, record: bytes, layout: Layout) -> None:
        self._record = record
        self._layout = layout

    def raw(self, record_field: RecordField) -> str:
        """The characters of all parts of the field, padding and all."""
        parts = b"".join(self._record[part] for part in self._layout[record_field])
        try:
            return parts.decode(ENCODING)
        except UnicodeDecodeError:
            raise Malformed(record_field) from None

    def optional(self, record_field: RecordField) -> str:
        """The text without its padding; empty when the card says nothing here."""
        return clean(record_field, self.raw(record_field))

    def text(self, record_field: RecordField) -> str:
        """The text without its padding, never blank."""
        text = self.optional(record_field)
        require(record_field, bool(text.strip()))
        return text

    def matching(self, record_field: RecordField, shape: re.Pattern[str]) -> str:
        """A text of a certain shape; empty only where the shape says so."""
        text = self.optional(record_field)
        require(record_field, shape.fullmatch(text) is not None)
        return text

    def sex(self) -> Sex:
        """The sex by its code of GB/T 2261.1."""
        code = self.text(RecordField.SEX)
        require(RecordField.SEX, code in SEX_BY_CODE)
        return SEX_BY_CODE[code]

    def day(self, record_field: RecordField) -> date:
        """A date YYYYMMDD; a blank one is malformed."""
        day = compact_date(self.text(record_field))
        if day is None:
            raise Malformed(record_field)
        return day

    def valid_until(self, valid_from: date) -> date | None:
        """The last valid day, not before the first; None for 长期."""
        if self.text(RecordField.VALID_UNTIL) == FOR_LIFE:
            return None
        until = self.day(RecordField.VALID_UNTIL)
        require(RecordField.VALID_UNTIL, until >= valid_from)
        return until


def clean(record_field: RecordField, raw: str) -> str:
    """``raw`` without padding; raises Malformed when a part of it is no text."""
    text = raw.strip(PADDING)
    require(record_field, all(map(_is_text, text)))
    return text


def require(record_field: RecordField, holds: bool) -> None:
    """Raise Malformed for the field unless ``holds``."""
    if not holds:
        raise Malformed(record_field)


def _is_text(character: str) -> bool:
    code = ord(character)
    return code & _NO_CHARACTER != _NO_CHARACTER and (
        unicodedata.category(character) not in _SEPARATORS
    )
