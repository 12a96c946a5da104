"""EscapeLine over a fake function layer, and what the real service says to control commands."""

import threading
from collections.abc import Iterator

import pytest

from drivers import Cancelled, Deadline, DeviceKind, FaultCode, TransportError, Unknown
from drivers.card import LineFault, escape_line, pcsc_session
from drivers.card.escape_line import MAX_STUCK_CALLS, EscapeLine
from drivers.card.frame_reader import open_sam_escape_reader
from drivers.card.sam_frames import Reply, SamCommand, SamStatus, encode
from drivers.sim.sam_field import SamField
from drivers.sim.world import PlannedTrouble, Trouble, World
from tests.fixtures.fake_escape import (
    CONTROL_CODE,
    INVALID_HANDLE,
    READER,
    UNSUPPORTED_FEATURE,
    FakeScard,
)
from tests.fixtures.pcscd import READER as VPCD_READER
from tests.fixtures.pcscd import Pcscd, running_pcscd

PATIENCE = 20.0
STATUS = encode(SamCommand.STATUS)
DONE = Reply(SamStatus.DONE).to_bytes()
NOT_TRANSACTED = 0x80100016


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def service(world, monkeypatch) -> Iterator[FakeScard]:
    service = FakeScard(world, SamField(world, lambda key: None))
    monkeypatch.setattr(escape_line, "scard", service.functions)
    monkeypatch.setattr(pcsc_session, "scard", service.functions)
    yield service
    world.clear(DeviceKind.CARD_READER)
    service.release()
    no_lane_left()


def no_lane_left() -> None:
    for thread in threading.enumerate():
        if thread.name == "pcsc":
            thread.join(PATIENCE)
            assert not thread.is_alive()


@pytest.fixture
def line(service) -> Iterator[EscapeLine]:
    line = EscapeLine("SAM", CONTROL_CODE)
    yield line
    line.close()


def soon() -> Deadline:
    return Deadline.after(PATIENCE)


def ask(line: EscapeLine, deadline: Deadline | None = None) -> bytes:
    line.send(STATUS, deadline or soon())
    return line.receive(deadline or soon())


def code_of(line: EscapeLine) -> str:
    with pytest.raises(TransportError) as broken:
        ask(line)
    return broken.value.code


def test_a_frame_goes_in_and_its_reply_comes_out(line):
    assert line.name == "SAM"
    assert ask(line) == DONE
    assert line.name == READER
    assert line.receive(soon()) == b""


def test_one_connection_serves_all_frames_and_is_released(service, line):
    ask(line)
    before = dict(service.handles)
    ask(line)

    assert service.handles == before
    line.close()
    assert (service.handles, service.contexts) == ({}, set())


def test_another_control_code_is_no_answer_of_a_sam(service):
    line = EscapeLine("SAM", CONTROL_CODE + 1)

    assert code_of(line) == LineFault.GARBLED
    line.close()


@pytest.mark.parametrize(
    ("hresult", "code"),
    [
        (UNSUPPORTED_FEATURE, LineFault.GARBLED),
        (UNSUPPORTED_FEATURE - (1 << 32), LineFault.GARBLED),
        (NOT_TRANSACTED, LineFault.GARBLED),
        (INVALID_HANDLE, LineFault.SERVICE_DOWN),
        (0x8010001D, LineFault.SERVICE_DOWN),
        (0x80100017, LineFault.NOT_CONNECTED),
        (0x8010000B, LineFault.IN_USE),
        (0x8010006A, LineFault.ACCESS_DENIED),
        (0x80100001, LineFault.HARDWARE),
    ],
)
@pytest.mark.parametrize("known", [False, True])
def test_what_a_refused_command_means(service, line, hresult, code, known):
    if known:
        ask(line)
    service.on_control = lambda: hresult

    assert code_of(line) == code
    service.on_control = lambda: 0
    assert ask(line) == DONE


def test_a_restart_between_two_frames_goes_unnoticed(service, line):
    ask(line)
    service.restart()

    assert ask(line) == DONE


def test_a_reader_of_another_name_is_not_connected(service):
    line = EscapeLine("Contactless", CONTROL_CODE)

    assert code_of(line) == LineFault.NOT_CONNECTED
    line.close()


def test_an_unplugged_reader_is_not_connected_and_is_found_again(world, line):
    ask(line)
    world.unplug(DeviceKind.CARD_READER)
    assert code_of(line) == LineFault.NOT_CONNECTED
    world.plug(DeviceKind.CARD_READER)

    assert ask(line) == DONE


def test_a_reader_held_by_another_program_is_in_use(service, line):
    service.held_by_other = True
    assert code_of(line) == LineFault.IN_USE
    service.held_by_other = False

    assert ask(line) == DONE


def hang(world: World) -> None:
    world.plan(DeviceKind.CARD_READER, PlannedTrouble(Trouble.HANG, times=0))


def test_a_command_that_hangs_brings_nothing_and_is_left_behind(world, line):
    hang(world)
    assert ask(line, Deadline.after(0.05)) == b""
    world.clear(DeviceKind.CARD_READER)

    assert ask(line) == DONE


def test_a_command_that_hangs_can_be_cancelled(world, line):
    hang(world)
    cancel = threading.Event()
    line.send(STATUS, soon())
    timer = threading.Timer(0.05, cancel.set)
    timer.start()

    with pytest.raises(Cancelled):
        line.receive(Deadline.after(PATIENCE, cancel))
    timer.join()


def test_a_cancelled_call_brings_nothing(line):
    cancel = threading.Event()
    cancel.set()

    with pytest.raises(Cancelled):
        line.receive(Deadline.after(PATIENCE, cancel))


def test_hanging_commands_do_not_pile_up(world, line):
    hang(world)
    for _ in range(MAX_STUCK_CALLS):
        assert ask(line, Deadline.after(0.05)) == b""

    assert code_of(line) == LineFault.NO_ANSWER
    world.clear(DeviceKind.CARD_READER)
    no_lane_left()
    assert ask(line) == DONE


def test_a_closed_line_stays_closed(line):
    ask(line)
    line.close()
    line.close()

    assert code_of(line) == LineFault.NOT_CONNECTED


@pytest.fixture(scope="module")
def pcscd() -> Iterator[Pcscd]:
    with running_pcscd() as daemon:
        yield daemon


@pytest.mark.pcscd
def test_the_real_service_refuses_control_commands_to_a_reader_without_them(pcscd):
    del pcscd
    line = EscapeLine(VPCD_READER)
    line.send(STATUS, soon())
    with pytest.raises(TransportError) as refused:
        line.receive(soon())
    line.close()
    reader = open_sam_escape_reader(VPCD_READER, 0x42000001)
    health = reader.status(soon()).health
    reader.close()

    assert (refused.value.code, refused.value.detail[:10]) == (LineFault.GARBLED, "0x8010001F")
    assert isinstance(health, Unknown)
    assert health.fault.code is FaultCode.GARBLED


@pytest.mark.pcscd
def test_a_reader_that_the_real_service_does_not_have_is_not_connected(pcscd):
    del pcscd
    line = EscapeLine("Contactless SAM")

    assert code_of(line) == LineFault.NOT_CONNECTED
    line.close()
