"""Sealed bytes as text that a QR code holds in its dense alphanumeric mode: prefix and Base45.

Nothing is compressed. A sealed code is 130 to 260 bytes, most of them signature and identifiers,
which do not shrink; so compression would gain next to nothing, and without it there is no bomb.
"""

from __future__ import annotations

from typing import Final

import base45

OWN_PREFIX: Final = "LH1:"
SHORTEST_OWN: Final = 150
LONGEST_OWN: Final = 600
"""Characters with the prefix. The signature, key id and code id alone take more than the shortest;
the longest is 396 bytes sealed, and still a QR code that a phone shows well."""


def armoured(sealed: bytes) -> str:
    """Prefix and Base45 (RFC 9285). ValueError where a reader would find it too long."""
    body: bytes = base45.b45encode(sealed)
    text = OWN_PREFIX + body.decode("ascii")
    if len(text) > LONGEST_OWN:
        message = "the code would be longer than any that is read"
        raise ValueError(message)
    return text


def unarmoured(text: str) -> bytes | None:
    """The sealed bytes of a text with prefix; None where it is not their only spelling."""
    body = text.removeprefix(OWN_PREFIX)
    try:
        sealed: bytes = base45.b45decode(body.encode("ascii"))
    except ValueError:
        return None
    return sealed if base45.b45encode(sealed) == body.encode("ascii") else None
