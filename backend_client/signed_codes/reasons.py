"""Why a code of our own does not open."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """In the order of the checks: nothing of the content is looked at before the signature."""

    NOT_OURS = "not_ours"
    TOO_LONG = "too_long"
    NOT_BASE45 = "not_base45"
    MALFORMED_CBOR = "malformed_cbor"
    NOT_COSE = "not_cose"
    """Good CBOR, but no COSE_Sign1 of exactly our shape."""
    WRONG_ALGORITHM = "wrong_algorithm"
    UNKNOWN_KEY = "unknown_key"
    BAD_SIGNATURE = "bad_signature"
    MALFORMED_CLAIMS = "malformed_claims"
    UNKNOWN_CLAIM = "unknown_claim"
    MISSING_CLAIM = "missing_claim"
    UNKNOWN_PURPOSE = "unknown_purpose"
    MALFORMED_CONTENT = "malformed_content"
    """Not what a code for this purpose says."""
    WRONG_ISSUER = "wrong_issuer"
    """The key is trusted, but belongs to another issuer."""
    KEY_NOT_FOR_PURPOSE = "key_not_for_purpose"
    """A key for receipts must not sign staff in."""
    WRONG_PURPOSE = "wrong_purpose"
    """A good code, but not one that is asked for here."""
    WRONG_AUDIENCE = "wrong_audience"
    """Made for another kiosk."""
    NOT_YET_VALID = "not_yet_valid"
    """Also what a kiosk sees whose clock is slow."""
    EXPIRED = "expired"
    LIVES_TOO_LONG = "lives_too_long"
    """Valid for longer than its purpose allows."""
    REPLAYED = "replayed"
    NO_ROOM_TO_REMEMBER = "no_room_to_remember"
    """So many single-use codes at once that a replay could not be told: refused, for safety."""
