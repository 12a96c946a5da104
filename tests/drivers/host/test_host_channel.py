"""Messages over a socket: whole, bounded, and honest about the end of the line."""

import socket

import pytest

from drivers.host import channel as channel_module
from drivers.host.channel import LARGEST_MESSAGE, Channel, LineEndedError
from drivers.host.codec import MalformedMessageError, encode
from drivers.host.messages import CardAnswer, Ping, Pong, Returned


@pytest.fixture
def ends():
    ours, theirs = socket.socketpair()
    channel = Channel(ours)
    yield channel, theirs
    channel.close()
    theirs.close()


def framed(message):
    data = encode(message)
    return len(data).to_bytes(4, "big") + data


def test_messages_arrive_in_order_however_the_line_cuts_them(ends):
    channel, theirs = ends
    wire = framed(Ping()) + framed(Returned(1, CardAnswer(b"\x90\x00"))) + framed(Pong())
    received = []
    for byte in wire:
        theirs.send(bytes((byte,)))
        message = channel.receive(0.0)
        received += [message] if message else []

    assert received == [Ping(), Returned(1, CardAnswer(b"\x90\x00")), Pong()]


def test_several_messages_at_once_are_told_apart(ends):
    channel, theirs = ends
    theirs.sendall(framed(Ping()) + framed(Pong()))

    assert [channel.receive(), channel.receive(0.0), channel.receive(0.0)] == [Ping(), Pong(), None]


def test_a_large_message_passes_whole(ends):
    channel, theirs = ends
    large = Returned(1, CardAnswer(bytes(100_000)))
    theirs.settimeout(20.0)
    other = Channel(theirs)

    other.send(large)

    assert channel.receive(20.0) == large


def test_a_message_longer_than_the_bound_is_refused_by_its_head(ends):
    channel, theirs = ends
    theirs.sendall((LARGEST_MESSAGE + 1).to_bytes(4, "big"))

    with pytest.raises(MalformedMessageError):
        channel.receive()


def test_a_message_longer_than_the_bound_is_not_sent(ends, monkeypatch):
    channel, _ = ends
    monkeypatch.setattr(channel_module, "LARGEST_MESSAGE", 100)

    with pytest.raises(LineEndedError):
        channel.send(Returned(1, CardAnswer(bytes(100))))


def test_the_end_of_the_line_is_told_after_what_was_sent_before_it(ends):
    channel, theirs = ends
    theirs.sendall(framed(Ping()) + b"\0\0")
    assert not channel.ended()
    theirs.close()

    assert channel.ended()
    assert channel.receive() == Ping()
    with pytest.raises(LineEndedError):
        channel.receive()
    with pytest.raises(LineEndedError):
        channel.send(Ping())


def test_sending_to_one_that_takes_nothing_ends(ends, monkeypatch):
    monkeypatch.setattr(channel_module, "SEND_SECONDS", 0.05)
    ours, theirs = socket.socketpair()
    with theirs:
        channel = Channel(ours)
        with pytest.raises(LineEndedError):
            channel.send(Returned(1, CardAnswer(bytes(3_000_000))))
        channel.close()


def test_a_closed_channel_may_be_closed_again_and_sends_nothing(ends):
    channel, _ = ends
    channel.close()
    channel.close()
    channel.hang_up()

    with pytest.raises(LineEndedError):
        channel.send(Ping())
