"""From the 256-byte text record to a document and back; ``records.layout`` has the byte tables.

A record is an identity document whole or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields

from drivers._documents import (
    CardRead,
    CardUnread,
    DocumentKind,
    IdentityDocument,
    ReadFailure,
)
from drivers.card.records.field_text import FieldText, Malformed
from drivers.card.records.foreigners import foreign_2017, foreign_2023
from drivers.card.records.layout import (
    ENCODING,
    FOR_LIFE,
    KIND,
    KIND_LETTERS,
    LAYOUTS,
    PADDING,
    RECORD_LENGTH,
    RecordField,
)
from drivers.card.records.residents import hmt_residence, resident
from drivers.card.records.writing import write_record

__all__ = [
    "FOR_LIFE",
    "PADDING",
    "RECORD_LENGTH",
    "RecordField",
    "encode_record",
    "parse_record",
]

_KINDS = {letter: kind for kind, letter in KIND_LETTERS.items()} | {"\0": DocumentKind.RESIDENT}
"""A resident card's letter is padding, and padding may be a NUL."""

_READINGS: Mapping[DocumentKind, Callable[[FieldText, bytes], IdentityDocument]] = {
    DocumentKind.RESIDENT: resident,
    DocumentKind.HMT_RESIDENCE: hmt_residence,
    DocumentKind.FOREIGN_RESIDENCE_2017: foreign_2017,
    DocumentKind.FOREIGN_RESIDENCE_2023: foreign_2023,
}


def parse_record(record: bytes, photo: bytes = b"") -> CardRead:
    """The document in a record, or CardUnread that names the first field that is wrong.

    MALFORMED for a wrong field; NOT_AN_IDENTITY_CARD, field ``kind``, for the letter of a card that
    is not among the four. Raises ValueError when ``record`` is not 256 bytes long: lengths are the
    page reader's matter.
    """
    if len(record) != RECORD_LENGTH:
        message = f"a text record has {RECORD_LENGTH} bytes"
        raise ValueError(message)
    letter = record[KIND].decode(ENCODING, errors="replace")
    kind = _KINDS.get(letter)
    if kind is None:
        letters = letter.isascii() and letter.isalpha()
        reason = ReadFailure.NOT_AN_IDENTITY_CARD if letters else ReadFailure.MALFORMED
        return CardUnread(reason, RecordField.KIND.value)
    try:
        return _READINGS[kind](FieldText(record, LAYOUTS[kind]), photo)
    except Malformed as malformed:
        return CardUnread(ReadFailure.MALFORMED, malformed.field.value)


def encode_record(document: IdentityDocument) -> bytes:
    """The record from which ``parse_record`` reads exactly ``document`` (its photo given).

    Raises ValueError, naming the field, for a document of which that is not true: of another kind,
    with a text that is too long, with a number whose check fails, with a field that this kind of
    card does not have.
    """
    if document.kind not in LAYOUTS:
        message = f"{RecordField.KIND} has no text record"
        raise ValueError(message)
    record = write_record(document)
    wrong = _first_wrong(parse_record(record, document.photo), document)
    if wrong is not None:
        message = f"{wrong} does not fit this kind of card"
        raise ValueError(message)
    return record


def _first_wrong(read: CardRead, document: IdentityDocument) -> str | None:
    if isinstance(read, CardUnread):
        return read.field
    names = (each.name for each in fields(document))
    return next((name for name in names if getattr(read, name) != getattr(document, name)), None)
