"""eMRTD chips (passports, permits) by basic access control: a pure protocol over APDUs.

``travel_documents`` makes the procedure for a card reader: key, secure messaging, data groups and
passive authentication. ``read_chip`` is the part below it that proves nothing about the issuer. All
they need is a function that transmits an APDU, such as ``lambda apdu: link.transmit(apdu,
deadline)`` with a ``CardLink``. Expected failures are values (``results``, ``passive``); only the
transport raises. Extended lengths and 61xx/6Cxx are not used: contactless chips answer short APDUs
whole. PACE, active and chip authentication are not part of this package.
"""

from drivers.card.emrtd.document_read import read_chip
from drivers.card.emrtd.mrz import Mrz, parse_mrz
from drivers.card.emrtd.mrz_form import MrzForm
from drivers.card.emrtd.mrz_grammar import Malformed
from drivers.card.emrtd.mrz_key import MrzKey, mrz_key
from drivers.card.emrtd.mrz_permit import PermitZone
from drivers.card.emrtd.procedure import travel_documents
from drivers.card.emrtd.results import (
    AccessDenied,
    ChipContents,
    ChipFiles,
    EmrtdFailure,
    EmrtdRead,
    NotTravelDocument,
    PaceOnly,
    Refused,
    Tampered,
    TooLong,
)
from drivers.card.emrtd.trust import load_trust

__all__ = [
    "AccessDenied",
    "ChipContents",
    "ChipFiles",
    "EmrtdFailure",
    "EmrtdRead",
    "Malformed",
    "Mrz",
    "MrzForm",
    "MrzKey",
    "NotTravelDocument",
    "PaceOnly",
    "PermitZone",
    "Refused",
    "Tampered",
    "TooLong",
    "load_trust",
    "mrz_key",
    "parse_mrz",
    "read_chip",
    "travel_documents",
]
