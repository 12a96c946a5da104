"""The TCP line against peers that misbehave below ESC/POS."""

import contextlib
import select
import socket
import struct
import threading
import time

import pytest

from drivers import Cancelled, Deadline, DeadlineExceeded, TransportError
from drivers.printer import LineFault
from drivers.printer.network import NetworkTransport
from tests.fixtures.in_background import InBackground


@pytest.fixture
def listener():
    with socket.create_server(("127.0.0.1", 0), backlog=1) as server:
        yield server


@pytest.fixture
def transport(listener):
    line = NetworkTransport(*listener.getsockname())
    yield line
    line.close()


def _soon(seconds=5.0, cancel=None):
    return Deadline.after(seconds, cancel)


def _await(transport, events):
    """Until something of this kind has reached this end of the line."""
    poll = select.poll()
    poll.register(transport._channel.read_end, events)
    assert poll.poll(5000)


def test_refused_connection_is_a_transport_error(listener):
    address = listener.getsockname()
    listener.close()
    line = NetworkTransport(*address)
    with pytest.raises(TransportError) as caught:
        line.open(_soon())
    assert caught.value.code == "connect_failed"
    assert not line.connected


def test_bytes_go_both_ways(listener, transport):
    transport.open(_soon())
    peer, _ = listener.accept()
    with peer:
        transport.send(b"abc", _soon())
        assert peer.recv(3) == b"abc"
        peer.sendall(b"xyz")
        assert transport.receive(_soon()) == b"xyz"


def test_a_peer_that_never_reads_uses_up_the_deadline_and_what_left_is_counted(transport):
    """Released python-escpos sends 2 MB to such a peer and reports success."""
    transport.open(_soon())
    with pytest.raises(DeadlineExceeded):
        transport.send(bytes(64_000_000), _soon(0.2))
    assert 0 < transport.bytes_sent < 64_000_000


def test_a_cancellation_ends_a_send_to_a_peer_that_never_reads(transport):
    transport.open(_soon())
    cancel = threading.Event()
    with InBackground(lambda: transport.send(bytes(64_000_000), _soon(60, cancel))) as sending:
        cancel.set()
    assert isinstance(sending.error, Cancelled)


def test_bytes_that_left_are_counted_over_all_connections(listener, transport):
    for total in (3, 6):
        transport.open(_soon())
        peer, _ = listener.accept()
        with peer:
            transport.send(b"abc", _soon())
        transport.drop()
        assert transport.bytes_sent == total


def test_a_name_is_looked_up_anew_for_every_connection(monkeypatch):
    """The printer got another address by DHCP; its name leads there."""
    with (
        socket.create_server(("127.0.0.1", 0)) as old,
        socket.create_server(("127.0.0.2", old.getsockname()[1])) as new,
    ):
        found = ["127.0.0.1"]
        look_up = socket.getaddrinfo

        def names(host, *args, **kwargs):
            return look_up(found[0] if host == "printer.lan" else host, *args, **kwargs)

        monkeypatch.setattr(socket, "getaddrinfo", names)
        line = NetworkTransport("printer.lan", old.getsockname()[1])
        line.open(_soon())
        old.accept()[0].close()
        found[0] = "127.0.0.2"
        with pytest.raises(TransportError):
            line.receive(_soon())
        line.open(_soon())
        with new.accept()[0] as peer:
            line.send(b"here", _soon())
            assert peer.recv(4) == b"here"
        line.close()


@pytest.mark.parametrize("cancelled", [True, False])
def test_a_look_up_that_hangs_is_left_behind(monkeypatch, cancelled):
    asked, answer = threading.Event(), threading.Event()
    look_up = socket.getaddrinfo

    def hang(host, *args, flags=0, **kwargs):
        if flags:
            return look_up(host, *args, flags=flags, **kwargs)
        asked.set()
        answer.wait(20)
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", hang)
    line, cancel = NetworkTransport("printer.lan", 9100), threading.Event()
    with InBackground(lambda: line.open(_soon(60 if cancelled else 0.1, cancel))) as opening:
        assert asked.wait(20)
        if cancelled:
            cancel.set()
    answer.set()
    assert isinstance(opening.error, Cancelled if cancelled else TransportError)


def test_a_name_that_nobody_knows_is_no_printer(monkeypatch):
    def unknown(*_, **__):
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(TransportError) as caught:
        NetworkTransport("nowhere.lan", 9100).open(_soon())
    assert caught.value.code == LineFault.CONNECT_FAILED


def test_a_host_that_does_not_answer_takes_two_seconds_at_most(listener):
    """A full accept queue: connection requests are not answered at all."""
    with contextlib.ExitStack() as stack:
        for _ in range(3):
            waiting = stack.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(listener.getsockname())
        line = NetworkTransport(*listener.getsockname())
        began = time.monotonic()
        with pytest.raises(TransportError):
            line.open(_soon(60))
        assert 1.9 <= time.monotonic() - began < 10


def test_receive_gives_nothing_after_the_deadline_and_obeys_cancellation(transport):
    transport.open(_soon())
    assert transport.receive(_soon(0.05)) == b""
    cancel = threading.Event()
    cancel.set()
    with pytest.raises(Cancelled):
        transport.receive(_soon(cancel=cancel))


def test_end_of_stream_and_reset_break_the_line_until_opened_again(listener, transport):
    for linger in (b"", struct.pack("ii", 1, 0)):
        transport.open(_soon())
        peer, _ = listener.accept()
        if linger:
            peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        peer.close()
        with pytest.raises(TransportError):
            transport.receive(_soon())
        assert not transport.connected
        with pytest.raises(TransportError):
            transport.send(b"never half of it on a new line", _soon())


def test_a_vanished_peer_is_noticed_before_the_line_is_used_again(listener, transport):
    transport.open(_soon())
    listener.accept()[0].close()
    _await(transport, select.POLLRDHUP)
    transport.open(_soon())
    second, _ = listener.accept()
    with second:
        assert transport.connected


def test_purge_forgets_what_has_arrived(listener, transport):
    transport.open(_soon())
    peer, _ = listener.accept()
    with peer:
        peer.sendall(b"stale")
        _await(transport, select.POLLIN)
        transport.purge_input()
        peer.sendall(b"fresh")
        assert transport.receive(_soon()) == b"fresh"


def test_close_from_another_thread_ends_a_waiting_call_and_is_final(transport):
    transport.open(_soon())
    ended = threading.Event()

    def wait():
        try:
            transport.receive(_soon(60))
        except TransportError:
            ended.set()

    waiting = threading.Thread(target=wait)
    waiting.start()
    transport.close()
    transport.close()
    waiting.join(5)
    assert ended.is_set()
    with pytest.raises(TransportError):
        transport.open(_soon())
