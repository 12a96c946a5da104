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
    CARD_ACCESS,
    CHALLENGE_LENGTH,
    TOKEN_LENGTH,
    external_authenticate,
    get_challenge,
    select_application,
    select_file,
    select_master_file,
)
from drivers.card.emrtd.mrz_grammar import Malformed
from drivers.card.emrtd.mrz_key import MrzKey
from drivers.card.emrtd.results import (
    AccessDenied,
    EmrtdFailure,
    NotTravelDocument,
    PaceOnly,
    Refused,
    Tampered,
)
from drivers.card.emrtd.secure_messaging import SecureChannel, Transmit

RandomBytes = Callable[[int], bytes]

_LOCKED = frozenset({0x6982, 0x6985})
"""Answers to SELECT of an application that is there but wants PACE first."""
_WRONG_KEY = frozenset({0x6300, 0x6982, 0x6985, 0x6987, 0x6988, 0x6A80})
"""How chips refuse a cryptogram: ICAO 9303-11 leaves the status word open."""


def ask_challenge(transmit: Transmit) -> bytes | EmrtdFailure:
    """Select the application and ask for the chip's nonce, for which no key is needed.

    Two APDUs, and two more on a chip that refuses them. Raises what ``transmit`` raises.
    """
    selected = transmit(select_application().to_bytes())
    if selected.sw in _LOCKED and _announces_pace(transmit):
        return PaceOnly()
    if not selected.ok:
        return NotTravelDocument()
    challenge = transmit(get_challenge().to_bytes())
    if not challenge.ok:
        refused = Refused("get_challenge", challenge.sw)
        return PaceOnly() if _announces_pace(transmit) else refused
    return challenge.data if len(challenge.data) == CHALLENGE_LENGTH else Malformed("challenge")


def open_channel(
    transmit: Transmit, key: MrzKey, random_bytes: RandomBytes
) -> SecureChannel | EmrtdFailure:
    """Select the application and authenticate; three APDUs. Raises what ``transmit`` raises."""
    challenge = ask_challenge(transmit)
    return (
        authenticate(transmit, challenge, key, random_bytes)
        if isinstance(challenge, bytes)
        else challenge
    )


def authenticate(
    transmit: Transmit, challenge: bytes, key: MrzKey, random_bytes: RandomBytes
) -> SecureChannel | EmrtdFailure:
    """Prove the key for the chip's challenge and let the chip prove that it knows it; one APDU."""
    nonce, key_part = random_bytes(CHALLENGE_LENGTH), random_bytes(KEY_LENGTH)
    token = authentication_token(key.keys, nonce + challenge + key_part)
    answer = transmit(external_authenticate(token).to_bytes())
    if answer.sw in _WRONG_KEY:
        return AccessDenied()
    if not answer.ok:
        return Refused("external_authenticate", answer.sw)
    chip_key = chip_key_part(key.keys, answer.data, challenge + nonce)
    if chip_key is None:
        return Tampered()
    seed = bytes(ours ^ theirs for ours, theirs in zip(key_part, chip_key, strict=True))
    return SecureChannel(transmit, derive_keys(seed), first_counter(challenge, nonce))


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


def _announces_pace(transmit: Transmit) -> bool:
    """Whether EF.CardAccess is there (ICAO 9303-11, 4.2)."""
    steps = (select_master_file(), select_file(CARD_ACCESS))
    return all(transmit(step.to_bytes()).ok for step in steps)
