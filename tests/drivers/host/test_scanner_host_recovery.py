"""A crashed, frozen or hanging scanner host is replaced, and the next frame decodes."""

import mmap
import threading
import time

import pytest

from drivers import (
    Cancelled,
    Deadline,
    DeviceKind,
    FaultCode,
    Online,
    Scan,
    TransportError,
    Unknown,
)
from drivers.host.supervisor import HostPace
from drivers.sim.world import PlannedTrouble, Trouble
from tests.fixtures.hosted_reader import freeze, gone, kill
from tests.fixtures.hosted_scanner import odd_scanner, scanner_bench
from tests.fixtures.in_background import PATIENCE, InBackground
from tests.fixtures.pcscd import wait_for
from tests.fixtures.recovery_report import report_recovery

CODE = '{"票":"张桂兰","号":"A-017"}'.encode()
SECRET = "860303"
"""Part of what the decoder with a bug has at hand."""
BOUND = 15.0
"""Far above what a loaded machine needs; the report has the real times."""
SCANNER = DeviceKind.CODE_SCANNER
FAULTS = {"crashed": kill, "frozen": freeze}
SHORT = HostPace(grace_seconds=0.5)


@pytest.fixture
def bench():
    with scanner_bench() as bench:
        yield bench


@pytest.fixture
def odd(tmp_path):
    """Opens scanners that misbehave once."""
    opened = []

    def open_odd(way, pace=None):
        opened.append(odd_scanner(way, tmp_path / "marker", pace))
        return opened[-1].__enter__()

    yield open_odd
    for bench in opened:
        bench.__exit__(None, None, None)


def test_the_first_scan_starts_the_host_and_a_second_one_finds_it_there(bench):
    bench.world.show_code(CODE)
    since = time.monotonic()

    assert bench.payloads() == [CODE]
    report_recovery("scanner: cold start", time.monotonic() - since)
    first = bench.scanner.host_pid
    assert bench.payloads() == [CODE]
    assert bench.scanner.host_pid == first


@pytest.mark.parametrize("fault", FAULTS)
def test_scanning_works_again_after_a_host_is_lost_while_idle(bench, fault):
    bench.world.show_code(CODE)
    lost = bench.pid()

    since = time.monotonic()
    FAULTS[fault](lost)
    seconds = bench.seconds_until_read(CODE, since)

    report_recovery(f"scanner: host {fault} while idle", seconds)
    assert seconds < BOUND
    assert gone(lost)
    assert bench.scanner.host_pid != lost


@pytest.mark.parametrize("fault", FAULTS)
def test_a_scan_goes_on_when_its_host_is_lost(bench, fault):
    lost = bench.pid()

    with InBackground(bench.payloads) as scanning:
        bench.wait_for_picture()
        since = time.monotonic()
        FAULTS[fault](lost)
        bench.world.show_code(CODE)

    seconds = scanning.ended - since
    report_recovery(f"scanner: host {fault} under a scan", seconds)
    assert scanning.result == [CODE]
    assert seconds < BOUND
    assert gone(lost)


def test_pictures_come_again_from_the_next_host_under_higher_numbers(bench):
    preview = bench.scanner.preview
    lost = bench.pid()
    deadline = Deadline.after(PATIENCE)

    with InBackground(lambda: bench.scanner.scan(deadline)) as scanning:
        bench.wait_for_picture()
        before = preview.latest()
        kill(lost)
        bench.wait_for_picture()
        after = preview.latest(before.number)
        deadline.cancel.set()

    assert isinstance(scanning.error, Cancelled)
    assert bench.scanner.host_pid != lost
    assert after.number > before.number
    assert after.at > before.at


@pytest.mark.parametrize("fault", FAULTS)
def test_a_lost_host_leaves_no_picture_behind(bench, fault):
    """The camera is open still, as between two scans; nobody may look at what it saw last."""
    bench.world.show_code(CODE)
    lost = bench.pid()
    bench.scanner.preview.want(PATIENCE)
    assert bench.payloads() == [CODE]
    assert bench.scanner.preview.latest() is not None

    FAULTS[fault](lost)
    wait_for(lambda: bench.scanner.preview.latest() is None, "the wipe")
    with mmap.mmap(bench.scanner.preview.descriptor, 64 + 640 * 360) as memory:
        assert memory[64:] == bytes(640 * 360)


def test_a_crash_between_two_calls_shows_in_neither(bench):
    bench.world.show_code(CODE)
    kill(bench.pid())
    status = bench.scanner.status(Deadline.after(PATIENCE))
    kill(bench.pid())

    assert status.health == Online()
    assert bench.payloads() == [CODE]


@pytest.mark.parametrize("way", ["decode_stuck", "decode_gil"])
def test_a_native_hang_ends_in_time_for_the_caller_and_with_the_host(odd, way):
    bench = odd(way)
    bench.world.show_code(CODE)
    bench.pid()
    since = time.monotonic()

    with pytest.raises(TransportError) as caught:
        bench.scanner.scan(Deadline.after(0.5))
    assert caught.value.code == FaultCode.NO_ANSWER
    assert time.monotonic() - since < BOUND
    seconds = bench.seconds_until_read(CODE, since)

    report_recovery(f"scanner: native hang, {way}", seconds)
    assert seconds < BOUND


def test_a_hang_without_a_pulse_ends_long_before_the_deadline_of_the_scan(odd):
    bench = odd("decode_gil")
    bench.world.show_code(CODE)

    assert bench.scanner.scan(Deadline.after(PATIENCE * 10)).symbols[0].payload == CODE


def test_a_native_hang_can_be_cancelled(odd, tmp_path):
    bench = odd("decode_stuck", SHORT)
    bench.world.show_code(CODE)
    bench.pid()
    cancel = threading.Event()

    deadline = Deadline.after(PATIENCE * 10, cancel)
    with InBackground(lambda: bench.scanner.scan(deadline)) as scanning:
        wait_for(lambda: not (tmp_path / "marker").exists(), "the decoder to hang")
        cancel.set()

    assert isinstance(scanning.error, Cancelled)
    assert bench.payloads() == [CODE]


@pytest.mark.parametrize("way", ["decode_abort", "decode_segfault", "decode_bug", "scan_wrong"])
def test_a_crash_in_the_decoder_costs_no_scan(odd, way, capfd):
    bench = odd(way)
    bench.world.show_code(CODE)
    lost = bench.pid()

    since = time.monotonic()
    assert bench.payloads() == [CODE]
    seconds = time.monotonic() - since

    report_recovery(f"scanner: host {way}", seconds)
    assert seconds < BOUND
    assert bench.scanner.host_pid != lost
    assert gone(lost)
    assert SECRET not in capfd.readouterr().err


def test_a_camera_that_does_not_close_is_closed_with_its_host(odd):
    bench = odd("rest_stuck", SHORT)
    bench.scanner.preview.want(PATIENCE)
    lost = bench.pid()
    assert bench.scanner.scan(Deadline.after(0.3)) == Scan()

    bench.scanner.rest()
    wait_for(lambda: gone(lost), "the host's end")
    wait_for(lambda: bench.scanner.preview.latest() is None, "the wipe")
    bench.world.show_code(CODE)
    assert bench.payloads() == [CODE]


# what the simulated camera can do keeps its meaning in a host


@pytest.mark.parametrize(
    "trouble",
    [
        Trouble.FAIL,
        Trouble.DISCONNECT,
        Trouble.GARBLE,
        Trouble.HANG,
        Trouble.DELAY,
        Trouble.FROZEN,
        Trouble.BLACK,
        Trouble.OVEREXPOSED,
        Trouble.RESIZE,
        Trouble.REPLUG,
    ],
)
def test_what_a_driver_mends_itself_does_not_cost_the_host(bench, trouble):
    before = bench.pid()
    bench.world.plan(SCANNER, PlannedTrouble(trouble, seconds=0.2))
    bench.world.show_code(CODE)

    assert bench.payloads() == [CODE]
    assert bench.world.state.troubles == ()
    assert bench.scanner.host_pid == before


def test_a_hang_ends_by_the_cameras_own_time_out_and_by_being_mended(bench):
    before = bench.pid()
    bench.world.show_code(CODE)
    bench.world.plan(SCANNER, PlannedTrouble(Trouble.HANG, times=0))

    since = time.monotonic()
    with pytest.raises(TransportError) as caught:
        bench.scanner.scan(Deadline.after(0.5))
    assert caught.value.code == FaultCode.NO_ANSWER
    assert isinstance(bench.scanner.status(soon()).health, Unknown)
    bench.world.clear(SCANNER)

    report_recovery("scanner: camera hangs", bench.seconds_until_read(CODE, since))
    assert bench.scanner.status(soon()).health == Online()
    assert bench.scanner.host_pid == before


def test_a_delay_lets_the_scan_wait(bench):
    bench.pid()
    bench.world.show_code(CODE)
    bench.world.plan(SCANNER, PlannedTrouble(Trouble.DELAY, seconds=0.5))

    since = time.monotonic()
    assert bench.payloads() == [CODE]
    assert time.monotonic() - since >= 0.5


def test_a_read_that_is_stuck_for_good_costs_the_host_and_nothing_else(bench):
    lost = bench.pid()
    bench.world.show_code(CODE)
    bench.world.plan(SCANNER, PlannedTrouble(Trouble.STUCK))

    since = time.monotonic()
    with pytest.raises(TransportError) as caught:
        bench.scanner.scan(Deadline.after(0.5))
    seconds = bench.seconds_until_read(CODE, since)

    report_recovery("scanner: read stuck for good", seconds)
    assert caught.value.code == FaultCode.NO_ANSWER
    assert seconds < BOUND
    assert gone(lost)


def test_an_unplug_is_noticed_and_so_is_the_replug(bench):
    bench.pid()
    bench.scanner.scan(Deadline.after(0.1))
    bench.world.unplug(SCANNER)
    with pytest.raises(TransportError) as caught:
        bench.scanner.scan(Deadline.after(0.5))
    assert caught.value.code == FaultCode.NOT_CONNECTED
    bench.world.show_code(CODE)
    bench.world.plug(SCANNER)

    assert bench.payloads() == [CODE]


def soon():
    return Deadline.after(PATIENCE)
