"""Our own signed codes: CWT in COSE_Sign1 in Base45, each for one purpose.

The backend issues them, the kiosk opens them offline. Pure: no I/O, no clock. ``issue_code`` and
``open_code`` are the two ends; ``on_paper`` puts a code behind a web address.
"""

from backend_client.signed_codes.armour import LONGEST_OWN, OWN_PREFIX, SHORTEST_OWN
from backend_client.signed_codes.claims import CODE_ID_BYTES, EVERY_KIOSK
from backend_client.signed_codes.contents import (
    ApplicationReceipt,
    AppointmentSlip,
    Certificate,
    Configuration,
    Content,
    KioskEnrolment,
    ParkingPermit,
    ResidentCredential,
    StaffSignIn,
    purpose_of,
)
from backend_client.signed_codes.cose import key_id
from backend_client.signed_codes.paper import (
    LONGEST_ADDRESS,
    behind_address,
    is_plain_address,
    on_paper,
    unescaped,
)
from backend_client.signed_codes.purposes import POLICIES, Policy, Purpose
from backend_client.signed_codes.reasons import Reason
from backend_client.signed_codes.replay import ReplayGuard, Use, Uses
from backend_client.signed_codes.signed import (
    MOST_LEEWAY,
    Asked,
    CodeRefused,
    Opened,
    TrustedKey,
    Validity,
    issue_code,
    open_code,
    trusted,
)

__all__ = [
    "CODE_ID_BYTES",
    "EVERY_KIOSK",
    "LONGEST_ADDRESS",
    "LONGEST_OWN",
    "MOST_LEEWAY",
    "OWN_PREFIX",
    "POLICIES",
    "SHORTEST_OWN",
    "ApplicationReceipt",
    "AppointmentSlip",
    "Asked",
    "Certificate",
    "CodeRefused",
    "Configuration",
    "Content",
    "KioskEnrolment",
    "Opened",
    "ParkingPermit",
    "Policy",
    "Purpose",
    "Reason",
    "ReplayGuard",
    "ResidentCredential",
    "StaffSignIn",
    "TrustedKey",
    "Use",
    "Uses",
    "Validity",
    "behind_address",
    "is_plain_address",
    "issue_code",
    "key_id",
    "on_paper",
    "open_code",
    "purpose_of",
    "trusted",
    "unescaped",
]
