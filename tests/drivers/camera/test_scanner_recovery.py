"""How a scanner lives through lines that break, and what it says about itself."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from drivers import (
    Cancelled,
    FaultCode,
    HardwareError,
    NoDevice,
    Offline,
    Online,
    ScanHint,
    Symbol,
    Symbology,
    TransportError,
    Unknown,
    fault_of,
)
from drivers.camera import CameraCodeScanner, Frame, V4l2Source, open_v4l2_scanner
from drivers.camera.faults import health_under, line_broke
from drivers.camera.frames import READ_TIMEOUT_S
from drivers.camera.freshness import STALE_S
from drivers.camera.line import BACK_OFF_S

HIT = (Symbol(Symbology.QR, b"hit"),)


class ScriptedSource:
    """A camera at ten frames a second; ``fault`` breaks each read while it is set."""

    name = "scripted"

    def __init__(self, clock):
        self.clock = clock
        self.fault: FaultCode | None = None
        self.frozen = False
        self.level = 100
        self.plugged = True
        self.opened: list[float] = []
        self.is_open = False
        self.count = 0

    def present(self):
        return self.plugged

    def open(self, deadline):
        deadline.check()
        if not self.is_open:
            self.opened.append(self.clock.now)
        self.is_open = True

    def read(self, deadline):
        self.clock.pause(deadline, 0.1)
        if self.fault is not None:
            self.is_open = False
            raise line_broke(self.fault)
        self.count += 0 if self.frozen else 1
        image = np.full((720, 1280), self.level, np.uint8)
        image[:, : 1 + self.count % 50] ^= 1
        return Frame(image, self.clock.now)

    def close(self):
        self.is_open = False


class ScriptedDecoder:
    """Finds a code once ``found`` is set."""

    def __init__(self):
        self.found = ()
        self.asked = 0

    def decode(self, _image):
        self.asked += 1
        return self.found


@pytest.fixture
def source(clock):
    return ScriptedSource(clock)


@pytest.fixture
def decoder():
    return ScriptedDecoder()


@pytest.fixture
def scanner(source, decoder, clock):
    return CameraCodeScanner(source, decoder, clock.pause)


def health(scanner, clock):
    return scanner.status(clock.deadline(5)).health


def test_scan_mends_a_broken_line_and_goes_on(scanner, source, decoder, clock):
    source.fault = FaultCode.HARDWARE
    clock.at(1.0, lambda: setattr(source, "fault", None))
    decoder.found = HIT
    assert scanner.scan(clock.deadline(10)).symbols == HIT
    assert len(source.opened) > 1
    assert health(scanner, clock) == Online()


def test_attempts_grow_rarer_to_the_last_wait(scanner, source, clock):
    source.fault = FaultCode.NO_ANSWER
    with pytest.raises(TransportError, match=FaultCode.NO_ANSWER):
        scanner.scan(clock.deadline(20))
    gaps = np.diff(source.opened) - 0.1
    assert gaps[: len(BACK_OFF_S)] == pytest.approx(BACK_OFF_S)
    assert gaps[len(BACK_OFF_S) :] == pytest.approx(BACK_OFF_S[-1])


def test_one_good_frame_makes_the_next_recovery_quick_again(scanner, source, clock):
    source.fault = FaultCode.NO_ANSWER
    clock.at(5.0, lambda: setattr(source, "fault", None))
    clock.at(8.0, lambda: setattr(source, "fault", FaultCode.NO_ANSWER))
    clock.at(8.2, lambda: setattr(source, "fault", None))
    assert scanner.scan(clock.deadline(15)).symbols == ()
    assert source.opened[-1] < 8.6


@pytest.mark.parametrize(
    ("fault", "state"),
    [
        (FaultCode.NOT_CONNECTED, NoDevice),
        (FaultCode.IN_USE, Offline),
        (FaultCode.NO_ANSWER, Unknown),
        (FaultCode.GARBLED, HardwareError),
        (FaultCode.HARDWARE, HardwareError),
    ],
)
def test_a_line_still_broken_at_the_deadline_is_raised_and_told(
    scanner, source, clock, fault, state
):
    source.fault = fault
    with pytest.raises(TransportError, match=fault):
        scanner.scan(clock.deadline(3))
    now = scanner.status(clock.deadline(1))
    assert isinstance(now.health, state)
    assert fault_of(now.health).code is fault
    assert (now.width, now.height) == (0, 0)


def test_an_unplugged_camera_is_seen_without_opening_it(scanner, source, clock):
    source.plugged = False
    assert fault_of(health(scanner, clock)).code is FaultCode.NOT_CONNECTED
    assert source.opened == []
    source.plugged = True
    assert health(scanner, clock) == Online()


def test_a_resting_camera_with_a_fault_on_record_is_tried_and_closed_again(scanner, source, clock):
    source.fault = FaultCode.NO_ANSWER
    with pytest.raises(TransportError):
        scanner.scan(clock.deadline(1))
    scanner.rest()
    assert fault_of(health(scanner, clock)).code is FaultCode.NO_ANSWER
    source.fault = None
    assert health(scanner, clock) == Online()
    assert not source.is_open


def test_a_frozen_picture_is_a_fault_until_it_lives_again(scanner, source, clock):
    source.frozen = True
    with pytest.raises(TransportError, match=FaultCode.FRAME_STALE):
        scanner.scan(clock.deadline(STALE_S + 3))
    assert fault_of(health(scanner, clock)).code is FaultCode.FRAME_STALE
    source.frozen = False
    assert health(scanner, clock) == Online()


def test_a_covered_lens_is_told_and_still_scanned(scanner, source, decoder, clock):
    source.level = 0
    scan = scanner.scan(clock.deadline(1))
    assert (scan.symbols, scan.hint) == ((), ScanHint.TOO_DARK)
    assert fault_of(health(scanner, clock)).code is FaultCode.FRAME_DARK
    decoder.found = HIT
    clock.pass_time(1.0)
    assert scanner.scan(clock.deadline(1)).symbols == HIT


def test_a_still_empty_scene_costs_the_decoder_little(scanner, decoder, clock):
    scanner.scan(clock.deadline(20))
    assert decoder.asked <= 10 + 19 * 2 + 1
    busy = decoder.asked
    scanner.rest()
    scanner.scan(clock.deadline(0.95))
    assert decoder.asked - busy == 9


def test_each_scan_searches_its_first_frame_even_of_a_still_scene(scanner, decoder, clock):
    scanner.scan(clock.deadline(5))
    decoder.found = HIT
    for _ in range(3):
        assert scanner.scan(clock.deadline(0.15)).symbols == HIT


def test_close_ends_a_scan_in_another_thread(decoder, clock):
    looking = threading.Event()

    class RealTimeSource(ScriptedSource):
        def read(self, deadline):
            looking.set()
            return super().read(deadline)

    watched = RealTimeSource(clock)
    scanner = CameraCodeScanner(watched, decoder, clock.pause)
    ends: list[type[BaseException]] = []

    def scan():
        try:
            scanner.scan(clock.deadline(1e12))
        except Cancelled as cancelled:
            ends.append(type(cancelled))

    worker = threading.Thread(target=scan)
    worker.start()
    assert looking.wait(10)
    scanner.close()
    worker.join(10)
    assert ends == [Cancelled]
    assert not watched.is_open


def test_a_v4l2_scanner_may_be_made_before_its_camera_is_there(tmp_path, clock):
    scanner = open_v4l2_scanner(str(tmp_path / "usb-Camera-video-index0"))
    status = scanner.status(clock.deadline(1))
    assert fault_of(status.health).code is FaultCode.NOT_CONNECTED
    assert status.source == "usb-Camera-video-index0"
    scanner.close()


def test_a_hanging_grab_ends_within_the_select_time_out(tmp_path, clock):
    node = tmp_path / "usb-Camera-video-index0"
    node.touch()

    class Silent:
        def grab(self):
            clock.pass_time(READ_TIMEOUT_S)
            return False

        def stamp(self):
            return 0.0

        def release(self):
            pass

    source = V4l2Source(str(node), lambda _path: Silent(), clock)
    scanner = CameraCodeScanner(source, ScriptedDecoder(), clock.pause)
    with pytest.raises(TransportError, match=FaultCode.NO_ANSWER):
        scanner.scan(clock.deadline(2.5))
    assert clock.now <= 2.5 + READ_TIMEOUT_S


def test_an_unheard_of_code_word_is_a_hardware_fault():
    assert fault_of(health_under("gremlins")).code is FaultCode.HARDWARE
