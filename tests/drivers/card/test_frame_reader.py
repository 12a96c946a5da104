"""FrameCardReader and SamExchange over a line that says exactly what a test wants."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from drivers import (
    CardUnread,
    Deadline,
    DeadlineExceeded,
    FaultCode,
    HardwareError,
    Online,
    ReadFailure,
    TransportError,
    Unknown,
)
from drivers.card import LineFault
from drivers.card.frame_reader import (
    ABSENT_FINDS,
    FrameCardReader,
    open_sam_escape_reader,
    open_sam_serial_reader,
)
from drivers.card.sam_exchange import MOST_BYTES, SamExchange
from drivers.card.sam_frames import Reply, SamCommand, SamStatus, encode
from drivers.sim.sam_module import SIM_SAM_ID, SamModuleFaults, SimSamModule
from drivers.sim.wallet import load_wallet
from tests.fixtures.virtual_clock import VirtualClock

WALLET = load_wallet()
LI = WALLET.card("li").id_card
COMMANDS = {encode(command): command for command in SamCommand}
READ = [SamCommand.FIND, SamCommand.SELECT, SamCommand.READ_TEXT_PHOTO]
ADDRESS = SamCommand.READ_NEWEST_ADDRESS
BROKEN = Reply(0x90).to_bytes()[:-1] + b"\xff"


class ScriptedLine:
    """A SAM without a line: ``said[command]`` are bytes (or errors) said in its place, in turn."""

    name = "scripted"

    def __init__(self, module=None, clock=None):
        self.module = module or SimSamModule()
        self.clock = clock
        self.asked = []
        self.said = {}
        self.pieces = []
        self.closed = False

    def send(self, request: bytes, deadline: Deadline) -> None:
        deadline.check()
        command = COMMANDS[request]
        self.asked.append(command)
        answer = self.module.exchange(request)
        if self.said.get(command):
            answer = self.said[command].pop(0)
        self.pieces = answer if isinstance(answer, list) else [answer]

    def receive(self, deadline: Deadline) -> bytes:
        piece = self.pieces.pop(0) if self.pieces else b""
        if isinstance(piece, Exception):
            raise piece
        if isinstance(piece, Callable):
            return piece(deadline)
        if not piece and self.clock:
            self.clock.now = max(self.clock.now, deadline.at)
        return piece

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def line():
    line = ScriptedLine()
    line.module.place(LI)
    return line


@pytest.fixture
def reader(line):
    return FrameCardReader(line)


def soon() -> Deadline:
    return Deadline.after(20.0)


def said(*answers) -> list:
    return [answer.to_bytes() if isinstance(answer, Reply) else answer for answer in answers]


def test_a_card_is_found_selected_and_read_each_time(line, reader):
    assert reader.read(soon()) == WALLET.expected("li")
    line.module.place(LI)
    assert reader.read(soon()) == WALLET.expected("li")

    assert line.asked == [*READ, ADDRESS] * 2


@pytest.mark.parametrize("sw3", [0x81, 0x31, 0x32, 0x33, 0x40, 0x41, 0x47, 0x24, 0x77])
def test_a_card_that_was_moved_gets_a_second_try(line, reader, sw3):
    line.said[SamCommand.SELECT] = said(Reply(sw3))

    assert reader.read(soon()) == WALLET.expected("li")
    assert line.asked == [*READ[:2], *READ, ADDRESS]


@pytest.mark.parametrize(
    ("sw3", "reason"),
    [
        (0x81, ReadFailure.NOT_AN_IDENTITY_CARD),
        (0x31, ReadFailure.NOT_AN_IDENTITY_CARD),
        (0x32, ReadFailure.NOT_AN_IDENTITY_CARD),
        (0x33, ReadFailure.NOT_AN_IDENTITY_CARD),
        (0x40, ReadFailure.NOT_AN_IDENTITY_CARD),
        (0x41, ReadFailure.UNREADABLE),
        (0x47, ReadFailure.UNREADABLE),
        (0x24, ReadFailure.UNREADABLE),
        (0x91, ReadFailure.UNREADABLE),
        (0x77, ReadFailure.UNREADABLE),
    ],
)
def test_there_is_no_third_try(line, reader, sw3, reason):
    line.said[SamCommand.SELECT] = said(Reply(sw3), Reply(sw3))

    assert reader.read(soon()) == CardUnread(reason)
    assert line.asked == READ[:2] * 2


@pytest.mark.parametrize("sw3", [0x21, 0x60, 0x66])
def test_a_sam_that_refuses_is_not_asked_twice(line, reader, sw3):
    line.said[SamCommand.FIND] = said(Reply(sw3))

    with pytest.raises(TransportError) as refused:
        reader.read(soon())
    assert refused.value.code == LineFault.SAM_REFUSED
    assert line.asked == READ[:1]


def test_an_empty_field_is_not_asked_twice(line, reader):
    line.module.remove()

    assert reader.read(soon()) == CardUnread(ReadFailure.REMOVED)
    assert line.asked == READ[:1]


@pytest.mark.parametrize("sw3", [0x10, 0x11])
def test_requests_that_arrive_broken_are_the_line_s_fault(line, reader, sw3):
    line.said[SamCommand.FIND] = said(Reply(sw3), Reply(sw3))

    with pytest.raises(TransportError) as broken:
        reader.read(soon())
    assert broken.value.code == LineFault.GARBLED


def test_replies_that_arrive_broken_twice_are_the_line_s_fault(line, reader):
    line.said[SamCommand.SELECT] = said(BROKEN, BROKEN)

    with pytest.raises(TransportError) as broken:
        reader.read(soon())
    assert broken.value.code == LineFault.GARBLED


def test_a_reply_that_never_ends_is_broken_and_gets_its_second_try(line, reader):
    line.said[SamCommand.SELECT] = said(Reply(0x90, bytes(8)).to_bytes()[:9])

    assert reader.read(soon()) == WALLET.expected("li")


def test_silence_is_no_answer_and_gets_no_second_try(line, reader):
    line.said[SamCommand.SELECT] = [b""]

    with pytest.raises(TransportError) as silent:
        reader.read(soon())
    assert silent.value.code == LineFault.NO_ANSWER
    assert line.asked == READ[:2]


def test_a_device_that_babbles_is_no_reader(line, reader):
    line.said[SamCommand.STATUS] = [[b"U" * 1000] * (3 * MOST_BYTES // 1000)]

    health = reader.status(soon()).health

    assert len(line.pieces) > MOST_BYTES // 1000
    line.pieces = []
    assert isinstance(health, Unknown)
    assert health.fault.code is FaultCode.GARBLED
    assert reader.status(soon()).health == Online()


def test_a_line_that_does_not_fall_silent_is_garbled(line, reader):
    line.said[SamCommand.FIND] = [[BROKEN, *[b"U" * 1000] * (2 * MOST_BYTES // 1000)]]

    with pytest.raises(TransportError) as broken:
        reader.read(soon())
    assert broken.value.code == LineFault.GARBLED


@pytest.mark.parametrize(
    "answer",
    [
        Reply(0x91),
        Reply(0x41),
        Reply(0x21),
        Reply(0x60),
        Reply(0x90, bytes(68)),
        Reply(0x90, bytes(70)),
        Reply(0x9F, "新路".ljust(35).encode("utf-16-le")),
        b"",
        TransportError(LineFault.NOT_CONNECTED),
    ],
)
def test_without_a_newest_address_the_record_s_stands(line, reader, answer):
    line.said[ADDRESS] = said(answer)

    assert reader.read(soon()) == WALLET.expected("li")


def test_a_newest_address_that_takes_too_long_is_done_without(line, reader):
    def too_late(deadline):
        raise DeadlineExceeded

    line.said[ADDRESS] = [[too_late]]

    assert reader.read(soon()) == WALLET.expected("li")


def test_the_newest_address_stands_in_the_document(line, reader):
    line.module.place(replace(LI, address="虚构路2号"))

    assert reader.read(soon()) == replace(WALLET.expected("li"), address="虚构路2号")


def test_a_permit_is_not_asked_for_an_address(line, reader):
    line.module.place(WALLET.card("he").id_card)

    assert reader.read(soon()) == WALLET.expected("he")
    assert line.asked == READ


def test_status_asks_state_number_and_field(line, reader):
    status = reader.status(soon())

    assert (status.health, status.reader, status.card_present) == (Online(), "scripted", True)
    assert status.sam == "05.03-20200101-0000000001-0000000001"
    assert line.asked == [SamCommand.STATUS, SamCommand.READ_SAM_ID, SamCommand.FIND]


@pytest.mark.parametrize("answer", [Reply(0x24), Reply(0x90, SIM_SAM_ID[:-1])])
def test_a_sam_without_a_number_works_nevertheless(line, reader, answer):
    line.said[SamCommand.READ_SAM_ID] = said(answer)

    status = reader.status(soon())

    assert (status.health, status.sam) == (Online(), "")


@pytest.mark.parametrize(
    ("sw3", "code"),
    [
        (0x60, FaultCode.SAM_REFUSED),
        (0x66, FaultCode.SAM_REFUSED),
        (0x21, FaultCode.SAM_REFUSED),
        (0x24, FaultCode.HARDWARE),
        (0x41, FaultCode.HARDWARE),
        (0x77, FaultCode.HARDWARE),
    ],
)
def test_a_state_that_is_not_done_is_a_hardware_error(line, reader, sw3, code):
    line.said[SamCommand.STATUS] = said(Reply(sw3), Reply(sw3))

    health = reader.status(soon()).health

    assert isinstance(health, HardwareError)
    assert health.fault.code is code


@pytest.mark.parametrize("reset", [SamCommand.RESET, SamCommand.RESET_OLD])
def test_a_refusing_sam_is_reset_once_until_it_works_again(reset):
    line = ScriptedLine(SimSamModule(reset=reset))
    reader = FrameCardReader(line, reset)
    line.module.faults = SamModuleFaults(
        commands=frozenset({SamCommand.STATUS}), answer=Reply(SamStatus.NOT_AUTHORISED)
    )
    for _ in range(3):
        assert isinstance(reader.status(soon()).health, HardwareError)
    assert line.asked.count(reset) == 1

    line.module.faults = SamModuleFaults()
    assert reader.status(soon()).health == Online()
    line.said[SamCommand.STATUS] = said(Reply(0x60))
    assert reader.status(soon()).health == Online()
    assert line.asked.count(reset) == 2


def test_a_slow_search_does_not_make_a_working_reader_silent(line, reader):
    def too_late(deadline):
        raise DeadlineExceeded

    line.said[SamCommand.FIND] = [[too_late]]

    status = reader.status(soon())

    assert (status.health, status.card_present) == (Online(), False)


def test_status_gives_up_after_two_seconds(line, reader):
    def slow(deadline):
        assert deadline.remaining() <= 2.0
        raise DeadlineExceeded

    line.said[SamCommand.STATUS] = [[slow]]

    health = reader.status(soon()).health

    assert isinstance(health, Unknown)
    assert health.fault.code is FaultCode.NO_ANSWER


def test_one_broken_reply_to_a_question_is_asked_for_again(line, reader):
    line.said[SamCommand.FIND] = said(BROKEN)

    assert reader.wait_for_card(soon()) is True
    assert line.asked == [SamCommand.FIND] * 2


def test_a_card_that_the_search_refuses_lies_there(line, reader):
    line.said[SamCommand.FIND] = said(Reply(SamStatus.WRONG_CARD))

    assert reader.wait_for_card(soon()) is True


def test_one_miss_is_no_removal(line, reader):
    line.said[SamCommand.FIND] = said(Reply(0x80), Reply(0x9F, bytes(4)), Reply(0x80), Reply(0x80))

    assert reader.wait_for_removal(soon()) is True
    assert len(line.asked) == 2 + ABSENT_FINDS


def test_a_reply_may_come_byte_by_byte(line, reader):
    block = Reply(0x90, LI.block.to_bytes()).to_bytes()
    line.said[SamCommand.READ_TEXT_PHOTO] = [[bytes((byte,)) for byte in block]]

    assert reader.read(soon()) == WALLET.expected("li")


def test_an_abandoned_request_s_reply_is_awaited_before_the_next_request():
    clock = VirtualClock()
    line = ScriptedLine(clock=clock)
    exchange = SamExchange(line)
    line.said[SamCommand.FIND] = [b""]
    with pytest.raises(DeadlineExceeded):
        exchange.ask(SamCommand.FIND, clock.deadline(0.5))

    waited = []
    line.pieces = [lambda deadline: waited.append(deadline.at) or Reply(0x80).to_bytes()]
    reply = exchange.ask(SamCommand.STATUS, clock.deadline(5.0))

    assert waited == [2.0]
    assert reply == Reply(SamStatus.DONE)


def test_a_reply_that_is_owed_for_too_long_is_not_awaited():
    clock = VirtualClock()
    line = ScriptedLine(clock=clock)
    exchange = SamExchange(line)
    line.said[SamCommand.FIND] = [b""]
    with pytest.raises(TransportError):
        exchange.ask(SamCommand.FIND, clock.deadline(10.0))
    clock.now = 3.0

    assert exchange.ask(SamCommand.STATUS, clock.deadline(0.2)) == Reply(SamStatus.DONE)


def test_closing_closes_the_line(line, reader):
    reader.close()

    assert line.closed


def test_nothing_is_opened_before_it_is_asked():
    serial = open_sam_serial_reader("/nowhere/sam", 9600)
    escape = open_sam_escape_reader("no such reader", 0x42000001)

    serial.close()
    escape.close()
