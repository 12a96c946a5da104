"""eMRTD chips (passports, permits) by basic access control: a pure protocol over APDUs.

``read_travel_document`` needs only a function that transmits an APDU, such as
``lambda apdu: link.transmit(apdu, deadline)`` with a ``CardLink``. Expected failures are values
(``results``); only the transport raises. Extended lengths and 61xx/6Cxx are not used: contactless
chips answer short APDUs whole.
Passive authentication and PACE are not part of this package.
"""

from drivers.card.emrtd.document_read import read_travel_document
from drivers.card.emrtd.mrz import Mrz, parse_mrz
from drivers.card.emrtd.mrz_form import MrzForm
from drivers.card.emrtd.mrz_grammar import Malformed
from drivers.card.emrtd.mrz_key import MrzKey, mrz_key
from drivers.card.emrtd.results import (
    AccessDenied,
    EmrtdFailure,
    EmrtdRead,
    NotTravelDocument,
    Refused,
    Tampered,
    TooLong,
    TravelDocument,
)

__all__ = [
    "AccessDenied",
    "EmrtdFailure",
    "EmrtdRead",
    "Malformed",
    "Mrz",
    "MrzForm",
    "MrzKey",
    "NotTravelDocument",
    "Refused",
    "Tampered",
    "TooLong",
    "TravelDocument",
    "mrz_key",
    "parse_mrz",
    "read_travel_document",
]
