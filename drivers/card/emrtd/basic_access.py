"""Basic access control: mutual authentication with the printed key (ICAO 9303-11, 4.3)."""

from __future__ import annotations

import hmac
from collections.abc import Callable

from drivers.card.emrtd.ciphers import (
    BLOCK,
    KEY_LENGTH,
    SessionKeys,
    decrypt,
    derive_keys,
    encrypt,
    retail_mac,
)
from drivers.card.emrtd.commands import (
    CHALLENGE_LENGTH,
    TOKEN_LENGTH,
    external_authenticate,
    get_challenge,
    select_application,
)
from drivers.card.emrtd.mrz_grammar import Malformed
from drivers.card.emrtd.mrz_key import MrzKey
from drivers.card.emrtd.results import (
    AccessDenied,
    EmrtdFailure,
    NotTravelDocument,
    Refused,
    Tampered,
)
from drivers.card.emrtd.secure_messaging import SecureChannel, Transmit

RandomBytes = Callable[[int], bytes]

_WRONG_KEY = frozenset({0x6300, 0x6982, 0x6985, 0x6988, 0x6A80})
"""How chips refuse a cryptogram: ICAO 9303-11 leaves the status word open."""


def open_channel(
    transmit: Transmit, key: MrzKey, random_bytes: RandomBytes
) -> SecureChannel | EmrtdFailure:
    """Select the application and authenticate; three APDUs. Raises what ``transmit`` raises."""
    if not transmit(select_application().to_bytes()).ok:
        return NotTravelDocument()
    challenge = transmit(get_challenge().to_bytes())
    if not challenge.ok:
        return Refused("get_challenge", challenge.sw)
    if len(challenge.data) != CHALLENGE_LENGTH:
        return Malformed("challenge")
    nonce, key_part = random_bytes(CHALLENGE_LENGTH), random_bytes(KEY_LENGTH)
    token = authentication_token(key.keys, nonce + challenge.data + key_part)
    answer = transmit(external_authenticate(token).to_bytes())
    if answer.sw in _WRONG_KEY:
        return AccessDenied()
    if not answer.ok:
        return Refused("external_authenticate", answer.sw)
    chip_key = chip_key_part(key.keys, answer.data, challenge.data + nonce)
    if chip_key is None:
        return Tampered()
    seed = bytes(ours ^ theirs for ours, theirs in zip(key_part, chip_key, strict=True))
    return SecureChannel(transmit, derive_keys(seed), first_counter(challenge.data, nonce))


def authentication_token(keys: SessionKeys, plain: bytes) -> bytes:
    """E || M for 32 plain bytes: own nonce, the other side's nonce, own key part."""
    encrypted = encrypt(keys.enc, plain)
    return encrypted + retail_mac(keys.mac, encrypted)


def chip_key_part(keys: SessionKeys, token: bytes, nonces: bytes) -> bytes | None:
    """The chip's 16 key bytes, or None unless the MAC is right and both nonces come back."""
    if len(token) != TOKEN_LENGTH:
        return None
    encrypted, mac = token[:-BLOCK], token[-BLOCK:]
    if not hmac.compare_digest(mac, retail_mac(keys.mac, encrypted)):
        return None
    plain = decrypt(keys.enc, encrypted)
    return plain[-KEY_LENGTH:] if hmac.compare_digest(plain[:-KEY_LENGTH], nonces) else None


def first_counter(chip_nonce: bytes, terminal_nonce: bytes) -> int:
    """The send sequence counter: the last four bytes of both nonces (ICAO 9303-11, 9.8)."""
    return int.from_bytes(chip_nonce[-BLOCK // 2 :] + terminal_nonce[-BLOCK // 2 :], "big")
