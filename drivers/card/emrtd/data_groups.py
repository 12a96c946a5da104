"""Contents of EF.COM, DG1, DG2 and DG11 (ICAO 9303-10)."""

from __future__ import annotations

import re
import struct
import unicodedata
from datetime import date

from drivers.card.emrtd.files import ElementaryFile
from drivers.card.emrtd.mrz import Mrz, encode_mrz, parse_mrz
from drivers.card.emrtd.mrz_grammar import FILLER, Malformed
from drivers.card.emrtd.mrz_key import MrzKey, mrz_key
from drivers.card.emrtd.mrz_permit import PermitZone, permit_zone
from drivers.card.emrtd.tlv import encode, find, items

_TAG_LIST = 0x5C
_MRZ = 0x5F1F
_FULL_NAME = 0x5F0E
_PERSONAL_NUMBER = 0x5F10
_BIRTH_DATE = 0x5F2B
_PACKED_DATE_LENGTH = 4
_FULL_DATE = re.compile(r"[0-9]{8}", re.ASCII)
_BIOMETRIC_GROUP = 0x7F61
_BIOMETRIC_TEMPLATE = 0x7F60
_IMAGE_BLOCKS = (0x5F2E, 0x7F2E)
_INSTANCES = 0x02

_FACIAL_HEADER = struct.Struct(">4s4sIH")
_FACE = struct.Struct(">IH14x")
_FEATURE_POINT_LENGTH = 8
_IMAGE_INFORMATION_LENGTH = 12
"""ISO/IEC 19794-5:2005, section 5: record header, face block, feature points, image information."""
_FORMAT = b"FAC\0"
_VERSION = b"010\0"


def listed_tags(com: bytes) -> frozenset[int] | Malformed:
    """Tags of the data groups that EF.COM lists (not signed: a hint, not a proof)."""
    tags = find(com, ElementaryFile.COM.tag, _TAG_LIST)
    return Malformed("com") if tags is None else frozenset(tags)


def mrz_of(dg1: bytes, key: MrzKey) -> Mrz | PermitZone | Malformed:
    """The machine readable zone in DG1, which has to give the very key that opened the chip."""
    raw = find(dg1, ElementaryFile.DG1.tag, _MRZ)
    if raw is None or not raw.isascii():
        return Malformed("mrz")
    text = raw.decode("ascii")
    mrz = parse_mrz(text)
    if isinstance(mrz, Malformed):
        return permit_zone(text, key) or mrz
    same = mrz_key(mrz.document_number, mrz.birth, mrz.expiry) == key
    return mrz if same else Malformed("mrz_key")


def image_of(dg2: bytes) -> bytes | Malformed:
    """The first face in DG2: JPEG or JPEG 2000, not decoded here."""
    template = find(dg2, ElementaryFile.DG2.tag, _BIOMETRIC_GROUP, _BIOMETRIC_TEMPLATE) or b""
    record = next((item.value for item in items(template) or () if item.tag in _IMAGE_BLOCKS), b"")
    if len(record) < _FACIAL_HEADER.size + _FACE.size or not record.startswith(_FORMAT):
        return Malformed("image")
    block_length, points = _FACE.unpack_from(record, _FACIAL_HEADER.size)
    skipped = _FACE.size + points * _FEATURE_POINT_LENGTH + _IMAGE_INFORMATION_LENGTH
    block = record[_FACIAL_HEADER.size :]
    if not skipped < block_length <= len(block):
        return Malformed("image")
    return block[skipped:block_length]


def full_name_of(dg11: bytes) -> str | Malformed:
    """The name in national script, fillers as single spaces; empty when DG11 has none."""
    text = _text(dg11, _FULL_NAME)
    if text is None:
        return Malformed("full_name")
    return " ".join(text.replace(FILLER, " ").split())


def personal_number_of(dg11: bytes) -> str | Malformed:
    """The personal number; empty when DG11 has none."""
    text = _text(dg11, _PERSONAL_NUMBER)
    return Malformed("personal_number") if text is None else text.strip(FILLER + " ")


def birth_date_of(dg11: bytes) -> date | Malformed | None:
    """The full date of birth, None when DG11 has none.

    ICAO 9303-10 codes it as eight digits; chips of the first edition pack them into four bytes.
    """
    body = find(dg11, ElementaryFile.DG11.tag)
    raw = next((item.value for item in items(body or b"") or () if item.tag == _BIRTH_DATE), None)
    if raw is None:
        return None
    digits = raw.hex() if len(raw) == _PACKED_DATE_LENGTH else raw.decode("latin-1")
    if _FULL_DATE.fullmatch(digits) is None:
        return Malformed("birth_date")
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return Malformed("birth_date")


def encode_com(tags: bytes) -> bytes:
    """EF.COM of LDS 1.7, Unicode 4.0.0, with this tag list."""
    body = encode(0x5F01, b"0107") + encode(0x5F36, b"040000") + encode(_TAG_LIST, tags)
    return encode(ElementaryFile.COM.tag, body)


def encode_dg1(mrz: Mrz) -> bytes:
    """DG1 with this zone; ValueError when a field does not fit."""
    return encode(ElementaryFile.DG1.tag, encode(_MRZ, encode_mrz(mrz).encode("ascii")))


def encode_dg2(image: bytes) -> bytes:
    """DG2 with one face without feature points; the image information is blank."""
    block = bytes(_IMAGE_INFORMATION_LENGTH) + image
    face = _FACE.pack(_FACE.size + len(block), 0) + block
    size = _FACIAL_HEADER.size + len(face)
    record = _FACIAL_HEADER.pack(_FORMAT, _VERSION, size, 1) + face
    template = encode(_BIOMETRIC_TEMPLATE, encode(0xA1, b"") + encode(_IMAGE_BLOCKS[0], record))
    group = encode(_BIOMETRIC_GROUP, encode(_INSTANCES, b"\x01") + template)
    return encode(ElementaryFile.DG2.tag, group)


def encode_dg11(full_name: str, personal_number: str, birth_date: date | None = None) -> bytes:
    """DG11 with both texts, and the full date of birth if there is one."""
    objects = {_FULL_NAME: full_name.encode(), _PERSONAL_NUMBER: personal_number.encode()}
    if birth_date is not None:
        objects[_BIRTH_DATE] = f"{birth_date:%Y%m%d}".encode()
    present = b"".join(tag.to_bytes(2, "big") for tag in objects)
    body = encode(_TAG_LIST, present)
    body += b"".join(encode(tag, value) for tag, value in objects.items())
    return encode(ElementaryFile.DG11.tag, body)


def _text(dg11: bytes, tag: int) -> str | None:
    """Empty when the object is absent; None when it is no printable UTF-8."""
    body = find(dg11, ElementaryFile.DG11.tag)
    objects = items(body) if body is not None else None
    if objects is None:
        return None
    try:
        text = next((item.value for item in objects if item.tag == tag), b"").decode()
    except UnicodeDecodeError:
        return None
    return None if any(unicodedata.category(character) == "Cc" for character in text) else text
