"""What every CardReader promises when things go wrong, kept by SAM frames on both their lines."""

import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from drivers import (
    Cancelled,
    CardUnread,
    Deadline,
    DeadlineExceeded,
    FaultCode,
    HardwareError,
    NoDevice,
    Offline,
    Online,
    ReadFailure,
    TransportError,
    Unknown,
)
from drivers.card import LineFault
from drivers.sim.world import Trouble
from tests.fixtures.in_background import InBackground
from tests.fixtures.sam_readers import (
    BENCHES,
    FRAMES,
    PATIENCE,
    READER_KIND,
    WALLET,
    Bench,
    soon,
)


@pytest.fixture(params=BENCHES)
def bench(request, monkeypatch) -> Iterator[Bench]:
    with ExitStack() as stack:
        yield BENCHES[request.param](stack, monkeypatch)


@pytest.mark.parametrize(
    ("trouble", "frame"),
    [
        (Trouble.FAIL, 0),
        (Trouble.FAIL, 1),
        (Trouble.FAIL, 2),
        (Trouble.GARBLE, 0),
        (Trouble.GARBLE, 1),
        (Trouble.WRONG_LENGTH, 0),
        (Trouble.WRONG_LENGTH, 1),
    ],
)
def test_one_bad_reply_is_made_up_for_by_the_second_try(bench, frame, trouble):
    bench.lay("su")
    bench.plan(trouble, skip=frame)

    assert bench.read() == WALLET.expected("su")


@pytest.mark.parametrize("frame", FRAMES)
def test_a_card_that_fails_twice_is_unreadable_and_reads_when_it_is_held_still(bench, frame):
    bench.lay("su")
    bench.plan(Trouble.FAIL, skip=frame, times=1)
    bench.plan(Trouble.FAIL, skip=frame, times=1)

    assert bench.read() == CardUnread(ReadFailure.UNREADABLE)
    assert bench.read() == WALLET.expected("su")


@pytest.mark.parametrize("trouble", [Trouble.GARBLE, Trouble.WRONG_LENGTH])
def test_a_line_that_garbles_is_no_matter_of_the_card(bench, trouble):
    bench.lay("su")
    bench.plan(trouble, times=0)

    with pytest.raises(TransportError) as broken:
        bench.read()
    with pytest.raises(TransportError):
        bench.reader.wait_for_card(soon())
    health = bench.reader.status(soon()).health
    bench.world.clear(READER_KIND)

    assert broken.value.code == LineFault.GARBLED
    assert isinstance(health, Unknown)
    assert health.fault.code is FaultCode.GARBLED
    assert bench.read() == WALLET.expected("su")


@pytest.mark.parametrize("frame", FRAMES)
def test_a_hanging_reader_ends_at_the_deadline_and_recovers(bench, frame):
    bench.lay("ma")
    bench.plan(Trouble.HANG, skip=frame, times=0)

    started = time.monotonic()
    with pytest.raises(DeadlineExceeded):
        bench.reader.read(Deadline.after(0.2))
    assert time.monotonic() - started < PATIENCE / 2

    bench.world.clear(READER_KIND)
    bench.lift()
    bench.lay("ma")
    assert bench.read() == WALLET.expected("ma")


@pytest.mark.parametrize(("card", "frame"), [(None, 0), ("ma", 2)])
def test_the_late_answer_to_a_cancelled_request_is_not_taken_for_the_next_one(bench, card, frame):
    if card:
        bench.lay(card)
    bench.plan(Trouble.DELAY, skip=frame, seconds=1.2)
    started, cancel = threading.Event(), threading.Event()
    bench.world.on_frame[frame] = started.set
    deadline = Deadline.after(PATIENCE, cancel)
    with InBackground(lambda: bench.reader.read(deadline)) as reading:
        assert started.wait(PATIENCE)
        cancel.set()
    bench.world.take_card()
    bench.world.tap_card("chen")

    assert isinstance(reading.error, Cancelled)
    assert bench.read() == WALLET.expected("chen")


@pytest.mark.parametrize("call", ["read", "wait_for_card", "wait_for_removal", "status"])
def test_a_call_to_a_hanging_reader_can_be_cancelled_at_once(bench, call):
    bench.lay("ma")
    bench.plan(Trouble.HANG, times=0)
    started, cancel = threading.Event(), threading.Event()
    bench.world.on_frame[0] = started.set

    deadline = Deadline.after(PATIENCE, cancel)
    with InBackground(lambda: getattr(bench.reader, call)(deadline)) as calling:
        assert started.wait(PATIENCE)
        cancelled = time.monotonic()
        cancel.set()

    assert isinstance(calling.error, Cancelled)
    assert calling.ended - cancelled < 1.0


def test_a_silent_reader_does_not_answer(bench):
    bench.plan(Trouble.HANG, times=0)

    silent = bench.reader.status(soon()).health
    bench.world.clear(READER_KIND)
    bench.until_online()

    assert isinstance(silent, Unknown)
    assert silent.fault.code is FaultCode.NO_ANSWER


def test_a_late_answer_is_still_an_answer(bench):
    bench.lay("zhao")
    bench.plan(Trouble.DELAY, skip=2, seconds=0.1)

    assert bench.read() == WALLET.expected("zhao")


@pytest.mark.parametrize("sw", [0x60, 0x66])
def test_a_dead_sam_is_a_hardware_error_until_it_works_again(bench, sw):
    bench.plan(Trouble.FAIL, times=0, sw=sw)

    health = bench.reader.status(soon()).health
    with pytest.raises(TransportError) as refused:
        bench.read()
    with pytest.raises(TransportError):
        bench.reader.wait_for_card(soon())
    bench.world.clear(READER_KIND)

    assert isinstance(health, HardwareError)
    assert health.fault.code is FaultCode.SAM_REFUSED
    assert refused.value.code == LineFault.SAM_REFUSED
    assert bench.reader.status(soon()).health == Online()


def test_a_sam_that_a_reset_brings_back_is_online(bench):
    bench.plan(Trouble.FAIL, sw=0x60)

    assert bench.reader.status(soon()).health == Online()


def test_an_unplugged_reader_is_a_status_and_is_found_again(bench):
    assert bench.reader.status(soon()).health == Online()
    bench.world.unplug(READER_KIND)
    limit = soon()
    while not isinstance(gone := bench.reader.status(soon()).health, NoDevice):
        limit.pause(0.01)
    with pytest.raises(TransportError) as absent:
        bench.read()
    bench.world.plug(READER_KIND)
    bench.until_online()
    bench.lay("li")

    assert gone.fault.code is FaultCode.NOT_CONNECTED
    assert absent.value.code == LineFault.NOT_CONNECTED
    assert bench.read() == WALLET.expected("li")


@pytest.mark.parametrize("frame", FRAMES)
def test_a_plug_pulled_during_a_read_breaks_the_line(bench, frame):
    bench.lay("li")
    bench.world.begin()
    bench.world.on_frame[frame] = lambda: bench.world.unplug(READER_KIND)

    with pytest.raises(TransportError) as broken:
        bench.read()
    bench.world.plug(READER_KIND)
    bench.until_online()

    assert broken.value.code == LineFault.NOT_CONNECTED
    assert bench.read() == WALLET.expected("li")


def test_an_unplugged_reader_ends_a_wait(bench):
    waiting_frames = threading.Event()
    bench.world.on_frame[1] = waiting_frames.set
    with InBackground(lambda: bench.reader.wait_for_card(soon())) as waiting:
        assert waiting_frames.wait(PATIENCE)
        bench.world.unplug(READER_KIND)

    assert isinstance(waiting.error, TransportError)
    assert waiting.error.code == LineFault.NOT_CONNECTED


def test_a_line_that_breaks_for_a_moment_is_opened_again(bench):
    bench.lay("li")
    bench.plan(Trouble.DISCONNECT)
    bench.reader.status(soon())
    bench.until_online()

    assert bench.read() == WALLET.expected("li")


def test_a_reader_that_another_program_holds_is_in_use(bench):
    with bench.occupied():
        held = bench.reader.status(soon()).health
        with pytest.raises(TransportError) as refused:
            bench.read()

    assert isinstance(held, Offline)
    assert held.fault.code is FaultCode.IN_USE
    assert refused.value.code == LineFault.IN_USE
    assert bench.reader.status(soon()).health == Online()
