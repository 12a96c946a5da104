"""The simulated camera: what it shows, what it costs, and how it misbehaves."""

from __future__ import annotations

import itertools
import threading
from dataclasses import replace

import numpy as np
import pytest

from drivers import (
    Cancelled,
    Deadline,
    DeadlineExceeded,
    DeviceKind,
    FaultCode,
    ScanHint,
    TransportError,
)
from drivers.camera import CameraCodeScanner, MultiPassDecoder, decode_image, open_scanner
from drivers.camera.pacing import Pacer
from drivers.sim.camera import SimFrameSource
from drivers.sim.live_picture import NOISE_FRAMES
from drivers.sim.world import Carrier, PlannedTrouble, Pose, Trouble, World

CODE = '{"票":"张桂兰","号":"A-017"}'.encode()
SCANNER = DeviceKind.CODE_SCANNER


class StepClock:
    """Seconds that pass only in pauses."""

    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now

    def pause(self, deadline, seconds):
        deadline.check()
        self.now += min(seconds, deadline.remaining())
        deadline.check()

    def deadline(self, seconds):
        return Deadline.after(seconds, clock=self)


@pytest.fixture
def world():
    return World()


@pytest.fixture
def clock():
    return StepClock()


@pytest.fixture
def make_source(world, clock):
    def make(**options):
        pacer = Pacer(clock=clock, pause=clock.pause)
        return SimFrameSource(world, pacer=pacer, pause=clock.pause, clock=clock, **options)

    return make


@pytest.fixture
def source(make_source, clock):
    source = make_source()
    source.open(clock.deadline(1))
    return source


def payloads(frame):
    return [symbol.payload for symbol in decode_image(frame.image)]


def test_frames_are_paced_and_full_size(source, clock):
    frames = [source.read(clock.deadline(9)) for _ in range(31)]
    assert clock.now == pytest.approx(1.0)
    assert (frames[0].width, frames[0].height) == (1280, 720)


def test_the_picture_follows_the_phone(source, world, clock):
    deadline = clock.deadline(9)
    assert payloads(source.read(deadline)) == []
    world.show_code(CODE)
    assert payloads(source.read(deadline)) == [CODE]
    world.show_code(b"second", Pose(distance=1.5, angle=200))
    assert payloads(source.read(deadline)) == [b"second"]
    world.hide_code()
    assert payloads(source.read(deadline)) == []


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(
    "pose",
    [
        Pose(),
        Pose(distance=2.5),
        Pose(distance=0.6),
        Pose(angle=17),
        Pose(angle=-135, distance=1.4),
        Pose(blur=1.5),
        Pose(brightness=0.4),
    ],
)
def test_fair_views_are_readable(source, world, clock, pose, dark):
    world.show_code(CODE, replace(pose, dark=dark))
    assert payloads(source.read(clock.deadline(1))) == [CODE]


@pytest.mark.parametrize("pose", [Pose(distance=12), Pose(blur=15), Pose(brightness=0.01)])
def test_hopeless_views_are_not_readable(source, world, clock, pose):
    world.show_code(CODE, pose)
    assert payloads(source.read(clock.deadline(1))) == []


def test_distance_means_what_the_world_says(source, world, clock):
    def side(pose):
        world.show_code(CODE, pose)
        (symbol,) = decode_image(source.read(clock.deadline(1)).image)
        first, second, *_ = symbol.corners
        return np.hypot(second[0] - first[0], second[1] - first[1])

    assert side(Pose()) == pytest.approx(720 / 3, rel=0.03)
    assert side(Pose(distance=2)) == pytest.approx(720 / 6, rel=0.04)


def test_a_payload_beyond_every_qr_code_shows_a_phone_without_one(source, world, clock):
    world.show_code(b"x" * 5000)
    assert payloads(source.read(clock.deadline(1))) == []


def test_same_seed_same_pixels_other_seed_other_pixels(make_source, clock):
    def first(seed):
        source = make_source(seed=seed)
        source.open(clock.deadline(1))
        return source.read(clock.deadline(1)).image

    assert np.array_equal(first(7), first(7))
    assert not np.array_equal(first(7), first(8))


@pytest.mark.parametrize("code", [None, CODE])
def test_a_still_scene_is_drawn_once_and_yet_alive(source, world, clock, code):
    if code is not None:
        world.show_code(code)
    images = [source.read(clock.deadline(9)).image for _ in range(NOISE_FRAMES * 5)]
    assert len({id(image) for image in images}) == NOISE_FRAMES
    assert all(not np.array_equal(a, b) for a, b in itertools.pairwise(images))
    with pytest.raises(ValueError, match="read-only"):
        images[0][0, 0] = 1


def test_a_trouble_elsewhere_is_not_the_cameras(source, world, clock):
    world.plan(DeviceKind.PRINTER, PlannedTrouble(Trouble.FAIL, times=0))
    assert source.read(clock.deadline(1)).height == 720


@pytest.mark.parametrize(
    ("trouble", "code"),
    [(Trouble.FAIL, FaultCode.HARDWARE), (Trouble.DISCONNECT, FaultCode.NOT_CONNECTED)],
)
def test_an_error_strikes_its_frame_and_closes_the_source(source, world, clock, trouble, code):
    deadline = clock.deadline(9)
    world.plan(SCANNER, PlannedTrouble(trouble, skip=2))
    source.read(deadline)
    source.read(deadline)
    with pytest.raises(TransportError, match=code):
        source.read(deadline)
    with pytest.raises(TransportError):
        source.read(deadline)
    source.open(deadline)
    assert source.read(deadline).height == 720


def test_a_delayed_frame_comes_late(source, world, clock):
    world.plan(SCANNER, PlannedTrouble(Trouble.DELAY, seconds=0.5))
    assert source.read(clock.deadline(9)).at == pytest.approx(0.5)


def test_a_frame_later_than_the_time_out_never_comes(source, world, clock):
    world.plan(SCANNER, PlannedTrouble(Trouble.DELAY, seconds=60))
    with pytest.raises(TransportError, match=FaultCode.NO_ANSWER):
        source.read(clock.deadline(9))
    assert clock.now <= 1.1


@pytest.mark.parametrize("times", [0, 1])
def test_a_hanging_camera_does_not_answer_whatever_the_deadline(world, times):
    source = SimFrameSource(world, read_timeout_s=0.05)
    source.open(Deadline.after(5))
    world.plan(SCANNER, PlannedTrouble(Trouble.HANG, times=times))
    with pytest.raises(TransportError, match=FaultCode.NO_ANSWER):
        source.read(Deadline.after(0.02))


def test_a_hang_ends_when_it_is_cleared_or_cancelled(world):
    source = SimFrameSource(world, read_timeout_s=60)
    source.open(Deadline.after(5))
    world.plan(SCANNER, PlannedTrouble(Trouble.HANG, times=0))
    cancelled = Deadline.after(60)
    threading.Timer(0.05, cancelled.cancel.set).start()
    with pytest.raises(Cancelled):
        source.read(cancelled)
    threading.Timer(0.05, world.clear, [SCANNER]).start()
    assert source.read(Deadline.after(60)).height == 720


def test_without_a_plug_nothing_opens_or_reads(source, world, clock):
    world.unplug(SCANNER)
    assert not source.present()
    with pytest.raises(TransportError, match=FaultCode.NOT_CONNECTED):
        source.read(clock.deadline(1))
    with pytest.raises(TransportError, match=FaultCode.NOT_CONNECTED):
        source.open(clock.deadline(1))
    world.plug(SCANNER)
    source.open(clock.deadline(1))
    assert source.read(clock.deadline(1)).height == 720


def test_reading_ends_with_the_deadline(source, clock):
    source.read(clock.deadline(1))
    with pytest.raises(DeadlineExceeded):
        source.read(clock.deadline(0.01))


@pytest.mark.parametrize(
    ("pose", "hint"),
    [
        (Pose(blur=15), ScanHint.BLURRED),
        (Pose(brightness=0.02), ScanHint.TOO_DARK),
        (Pose(brightness=30), ScanHint.TOO_BRIGHT),
        (Pose(distance=12), ScanHint.CLOSER),
        (Pose(motion=30), ScanHint.HOLD_STILL),
        (Pose(motion=30, dark=True, heading=90), ScanHint.HOLD_STILL),
        (Pose(blur=12, carrier=Carrier.PAPER), ScanHint.BLURRED),
        (Pose(distance=12, carrier=Carrier.PAPER), ScanHint.CLOSER),
        (None, ScanHint.NONE),
    ],
)
def test_the_scanner_hints_at_what_is_wrong(make_source, world, clock, pose, hint):
    if pose is not None:
        world.show_code(CODE, pose)
    scanner = CameraCodeScanner(make_source(), MultiPassDecoder(), clock.pause)
    scan = scanner.scan(clock.deadline(0.2))
    assert (scan.symbols, scan.hint) == ((), hint)


@pytest.mark.parametrize("trouble", [Trouble.FAIL, Trouble.DISCONNECT, Trouble.GARBLE])
def test_the_scanner_outlives_troubles_within_one_scan(make_source, world, clock, trouble):
    world.show_code(CODE)
    world.plan(SCANNER, PlannedTrouble(trouble, times=3))
    scanner = CameraCodeScanner(make_source(), MultiPassDecoder(), clock.pause)
    assert [s.payload for s in scanner.scan(clock.deadline(10)).symbols] == [CODE]


def test_a_scanner_in_real_time(world):
    scanner = open_scanner(SimFrameSource(world))
    threading.Timer(0.1, world.show_code, [CODE]).start()
    assert [s.payload for s in scanner.scan(Deadline.after(30)).symbols] == [CODE]
    scanner.close()
