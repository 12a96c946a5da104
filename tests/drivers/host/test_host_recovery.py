"""A crashed, frozen or hanging host is replaced, reading works again, and the time is told."""

import threading
import time

import pytest

from drivers import (
    Cancelled,
    CardUnread,
    Deadline,
    DeadlineExceeded,
    DeviceKind,
    Online,
    ReadFailure,
    TransportError,
    Unknown,
)
from drivers.card import LineFault
from drivers.host.supervisor import HostPace
from drivers.sim.world import PlannedTrouble, Trouble
from tests.fixtures.card_readers import PATIENCE
from tests.fixtures.hosted_reader import (
    WALLET,
    InBackground,
    freeze,
    gone,
    kill,
    odd_reader,
    seconds_until_read,
)
from tests.fixtures.recovery_report import report_recovery

SECRET = "陈小明"
"""Part of what the driver with a bug has at hand."""

BOUND = 15.0
"""Far above what a loaded machine needs; the report has the real times."""

LI = WALLET.expected("li")
REMOVED = CardUnread(ReadFailure.REMOVED)
FAULTS = {"crashed": kill, "frozen": freeze}


def test_the_first_read_starts_the_host_and_a_second_one_finds_it_there(bench):
    bench.world.tap_card("li")
    since = time.monotonic()

    assert bench.read() == LI
    report_recovery("cold start", time.monotonic() - since)
    first = bench.reader.host_pid
    assert bench.read() == LI
    assert bench.reader.host_pid == first


@pytest.mark.parametrize("fault", FAULTS)
def test_reading_works_again_after_a_host_is_lost_while_idle(bench, fault):
    bench.world.tap_card("li")
    lost = bench.pid()

    since = time.monotonic()
    FAULTS[fault](lost)
    seconds = seconds_until_read(bench.reader, LI, since)

    report_recovery(f"host {fault} while idle", seconds)
    assert seconds < BOUND
    assert gone(lost)
    assert bench.reader.host_pid != lost


@pytest.mark.parametrize("fault", FAULTS)
def test_a_host_lost_under_a_read_ends_it_as_a_broken_line_and_reading_works_again(bench, fault):
    lost = bench.pid()
    reading = start_hanging_read(bench)

    with reading:
        since = time.monotonic()
        FAULTS[fault](lost)
    assert isinstance(reading.error, TransportError)
    assert reading.error.code == LineFault.NO_ANSWER
    bench.world.clear(DeviceKind.CARD_READER)
    seconds = seconds_until_read(bench.reader, LI, since)

    report_recovery(f"host {fault} under a read", seconds)
    assert seconds < BOUND


@pytest.mark.parametrize("fault", FAULTS)
def test_a_wait_goes_on_when_its_host_is_lost(bench, fault):
    lost = bench.pid()

    with InBackground(lambda: bench.reader.wait_for_card(Deadline.after(PATIENCE))) as waiting:
        FAULTS[fault](lost)
        bench.world.tap_card("li")

    assert waiting.result is True
    assert bench.read() == LI


def test_a_crash_between_two_calls_shows_in_neither(bench):
    bench.world.tap_card("li")
    kill(bench.pid())
    status = bench.reader.status(Deadline.after(PATIENCE))
    kill(bench.pid())

    assert status.health == Online()
    assert bench.read() == LI


def test_a_hang_that_the_driver_ends_itself_does_not_cost_the_host(bench):
    before = bench.pid()
    bench.world.tap_card("li")
    bench.world.plan(DeviceKind.CARD_READER, PlannedTrouble(Trouble.HANG, skip=1, times=0))

    since = time.monotonic()
    with pytest.raises(DeadlineExceeded):
        bench.reader.read(Deadline.after(0.5))
    bench.world.clear(DeviceKind.CARD_READER)
    report_recovery("card hangs for ever", seconds_until_read(bench.reader, LI, since))

    assert bench.reader.host_pid == before


@pytest.mark.parametrize("way", ["read_stuck", "read_gil"])
def test_a_native_hang_ends_in_time_for_the_caller_and_with_the_host(odd, way):
    reader = odd(way)
    reader.status(Deadline.after(PATIENCE))
    since = time.monotonic()

    with pytest.raises((DeadlineExceeded, TransportError)):
        reader.read(Deadline.after(0.5))
    assert time.monotonic() - since < BOUND
    seconds = seconds_until_read(reader, REMOVED, since)

    report_recovery(f"native hang, {way}", seconds)
    assert seconds < BOUND


def test_a_read_without_a_pulse_ends_long_before_its_deadline(odd):
    reader = odd("read_gil")

    with pytest.raises(TransportError):
        reader.read(Deadline.after(PATIENCE * 10))

    assert reader.read(Deadline.after(PATIENCE)) == REMOVED


def test_a_native_hang_can_be_cancelled(odd):
    reader = odd("read_stuck")
    reader.status(Deadline.after(PATIENCE))
    cancel = threading.Event()

    with InBackground(lambda: reader.read(Deadline.after(PATIENCE * 10, cancel))) as reading:
        cancel.set()

    assert isinstance(reading.error, Cancelled)
    assert reader.read(Deadline.after(PATIENCE)) == REMOVED


def test_a_wait_that_hangs_ends_soon_after_its_deadline(odd):
    reader = odd("wait_stuck")
    reader.status(Deadline.after(PATIENCE))

    with pytest.raises(DeadlineExceeded):
        reader.wait_for_card(Deadline.after(PATIENCE / 10))

    assert reader.wait_for_card(Deadline.after(PATIENCE)) is False


@pytest.mark.parametrize(
    "way",
    [
        "read_abort",
        "read_segfault",
        "read_bug",
        "read_babble",
        "read_oversized",
        "read_pickle",
        "read_unasked",
        "read_ping",
        "read_half",
        "read_wrong",
    ],
)
def test_a_host_that_crashes_or_talks_nonsense_is_replaced(odd, way, capfd):
    reader = odd(way)
    reader.status(Deadline.after(PATIENCE))
    lost = reader.host_pid

    since = time.monotonic()
    with pytest.raises(TransportError) as caught:
        reader.read(Deadline.after(PATIENCE))
    seconds = seconds_until_read(reader, REMOVED, since)

    report_recovery(f"host {way}", seconds)
    assert caught.value.code == LineFault.NO_ANSWER
    assert seconds < BOUND
    assert reader.host_pid != lost
    assert gone(lost)
    assert SECRET not in capfd.readouterr().err


def test_a_bug_is_told_by_its_place(odd, capfd):
    with pytest.raises(TransportError):
        odd("read_bug").read(Deadline.after(PATIENCE))

    told = capfd.readouterr().err
    assert "ValueError" in told
    assert "read_bug" in told


def test_a_host_that_ends_at_its_start_is_started_again(odd):
    assert odd("ends_at_start").read(Deadline.after(PATIENCE)) == REMOVED


def test_a_host_that_never_becomes_ready_is_replaced(odd):
    reader = odd("never_ready", HostPace(start_seconds=2.0))

    assert reader.read(Deadline.after(PATIENCE)) == REMOVED


def test_without_any_host_the_reader_is_unknown_and_calls_end_in_time(odd):
    reader = odd("always_ends")

    assert isinstance(reader.status(Deadline.after(0.3)).health, Unknown)
    assert reader.wait_for_card(Deadline.after(0.3)) is False
    assert reader.wait_for_removal(Deadline.after(0.3)) is False
    with pytest.raises(TransportError) as caught:
        reader.read(Deadline.after(0.3))
    assert caught.value.code == LineFault.NO_ANSWER


def test_outages_are_logged_once_down_and_once_up(bench, caplog):
    kill(bench.pid())
    bench.world.tap_card("li")
    assert bench.read() == LI

    lines = [record.getMessage() for record in caplog.records]
    assert len(lines) == 2
    assert "lost" in lines[0]
    assert "back" in lines[1]


@pytest.fixture
def odd(tmp_path):
    """Opens readers that misbehave once."""
    opened = []

    def open_odd(way, pace=None):
        opened.append(odd_reader(way, tmp_path / "marker", pace))
        return opened[-1]

    yield open_odd
    for reader in opened:
        reader.close()


def start_hanging_read(bench):
    """A read that has reached the card's second APDU and hangs there."""
    started = threading.Event()
    bench.on_apdu[0] = started.set
    bench.world.tap_card("li")
    bench.world.plan(DeviceKind.CARD_READER, PlannedTrouble(Trouble.HANG, skip=1, times=0))

    class Started(InBackground):
        def __enter__(self):
            super().__enter__()
            assert started.wait(PATIENCE)
            return self

    return Started(bench.read)
