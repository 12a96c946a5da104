"""CBOR with one spelling for each content (RFC 8949, 4.2) and without anything that acts.

Only integers, strings, arrays and maps. Tags, which make a decoder build dates, numbers of any
size or patterns, floats, simple values and indefinite lengths are refused before the library
sees a byte.
"""

from __future__ import annotations

from typing import Final

import cbor2

LONGEST: Final = 512
"""Bytes of one item."""
DEEPEST: Final = 2
"""A map within a map, or a map within an array."""

_STRINGS: Final = (2, 3)
_TAG: Final = 6
_ONE_BYTE: Final = 24
_EIGHT_BYTES: Final = 27


class UnfitCborError(ValueError):
    """Not CBOR, or not in its one allowed spelling. Says nothing of the content."""


def encode(value: object) -> bytes:
    """The one allowed spelling."""
    return cbor2.dumps(value, canonical=True)


def decode(data: bytes) -> object:
    """One item and nothing after it. Raises UnfitCborError, and nothing else, for any bytes."""
    if len(data) > LONGEST or not _plain(data):
        raise UnfitCborError
    try:
        value: object = cbor2.loads(
            data, max_depth=DEEPEST, allow_indefinite=False, allow_duplicate_keys=False
        )
        again = encode(value)
    except (cbor2.CBORError, ValueError, TypeError) as error:
        raise UnfitCborError from error
    if again != data:
        raise UnfitCborError
    return value


def _plain(data: bytes) -> bool:
    """Walk from head to head (RFC 8949, 3): no tags, floats, simple values, reserved lengths."""
    at = 0
    while at < len(data):
        major, information = data[at] >> 5, data[at] & 0x1F
        if major >= _TAG or information > _EIGHT_BYTES:
            return False
        at += 1
        length = information
        if information >= _ONE_BYTE:
            width = 1 << (information - _ONE_BYTE)
            length = int.from_bytes(data[at : at + width], "big")
            at += width
        if major in _STRINGS:
            at += length
    return at == len(data)
