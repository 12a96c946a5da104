"""Zones of permits whose field order is not that of ICAO 9303: only what the key proves.

The exit-entry permits of mainland residents carry 3 x 30 characters that begin with ``CS``
(往来港澳通行证) or ``CD`` (大陆居民往来台湾通行证); by what mobile reader programs do, the number,
the expiry and the birth date follow, then names in an encoding of their own. UNVERIFIED: no public
standard describes them and no card was at hand. So nothing is taken from a place in such a zone:
number and dates are those of the key that opened the chip, and have to stand in the first line
with their check digits.
"""

from __future__ import annotations

from dataclasses import dataclass

from drivers.card.emrtd.mrz_form import MrzForm
from drivers.card.emrtd.mrz_grammar import Malformed
from drivers.card.emrtd.mrz_key import MrzKey

_CODES = frozenset({"CS", "CD"})
_FIRST_LINE = 30


@dataclass(frozen=True, slots=True, repr=False)
class PermitZone:
    """What is certain of such a zone; dates are YYMMDD."""

    code: str
    document_number: str
    birth: str
    expiry: str


def permit_zone(text: str, key: MrzKey) -> PermitZone | Malformed | None:
    """The certain part of a permit's zone, ``mrz_key`` for another's, None for other documents."""
    code = text[:2]
    if len(text) != MrzForm.TD1.length or code not in _CODES:
        return None
    line = text[len(code) : _FIRST_LINE]
    if not all(checked in line for checked in key.checked_fields):
        return Malformed("mrz_key")
    return PermitZone(code, key.document_number, key.birth, key.expiry)
