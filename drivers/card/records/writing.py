"""Writing the fields of a document into a record."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from drivers._documents import SEX_BY_CODE, IdentityDocument
from drivers.card.records.layout import (
    ENCODING,
    FOR_LIFE,
    KIND_LETTERS,
    LAYOUTS,
    RECORD_LENGTH,
    RecordField,
)

_CODE_BY_SEX = {sex: code for code, sex in SEX_BY_CODE.items()}
_BLANK = " ".encode(ENCODING) * (RECORD_LENGTH // 2)


def write_record(document: IdentityDocument) -> bytes:
    """The record of ``document``, whose kind has a layout; fields without a place are left out.

    Raises ValueError, naming the field, for a text that is longer than its field.
    """
    record = bytearray(_BLANK)
    texts = _texts(document)
    for record_field, parts in LAYOUTS[document.kind].items():
        _write(record, record_field, parts, texts[record_field])
    return bytes(record)


def _texts(document: IdentityDocument) -> Mapping[RecordField, str]:
    """A permit without a Chinese name has it blank: there the name is the Latin one."""
    until = document.valid_until
    return {
        RecordField.KIND: KIND_LETTERS[document.kind],
        RecordField.NAME: "" if document.name == document.latin_name else document.name,
        RecordField.LATIN_NAME: document.latin_name,
        RecordField.SEX: _CODE_BY_SEX[document.sex],
        RecordField.ETHNIC_CODE: document.ethnic_code,
        RecordField.BIRTH_DATE: _compact(document.birth_date),
        RecordField.ADDRESS: document.address,
        RecordField.ID_NUMBER: document.id_number,
        RecordField.ISSUER: document.issuer,
        RecordField.VALID_FROM: _compact(document.valid_from),
        RecordField.VALID_UNTIL: FOR_LIFE if until is None else _compact(until),
        RecordField.NATIONALITY: document.nationality,
        RecordField.TRAVEL_PERMIT: document.travel_permit,
        RecordField.ISSUES: document.issues,
        RecordField.FORMER_PERMIT: document.former_permit,
    }


def _write(
    record: bytearray, record_field: RecordField, parts: tuple[slice, ...], text: str
) -> None:
    try:
        rest = text.encode(ENCODING)
    except UnicodeEncodeError:
        message = f"{record_field} is not Unicode text"
        raise ValueError(message) from None
    for part in parts:
        length = part.stop - part.start
        piece, rest = rest[:length], rest[length:]
        record[part.start : part.start + len(piece)] = piece
    if rest:
        message = f"{record_field} is longer than its field"
        raise ValueError(message)


def _compact(day: date) -> str:
    """YYYYMMDD; strftime does not pad years before 1000."""
    return day.isoformat().replace("-", "")
