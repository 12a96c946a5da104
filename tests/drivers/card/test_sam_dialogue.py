"""Find, select, read: what is sent, what comes out, and the data of cards."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers.card.sam_dialogue import (
    FingerprintBlock,
    SamDialogue,
    SamFailure,
    SamRefusal,
    newest_address,
    split_block,
    split_fingerprint_block,
)
from drivers.card.sam_frames import LONGEST_FRAME, PREAMBLE, Reply, SamCommand, SamStatus, encode
from drivers.card.sam_pages import SamBlock

BLOCK = SamBlock(text=bytes(range(256)), photo=bytes(range(255, -1, -1)) * 4)
GOOD = (Reply(0x9F, bytes(4)), Reply(0x90, bytes(8)), Reply(0x90, BLOCK.to_bytes()))
COMMANDS = (SamCommand.FIND, SamCommand.SELECT, SamCommand.READ_TEXT_PHOTO)

REASONS = {
    0x80: SamRefusal.NO_CARD,
    0x81: SamRefusal.CARD_REFUSED,
    0x31: SamRefusal.CARD_REFUSED,
    0x32: SamRefusal.CARD_REFUSED,
    0x33: SamRefusal.CARD_REFUSED,
    0x40: SamRefusal.CARD_REFUSED,
    0x21: SamRefusal.SAM_REFUSED,
    0x60: SamRefusal.SAM_REFUSED,
    0x66: SamRefusal.SAM_REFUSED,
    0x10: SamRefusal.READ_FAILED,
    0x11: SamRefusal.READ_FAILED,
    0x24: SamRefusal.READ_FAILED,
    0x41: SamRefusal.READ_FAILED,
    0x47: SamRefusal.READ_FAILED,
    0x91: SamRefusal.READ_FAILED,
    0x77: SamRefusal.READ_FAILED,
}


def at_step(step: int) -> SamDialogue:
    """A dialogue whose first steps went well and whose next request is out."""
    dialogue = SamDialogue()
    for command, reply in zip(COMMANDS[:step], GOOD[:step], strict=True):
        assert dialogue.to_send() == encode(command)
        dialogue.feed(reply.to_bytes())
    assert dialogue.to_send() == encode(COMMANDS[step])
    return dialogue


def test_the_three_steps_bring_the_block():
    dialogue = at_step(2)
    assert dialogue.outcome is None

    dialogue.feed(GOOD[2].to_bytes())

    assert dialogue.outcome == BLOCK
    assert dialogue.to_send() == b""


def test_it_says_whether_and_how_long_a_reply_is_awaited():
    dialogue = SamDialogue()
    seen = []
    for reply in GOOD:
        assert not dialogue.awaiting
        dialogue.to_send()
        assert dialogue.awaiting
        seen.append(dialogue.limit)
        dialogue.feed(reply.to_bytes())

    assert not dialogue.awaiting
    assert seen == [1.0, 1.0, 2.0]


def test_each_request_is_given_once():
    dialogue = at_step(0)
    assert dialogue.to_send() == b""

    dialogue.feed(GOOD[0].to_bytes()[:-1])
    assert dialogue.to_send() == b""

    dialogue.feed(GOOD[0].to_bytes()[-1:])
    assert dialogue.to_send() == encode(SamCommand.SELECT)


@pytest.mark.parametrize("step", range(3))
@pytest.mark.parametrize("sw3", REASONS)
def test_each_status_has_its_reason_in_every_step(step, sw3):
    dialogue = at_step(step)
    dialogue.feed(Reply(sw3).to_bytes())

    assert dialogue.outcome == SamFailure(REASONS[sw3], Reply(sw3).status)
    assert dialogue.to_send() == b""


def test_the_status_word_of_the_card_is_kept():
    dialogue = at_step(1)
    dialogue.feed(Reply(0x81, sw12=0x6982).to_bytes())

    expected = SamFailure(SamRefusal.CARD_REFUSED, SamStatus.SELECT_FAILED, 0x6982)
    assert dialogue.outcome == expected


@pytest.mark.parametrize("step", range(3))
@pytest.mark.parametrize("change", [-1, 1])
def test_a_success_with_data_of_another_length_is_a_failed_read(step, change):
    data = GOOD[step].data
    dialogue = at_step(step)
    dialogue.feed(Reply(GOOD[step].sw3, data[:-1] if change < 0 else data + b"\0").to_bytes())

    assert dialogue.outcome == SamFailure(SamRefusal.READ_FAILED, GOOD[step].status)


@pytest.mark.parametrize("step", range(3))
def test_the_success_of_another_step_is_a_failed_read(step):
    dialogue = at_step(step)
    other = Reply(0x90 if step == 0 else 0x9F, GOOD[step].data)
    dialogue.feed(other.to_bytes())

    assert dialogue.outcome == SamFailure(SamRefusal.READ_FAILED, other.status)


@pytest.mark.parametrize("step", range(3))
def test_a_broken_frame_is_a_failed_read(step):
    damaged = bytearray(GOOD[step].to_bytes())
    damaged[-1] ^= 1
    dialogue = at_step(step)
    dialogue.feed(bytes(damaged))

    assert dialogue.outcome == SamFailure(SamRefusal.READ_FAILED)


def test_wrong_lengths_inside_the_block_are_a_failed_read():
    dialogue = at_step(2)
    dialogue.feed(Reply(0x90, bytes.fromhex("01010400") + BLOCK.to_bytes()[4:]).to_bytes())

    assert dialogue.outcome == SamFailure(SamRefusal.READ_FAILED, SamStatus.DONE)


def test_what_nobody_asked_for_is_dropped():
    dialogue = SamDialogue()
    dialogue.feed(Reply(0x80).to_bytes())
    assert dialogue.to_send() == encode(SamCommand.FIND)

    dialogue.feed(GOOD[0].to_bytes() + Reply(0x80).to_bytes())
    dialogue.feed(Reply(0x80).to_bytes())

    assert dialogue.outcome is None
    assert dialogue.to_send() == encode(SamCommand.SELECT)


def test_the_beginning_of_an_unasked_reply_does_not_spoil_the_next_one():
    dialogue = at_step(0)
    dialogue.feed(GOOD[0].to_bytes() + GOOD[2].to_bytes()[:100])
    dialogue.to_send()
    dialogue.feed(GOOD[1].to_bytes())

    assert dialogue.outcome is None
    assert dialogue.to_send() == encode(SamCommand.READ_TEXT_PHOTO)


def test_bytes_behind_the_end_change_nothing():
    dialogue = at_step(0)
    dialogue.feed(Reply(0x80).to_bytes())
    outcome = dialogue.outcome
    dialogue.feed(GOOD[0].to_bytes())

    assert dialogue.outcome == outcome


@given(st.data())
@settings(deadline=None, max_examples=40)
def test_the_outcome_does_not_depend_on_how_replies_are_cut(data):
    dialogue = SamDialogue()
    for reply in GOOD:
        dialogue.to_send()
        noise = data.draw(st.binary(max_size=8).filter(lambda noise: 0xAA not in noise))
        stream = noise + reply.to_bytes()
        ends = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=8)))
        for start, end in zip([0, *ends], [*ends, len(stream)], strict=True):
            dialogue.feed(stream[start:end])

    assert dialogue.outcome == BLOCK


@given(st.lists(st.binary(max_size=60) | st.just(PREAMBLE), max_size=10), st.integers(0, 2))
@settings(deadline=None, max_examples=60)
def test_hostile_answers_never_look_like_a_card(pieces, step):
    dialogue = at_step(step)
    for piece in pieces:
        dialogue.feed(piece)
        dialogue.to_send()
        assert not isinstance(dialogue.outcome, SamBlock)
        assert dialogue._parser.pending < LONGEST_FRAME


@pytest.mark.parametrize("size", [0, 1, 4, 1283, 1285])
def test_a_block_of_another_length_is_none(size):
    assert split_block((BLOCK.to_bytes() + b"\0")[:size]) is None


def test_a_block_is_split():
    assert split_block(BLOCK.to_bytes()) == BLOCK


@pytest.mark.parametrize(("size", "total"), [(0, 1297), (512, 1809), (1024, 2321)])
def test_a_block_with_fingerprints_is_split(size, total):
    whole = FingerprintBlock(BLOCK, bytes(range(256)) * (size // 256))

    assert split_fingerprint_block(whole.to_bytes()) == whole
    assert len(Reply(0x90, whole.to_bytes()).to_bytes()) == total


@pytest.mark.parametrize("lengths", ["010004000000", "010004000201", "040001000200"])
def test_fingerprint_lengths_must_fit(lengths):
    data = bytes.fromhex(lengths) + BLOCK.to_bytes()[4:] + bytes(512)

    assert split_fingerprint_block(data) is None


@pytest.mark.parametrize("size", [1, 511, 513, 1023, 1025, 1536])
def test_fingerprints_of_another_size_are_none(size):
    assert split_fingerprint_block(FingerprintBlock(BLOCK, bytes(size)).to_bytes()) is None


@pytest.mark.parametrize("size", [0, 5, 6, 1285])
def test_a_block_cut_before_its_fingerprints_is_none(size):
    assert split_fingerprint_block(FingerprintBlock(BLOCK, b"").to_bytes()[:size]) is None


def test_the_newest_address_loses_its_padding():
    text = "深圳市罗湖区虚构路1号"

    assert newest_address(text.ljust(35).encode("utf-16-le")) == text


@pytest.mark.parametrize(
    "data",
    [
        b"",
        bytes(69),
        bytes(71),
        bytes(70),
        b"\x00\xd8" * 35,
        "路\n号".ljust(35).encode("utf-16-le"),
    ],
)
def test_what_is_no_address_is_none(data):
    assert newest_address(data) is None


def test_what_a_card_said_stays_out_of_logs():
    assert "\\x" not in repr(FingerprintBlock(BLOCK, b"\xff" * 512))
