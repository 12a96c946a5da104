"""What reading a chip can come to; every outcome is a value and none shows its holder.

EmrtdRead = ChipContents | EmrtdFailure
EmrtdFailure = NotTravelDocument | PaceOnly | AccessDenied | Tampered | Malformed | TooLong
    | Refused
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from drivers.card.emrtd.mrz import Mrz
from drivers.card.emrtd.mrz_grammar import Malformed
from drivers.card.emrtd.mrz_permit import PermitZone


@dataclass(frozen=True, slots=True, repr=False)
class ChipFiles:
    """Files as read, whole; ``dg2`` and ``dg11`` are empty when EF.COM does not list them.

    ``sod`` is empty for a chip that has none, which no genuine document may lack.
    """

    dg1: bytes
    dg2: bytes
    dg11: bytes
    sod: bytes


@dataclass(frozen=True, slots=True, repr=False)
class ChipContents:
    """The contents of a chip, read over an authenticated channel; its signature is not checked.

    ``image`` is the opaque JPEG or JPEG 2000 of DG2. ``image``, ``full_name`` (national script)
    and ``personal_number`` are empty, ``birth_date`` is None when the chip does not carry them.
    """

    mrz: Mrz | PermitZone
    image: bytes
    full_name: str
    personal_number: str
    birth_date: date | None
    files: ChipFiles


@dataclass(frozen=True, slots=True)
class NotTravelDocument:
    """The card has no eMRTD application (ICAO 9303-10)."""


@dataclass(frozen=True, slots=True)
class PaceOnly:
    """The chip opens by PACE alone (ICAO 9303-11, 4.4), which is not implemented here."""


@dataclass(frozen=True, slots=True)
class AccessDenied:
    """The chip does not accept the key: it is another document, or the key was mistyped."""


@dataclass(frozen=True, slots=True)
class Tampered:
    """A message was not authentic (ICAO 9303-11, section 9.8): the channel is of no more use."""


@dataclass(frozen=True, slots=True)
class TooLong:
    """A file does not fit the 15-bit offsets of READ BINARY (ISO/IEC 7816-4, INS B0)."""

    field: str


@dataclass(frozen=True, slots=True)
class Refused:
    """The chip refused a step with a status word (ISO/IEC 7816-4, table 6)."""

    step: str
    sw: int


EmrtdFailure: TypeAlias = (
    NotTravelDocument | PaceOnly | AccessDenied | Tampered | Malformed | TooLong | Refused
)
EmrtdRead: TypeAlias = ChipContents | EmrtdFailure
