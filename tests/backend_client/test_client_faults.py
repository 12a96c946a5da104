"""Whatever the other side does, a call ends in time with our error and no resident's data."""

from __future__ import annotations

import socket
import struct
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import uuid4

import pytest

from backend_client import (
    BackendClient,
    BackendError,
    ContractBroken,
    Rejected,
    ServerFault,
    TimedOut,
    Timeouts,
    Unreachable,
)

HEALTHY = b'{"status":"ok","contract":"v1","server_time":"2026-11-22T20:00:00+08:00"}'
Behaviour = Callable[[socket.socket, threading.Event], None]


@contextmanager
def server(behave: Behaviour) -> Iterator[str]:
    """A TCP server that reads one request and then behaves as told."""
    ended = threading.Event()
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(20)

    def serve() -> None:
        with listener, listener.accept()[0] as connection:
            connection.recv(65536)
            behave(connection, ended)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        ended.set()
        thread.join()


def says(status: str, body: bytes, *headers: str) -> Behaviour:
    head = [f"HTTP/1.1 {status}", f"content-length: {len(body)}", "connection: close", *headers]
    message = "\r\n".join([*head, "", ""]).encode() + body
    return lambda connection, _ended: connection.sendall(message)


def silent(_connection: socket.socket, ended: threading.Event) -> None:
    ended.wait(20)


def dripping(connection: socket.socket, ended: threading.Event) -> None:
    """A header that never ends, a byte at a time: each byte comes in time, the answer never."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nx-drip: ")
    while not ended.wait(0.02):
        try:
            connection.sendall(b"x")
        except OSError:
            return


def resetting(connection: socket.socket, _ended: threading.Event) -> None:
    """An RST instead of an answer."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def cut_short(connection: socket.socket, _ended: threading.Event) -> None:
    connection.sendall(b'HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n{"status":"ok"')


def flooding(connection: socket.socket, _ended: threading.Event) -> None:
    try:
        connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: 9000000\r\n\r\n")
        connection.sendall(b" " * 9_000_000)
    except OSError:
        return


def failing(url: str, device_key, clock, seconds: float = 10.0) -> BackendError:
    client = BackendClient(url, device_key, clock, Timeouts(health=seconds, call=seconds))
    try:
        with pytest.raises(BackendError) as caught:
            client.health()
        return caught.value
    finally:
        client.close()


def test_a_dead_port_is_unreachable(device_key, clock):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    assert isinstance(failing(f"http://127.0.0.1:{port}", device_key, clock), Unreachable)


@pytest.mark.parametrize("behave", [resetting, cut_short, says("200 OK\r\nbroken", b"")])
def test_a_broken_line_is_unreachable(device_key, clock, behave):
    with server(behave) as url:
        assert isinstance(failing(url, device_key, clock), Unreachable)


@pytest.mark.parametrize("behave", [silent, dripping])
def test_the_deadline_bounds_the_whole_call(device_key, clock, behave):
    with server(behave) as url:
        began = time.monotonic()
        assert isinstance(failing(url, device_key, clock, seconds=0.3), TimedOut)
        assert 0.25 < time.monotonic() - began < 5


@pytest.mark.parametrize(
    ("status", "body", "where"),
    [
        ("200 OK", b"<html>please accept our terms</html>", "Health"),
        ("200 OK", HEALTHY.replace(b"v1", b"v2"), "Health: contract"),
        ("200 OK", HEALTHY[:-1] + b',"name":"x"}', "Health: name"),
        ("302 Found", b"", "status 302"),
        ("404 Not Found", b"<html>no</html>", "status 404"),
        ("407 Proxy Authentication Required", b"", "status 407"),
    ],
)
def test_what_our_backend_would_not_say_breaks_the_contract(device_key, clock, status, body, where):
    with server(says(status, body)) as url:
        error = failing(url, device_key, clock)
    assert isinstance(error, ContractBroken)
    assert where in error.where


def test_an_endless_answer_is_not_read(device_key, clock):
    with server(flooding) as url:
        error = failing(url, device_key, clock)
    assert isinstance(error, ContractBroken)
    assert error.where == "answer_too_large"


def test_a_refusal_carries_its_code(device_key, clock):
    with server(says("429 Too Many Requests", b'{"code":"slow_down"}', "retry-after: 30")) as url:
        error = failing(url, device_key, clock)
    assert isinstance(error, Rejected)
    assert (error.code, error.status, error.retry_after) == ("slow_down", 429, 30.0)
    assert error.transient


def test_a_fault_of_the_server_is_told_apart(device_key, clock):
    with server(says("503 Service Unavailable", b"", "retry-after: Wed, 21 Oct")) as url:
        error = failing(url, device_key, clock)
    assert isinstance(error, ServerFault)
    assert (error.status, error.retry_after) == (503, None)


def test_a_good_answer_is_read(device_key, clock):
    with server(says("200 OK", HEALTHY)) as url:
        client = BackendClient(url, device_key, clock)
        assert client.health().status == "ok"
        client.close()


@pytest.mark.parametrize(
    "behave",
    [
        resetting,
        says("200 OK", b'{"display_name": "\xe6\x9d\x8e\xe6\x98\x8e\xe8\xbd\xa9", "860303": 1}'),
        says("403 Forbidden", b'{"code":"not_known","detail":"860303199307180314"}'),
        says("500 No", b"860303199307180314"),
    ],
)
def test_no_error_shows_the_resident(device_key, clock, card_of_li, behave):
    with server(behave) as url:
        client = BackendClient(url, device_key, clock)
        with pytest.raises(BackendError) as caught:
            client.identify(uuid4(), card_of_li)
        client.close()
    shown = "".join(traceback.format_exception(caught.value)) + repr(caught.value)
    for secret in (card_of_li.name, card_of_li.id_number, "湖贝", "1993"):
        assert secret not in shown


def test_a_backend_that_goes_and_comes_is_found_again(backend, client):
    client.health()
    backend.stop()
    with pytest.raises(Unreachable):
        client.health()
    backend.start()
    assert client.health().status == "ok"


def test_a_fault_inside_the_backend_is_a_server_fault(backend, client, arrive, application, capfd):
    """The decision table is gone: 500, nothing kept, and no answers in the log."""
    filed = application(arrive("li"), "temporary-aid", need="860303199307180314")
    database = backend._sandbox.database
    with database.write() as connection:
        connection.exec_driver_sql("ALTER TABLE applications RENAME TO lost")
    with pytest.raises(ServerFault):
        client.apply(filed)
    with database.write() as connection:
        connection.exec_driver_sql("ALTER TABLE lost RENAME TO applications")
    assert "860303199307180314" not in "".join(capfd.readouterr())
    assert client.apply(filed).outcome == "routed"
