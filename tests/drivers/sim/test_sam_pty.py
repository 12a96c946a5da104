"""The simulated SAM reader on a pseudo-terminal, spoken to with raw frames."""

import os
import select
import threading
import tty
from collections.abc import Iterator
from pathlib import Path

import pytest

from drivers import Deadline, DeviceKind, TransportError
from drivers.card.sam_frames import (
    PREAMBLE,
    BrokenFrame,
    FrameParser,
    Reply,
    SamCommand,
    SamStatus,
    encode,
    frame,
)
from drivers.card.sam_pages import SamBlock
from drivers.sim.sam_field import SamField
from drivers.sim.sam_module import SimIdCard
from drivers.sim.sam_pty import SamPtyReader
from drivers.sim.world import PlannedTrouble, Trouble, World
from tests.fixtures.pcscd import wait_for

PATIENCE = 20.0
READER = DeviceKind.CARD_READER
BLOCK = SamBlock(text=bytes(range(256)), photo=bytes(1024))
FOUND, DONE = Reply(0x9F, bytes(4)), Reply(0x90)
READ = (SamCommand.FIND, SamCommand.SELECT, SamCommand.READ_TEXT_PHOTO)


def id_card_of(key: str) -> SimIdCard | None:
    return SimIdCard(BLOCK) if key == "card" else None


class Host:
    """The near end of the line."""

    def __init__(self, path: str) -> None:
        self._device = os.open(path, os.O_RDWR | os.O_NOCTTY)
        tty.setraw(self._device)
        self._parser = FrameParser()

    def say(self, data: bytes) -> None:
        os.write(self._device, data)

    def hear(self, seconds: float = PATIENCE) -> Reply | BrokenFrame | None:
        """The next frame; None when none comes or the device is gone."""
        while True:
            ready, _, _ = select.select([self._device], [], [], seconds)
            data = os.read(self._device, 4096) if ready else b""
            if not data:
                return None
            if found := self._parser.feed(data):
                return found[0]

    def ask(self, command: SamCommand, seconds: float = PATIENCE) -> Reply | BrokenFrame | None:
        self.say(encode(command))
        return self.hear(seconds)

    def close(self) -> None:
        os.close(self._device)


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def pty(world) -> Iterator[SamPtyReader]:
    with SamPtyReader(world, id_card_of) as pty:
        yield pty


@pytest.fixture
def host(pty) -> Iterator[Host]:
    host = Host(pty.path)
    yield host
    host.close()


def plan(world: World, trouble: Trouble, **kwargs) -> None:
    world.plan(READER, PlannedTrouble(trouble, **kwargs))


def test_a_card_is_found_selected_and_read(world, host):
    assert host.ask(SamCommand.FIND) == Reply(0x80)
    world.tap_card("card")

    replies = [host.ask(command) for command in READ]
    assert replies == [FOUND, Reply(0x90, bytes(8)), Reply(0x90, BLOCK.to_bytes())]
    assert host.ask(SamCommand.FIND) == Reply(0x80)


def test_a_card_that_no_sam_knows_is_not_found(world, host):
    world.tap_card("metro")

    assert host.ask(SamCommand.FIND) == Reply(0x80)


def test_a_card_that_was_lifted_and_laid_again_is_found_again(world, host):
    world.tap_card("card")
    replies = [host.ask(command) for command in READ]
    assert replies[0] == FOUND
    world.tap_card("card")
    assert host.ask(SamCommand.FIND) == Reply(0x80)
    world.take_card()
    world.tap_card("card")

    assert host.ask(SamCommand.FIND) == FOUND


@pytest.mark.parametrize(
    ("request_frame", "status"),
    [
        (PREAMBLE + bytes.fromhex("0003200123"), SamStatus.BAD_CHECKSUM),
        (PREAMBLE + bytes.fromhex("FFFF"), SamStatus.BAD_LENGTH),
        (frame(bytes.fromhex("2005")), SamStatus.BAD_COMMAND),
    ],
)
def test_every_frame_is_checked(host, request_frame, status):
    host.say(request_frame)

    assert host.hear() == Reply(status)


@pytest.mark.parametrize(("sw", "sw3"), [(0x6F00, 0x41), (0x60, 0x60), (0x6A81, 0x81)])
def test_a_planned_failure_names_its_status(world, host, sw, sw3):
    plan(world, Trouble.FAIL, sw=sw)

    assert host.ask(SamCommand.STATUS) == Reply(sw3)
    assert host.ask(SamCommand.STATUS) == DONE


@pytest.mark.parametrize("trouble", [Trouble.GARBLE, Trouble.WRONG_LENGTH])
@pytest.mark.parametrize("command", [SamCommand.STATUS, SamCommand.READ_SAM_ID])
def test_a_spoiled_reply_is_a_broken_frame(world, host, trouble, command):
    plan(world, trouble)

    assert isinstance(host.ask(command), BrokenFrame)


def test_a_lost_reply_does_not_stop_the_next_one(world, host):
    plan(world, Trouble.HANG)

    assert host.ask(SamCommand.READ_SAM_ID, 0.05) is None
    assert host.ask(SamCommand.STATUS) == DONE


def test_a_reader_that_hangs_answers_when_it_is_mended(world, host):
    plan(world, Trouble.HANG, times=0)
    assert host.ask(SamCommand.STATUS, 0.05) is None
    world.clear(READER)

    assert host.hear() == DONE


def test_a_late_reply_says_what_was_true_when_it_was_asked(world, host):
    plan(world, Trouble.DELAY, seconds=1.0)
    assert host.ask(SamCommand.FIND, 0.05) is None
    world.tap_card("card")

    assert host.hear() == Reply(0x80)


def test_the_hand_may_take_the_card_during_a_frame(world, host):
    world.tap_card("card")
    plan(world, Trouble.REMOVE, skip=1)

    assert [host.ask(command) for command in READ[:2]] == [FOUND, Reply(0x81)]
    assert world.state.card is None


@pytest.mark.parametrize("hanging", [False, True])
def test_a_pulled_plug_takes_the_device_away_until_it_is_back(world, pty, host, hanging):
    world.tap_card("card")
    replies = [host.ask(command) for command in READ]
    assert replies[0] == FOUND
    if hanging:
        plan(world, Trouble.HANG, times=0)
        host.say(encode(SamCommand.STATUS))
    world.unplug(READER)
    assert host.hear() is None
    wait_for(lambda: not Path(pty.path).exists(), "the device to vanish")
    world.clear(READER)
    world.plug(READER)
    wait_for(Path(pty.path).exists, "the device to come back")
    again = Host(pty.path)

    assert again.ask(SamCommand.FIND) == FOUND
    again.close()


def test_a_line_that_breaks_comes_back_at_once(world, pty, host):
    plan(world, Trouble.DISCONNECT)

    assert host.ask(SamCommand.STATUS) is None
    wait_for(lambda: Path(pty.path).exists(), "the device to come back")
    again = Host(pty.path)
    assert again.ask(SamCommand.STATUS) == DONE
    again.close()


def test_a_host_that_does_not_listen_loses_replies_and_no_more(world, host):
    world.tap_card("card")
    for _ in range(6):
        host.say(encode(SamCommand.FIND) + encode(SamCommand.SELECT))
        host.say(encode(SamCommand.READ_TEXT_PHOTO_FINGERPRINT))
        world.take_card()
        world.tap_card("card")
    while host.hear(0.3) is not None:
        pass

    assert host.ask(SamCommand.STATUS) == DONE


def test_a_reader_that_starts_without_its_plug_waits_for_it(world):
    world.unplug(READER)
    with SamPtyReader(world, id_card_of) as pty:
        assert not Path(pty.path).exists()
        world.plug(READER)
        wait_for(lambda: Path(pty.path).exists(), "the device to come")


def test_stopping_leaves_nothing_behind(world, pty):
    plan(world, Trouble.HANG, times=0)
    host = Host(pty.path)
    host.say(encode(SamCommand.STATUS))
    pty.stop()
    pty.stop()
    world.tap_card("card")

    assert host.hear() is None
    assert not Path(pty.path).parent.exists()
    assert not any(thread.name == "sam-reader" for thread in threading.enumerate())
    host.close()


def test_a_field_without_a_plug_breaks_the_line(world):
    field = SamField(world, id_card_of)
    world.unplug(READER)

    with pytest.raises(TransportError):
        list(field.answers(encode(SamCommand.STATUS), Deadline.after(PATIENCE)))
    field.end()
