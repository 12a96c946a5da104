"""The reference backend in a thread of this process."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Self
from uuid import UUID

import uvicorn

from backend_client._clock import WallClock, utc_now
from backend_client.sandbox import attachments, issuing
from backend_client.sandbox.app import create_app
from backend_client.sandbox.core import Sandbox
from backend_client.sandbox.enrolment import enrol
from backend_client.sandbox.enrolment_tokens import issue_enrolment
from backend_client.sandbox.housekeeping import Housekeeping
from backend_client.sandbox.issuing import open_sandbox
from backend_client.sandbox.numbering import PUBLISHED_KEY
from backend_client.sandbox.registry import load_registry
from backend_client.signed_codes import EVERY_KIOSK, Content

_START_TIMEOUT = 20.0
_STOP_TIMEOUT = 10.0
"""Seconds; far above what start and stop take on a slow machine."""


class EmbeddedBackend:
    """``start`` and ``stop`` may alternate (a backend that goes away and comes back): the address,
    the database and the enrolled kiosks stay.
    """

    def __init__(
        self,
        database_url: str,
        config_dir: Path,
        clock: WallClock = utc_now,
        *,
        kiosks: Mapping[str, bytes] | None = None,
        port: int = 0,
        host: str = "127.0.0.1",
        public_url: str | None = None,
        key: bytes = PUBLISHED_KEY,
    ) -> None:
        """``kiosks``: kiosk id to raw 32-byte Ed25519 public key. ``port`` 0 takes a free one
        at the first start. Raises OSError or ValueError for configuration that cannot be read.
        """
        self._database_url = database_url
        self._registry = load_registry(config_dir)
        self._clock = clock
        self._kiosks = dict(kiosks or {})
        self._host = host
        self._port = port
        self._public_url = public_url
        self._key = key
        self._server: _Server | None = None
        self._thread: threading.Thread | None = None
        self._sandbox: Sandbox | None = None
        self._housekeeping: Housekeeping | None = None

    @property
    def url(self) -> str:
        """Where it listens; before the first start with port 0 it is not known (ValueError)."""
        if self._port == 0:
            msg = "the backend has not been started yet"
            raise ValueError(msg)
        return f"http://{self._host}:{self._port}"

    def start(self) -> None:
        """Listen; returns when requests are served.

        Raises OSError when the port is taken, ValueError for a database made with another key.
        """
        if self._thread is not None:
            return
        listener = _listen(self._host, self._port)
        self._port = listener.getsockname()[1]
        sandbox = self._sandbox = self._open(listener)
        for kiosk_id, public_key in self._kiosks.items():
            enrol(sandbox, kiosk_id, public_key)
        self._housekeeping = Housekeeping(sandbox)
        self._housekeeping.start()
        self._server = _Server(sandbox)
        self._thread = threading.Thread(
            target=self._server.serve_on, args=(listener,), name="sandbox-backend", daemon=True
        )
        self._thread.start()
        if not self._server.ready.wait(_START_TIMEOUT):
            msg = "the sandbox backend did not start in time"
            raise TimeoutError(msg)

    def stop(self) -> None:
        """Stop listening and drop every connection; returns when the thread is gone."""
        if self._thread is None or self._server is None or self._sandbox is None:
            return
        self._server.should_exit = True
        self._thread.join(_STOP_TIMEOUT)
        if self._housekeeping is not None:
            self._housekeeping.stop()
        self._sandbox.database.close()
        self._thread = self._server = self._sandbox = self._housekeeping = None

    def issue_code(
        self,
        content: Content,
        audience: str = EVERY_KIOSK,
        life: timedelta | None = None,
        start: datetime | None = None,
    ) -> str:
        """A signed code as the town's systems would issue it, good for ``audience``.

        ``life``: from ``start`` (None: now) on; None: as long as the code's purpose allows. Needs a
        started backend. Raises ValueError for what no kiosk would open.
        """
        return issuing.issue_code(self._running(), content, audience, life, start)

    def issue_credential(
        self,
        resident_key: str,
        audience: str = EVERY_KIOSK,
        life: timedelta | None = None,
        start: datetime | None = None,
    ) -> str:
        """The credential of a resident of ``residents.yaml``; otherwise as ``issue_code``."""
        sandbox = self._running()
        content = issuing.credential_of(sandbox, resident_key)
        return issuing.issue_code(sandbox, content, audience, life, start)

    def issue_enrolment(
        self,
        kiosk_id: str,
        life: timedelta = issuing.ENROLMENT_LIFE,
        backend_url: str | None = None,
    ) -> str:
        """A code with which the kiosk enrols here, once; ``backend_url``: where it reaches us."""
        return issue_enrolment(self._running(), kiosk_id, backend_url or self.url, life)

    def picture(self, attachment_id: UUID) -> bytes:
        """A photographed material as the town's case workers get to see it; KeyError for none."""
        return attachments.picture_of(self._running(), attachment_id)

    def _open(self, listener: socket.socket) -> Sandbox:
        address = self._public_url or self.url
        try:
            return open_sandbox(self._database_url, self._registry, self._clock, self._key, address)
        except ValueError:
            listener.close()
            raise

    def _running(self) -> Sandbox:
        if self._sandbox is None:
            msg = "the backend has not been started yet"
            raise ValueError(msg)
        return self._sandbox

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_exc: object) -> None:
        self.stop()


class _Server(uvicorn.Server):
    """uvicorn that says when it serves."""

    def __init__(self, sandbox: Sandbox) -> None:
        super().__init__(
            uvicorn.Config(
                create_app(sandbox),
                lifespan="off",
                ws="none",
                log_config=None,
                access_log=False,
                timeout_graceful_shutdown=1,
                timeout_keep_alive=30,
            )
        )
        self.ready = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()

    def serve_on(self, listener: socket.socket) -> None:
        with contextlib.closing(listener):
            self.run(sockets=[listener])


def _listen(host: str, port: int) -> socket.socket:
    """A listening socket that names its protocol: asyncio sets TCP_NODELAY only on such ones, and
    without it every answer waits 40 ms for the client's delayed ACK (measured).
    """
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(128)
    except OSError:
        listener.close()
        raise
    return listener
