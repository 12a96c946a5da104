"""Open and issue our own signed codes: CWT in COSE_Sign1 in Base45, each for one purpose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from backend_client.signed_codes.armour import LONGEST_OWN, OWN_PREFIX, armoured, unarmoured
from backend_client.signed_codes.claims import EVERY_KIOSK, Claims, read_claims
from backend_client.signed_codes.contents import Content
from backend_client.signed_codes.cose import key_id, read_sealed, seal
from backend_client.signed_codes.purposes import POLICIES, Purpose
from backend_client.signed_codes.reasons import Reason
from backend_client.signed_codes.replay import Use, Uses

USUAL_LEEWAY: Final = timedelta(seconds=60)
MOST_LEEWAY: Final = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class TrustedKey:
    """Who signs with a key, and what for."""

    public_key: Ed25519PublicKey = field(repr=False)
    issuer: str
    purposes: frozenset[Purpose]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the kiosk asks for just now. ``leeway`` is for clocks that differ."""

    purposes: frozenset[Purpose]
    kiosk_id: str
    now: datetime
    leeway: timedelta = USUAL_LEEWAY

    def __post_init__(self) -> None:
        """ValueError for a moment without time zone or a leeway beyond MOST_LEEWAY."""
        if self.now.tzinfo is None:
            message = "the moment has no time zone"
            raise ValueError(message)
        if not timedelta(0) <= self.leeway <= MOST_LEEWAY:
            message = f"the leeway is not within 0 and {MOST_LEEWAY}"
            raise ValueError(message)


@dataclass(frozen=True, slots=True)
class Opened:
    """A genuine code that is good here and now; a single-use one is used up by this."""

    purpose: Purpose
    content: Content
    issuer: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class CodeRefused:
    """``purpose`` is told only when the signature is good, so that a hint can name the paper."""

    reason: Reason
    purpose: Purpose | None = None
    expired_at: datetime | None = None
    """With EXPIRED: since when, in UTC."""


@dataclass(frozen=True, slots=True)
class Validity:
    """For which kiosk (or EVERY_KIOSK) a code is issued, and from when until when."""

    audience: str
    not_before: datetime
    expires: datetime


def trusted(keys: Iterable[TrustedKey]) -> Mapping[bytes, TrustedKey]:
    """The keys by key id. ValueError for two with one id."""
    listed = list(keys)
    by_id = {key_id(key.public_key): key for key in listed}
    if len(by_id) != len(listed):
        message = "two keys have the same id"
        raise ValueError(message)
    return by_id


def open_code(
    text: str, keys: Mapping[bytes, TrustedKey], asked: Asked, guard: Uses
) -> Opened | CodeRefused:
    """Check a code from the outside inwards. Never raises; the work is bounded by LONGEST_OWN."""
    sealed = _unwrapped(text)
    if isinstance(sealed, Reason):
        return CodeRefused(sealed)
    message = read_sealed(sealed)
    if isinstance(message, Reason):
        return CodeRefused(message)
    key = keys.get(message.key_id)
    if key is None:
        return CodeRefused(Reason.UNKNOWN_KEY)
    if not message.signed_by(key.public_key):
        return CodeRefused(Reason.BAD_SIGNATURE)
    claims = read_claims(message.payload)
    if isinstance(claims, Reason):
        return CodeRefused(claims)
    reason = _unwelcome(claims, key, asked) or _used(claims, message.key_id, asked, guard)
    expires_at = datetime.fromtimestamp(claims.expires, UTC)
    if reason:
        past = expires_at if reason is Reason.EXPIRED else None
        return CodeRefused(reason, claims.purpose, past)
    return Opened(claims.purpose, claims.content, claims.issuer, expires_at)


def issue_code(
    content: Content, private_key: Ed25519PrivateKey, issuer: str, valid: Validity, code_id: bytes
) -> str:
    """The text of a new code; ``code_id`` is 16 random bytes. ValueError for what none may say."""
    claims = Claims(
        issuer=issuer,
        audience=valid.audience,
        not_before=int(valid.not_before.timestamp()),
        expires=int(valid.expires.timestamp()),
        code_id=code_id,
        content=content,
    )
    if POLICIES[claims.purpose].one_kiosk and valid.audience == EVERY_KIOSK:
        message = f"a {claims.purpose.name} names its kiosk"
        raise ValueError(message)
    if _lives_too_long(claims):
        message = f"a {claims.purpose.name} may not live so long"
        raise ValueError(message)
    return armoured(seal(claims.encoded(), private_key))


def _unwrapped(text: str) -> bytes | Reason:
    if not text.startswith(OWN_PREFIX):
        return Reason.NOT_OURS
    if len(text) > LONGEST_OWN:
        return Reason.TOO_LONG
    sealed = unarmoured(text)
    return Reason.NOT_BASE45 if sealed is None else sealed


def _unwelcome(claims: Claims, key: TrustedKey, asked: Asked) -> Reason | None:
    """Why a genuine code does not serve here and now, leaving aside whether it was used."""
    if claims.issuer != key.issuer:
        return Reason.WRONG_ISSUER
    if claims.purpose not in key.purposes:
        return Reason.KEY_NOT_FOR_PURPOSE
    if claims.purpose not in asked.purposes:
        return Reason.WRONG_PURPOSE
    if not _meant_for(asked.kiosk_id, claims):
        return Reason.WRONG_AUDIENCE
    if _lives_too_long(claims):
        return Reason.LIVES_TOO_LONG
    now, leeway = asked.now.timestamp(), asked.leeway.total_seconds()
    if now < claims.not_before - leeway:
        return Reason.NOT_YET_VALID
    if now >= claims.expires + leeway:
        return Reason.EXPIRED
    return None


def _meant_for(kiosk_id: str, claims: Claims) -> bool:
    if claims.audience == EVERY_KIOSK:
        return not POLICIES[claims.purpose].one_kiosk
    return claims.audience == kiosk_id


def _lives_too_long(claims: Claims) -> bool:
    life = timedelta(seconds=claims.expires - claims.not_before)
    return life > POLICIES[claims.purpose].longest_life


def _used(claims: Claims, key: bytes, asked: Asked, guard: Uses) -> Reason | None:
    """Use up a single-use code; remembered for the most leeway that anybody may grant."""
    if not POLICIES[claims.purpose].once:
        return None
    refused_from = claims.expires + int(MOST_LEEWAY.total_seconds())
    match guard.use(key + claims.code_id, refused_from, int(asked.now.timestamp())):
        case Use.FIRST:
            return None
        case Use.AGAIN:
            return Reason.REPLAYED
        case Use.NO_ROOM:
            return Reason.NO_ROOM_TO_REMEMBER
