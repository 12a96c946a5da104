"""The simulated SAM reader, driven by the real dialogue and by raw frames."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers.card.identity_record import encode_record, parse_record
from drivers.card.sam_dialogue import (
    SamDialogue,
    SamFailure,
    SamRefusal,
    newest_address,
    split_fingerprint_block,
)
from drivers.card.sam_frames import (
    PREAMBLE,
    BrokenFrame,
    FrameParser,
    Reply,
    SamCommand,
    SamId,
    SamStatus,
    encode,
    frame,
)
from drivers.card.sam_pages import SamBlock
from drivers.sim.residents import load_residents
from drivers.sim.sam_card import document_of, photo_of
from drivers.sim.sam_module import SamModuleFaults, SimIdCard, SimSamModule

BLOCK = SamBlock(text=bytes(range(256)), photo=photo_of("someone"))
NO_CARD = SamFailure(SamRefusal.NO_CARD, SamStatus.NO_CARD)
BROKEN = SamFailure(SamRefusal.READ_FAILED)
STEPS = (SamCommand.FIND, SamCommand.SELECT, SamCommand.READ_TEXT_PHOTO)


def module_with_card(**faults) -> SimSamModule:
    module = SimSamModule(SamModuleFaults(**faults))
    module.place(SimIdCard(BLOCK))
    return module


def read(module: SimSamModule):
    """The outcome, or None when the module fell silent."""
    dialogue = SamDialogue()
    while request := dialogue.to_send():
        dialogue.feed(module.exchange(request))
    return dialogue.outcome


def ask(module: SimSamModule, command: SamCommand) -> Reply:
    (reply,) = FrameParser().feed(module.exchange(encode(command)))
    assert isinstance(reply, Reply)
    return reply


def statuses(module: SimSamModule, *commands: SamCommand) -> list[SamStatus]:
    return [ask(module, command).status for command in commands]


def test_a_resident_is_read_from_text_to_document():
    resident = next(iter(load_residents().values()))
    document = document_of(resident)
    module = SimSamModule()
    module.place(SimIdCard(SamBlock(encode_record(document), document.photo)))
    block = read(module)

    assert isinstance(block, SamBlock)
    assert parse_record(block.text, block.photo) == document


def test_an_empty_field_has_no_card():
    assert read(SimSamModule()) == NO_CARD


def test_a_card_is_found_again_only_after_it_left_the_field():
    module = module_with_card()
    assert [read(module), read(module), read(module)] == [BLOCK, NO_CARD, NO_CARD]

    module.remove()
    assert read(module) == NO_CARD

    module.place(SimIdCard(BLOCK))
    assert read(module) == BLOCK


@pytest.mark.parametrize("taken_after", [0, 1, 2])
def test_a_card_that_is_taken_away_fails_the_step_that_follows(taken_after):
    module = module_with_card()
    statuses(module, *STEPS[:taken_after])
    module.remove()

    expected = (SamStatus.NO_CARD, SamStatus.SELECT_FAILED, SamStatus.READ_FAILED)
    assert ask(module, STEPS[taken_after]) == Reply(expected[taken_after])


def test_steps_out_of_turn_fail():
    module = module_with_card()

    assert statuses(
        module,
        SamCommand.SELECT,
        SamCommand.READ_TEXT_PHOTO,
        SamCommand.READ_NEWEST_ADDRESS,
        SamCommand.FIND,
        SamCommand.READ_TEXT_PHOTO,
    ) == [
        SamStatus.SELECT_FAILED,
        SamStatus.READ_FAILED,
        SamStatus.READ_FAILED,
        SamStatus.CARD_FOUND,
        SamStatus.READ_FAILED,
    ]


def test_the_reader_tells_its_state_and_number():
    module = SimSamModule()
    done = (SamCommand.RESET, SamCommand.STATUS, SamCommand.SET_MAX_RF_BYTES)

    assert statuses(module, *done) == [SamStatus.DONE] * 3
    reply = ask(module, SamCommand.READ_SAM_ID)
    assert str(SamId.from_bytes(reply.data)) == "05.03-20200101-0000000001-0000000001"
    assert reply.to_bytes()[5:7] == b"\x00\x14"


@pytest.mark.parametrize("known", [SamCommand.RESET, SamCommand.RESET_OLD])
def test_a_module_knows_one_of_the_two_resets_and_finds_a_read_card_after_it(known):
    module = SimSamModule(reset=known)
    module.place(SimIdCard(BLOCK))
    (unknown,) = {SamCommand.RESET, SamCommand.RESET_OLD} - {known}

    assert [read(module), read(module)] == [BLOCK, NO_CARD]
    assert statuses(module, unknown, known) == [SamStatus.BAD_COMMAND, SamStatus.DONE]
    assert read(module) == BLOCK


def test_fingerprint_and_newest_address():
    module = SimSamModule()
    module.place(SimIdCard(BLOCK, fingerprint=b"\x43" * 1024, address="虚构路2号"))
    statuses(module, SamCommand.FIND, SamCommand.SELECT)

    whole = split_fingerprint_block(ask(module, SamCommand.READ_TEXT_PHOTO_FINGERPRINT).data)
    address = newest_address(ask(module, SamCommand.READ_NEWEST_ADDRESS).data)

    assert whole is not None
    assert (whole.block, whole.fingerprint) == (BLOCK, b"\x43" * 1024)
    assert address == "虚构路2号"


def test_a_card_without_a_newer_address():
    module = module_with_card()
    statuses(module, SamCommand.FIND, SamCommand.SELECT)

    assert ask(module, SamCommand.READ_NEWEST_ADDRESS) == Reply(SamStatus.NO_SUCH_ITEM)


@pytest.mark.parametrize(
    ("request_frame", "status"),
    [
        (PREAMBLE + bytes.fromhex("0003200123"), SamStatus.BAD_CHECKSUM),
        (PREAMBLE + bytes.fromhex("0002202022"), SamStatus.BAD_LENGTH),
        (PREAMBLE + bytes.fromhex("FFFF"), SamStatus.BAD_LENGTH),
        (frame(bytes.fromhex("200100")), SamStatus.BAD_LENGTH),
        (frame(bytes.fromhex("61FF")), SamStatus.BAD_LENGTH),
        (frame(bytes.fromhex("61FF51")), SamStatus.BAD_COMMAND),
        (frame(bytes.fromhex("2003")), SamStatus.BAD_COMMAND),
        (frame(bytes.fromhex("01FF")), SamStatus.BAD_COMMAND),
    ],
)
def test_wrong_requests_are_refused_and_do_no_harm(request_frame, status):
    module = module_with_card()

    assert module.exchange(request_frame) == Reply(status).to_bytes()
    assert read(module) == BLOCK


@given(st.data())
@settings(deadline=None, max_examples=40)
def test_requests_may_come_in_any_pieces(data):
    stream = b"".join(b"\xaa" * data.draw(st.integers(0, 6)) + encode(step) for step in STEPS)
    ends = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=8)))
    module = module_with_card()

    sent = b"".join(
        module.exchange(stream[start:end])
        for start, end in zip([0, *ends], [*ends, len(stream)], strict=True)
    )

    assert sent == module_with_card().exchange(b"".join(map(encode, STEPS)))
    assert len(sent) == 15 + 19 + 1295


@given(st.lists(st.binary(max_size=50) | st.just(PREAMBLE), max_size=10))
@settings(deadline=None, max_examples=60)
def test_hostile_bytes_do_not_upset_the_module(pieces):
    module = module_with_card()
    for piece in pieces:
        answered = FrameParser().feed(module.exchange(piece))
        assert all(isinstance(item, Reply) for item in answered)
        assert len(module._buffer) < 24


@pytest.mark.parametrize("step", STEPS)
def test_a_lost_reply_leaves_the_dialogue_waiting(step):
    assert read(module_with_card(commands=frozenset({step}), silence=True)) is None


@pytest.mark.parametrize("step", STEPS)
def test_a_bad_checksum_is_a_failed_read(step):
    assert read(module_with_card(commands=frozenset({step}), bad_checksum=True)) == BROKEN


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize(("extra", "outcome"), [(-1, BROKEN), (1, None), (0xF000, BROKEN)])
def test_a_wrong_length_is_a_failed_read_or_an_endless_wait(step, extra, outcome):
    module = module_with_card(commands=frozenset({step}), extra_length=extra)

    assert read(module) == outcome


@pytest.mark.parametrize("step", STEPS)
def test_the_length_fault_is_what_the_parser_sees(step):
    module = module_with_card(extra_length=0xF000)

    assert FrameParser().feed(module.exchange(encode(step))) == (BrokenFrame.BAD_LENGTH,)


@pytest.mark.parametrize("garbage", [b"\0" * 9, b"\xaa" * 4, b"\xaa\xaa\x96\x69", bytes(5000)])
def test_garbage_before_frames_does_not_matter(garbage):
    assert read(module_with_card(garbage=garbage)) == BLOCK


@pytest.mark.parametrize("step", STEPS)
def test_any_answer_can_be_put_into_the_readers_mouth(step):
    module = module_with_card(commands=frozenset({step}), answer=Reply(0x66))

    assert read(module) == SamFailure(SamRefusal.SAM_REFUSED, SamStatus.NOT_AUTHORISED)


def test_a_fault_that_is_repaired_is_gone():
    module = module_with_card(answer=Reply(0x60))
    assert read(module) == SamFailure(SamRefusal.SAM_REFUSED, SamStatus.SELF_TEST_FAILED)

    module.faults = SamModuleFaults()

    assert read(module) == BLOCK
