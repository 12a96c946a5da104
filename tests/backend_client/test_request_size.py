"""What is longer than any message of the contract is refused before anybody reads it."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from backend_client.sandbox.body_limit import MAX_REQUEST_BYTES

PATH = "/v1/attachments/00000000-0000-4000-8000-00000000000a"
JSON = {"content-type": "application/json"}


def ask(url: str, method: str, path: str, body: object, **headers: str) -> tuple[int, str, str]:
    """Status, problem code and whole text of an answer to an unsigned request."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=20)
    try:
        connection.request(method, path, body, {**JSON, **headers}, encode_chunked=True)
        answer = connection.getresponse()
        text = answer.read().decode()
    finally:
        connection.close()
    return answer.status, json.loads(text)["code"], text


def chunks(total: int) -> Iterator[bytes]:
    for _ in range(total // 50_000):
        yield b"A" * 50_000


@pytest.mark.parametrize(
    ("method", "path"), [("PUT", PATH), ("GET", PATH), ("POST", "/v1/enrolments")]
)
def test_an_announced_length_is_enough(backend, method, path):
    length = {"content-length": str(MAX_REQUEST_BYTES + 1)}
    status, code, _ = ask(backend.url, method, path, b"", **length)
    assert (status, code) == (413, "too_large")


def test_chunks_are_counted(backend):
    chunked = {"transfer-encoding": "chunked"}
    over = MAX_REQUEST_BYTES + 50_000
    status, code, text = ask(backend.url, "PUT", PATH, chunks(over), **chunked)
    assert (status, code) == (413, "too_large")
    assert "AAAA" not in text


def test_the_limit_itself_is_read(backend):
    """It is no JSON, which is found out only by reading it."""
    status, code, text = ask(backend.url, "PUT", PATH, b"A" * MAX_REQUEST_BYTES)
    assert (status, code) == (422, "malformed")
    assert "AAAA" not in text
