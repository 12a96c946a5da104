"""The TCP line against peers that misbehave below ESC/POS."""

import select
import socket
import struct
import threading

import pytest

from drivers import Cancelled, Deadline, DeadlineExceeded, TransportError
from drivers.printer import NetworkTransport


@pytest.fixture
def listener():
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server


@pytest.fixture
def transport(listener):
    line = NetworkTransport(*listener.getsockname())
    yield line
    line.close()


def _soon(seconds=5.0, cancel=None):
    return Deadline.after(seconds, cancel)


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


def test_a_peer_that_never_reads_uses_up_the_deadline(transport):
    transport.open(_soon())
    with pytest.raises(DeadlineExceeded):
        transport.send(bytes(64_000_000), _soon(0.2))


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
    assert transport._wait(select.POLLRDHUP, 5.0)
    transport.open(_soon())
    second, _ = listener.accept()
    with second:
        assert transport.connected


def test_purge_forgets_what_has_arrived(listener, transport):
    transport.open(_soon())
    peer, _ = listener.accept()
    with peer:
        peer.sendall(b"stale")
        assert transport._wait(select.POLLIN, 5.0)
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
