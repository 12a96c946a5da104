"""The 256-byte text record of a resident identity card: UTF-16LE, fields padded with spaces.

========  ======  ==========================================
 offset   length  field
========  ======  ==========================================
      0       30  name
     30        2  sex (GB/T 2261.1)
     32        4  ethnic group (GB/T 3304)
     36       16  birth date, YYYYMMDD
     52       70  address
    122       36  identity number (GB 11643)
    158       30  issuing office
    188       16  valid from, YYYYMMDD
    204       16  valid until, YYYYMMDD or 长期 (for life)
    248        2  kind: space for the resident card
========  ======  ==========================================

Offsets and lengths agree in two independent published reader programs. The other bytes are
reserved. A record is an identity document whole or not at all.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from enum import Enum, unique
from typing import TypeVar

from drivers._documents import (
    SEX_BY_CODE,
    CardRead,
    CardUnread,
    DocumentKind,
    IdentityDocument,
    ReadFailure,
)
from drivers.card.id_number import birth_date, compact_date, is_valid

T = TypeVar("T")

RECORD_LENGTH = 256
PADDING = " \0"
FOR_LIFE = "长期"

_RESIDENT_KIND = " "
_OTHER_KINDS = frozenset("JIY")
"""Residence permits of Hong Kong, Macao and Taiwan residents (J) and of foreigners (I, Y)."""

_CODE_BY_SEX = {sex: code for code, sex in SEX_BY_CODE.items()}
_ETHNIC_CODE = re.compile(r"[0-9]{2}", re.ASCII)


@unique
class RecordField(Enum):
    """Slices of the record; the name is what ``CardUnread.field`` says."""

    NAME = slice(0, 30)
    SEX = slice(30, 32)
    ETHNIC_CODE = slice(32, 36)
    BIRTH_DATE = slice(36, 52)
    ADDRESS = slice(52, 122)
    ID_NUMBER = slice(122, 158)
    ISSUER = slice(158, 188)
    VALID_FROM = slice(188, 204)
    VALID_UNTIL = slice(204, 220)
    KIND = slice(248, 250)

    @property
    def label(self) -> str:
        """The field's name in results and logs."""
        return self.name.lower()

    @property
    def length(self) -> int:
        """Bytes of the field."""
        return self.value.stop - self.value.start


class _Malformed(Exception):
    def __init__(self, record_field: RecordField) -> None:
        super().__init__(record_field.label)
        self.field = record_field


def parse_record(record: bytes, photo: bytes = b"") -> CardRead:
    """The document in a record, or the first field that is wrong.

    Raises ValueError when ``record`` is not 256 bytes long: lengths are the page reader's matter.
    """
    if len(record) != RECORD_LENGTH:
        message = f"a text record has {RECORD_LENGTH} bytes"
        raise ValueError(message)
    try:
        if _raw(record, RecordField.KIND) in _OTHER_KINDS:
            return CardUnread(ReadFailure.NOT_AN_IDENTITY_CARD, RecordField.KIND.label)
        return _resident(record, photo)
    except _Malformed as malformed:
        return CardUnread(ReadFailure.MALFORMED, malformed.field.label)


def encode_record(document: IdentityDocument) -> bytes:
    """The record that carries ``document``; ValueError for a text that does not fit its field."""
    record = bytearray(" ".encode("utf-16-le") * (RECORD_LENGTH // 2))
    until = document.valid_until
    for record_field, text in (
        (RecordField.NAME, document.name),
        (RecordField.SEX, _CODE_BY_SEX[document.sex]),
        (RecordField.ETHNIC_CODE, document.ethnic_code),
        (RecordField.BIRTH_DATE, _compact(document.birth_date)),
        (RecordField.ADDRESS, document.address),
        (RecordField.ID_NUMBER, document.id_number),
        (RecordField.ISSUER, document.issuer),
        (RecordField.VALID_FROM, _compact(document.valid_from)),
        (RecordField.VALID_UNTIL, FOR_LIFE if until is None else _compact(until)),
        (RecordField.KIND, _RESIDENT_KIND),
    ):
        encoded = text.encode("utf-16-le")
        if len(encoded) > record_field.length:
            message = f"{record_field.label} is longer than {record_field.length} bytes"
            raise ValueError(message)
        start = record_field.value.start
        record[start : start + len(encoded)] = encoded
    return bytes(record)


def _resident(record: bytes, photo: bytes) -> IdentityDocument:
    _require(RecordField.KIND, _raw(record, RecordField.KIND) == _RESIDENT_KIND)
    name = _text(record, RecordField.NAME)
    sex = _read(record, RecordField.SEX, SEX_BY_CODE.get)
    ethnic_code = _text(record, RecordField.ETHNIC_CODE)
    _require(RecordField.ETHNIC_CODE, _ETHNIC_CODE.fullmatch(ethnic_code) is not None)
    birth = _read(record, RecordField.BIRTH_DATE, compact_date)
    address = _text(record, RecordField.ADDRESS)
    number = _text(record, RecordField.ID_NUMBER)
    _require(RecordField.ID_NUMBER, is_valid(number))
    _require(RecordField.BIRTH_DATE, birth == birth_date(number))
    issuer = _text(record, RecordField.ISSUER)
    valid_from = _read(record, RecordField.VALID_FROM, compact_date)
    valid_until = _valid_until(record, valid_from)
    return IdentityDocument(
        kind=DocumentKind.RESIDENT,
        name=name,
        id_number=number,
        sex=sex,
        ethnic_code=ethnic_code,
        birth_date=birth,
        address=address,
        issuer=issuer,
        valid_from=valid_from,
        valid_until=valid_until,
        photo=photo,
    )


def _valid_until(record: bytes, valid_from: date) -> date | None:
    if _text(record, RecordField.VALID_UNTIL) == FOR_LIFE:
        return None
    until = _read(record, RecordField.VALID_UNTIL, compact_date)
    _require(RecordField.VALID_UNTIL, until >= valid_from)
    return until


def _read(record: bytes, record_field: RecordField, convert: Callable[[str], T | None]) -> T:
    value = convert(_text(record, record_field))
    if value is None:
        raise _Malformed(record_field)
    return value


def _text(record: bytes, record_field: RecordField) -> str:
    """The field without its padding: never empty, never with a control character inside."""
    text = _raw(record, record_field).strip(PADDING)
    printable = not any(unicodedata.category(character) == "Cc" for character in text)
    _require(record_field, bool(text) and printable)
    return text


def _raw(record: bytes, record_field: RecordField) -> str:
    try:
        return record[record_field.value].decode("utf-16-le")
    except UnicodeDecodeError:
        raise _Malformed(record_field) from None


def _require(record_field: RecordField, holds: bool) -> None:
    if not holds:
        raise _Malformed(record_field)


def _compact(day: date) -> str:
    """YYYYMMDD; strftime does not pad years before 1000."""
    return day.isoformat().replace("-", "")
