"""No request may be longer than the longest message of the contract, whoever sends it."""

from __future__ import annotations

from typing import Final

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_REQUEST_BYTES: Final = 1_000_000
"""Of a body. An attachment with the longest picture is 667 kB of JSON, everything else far less."""

TOO_LARGE: Final = 413
"""RFC 9110 15.5.14."""


class BodyLimit:
    """ASGI middleware: reading beyond the limit raises HTTPException 413, before any parsing."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand on with a ``receive`` that counts; an announced length counts at once."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        announced = _announced(scope)
        read = 0

        async def counted() -> Message:
            nonlocal read
            if announced > MAX_REQUEST_BYTES:
                raise HTTPException(TOO_LARGE)
            message = await receive()
            read += len(message.get("body", b""))
            if read > MAX_REQUEST_BYTES:
                raise HTTPException(TOO_LARGE)
            return message

        await self._app(scope, counted, send)


def _announced(scope: Scope) -> int:
    """The Content-Length, which the server has checked; 0 for a body in chunks."""
    return int(dict(scope["headers"]).get(b"content-length", b"0"))
