"""Sorting the mixed reply stream."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.printer.replies import (
    AutoStatus,
    BuffersCleared,
    FullStatus,
    Garbage,
    Information,
    PaperSensor,
    PoweredOn,
    ProcessEcho,
    RealTimeAnswer,
    ReplyParser,
    WentOffline,
)

_REPLIES = st.one_of(
    st.sampled_from([0x12, 0x16, 0x1A, 0x32, 0x72, 0x7E]).map(
        lambda value: (bytes([value]), RealTimeAnswer(value))
    ),
    st.sampled_from([0x00, 0x03, 0x0C, 0x0F]).map(
        lambda value: (bytes([value]), PaperSensor(value))
    ),
    st.sampled_from([b"\x10\0\0\0", b"\x38\0\0\0", b"\x18\x28\x0f\x0f", b"\x14\0\x0c\x0f"]).map(
        lambda value: (value, AutoStatus(value))
    ),
    st.binary(min_size=4, max_size=4)
    .map(lambda raw: bytes(0x20 + byte % 95 for byte in raw))
    .map(lambda code: (b"\x37\x22" + code + b"\0", ProcessEcho(code))),
    st.just((b"\x37\x25\0", BuffersCleared())),
    st.just((b"_TM-T88V\0", Information("TM-T88V"))),
    st.just((b"\x3b\x31\0", PoweredOn())),
    st.just((b"\x37\x23\x01\0", WentOffline(1))),
    st.just((b"\x13", None)),
    st.just((b"\x11", None)),
)


def _feed(stream, cuts):
    parser = ReplyParser()
    edges = [0, *sorted(cut % (len(stream) + 1) for cut in cuts), len(stream)]
    parts = [stream[a:b] for a, b in pairwise(edges)]
    return [reply for part in parts for reply in parser.feed(part)]


@given(st.lists(_REPLIES, max_size=12), st.lists(st.integers(0, 500), max_size=12))
def test_every_mixture_is_sorted_under_every_split(replies, cuts):
    stream = b"".join(data for data, _ in replies)
    assert _feed(stream, cuts) == [reply for _, reply in replies if reply is not None]


@given(st.binary(max_size=200), st.lists(st.integers(0, 500), max_size=12))
def test_nonsense_gives_the_same_under_every_split(stream, cuts):
    assert _feed(stream, cuts) == _feed(stream, [])


def test_a_status_packet_ahead_of_an_answer_is_not_taken_for_it():
    replies = ReplyParser().feed(b"\x10\x00\x0c\x00\x12")
    assert replies == [AutoStatus(b"\x10\x00\x0c\x00"), RealTimeAnswer(0x12)]


def test_broken_packets_do_not_swallow_what_follows():
    assert ReplyParser().feed(b"\x10\x00\x12") == [
        Garbage(0x10),
        PaperSensor(0),
        RealTimeAnswer(0x12),
    ]
    assert ReplyParser().feed(b"\x37\x22ab\xffd")[0] == Garbage(0x37)
    assert ReplyParser().feed(b"\xff\x12") == [Garbage(0xFF), RealTimeAnswer(0x12)]


@given(st.binary(min_size=4, max_size=4), st.lists(st.integers(0, 500), max_size=6))
def test_a_full_status_may_hold_any_bytes(states, cuts):
    stream = b"\x12\x10\x0f" + states + b"\x16"
    parser = ReplyParser(full_status=True)
    edges = [0, *sorted(cut % (len(stream) + 1) for cut in cuts), len(stream)]
    replies = [each for a, b in pairwise(edges) for each in parser.feed(stream[a:b])]
    assert replies == [RealTimeAnswer(0x12), FullStatus(states), RealTimeAnswer(0x16)]


@pytest.mark.parametrize("answer", [b"\x12", b"\x12" * 4, b"\x00", b"\x37\x221234\x00"])
def test_no_automatic_status_before_an_answer_is_ever_taken_for_it(answer):
    """Released python-escpos reads the packet's first byte as "no paper"."""
    for packet in (b"\x10\x00\x00\x00", b"\x14\x00\x0c\x0f", b"\x38\x00\x00\x00"):
        first, *rest = ReplyParser().feed(packet + answer)
        assert first == AutoStatus(packet)
        assert rest == ReplyParser().feed(answer)
