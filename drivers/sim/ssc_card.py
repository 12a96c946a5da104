"""A simulated social security card of a fictitious resident, as a pure function of APDUs."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from drivers._documents import Protection, Sex, SocialSecurityCard, Withheld
from drivers.card.apdu import Response, StatusWord
from drivers.card.ssc.commands import (
    APPLICATION_NAME,
    BELOW_CURRENT,
    BY_NAME,
    MODE_NUMBER,
    MODE_TAG,
    Instruction,
)
from drivers.card.ssc.items import ElementaryFile, Item, items_of
from drivers.card.ssc.record import ENCODING, encode_record
from drivers.sim.residents import SimResident

T = TypeVar("T")

HOLDER_ITEMS = frozenset(item for item in Item if item.file is ElementaryFile.HOLDER)
"""What a region that guards EF06 with a PIN keeps back."""
WITHOUT_MODULE = HOLDER_ITEMS - {Item.NAME}
"""What a third-generation card keeps back here without a PSAM; the real choice is the region's."""

_SECURE_MODULE_VERSION = "3."
_RECORD_NOT_FOUND = 0x6A83
_MORE_DATA = 0x6100
_RIGHT_LENGTH = 0x6C00
_CASE_2_LENGTH = 5
_HEADER_LENGTH = 5
_SEX_CODES = {Sex.UNKNOWN: b"0", Sex.MALE: b"1", Sex.FEMALE: b"2", Sex.UNSPECIFIED: b"9"}
_REGISTERED_PROVIDER = bytes.fromhex("D156000005")
"""Application provider of the social security cards: inside every card identification code."""


@dataclass(frozen=True, slots=True)
class SscTraits:
    """How cards differ: ``padding`` fills texts up (empty: records of the text's own length)."""

    t0: bool = False
    """Answer long data with 61 xx and a wrong length with 6C xx, as the T=0 protocol does."""
    by_tag: bool = True
    """Whether READ RECORD knows tags, and not only record numbers."""
    padding: bytes = b"\0"
    withheld: AbstractSet[Item] | None = None
    """Items answered with 69 82; None: the usual ones of the version."""

    def withheld_by(self, version: str) -> frozenset[Item]:
        """What a card of this version keeps back of the items that it has."""
        usual = WITHOUT_MODULE if version.startswith(_SECURE_MODULE_VERSION) else frozenset[Item]()
        chosen = usual if self.withheld is None else self.withheld
        return frozenset(item for item in chosen if item in items_of(item.file, int(version[0])))


class SimSscCard:
    """The contact chip of a card; VERIFY, like every other command, is answered 6D 00."""

    atr = bytes.fromhex("3B6D0000") + b"FICTITIOUS SS"
    """Direct convention, T=0, 13 historical bytes (ISO/IEC 7816-3, section 8.2)."""
    id_card = None

    def __init__(
        self, version: str, resident: SimResident, traits: SscTraits | None = None
    ) -> None:
        self._traits = traits or SscTraits()
        self._records = records_of(version, resident, self._traits.padding)
        self._generation = int(version[0])
        self._withheld = self._traits.withheld_by(version)
        self._selected = False
        self._file: ElementaryFile | None = None
        self._pending = b""

    def respond(self, apdu: bytes) -> bytes:
        """Answer SELECT, READ RECORD and GET RESPONSE; refuse all else as ISO 7816-4 wants it."""
        pending, self._pending = self._pending, b""
        if len(apdu) < _HEADER_LENGTH:
            return Response(b"", StatusWord.WRONG_LENGTH).to_bytes()
        cla, ins, p1, p2 = apdu[:4]
        if cla != 0:
            response = Response(b"", StatusWord.CLA_NOT_SUPPORTED)
        elif ins == Instruction.SELECT:
            response = self._select(p1, apdu)
        elif ins == Instruction.READ_RECORD and len(apdu) == _CASE_2_LENGTH:
            response = self._read(p1, p2, apdu[4] or 256)
        elif ins == Instruction.GET_RESPONSE and pending:
            response = Response(pending[: apdu[4] or 256], StatusWord.OK)
        else:
            response = Response(b"", StatusWord.INS_NOT_SUPPORTED)
        return response.to_bytes()

    def _select(self, p1: int, apdu: bytes) -> Response:
        wanted = apdu[_HEADER_LENGTH : _HEADER_LENGTH + apdu[4]]
        if p1 == BY_NAME and wanted == APPLICATION_NAME:
            self._selected, self._file = True, None
            return self._announced(b"\x6f\x11\x84\x0f" + APPLICATION_NAME)
        if self._selected and p1 == BELOW_CURRENT:
            for file in ElementaryFile:
                if wanted == file.to_bytes(2, "big"):
                    self._file = file
                    return Response(b"", StatusWord.OK)
        return Response(b"", StatusWord.FILE_NOT_FOUND)

    def _read(self, p1: int, p2: int, le: int) -> Response:
        file = self._file_of(p2 >> 3)
        if not self._selected or file is None:
            return Response(b"", StatusWord.COMMAND_NOT_ALLOWED)
        item = self._item_of(file, p1, p2 & 7)
        if item is None:
            return Response(b"", _RECORD_NOT_FOUND)
        if item in self._withheld:
            return Response(b"", StatusWord.SECURITY_STATUS)
        record = self._records[item]
        if self._traits.t0 and le != len(record):
            return Response(b"", _RIGHT_LENGTH | len(record))
        return Response(record[:le], StatusWord.OK)

    def _file_of(self, sfi: int) -> ElementaryFile | None:
        if sfi == 0:
            return self._file
        return next((file for file in ElementaryFile if file.sfi == sfi), None)

    def _item_of(self, file: ElementaryFile, p1: int, mode: int) -> Item | None:
        items = items_of(file, self._generation)
        if mode == MODE_TAG and self._traits.by_tag:
            return next((item for item in items if item.tag == p1), None)
        return items[p1 - 1] if mode == MODE_NUMBER and 0 < p1 <= len(items) else None

    def _announced(self, data: bytes) -> Response:
        if not self._traits.t0:
            return Response(data, StatusWord.OK)
        self._pending = data
        return Response(b"", _MORE_DATA | len(data))


def records_of(version: str, resident: SimResident, padding: bytes = b"\0") -> dict[Item, bytes]:
    """Every record of the resident's card by item."""
    name = resident.name.encode(ENCODING)
    texts = {
        Item.CARD_CLASS: b"1",
        Item.VERSION: version.encode("ascii"),
        Item.CARD_NUMBER: card_number_of(resident).encode("ascii"),
        Item.ID_NUMBER: resident.id_number.encode("ascii"),
        Item.NAME: name[: Item.NAME.length],
        Item.NAME_EXTENSION: name[Item.NAME.length :],
        Item.SEX: _SEX_CODES[Sex(resident.sex)],
    }
    region = bytes.fromhex(resident.id_number[:6])
    codes = {
        Item.CARD_IDENTIFICATION: region + _REGISTERED_PROVIDER + bytes(8),
        Item.INSTITUTION: region + bytes(9),
        Item.ISSUED_ON: _decimal(resident.valid_from),
        Item.EXPIRES_ON: _decimal(resident.valid_until),
        Item.ETHNIC_CODE: bytes.fromhex(resident.ethnic_code),
        Item.BIRTHPLACE: region,
        Item.BIRTH_DATE: _decimal(resident.birth),
    }
    padded = {
        item: value.ljust(item.length, padding) if padding else value
        for item, value in texts.items()
    }
    return {item: encode_record(item, value) for item, value in (padded | codes).items()}


def document_of(version: str, resident: SimResident, traits: SscTraits) -> SocialSecurityCard:
    """What a faultless read of the card returns."""
    withheld = traits.withheld_by(version)
    region = resident.id_number[:6]

    def given(item: Item, value: T) -> T | None:
        return None if item in withheld else value

    return SocialSecurityCard(
        version=given(Item.VERSION, version),
        card_identification=given(
            Item.CARD_IDENTIFICATION, region + _REGISTERED_PROVIDER.hex().upper() + "00" * 8
        ),
        card_class=given(Item.CARD_CLASS, "1"),
        institution=given(Item.INSTITUTION, region + "00" * 9),
        issued_on=given(Item.ISSUED_ON, resident.valid_from),
        expires_on=given(Item.EXPIRES_ON, resident.valid_until),
        card_number=given(Item.CARD_NUMBER, card_number_of(resident)),
        id_number=given(Item.ID_NUMBER, resident.id_number),
        name=given(Item.NAME, resident.name),
        sex=given(Item.SEX, Sex(resident.sex)),
        ethnic_code=given(Item.ETHNIC_CODE, resident.ethnic_code),
        birthplace=given(Item.BIRTHPLACE, region),
        birth_date=given(Item.BIRTH_DATE, resident.birth),
        withheld=tuple(
            Withheld(item.label, _protection(version, withheld))
            for item in Item
            if item in withheld
        ),
    )


def _protection(version: str, withheld: frozenset[Item]) -> Protection:
    if Item.VERSION in withheld:
        return Protection.UNDETERMINED
    secured = version.startswith(_SECURE_MODULE_VERSION)
    return Protection.SECURE_MODULE if secured else Protection.PIN


def card_number_of(resident: SimResident) -> str:
    """The number printed on the resident's card: a letter and eight digits of the birth date."""
    return f"A{resident.birth:%Y%m%d}"


def _decimal(day: date | None) -> bytes:
    return b"\xff" * 4 if day is None else bytes.fromhex(day.isoformat().replace("-", ""))
