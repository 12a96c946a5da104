"""A signed code behind a web address, so that one QR code serves any phone and the kiosk.

``https://host/verify/NUMBER?c=CHECK#LH1:...``: a phone opens the page and keeps what is behind the
``#`` to itself (RFC 9110, 4.2.4); the kiosk reads that alone and never opens the address.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote, unquote

LONGEST_ADDRESS: Final = 300
"""Characters before the ``#``."""

_ADDRESS: Final = re.compile(
    r"(?:https://[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?|http://(?:127\.0\.0\.1|\[::1\]|localhost))"
    r"(?::[0-9]{1,5})?(?:/[A-Za-z0-9._~/-]*)?(?:\?[A-Za-z0-9._~=&-]*)?"
)
"""Without TLS only this very machine, where a simulated backend listens. No name before an ``@``,
nothing escaped, nothing beyond ASCII: the address says what it seems to say."""
_FREE: Final = "$*+-./:"
"""What Base45 and a fragment (RFC 3986, 3.5) have in common, letters and digits apart: of Base45's
characters only the space and ``%`` are escaped, and the escapes are again characters that a QR
code holds in its alphanumeric mode."""


def on_paper(address: str, text: str) -> str:
    """The payload for a paper. ValueError for an address that no kiosk would accept."""
    if not is_plain_address(address):
        message = "no plain address of a web page"
        raise ValueError(message)
    return f"{address}#{_escaped(text)}"


def behind_address(payload: str) -> str | None:
    """What stands behind a payload's ``#``, still escaped; None where there is no such address."""
    address, mark, behind = payload.partition("#")
    return behind if mark and "#" not in behind and is_plain_address(address) else None


def unescaped(behind: str) -> str | None:
    """The text; None where the escapes are not in their one spelling."""
    try:
        text = unquote(behind, errors="strict")
    except UnicodeDecodeError:
        return None
    return text if _escaped(text) == behind else None


def is_plain_address(address: str) -> bool:
    """Whether a kiosk accepts the address before a code."""
    return len(address) <= LONGEST_ADDRESS and _ADDRESS.fullmatch(address) is not None


def _escaped(text: str) -> str:
    return quote(text, safe=_FREE)
