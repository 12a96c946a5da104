"""Two-key triple DES, retail MAC and key derivation of ICAO 9303-11, sections 9.7 and 9.8."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from cryptography.hazmat.decrepit.ciphers.algorithms import TripleDES
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.modes import CBC

BLOCK = 8
"""Bytes of a DES block, of a retail MAC and of a send sequence counter."""
KEY_LENGTH = 16

_ZERO_IV = bytes(BLOCK)
_PADDING_START = b"\x80"
_FOR_ENCRYPTION = 1
_FOR_MAC = 2


@dataclass(frozen=True, slots=True, repr=False)
class SessionKeys:
    """The encryption and the MAC key, 16 bytes each."""

    enc: bytes
    mac: bytes


def key_seed(mrz_information: str) -> bytes:
    """K seed: the first 16 bytes of SHA-1 over the MRZ information (ICAO 9303-11, 9.7)."""
    return _sha1(mrz_information.encode("ascii"))[:KEY_LENGTH]


def derive_keys(seed: bytes) -> SessionKeys:
    """Both keys of a seed: counter 1 and 2, odd parity (ICAO 9303-11, 9.7)."""
    return SessionKeys(enc=_derive(seed, _FOR_ENCRYPTION), mac=_derive(seed, _FOR_MAC))


def encrypt(key: bytes, data: bytes) -> bytes:
    """CBC with a zero IV over whole blocks; ValueError for a broken block."""
    context = _cipher(key + key[:BLOCK]).encryptor()
    return context.update(data) + context.finalize()


def decrypt(key: bytes, data: bytes) -> bytes:
    """Reverse of ``encrypt``; ValueError for a broken block."""
    context = _cipher(key + key[:BLOCK]).decryptor()
    return context.update(data) + context.finalize()


def retail_mac(key: bytes, message: bytes) -> bytes:
    """ISO/IEC 9797-1 MAC algorithm 3 with padding method 2; 8 bytes."""
    first, second = key[:BLOCK], key[BLOCK:]
    chain = _cipher(first * 3).encryptor()
    last = chain.update(pad(message))[-BLOCK:]
    inner = _cipher(second * 3).decryptor().update(last)
    return _cipher(first * 3).encryptor().update(inner)


def pad(data: bytes) -> bytes:
    """ISO/IEC 9797-1 padding method 2: 80, then zeros to a whole block."""
    padded = data + _PADDING_START
    return padded + bytes(-len(padded) % BLOCK)


def unpad(data: bytes) -> bytes | None:
    """Without its padding; None when there is none."""
    body = data.rstrip(b"\0")
    intact = body.endswith(_PADDING_START) and len(data) - len(body) < BLOCK
    return body[:-1] if intact else None


def _derive(seed: bytes, counter: int) -> bytes:
    return bytes(map(_odd_parity, _sha1(seed + counter.to_bytes(4, "big"))[:KEY_LENGTH]))


def _odd_parity(byte: int) -> int:
    return byte ^ (1 - byte.bit_count() % 2)


def _sha1(data: bytes) -> bytes:
    """The standard fixes SHA-1; the flag lets hosts that ban it for signatures compute it."""
    return hashlib.sha1(data, usedforsecurity=False).digest()


def _cipher(key: bytes) -> Cipher[CBC]:
    return Cipher(TripleDES(key), CBC(_ZERO_IV))
