"""Secure messaging with triple DES (ICAO 9303-11, section 9.8).

A protected command carries DO87 (encrypted data), DO97 (Le) and DO8E (MAC); a protected response
DO87, DO99 (status word) and DO8E. The send sequence counter grows by one before every message in
either direction and goes into every MAC, so no message can be replayed, dropped or reordered.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable

from drivers.card.apdu import Response
from drivers.card.emrtd.ciphers import (
    BLOCK,
    SessionKeys,
    decrypt,
    encrypt,
    pad,
    retail_mac,
    unpad,
)
from drivers.card.emrtd.commands import PlainCommand
from drivers.card.emrtd.results import Tampered
from drivers.card.emrtd.tlv import encode, items

Transmit = Callable[[bytes], Response]
"""Sends one APDU; what it raises passes through."""

CLA_PROTECTED = 0x0C
DO_CRYPTOGRAM = 0x87
DO_MAC = 0x8E
DO_LE = 0x97
DO_STATUS = 0x99
PADDED = b"\x01"
"""Padding indicator at the head of DO87."""

_COUNTER_MODULUS = 1 << (8 * BLOCK)
_MAC_OBJECT_LENGTH = 2 + BLOCK


class SecureChannel:
    """An authenticated session with a chip. One caller at a time; of no use after ``Tampered``."""

    def __init__(self, transmit: Transmit, keys: SessionKeys, counter: int) -> None:
        self._transmit = transmit
        self._keys = keys
        self._counter = counter
        self._broken = False

    def exchange(self, command: PlainCommand) -> Response | Tampered:
        """Send ``command`` protected; the plain response, or a refusal with no data.

        A refusal may come unprotected (the chip has then ended the session). Raises what the
        transport raises.
        """
        if self._broken:
            return Tampered()
        protected = protect(self._keys, self._next(), command)
        response = unprotect(self._keys, self._next(), self._transmit(protected))
        self._broken = isinstance(response, Tampered)
        return response

    def _next(self) -> int:
        self._counter = (self._counter + 1) % _COUNTER_MODULUS
        return self._counter


def protect(keys: SessionKeys, counter: int, command: PlainCommand) -> bytes:
    """The protected command; ``counter`` is already incremented for it."""
    header = bytes((CLA_PROTECTED, command.ins, command.p1, command.p2))
    body = b""
    if command.data:
        body += encode(DO_CRYPTOGRAM, PADDED + encrypt(keys.enc, pad(command.data)))
    if command.le is not None:
        body += encode(DO_LE, bytes((command.le & 0xFF,)))
    mac = retail_mac(keys.mac, counter.to_bytes(BLOCK, "big") + pad(header) + body)
    body += encode(DO_MAC, mac)
    return header + bytes((len(body),)) + body + b"\0"


def unprotect(keys: SessionKeys, counter: int, response: Response) -> Response | Tampered:
    """The plain response in a protected one; ``counter`` is already incremented for it."""
    if not response.data:
        return Tampered() if response.ok else response
    authentic, mac = response.data[:-_MAC_OBJECT_LENGTH], response.data[-_MAC_OBJECT_LENGTH:]
    expected = retail_mac(keys.mac, counter.to_bytes(BLOCK, "big") + authentic)
    if not hmac.compare_digest(mac, encode(DO_MAC, expected)):
        return Tampered()
    objects = items(authentic) or ()
    match [*objects]:
        case [(tag, status)] if tag == DO_STATUS:
            plain: bytes | None = b""
        case [(data_tag, cryptogram), (tag, status)] if (data_tag, tag) == (
            DO_CRYPTOGRAM,
            DO_STATUS,
        ):
            plain = _decrypted(keys, cryptogram)
        case _:
            return Tampered()
    if plain is None or status != response.sw.to_bytes(2, "big"):
        return Tampered()
    return Response(plain, response.sw)


def _decrypted(keys: SessionKeys, cryptogram: bytes) -> bytes | None:
    blocks = cryptogram[len(PADDED) :]
    if not cryptogram.startswith(PADDED) or not blocks or len(blocks) % BLOCK:
        return None
    return unpad(decrypt(keys.enc, blocks))
