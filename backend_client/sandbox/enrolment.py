"""Which kiosks may speak: their public keys, and the check of every request's signature."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from fastapi import Depends
from http_message_signatures import InvalidSignature
from sqlalchemy import Connection, delete, select
from starlette.requests import Request

from backend_client._device_key import key_thumbprint
from backend_client._signing import Message, RequestVerifier
from backend_client.contracts import ProblemCode
from backend_client.sandbox.core import Sandbox
from backend_client.sandbox.refusal import Refused
from backend_client.sandbox.tables import kiosks


def enrol(sandbox: Sandbox, kiosk_id: str, public_key: bytes) -> None:
    """Let a kiosk speak with this raw Ed25519 key; a key enrolled before is moved to it."""
    with sandbox.database.write() as connection:
        store_key(connection, kiosk_id, public_key)


def store_key(connection: Connection, kiosk_id: str, public_key: bytes) -> None:
    """The same inside a transaction."""
    key_id = key_thumbprint(public_key)
    connection.execute(delete(kiosks).where(kiosks.c.key_id == key_id))
    connection.execute(
        kiosks.insert().values(key_id=key_id, kiosk_id=kiosk_id, public_key=public_key)
    )


async def whole_body(request: Request) -> bytes:
    """The request's body as sent."""
    return await request.body()


def speaking_kiosk(request: Request, body: Annotated[bytes, Depends(whole_body)]) -> str:
    """The id of the kiosk that signed this request; refuses any other request."""
    sandbox: Sandbox = request.app.state.sandbox
    key_id = signing_key(request, body, lambda key_id: _public_key(sandbox, key_id))
    with sandbox.database.read() as connection:
        return str(connection.scalar(select(kiosks.c.kiosk_id).where(kiosks.c.key_id == key_id)))


def signing_key(
    request: Request, body: bytes, public: Callable[[str], Ed25519PublicKey | None]
) -> str:
    """The id of the key, among those that ``public`` finds, that signed this request."""
    sandbox: Sandbox = request.app.state.sandbox
    url = f"{request.url.scheme}://{request.headers.get('host', '')}{_target(request)}"
    verifier = RequestVerifier(public, sandbox.clock)
    try:
        return verifier.verify(Message(request.method, url, request.headers), body)
    except InvalidSignature:
        raise Refused(ProblemCode.SIGNATURE_REFUSED) from None


def require_own_signature(request: Request, body: bytes, public_key: bytes) -> None:
    """Refuse a request that was not signed with this raw Ed25519 key."""
    own = key_thumbprint(public_key)
    key = Ed25519PublicKey.from_public_bytes(public_key)
    signing_key(request, body, lambda key_id: key if key_id == own else None)


def _target(request: Request) -> str:
    """The path and query as they came over the wire, before any decoding."""
    path = bytes(request.scope["raw_path"]).decode("ascii")
    query = bytes(request.scope["query_string"]).decode("ascii")
    return f"{path}?{query}" if query else path


def _public_key(sandbox: Sandbox, key_id: str) -> Ed25519PublicKey | None:
    with sandbox.database.read() as connection:
        raw = connection.scalar(select(kiosks.c.public_key).where(kiosks.c.key_id == key_id))
    return None if raw is None else Ed25519PublicKey.from_public_bytes(raw)
