"""The CodeScanner contract, held against every frame source."""

from __future__ import annotations

import cv2
import pytest

from drivers import (
    Cancelled,
    CodeScanner,
    Deadline,
    DeadlineExceeded,
    DeviceKind,
    FaultCode,
    NoDevice,
    Online,
    Scan,
    Symbology,
    TransportError,
)
from drivers.camera import CameraCodeScanner, V4l2Source, VideoFileSource
from drivers.camera.capture import open_video
from drivers.camera.decode import MultiPassDecoder
from drivers.camera.looks import live_looks
from drivers.camera.pacing import FRAME_INTERVAL_S, Pacer
from drivers.sim.camera import SimFrameSource
from drivers.sim.world import World
from tests.fixtures.virtual_clock import VirtualClock

ASCII = b"https://example.cn/q/860303?t=17"
CHINESE = '{"姓名":"张桂兰","事项":"居住证明"}'.encode()


class SimRig:
    """Scanner on the simulated camera."""

    def __init__(self, clock, _folder):
        self.world = World()
        self.show = self.world.show_code
        self.hide = self.world.hide_code
        self.source = SimFrameSource(
            self.world, pacer=Pacer(clock=clock, pause=clock.pause), pause=clock.pause
        )

    def unplug(self):
        self.world.unplug(DeviceKind.CODE_SCANNER)

    def plug(self):
        self.world.plug(DeviceKind.CODE_SCANNER)


class FilmRig:
    """Films of half a second on disk; what is shown is the film behind a link."""

    def __init__(self, clock, folder):
        self.clock = clock
        self.folder = folder
        self.link = folder / "usb-Camera-video-index0"
        self.film = folder / "unset"
        self.hide()
        self.source = self.make_source()

    def make_source(self):
        pacer = Pacer(clock=self.clock, pause=self.clock.pause)
        return VideoFileSource(str(self.link), pacer)

    def show(self, payload):
        world = World()
        world.show_code(payload)
        self._play(world, "code.avi")

    def hide(self):
        self._play(World(), "empty.avi")

    def unplug(self):
        self.link.unlink()
        self.source.close()

    def plug(self):
        self.link.symlink_to(self.film)

    def _play(self, world, name):
        self.film = self.folder / name
        size = (1280, 720)
        writer = cv2.VideoWriter(str(self.film), cv2.VideoWriter.fourcc(*"MJPG"), 30, size)
        camera = SimFrameSource(world, pacer=Pacer(interval_s=0.0))
        camera.open(Deadline.after(60))
        for _ in range(15):
            image = camera.read(Deadline.after(60)).image
            writer.write(cv2.cvtColor(image, cv2.COLOR_GRAY2BGR))
        writer.release()
        self.link.unlink(missing_ok=True)
        self.link.symlink_to(self.film)


class CameraLoopRig(FilmRig):
    """The reading loop of a V4L2 camera on films; the end of a film is a failed grab."""

    def make_source(self):
        def open_paced(path):
            capture = open_video(path)
            return None if capture is None else PacedCapture(capture, self.clock)

        return V4l2Source(str(self.link), open_paced, self.clock)


class PacedCapture:
    """Makes a film take its time, as a camera does by itself."""

    def __init__(self, capture, clock):
        self.clock = clock
        self.grab_next = capture.grab
        self.retrieve = capture.retrieve
        self.stamp = capture.stamp
        self.release = capture.release

    def grab(self):
        self.clock.pass_time(FRAME_INTERVAL_S)
        return self.grab_next()


@pytest.fixture
def clock():
    return VirtualClock()


@pytest.fixture(params=[SimRig, FilmRig, CameraLoopRig])
def rig(request, clock, tmp_path):
    return request.param(clock, tmp_path)


@pytest.fixture
def scanner(rig, clock) -> CodeScanner:
    decoder = MultiPassDecoder(live_looks(), budget_s=60.0)
    return CameraCodeScanner(rig.source, decoder, clock.pause)


@pytest.mark.parametrize("payload", [ASCII, CHINESE])
def test_a_shown_code_is_read_to_the_byte(rig, scanner, clock, payload):
    rig.show(payload)
    (symbol,) = scanner.scan(clock.deadline(3)).symbols
    assert (symbol.symbology, symbol.payload) == (Symbology.QR, payload)
    assert len(symbol.corners) == 4
    assert clock.now < 1.0


def test_the_same_code_is_reported_again_by_the_next_scan(rig, scanner, clock):
    rig.show(ASCII)
    seen = [scanner.scan(clock.deadline(3)).symbols[0].payload for _ in range(3)]
    assert seen == [ASCII] * 3


def test_without_a_code_the_scan_is_empty_at_its_deadline(scanner, clock):
    assert scanner.scan(clock.deadline(0.4)) == Scan()
    assert clock.now == pytest.approx(0.4, abs=2 * FRAME_INTERVAL_S)


def test_a_code_that_comes_later_is_read_by_the_running_scan(rig, scanner, clock):
    clock.at(0.9, lambda: rig.show(ASCII))
    assert scanner.scan(clock.deadline(9)).symbols[0].payload == ASCII
    assert 0.9 <= clock.now < 3.0


def test_a_cancelled_scan_ends_at_once(scanner, clock):
    deadline = clock.deadline(60)
    clock.at(0.2, deadline.cancel.set)
    with pytest.raises(Cancelled):
        scanner.scan(deadline)
    assert clock.now < 0.4


def test_status_opens_nothing_and_rest_closes(scanner, clock):
    before = scanner.status(clock.deadline(1))
    assert (before.health, before.width, before.height) == (Online(), 0, 0)
    scanner.scan(clock.deadline(0.2))
    used = scanner.status(clock.deadline(1))
    assert (used.health, used.width, used.height) == (Online(), 1280, 720)
    assert used.source
    scanner.rest()
    rested = scanner.status(clock.deadline(1))
    assert (rested.health, rested.width, rested.height) == (Online(), 0, 0)


def test_a_scanner_at_rest_scans_again(rig, scanner, clock):
    scanner.scan(clock.deadline(0.1))
    scanner.rest()
    rig.show(ASCII)
    assert scanner.scan(clock.deadline(3)).symbols[0].payload == ASCII


def test_an_absent_camera_is_a_status_and_a_broken_line(rig, scanner, clock):
    rig.unplug()
    state = scanner.status(clock.deadline(1)).health
    assert isinstance(state, NoDevice)
    assert state.fault.code is FaultCode.NOT_CONNECTED
    with pytest.raises(TransportError, match=FaultCode.NOT_CONNECTED):
        scanner.scan(clock.deadline(2))
    assert clock.now <= 2.5


def test_unplugged_and_replugged_within_one_scan(rig, scanner, clock):
    rig.show(ASCII)
    scanner.scan(clock.deadline(1))
    rig.hide()
    clock.at(clock.now + 0.3, rig.unplug)
    clock.at(clock.now + 3.0, lambda: (rig.plug(), rig.show(ASCII)))
    replugged = clock.now + 3.0
    assert scanner.scan(clock.deadline(20)).symbols[0].payload == ASCII
    assert clock.now <= replugged + 3.0
    assert scanner.status(clock.deadline(1)).health == Online()


def test_an_unplug_is_seen_by_status_soon(rig, scanner, clock):
    scanner.scan(clock.deadline(0.1))
    rig.unplug()
    assert isinstance(scanner.status(clock.deadline(2)).health, NoDevice)


def test_status_keeps_its_deadline(scanner, clock):
    with pytest.raises(DeadlineExceeded):
        scanner.status(clock.deadline(0))


def test_close_twice_and_then_nothing_more(scanner, clock):
    scanner.scan(clock.deadline(0.1))
    scanner.close()
    scanner.close()
    with pytest.raises(Cancelled):
        scanner.scan(clock.deadline(1))


def test_results_do_not_show_payloads(rig, scanner, clock):
    rig.show(b"860303194103121221")
    assert "860303" not in repr(scanner.scan(clock.deadline(3)))
