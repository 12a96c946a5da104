"""What an answer-to-reset says about a card: hints for technicians, never a decision.

Sources: ISO/IEC 7816-3, 8.2 (structure); PC/SC part 3, 3.1.3.2.3 (what readers make up for
contactless cards), with the codes of its supplement.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, unique

_STARTS = frozenset({0x3B, 0x3F})
"""TS: direct and inverse convention."""
_CONTACTLESS = bytes((0x80, 0x01))
"""TD1 and TD2 that PC/SC part 3 gives to every contactless card."""
_STORAGE = bytes.fromhex("804F0CA000000306")
"""Category byte, tag, length and RID of the PC/SC workgroup: a storage card follows."""
_SHORTEST = 2
_STORAGE_LENGTH = len(_STORAGE) + 3

_STANDARDS = {
    0x01: "ISO 14443 A, part 1",
    0x02: "ISO 14443 A, part 2",
    0x03: "ISO 14443 A, part 3",
    0x05: "ISO 14443 B, part 1",
    0x06: "ISO 14443 B, part 2",
    0x07: "ISO 14443 B, part 3",
    0x09: "ISO 15693, part 1",
    0x0A: "ISO 15693, part 2",
    0x0B: "ISO 15693, part 3",
    0x0C: "ISO 15693, part 4",
    0x11: "FeliCa",
}
_NAMES = {
    0x0001: "MIFARE Classic 1K",
    0x0002: "MIFARE Classic 4K",
    0x0003: "MIFARE Ultralight",
    0x0026: "MIFARE Mini",
    0x003A: "MIFARE Ultralight C",
    0x003B: "FeliCa",
}

SAM_READER_NAME = 0x9000
"""Name bytes with which a published host program recognises an identity card on a SAM reader."""

_RESIDENT_ATRS = frozenset(
    bytes.fromhex(text)
    for text in (
        "3B888001D10386050080800058",
        "3B868001804F03F001003A",
        "3B8A80018065A20131013D72D641A5",
        "3B8F8001804F0CA00000030607FFB00000000020",
    )
)
"""Seen with resident cards on readers without a SAM (public list of observed ATRs)."""
_RESIDENT_ATQB = bytes.fromhex("D10386")
"""Head of the application data in a resident card's ATQB."""


@unique
class AtrKind(StrEnum):
    """Which sort of card the reader describes."""

    CONTACT = "contact"
    STORAGE = "storage"
    """Contactless storage card, described by the reader (PC/SC part 3)."""
    CONTACTLESS = "contactless"
    """ISO/IEC 14443-4: speaks APDUs over radio."""
    ODD = "odd"
    """Not an answer-to-reset of ISO/IEC 7816-3."""


@dataclass(frozen=True, slots=True)
class AtrFinding:
    """An answer-to-reset taken apart; ``standard`` and ``name`` are set for storage cards."""

    atr: bytes
    kind: AtrKind
    historical: bytes = b""
    protocols: tuple[int, ...] = ()
    """The T= numbers that the interface bytes name; T=0 when they name none."""
    standard: str = ""
    name: str = ""
    resident_hint: bool = False
    """It looks like one that was seen with resident identity cards."""


def decode_atr(atr: bytes) -> AtrFinding:
    """Take any bytes apart; what is no answer-to-reset is ``ODD``."""
    parts = _parts(atr)
    if parts is None:
        return AtrFinding(atr, AtrKind.ODD)
    interface, historical, protocols = parts
    contactless = atr[0] == min(_STARTS) and interface == _CONTACTLESS
    standard = name = ""
    kind = AtrKind.CONTACTLESS if contactless else AtrKind.CONTACT
    if contactless and historical.startswith(_STORAGE) and len(historical) >= _STORAGE_LENGTH:
        kind = AtrKind.STORAGE
        standard = _named(_STANDARDS, historical[len(_STORAGE)], 2)
        name = _name(int.from_bytes(historical[len(_STORAGE) + 1 : _STORAGE_LENGTH], "big"))
    hint = atr in _RESIDENT_ATRS or (contactless and historical.startswith(_RESIDENT_ATQB))
    hint = hint or name == _name(SAM_READER_NAME)
    return AtrFinding(atr, kind, historical, protocols, standard, name, hint)


def _parts(atr: bytes) -> tuple[bytes, bytes, tuple[int, ...]] | None:
    """Interface bytes, historical bytes and protocols; None when the lengths do not fit."""
    if len(atr) < _SHORTEST or atr[0] not in _STARTS:
        return None
    historical_length, wanted, at = atr[1] & 0x0F, atr[1] >> 4, 2
    protocols: list[int] = []
    while wanted:
        count = wanted.bit_count()
        group, at = atr[at : at + count], at + count
        if len(group) < count:
            return None
        follows = wanted & 0x8
        wanted = group[-1] >> 4 if follows else 0
        if follows:
            protocols.append(group[-1] & 0x0F)
    interface, historical = atr[2:at], atr[at : at + historical_length]
    check_length = 1 if any(protocols) else 0
    if len(atr) != at + historical_length + check_length:
        return None
    return interface, historical, tuple(dict.fromkeys(protocols)) or (0,)


def _name(code: int) -> str:
    return "identity card on a SAM reader" if code == SAM_READER_NAME else _named(_NAMES, code, 4)


def _named(names: dict[int, str], code: int, digits: int) -> str:
    return names.get(code, f"code {code:0{digits}X}")
