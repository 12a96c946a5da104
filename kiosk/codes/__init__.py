"""What a scanned code may be: a strict grammar, and our own signed codes.

``classify`` sorts any bytes into a signed code of ours, the city app's opaque identity code,
somebody else's code, or a refusal. ``open_code`` checks a signed one. Pure: no Qt, no I/O, no
clock.
"""

from kiosk.codes.claims import CODE_ID_BYTES, EVERY_KIOSK
from kiosk.codes.contents import (
    ApplicationReceipt,
    AppointmentSlip,
    Certificate,
    Configuration,
    Content,
    KioskEnrolment,
    ParkingPermit,
    ResidentCredential,
    StaffSignIn,
)
from kiosk.codes.cose import key_id
from kiosk.codes.grammar import (
    Code,
    Foreign,
    ForeignKind,
    IdentityCode,
    OwnSigned,
    Refusal,
    Refused,
    classify,
)
from kiosk.codes.purposes import POLICIES, Policy, Purpose
from kiosk.codes.reasons import Reason
from kiosk.codes.replay import ReplayGuard, Use
from kiosk.codes.signed import (
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
    "POLICIES",
    "ApplicationReceipt",
    "AppointmentSlip",
    "Asked",
    "Certificate",
    "Code",
    "CodeRefused",
    "Configuration",
    "Content",
    "Foreign",
    "ForeignKind",
    "IdentityCode",
    "KioskEnrolment",
    "Opened",
    "OwnSigned",
    "ParkingPermit",
    "Policy",
    "Purpose",
    "Reason",
    "Refusal",
    "Refused",
    "ReplayGuard",
    "ResidentCredential",
    "StaffSignIn",
    "TrustedKey",
    "Use",
    "Validity",
    "classify",
    "issue_code",
    "key_id",
    "open_code",
    "trusted",
]
