"""The bytes' way to the backend: the only module that knows the HTTP library.

httpx bounds each socket operation, not the whole call: a server that drips one byte a second
would hold a caller for ever. Here every wait is bounded by what is left of the call's deadline.
Name resolution alone is outside of it (the system resolver's own limit applies).
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Final

import httpcore2
import httpx2

from backend_client._clock import MonotonicClock
from backend_client._errors import ContractBroken, TimedOut, Unreachable

MAX_ANSWER_BYTES: Final = 1_048_576
"""1 MiB: far above any message of the contract, far below what could hurt the kiosk."""

_BROKEN_LINE: Final = (httpx2.ReadError, httpx2.WriteError, httpx2.RemoteProtocolError)

_deadline: ContextVar[float] = ContextVar("call_deadline")


@dataclass(frozen=True, slots=True)
class Answer:
    """A complete answer; ``repr`` hides the body."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)


class _BoundedStream(httpcore2.NetworkStream):
    """A stream whose every operation ends by the current call's deadline."""

    def __init__(self, stream: httpcore2.NetworkStream, clock: MonotonicClock) -> None:
        self._stream = stream
        self._clock = clock

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(self._clock, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(self._clock, timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.NetworkStream:
        bounded = _left(self._clock, timeout)
        return _BoundedStream(
            self._stream.start_tls(ssl_context, server_hostname, bounded), self._clock
        )

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)


class _BoundedNetwork(httpcore2.NetworkBackend):
    def __init__(self, clock: MonotonicClock) -> None:
        self._sockets = httpcore2.SyncBackend()
        self._clock = clock

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        bounded = _left(self._clock, timeout)
        stream = self._sockets.connect_tcp(host, port, bounded, local_address, socket_options)
        return _BoundedStream(stream, self._clock)


class _BoundedTransport(httpx2.HTTPTransport):
    """httpx's transport with our network below its connection pool."""

    def __init__(self, tls: ssl.SSLContext, clock: MonotonicClock) -> None:
        super().__init__(verify=tls, trust_env=False)
        self._pool.close()
        self._pool = httpcore2.ConnectionPool(
            ssl_context=tls,
            max_connections=10,
            max_keepalive_connections=4,
            keepalive_expiry=15.0,
            network_backend=_BoundedNetwork(clock),
        )


class Transport:
    """A pool of connections to one backend. Safe to use from several threads."""

    def __init__(
        self,
        tls: ssl.SSLContext,
        connect_timeout: float = 3.0,
        clock: MonotonicClock = time.monotonic,
    ) -> None:
        self._clock = clock
        self._connect_timeout = connect_timeout
        self._http = httpx2.Client(
            transport=_BoundedTransport(tls, clock), trust_env=False, follow_redirects=False
        )

    def send(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes, deadline: float
    ) -> Answer:
        """Send and read the whole answer within ``deadline`` seconds.

        The other side may close an idle connection just as it is used again. Every call of the
        contract is idempotent, so a broken line is tried once more, on a fresh connection.
        Raises TimedOut, Unreachable, or ContractBroken for an answer larger than
        ``MAX_ANSWER_BYTES`` or otherwise not HTTP.
        """
        mark = _deadline.set(self._clock() + deadline)
        timeout = httpx2.Timeout(deadline, connect=min(self._connect_timeout, deadline))
        request = self._http.build_request(
            method, url, headers=dict(headers), content=body, timeout=timeout
        )
        try:
            with _mapped():
                try:
                    return self._exchange(request)
                except _BROKEN_LINE:
                    return self._exchange(request)
        finally:
            _deadline.reset(mark)

    def _exchange(self, request: httpx2.Request) -> Answer:
        response = self._http.send(request, stream=True)
        try:
            return Answer(response.status_code, dict(response.headers), _read(response))
        finally:
            response.close()

    def close(self) -> None:
        """Close every connection."""
        self._http.close()


def _read(response: httpx2.Response) -> bytes:
    body = bytearray()
    for chunk in response.iter_bytes():
        body += chunk
        if len(body) > MAX_ANSWER_BYTES:
            msg = "answer_too_large"
            raise ContractBroken(msg)
    return bytes(body)


def _left(clock: MonotonicClock, timeout: float | None) -> float:
    left = _deadline.get() - clock()
    if left <= 0:
        msg = "deadline"
        raise httpcore2.ReadTimeout(msg)
    return left if timeout is None else min(left, timeout)


@contextmanager
def _mapped() -> Iterator[None]:
    """Foreign exceptions become ours, without their messages and without their chain."""
    try:
        yield
    except httpx2.TimeoutException:
        raise TimedOut from None
    except httpx2.TransportError as error:
        raise Unreachable(type(error).__name__) from None
    except (httpx2.HTTPError, httpx2.InvalidURL) as error:
        raise ContractBroken(type(error).__name__) from None
