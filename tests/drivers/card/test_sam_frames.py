"""SAM frames: the exact bytes, and a parser that no stream can upset."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers.card.sam_frames import (
    LONGEST_FRAME,
    PREAMBLE,
    BrokenFrame,
    FrameParser,
    Reply,
    SamCommand,
    SamId,
    SamStatus,
    checksum,
    encode,
    frame,
)
from drivers.sim.sam_module import SimSamModule

REQUESTS = {
    SamCommand.RESET: "0003 10FF EC",
    SamCommand.RESET_OLD: "0003 01FF FD",
    SamCommand.STATUS: "0003 11FF ED",
    SamCommand.READ_SAM_ID: "0003 12FF EE",
    SamCommand.FIND: "0003 2001 22",
    SamCommand.SELECT: "0003 2002 21",
    SamCommand.READ_TEXT_PHOTO: "0003 3001 32",
    SamCommand.READ_TEXT_PHOTO_FINGERPRINT: "0003 3010 23",
    SamCommand.READ_NEWEST_ADDRESS: "0003 3003 30",
    SamCommand.SET_MAX_RF_BYTES: "0004 61FF50 CA",
}

REPLIES = {
    "0008 00009F 00000000 97": Reply(0x9F, bytes(4)),
    "000C 000090 0000000000000000 9C": Reply(0x90, bytes(8)),
    "0004 000080 84": Reply(0x80),
    "0004 000081 85": Reply(0x81),
    "0004 000041 45": Reply(0x41),
    "0004 000090 94": Reply(0x90),
    "0004 000091 95": Reply(0x91),
    "0004 6A8241 AD": Reply(0x41, sw12=0x6A82),
}

STATUSES = {
    0x10: SamStatus.BAD_CHECKSUM,
    0x11: SamStatus.BAD_LENGTH,
    0x21: SamStatus.BAD_COMMAND,
    0x24: SamStatus.UNRECOGNISED_ERROR,
    0x31: SamStatus.CARD_REJECTS_SAM,
    0x32: SamStatus.SAM_REJECTS_CARD,
    0x33: SamStatus.VERIFICATION_FAILED,
    0x40: SamStatus.WRONG_CARD,
    0x41: SamStatus.READ_FAILED,
    0x47: SamStatus.RANDOM_FAILED,
    0x60: SamStatus.SELF_TEST_FAILED,
    0x66: SamStatus.NOT_AUTHORISED,
    0x80: SamStatus.NO_CARD,
    0x81: SamStatus.SELECT_FAILED,
    0x90: SamStatus.DONE,
    0x91: SamStatus.NO_SUCH_ITEM,
    0x9F: SamStatus.CARD_FOUND,
}

FOUND = Reply(0x9F, bytes(4))

contents = st.builds(
    lambda head, filler: (head + bytes(filler))[:2310],
    st.binary(max_size=30),
    st.sampled_from([0, 0, 1, 70, 1284, 2310]),
)
replies = st.builds(
    Reply,
    sw3=st.integers(0, 255),
    data=contents,
    sw12=st.integers(0, 0xFFFF),
)
near_frames = st.one_of(
    st.just(PREAMBLE),
    st.just(b"\xaa"),
    st.just(PREAMBLE + b"\x09\x0a"),
    st.just(PREAMBLE + b"\xff\xff"),
    st.binary(max_size=40),
    st.builds(Reply.to_bytes, replies),
)
streams = st.lists(near_frames, max_size=12).map(b"".join)


noise = st.binary(max_size=40).filter(lambda between: PREAMBLE not in between)


@st.composite
def cut(draw, stream):
    """The stream in pieces, some of them empty."""
    ends = sorted(draw(st.lists(st.integers(0, len(stream)), max_size=8)))
    return [stream[a:b] for a, b in zip([0, *ends], [*ends, len(stream)], strict=True)]


def raw(text: str) -> bytes:
    return PREAMBLE + bytes.fromhex(text)


def test_every_request_has_its_golden_frame():
    assert {command: encode(command) for command in SamCommand} == {
        command: raw(text) for command, text in REQUESTS.items()
    }


@pytest.mark.parametrize(("text", "reply"), REPLIES.items())
def test_golden_replies_are_read_and_written(text, reply):
    assert FrameParser().feed(raw(text)) == (reply,)
    assert reply.to_bytes() == raw(text)


@pytest.mark.parametrize(("length", "total"), [(1284, 1295), (1286, 1297), (2310, 2321)])
def test_replies_with_a_card_have_the_documented_length(length, total):
    reply = Reply(0x90, bytes(length))

    assert len(reply.to_bytes()) == total <= LONGEST_FRAME
    assert FrameParser().feed(reply.to_bytes()) == (reply,)


@pytest.mark.parametrize("sw3", range(256))
def test_every_status_is_listed_or_unknown(sw3):
    assert Reply(sw3).status is STATUSES.get(sw3, SamStatus.UNKNOWN)
    assert Reply(sw3).card_sw is None


@pytest.mark.parametrize("sw3", STATUSES)
def test_only_four_statuses_relay_what_the_card_said(sw3):
    reply = Reply(sw3, sw12=0x6A82)

    if sw3 in {0x31, 0x41, 0x47, 0x81}:
        assert (reply.status, reply.card_sw) == (STATUSES[sw3], 0x6A82)
    else:
        assert (reply.status, reply.card_sw) == (SamStatus.UNKNOWN, None)


def test_what_a_card_said_stays_out_of_logs():
    assert "secret" not in repr(Reply(0x90, b"secret"))


def test_the_sam_id_is_printed_from_little_endian_words():
    data = bytes.fromhex("0500 0300 293D3401 15CD5B07 FFFFFFFF")

    assert str(SamId.from_bytes(data)) == "05.03-20200745-0123456789-4294967295"


@pytest.mark.parametrize("length", [0, 15, 17])
def test_a_sam_id_of_another_length_is_none(length):
    assert SamId.from_bytes(bytes(length)) is None


@pytest.mark.parametrize("bit", range(8))
@pytest.mark.parametrize("at", range(7, 15))
def test_any_flipped_bit_of_the_content_is_a_checksum_error(at, bit):
    damaged = bytearray(FOUND.to_bytes())
    damaged[at] ^= 1 << bit

    assert FrameParser().feed(bytes(damaged)) == (BrokenFrame.BAD_CHECKSUM,)


@pytest.mark.parametrize("length", ["0000", "0003", "090B", "FFFF"])
def test_an_impossible_length_is_told_at_once_and_the_next_reply_is_read(length):
    stream = raw(length) + FOUND.to_bytes()

    assert FrameParser().feed(stream) == (BrokenFrame.BAD_LENGTH, FOUND)


def test_a_reply_that_a_wrong_length_swallowed_is_still_found():
    stream = raw("0013 00009F 00000000 97") + FOUND.to_bytes()

    assert FrameParser().feed(stream) == (BrokenFrame.BAD_CHECKSUM, FOUND)


def test_a_lost_frame_start_costs_only_itself():
    assert FrameParser().feed(PREAMBLE + FOUND.to_bytes()) == (BrokenFrame.BAD_LENGTH, FOUND)


@pytest.mark.parametrize("garbage", [b"", b"\0\xff", b"\xaa", b"\xaa" * 7, PREAMBLE[:4], b"\x96i"])
def test_garbage_before_a_frame_is_skipped(garbage):
    assert FrameParser().feed(garbage + FOUND.to_bytes()) == (FOUND,)


def test_after_clear_an_old_beginning_plays_no_part():
    parser = FrameParser()
    parser.feed(Reply(0x90, bytes(1284)).to_bytes()[:600])
    assert parser.pending == 600

    parser.clear()

    assert parser.pending == 0
    assert parser.feed(FOUND.to_bytes()) == (FOUND,)


@given(st.lists(st.tuples(noise, replies), max_size=6), st.data())
@settings(deadline=None, max_examples=100)
def test_replies_come_back_however_the_stream_is_cut_and_whatever_lies_between(sent, data):
    stream = b"".join(between + reply.to_bytes() for between, reply in sent)
    parser = FrameParser()

    got = [item for piece in data.draw(cut(stream)) for item in parser.feed(piece)]

    assert got == [reply for _, reply in sent]
    assert parser.pending == 0


@given(st.lists(st.tuples(noise, st.sampled_from(SamCommand)), max_size=6), st.data())
@settings(deadline=None, max_examples=100)
def test_every_request_comes_through_whatever_lies_between(sent, data):
    stream = b"".join(between + encode(command) for between, command in sent)
    module = SimSamModule()

    got = [item for piece in data.draw(cut(stream)) for item in module.requests(piece)]

    assert got == [command.value for _, command in sent]


@given(replies, st.data())
@settings(deadline=None, max_examples=100)
def test_a_turned_bit_behind_the_preamble_never_gives_a_reply(reply, data):
    damaged = bytearray(reply.to_bytes())
    at = data.draw(st.integers(len(PREAMBLE), len(damaged) - 1))
    damaged[at] ^= 1 << data.draw(st.integers(0, 7))

    assert reply not in FrameParser().feed(bytes(damaged))


@given(streams, st.data())
@settings(deadline=None, max_examples=100)
def test_hostile_streams_give_the_same_for_any_cut_and_little_is_kept(stream, data):
    parser = FrameParser()
    got = []
    for piece in data.draw(cut(stream)):
        got += parser.feed(piece)
        assert parser.pending < LONGEST_FRAME

    assert tuple(got) == FrameParser().feed(stream)
    single = FrameParser()
    assert got == [item for byte in stream for item in single.feed(bytes((byte,)))]


@given(st.binary(max_size=200).filter(lambda noise: PREAMBLE not in noise), replies)
@settings(deadline=None, max_examples=60)
def test_any_noise_without_a_preamble_costs_nothing(noise, reply):
    assert FrameParser().feed(noise + reply.to_bytes()) == (reply,)


@given(st.binary(max_size=300))
@settings(deadline=None)
def test_a_frame_sums_up_to_zero(content):
    made = frame(content)

    assert checksum(made[len(PREAMBLE) :]) == 0
    assert int.from_bytes(made[5:7], "big") == len(made) - 7
