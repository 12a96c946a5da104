"""Each way in which the simulated camera misbehaves, and what a scanner makes of it."""

from __future__ import annotations

import threading

import cv2
import numpy as np
import pytest

from drivers import (
    Deadline,
    DeviceKind,
    FaultCode,
    HardwareError,
    NoDevice,
    Offline,
    Online,
    TransportError,
    Unknown,
    fault_of,
)
from drivers.camera import CameraCodeScanner, MultiPassDecoder, decode_image
from drivers.camera.freshness import STALE_S
from drivers.camera.grey import grey_of_raw
from drivers.camera.pacing import Pacer
from drivers.camera.sources import MOST_SPOILT_FRAMES
from drivers.sim.camera import SimFrameSource
from drivers.sim.live_picture import ODD_SIZE
from drivers.sim.world import PlannedTrouble, Trouble, World
from tests.fixtures.virtual_clock import VirtualClock

CODE = '{"票":"张桂兰","号":"A-017"}'.encode()
SCANNER = DeviceKind.CODE_SCANNER
PATIENCE = 30.0


@pytest.fixture
def world():
    world = World()
    world.show_code(CODE)
    return world


@pytest.fixture
def clock():
    return VirtualClock()


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


@pytest.fixture
def scanner(make_source, clock):
    return CameraCodeScanner(make_source(), MultiPassDecoder(budget_s=60.0), clock.pause)


def plan(world, trouble, **options):
    world.plan(SCANNER, PlannedTrouble(trouble, **options))


def payloads(frame_or_scan):
    symbols = getattr(frame_or_scan, "symbols", None)
    return [s.payload for s in (decode_image(frame_or_scan.image) if symbols is None else symbols)]


def read(source, clock):
    return source.read(clock.deadline(9))


def health(scanner, clock):
    return scanner.status(clock.deadline(5)).health


# the source


def test_a_frozen_camera_gives_the_frame_before_it_again_and_again(source, world, clock):
    before = read(source, clock)
    plan(world, Trouble.FROZEN, times=3)
    world.show_code(b"somebody else")
    frozen = [read(source, clock) for _ in range(3)]
    assert all(frame.image is before.image for frame in frozen)
    assert len({frame.at for frame in frozen}) == 3
    assert payloads(read(source, clock)) == [b"somebody else"]


def test_a_frozen_picture_outlives_the_stream_until_it_is_cleared(source, world, clock):
    before = read(source, clock)
    plan(world, Trouble.FROZEN, times=0)
    read(source, clock)
    source.close()
    world.hide_code()
    source.open(clock.deadline(1))
    assert read(source, clock).image is before.image
    world.clear(SCANNER)
    assert payloads(read(source, clock)) == []


def test_a_camera_that_is_frozen_from_the_start_still_shows_something(source, world, clock):
    plan(world, Trouble.FROZEN, times=0)
    first, second = read(source, clock), read(source, clock)
    assert payloads(first) == [CODE]
    assert second.image is first.image


def test_a_covered_lens_leaves_only_noise(source, world, clock):
    plan(world, Trouble.BLACK, times=2)
    first, second = read(source, clock), read(source, clock)
    assert first.image.mean() < 4
    assert first.image.max() < 30
    assert not np.array_equal(first.image, second.image)
    assert payloads(read(source, clock)) == [CODE]


def test_an_overexposed_picture_is_white_and_yet_alive(source, world, clock):
    plan(world, Trouble.OVEREXPOSED, times=0)
    first, second = read(source, clock), read(source, clock)
    assert np.median(first.image) > 245
    assert not np.array_equal(first.image, second.image)
    world.hide_code()
    assert read(source, clock).image.min() > 235
    world.clear(SCANNER)
    assert read(source, clock).image.mean() < 190


def test_another_size_lasts_as_long_as_it_is_planned(source, world, clock):
    plan(world, Trouble.RESIZE, skip=1, times=2)
    sizes = [(f.width, f.height) for f in (read(source, clock) for _ in range(4))]
    assert sizes == [(1280, 720), ODD_SIZE, ODD_SIZE, (1280, 720)]


def test_the_middle_of_a_smaller_picture_is_as_it_was(source, world, clock):
    plan(world, Trouble.RESIZE)
    (symbol,) = decode_image(read(source, clock).image)
    assert symbol.payload == CODE
    assert np.mean(symbol.corners, axis=0) == pytest.approx((320, 240), abs=3)


def test_half_a_jpeg_is_decoded_as_a_cameras_is(source, world, clock, monkeypatch):
    given = []

    def decode(raw):
        given.append(bytes(raw))
        return grey_of_raw(raw)

    monkeypatch.setattr("drivers.sim.live_picture.grey_of_raw", decode)
    read(source, clock)
    plan(world, Trouble.GARBLE)
    after = read(source, clock)
    (jpeg,) = given
    assert jpeg.startswith(b"\xff\xd8")
    assert not jpeg.endswith(b"\xff\xd9")
    image = cv2.imdecode(np.frombuffer(jpeg + b"\xff\xd9", np.uint8), cv2.IMREAD_GRAYSCALE)
    assert image.shape == (720, 1280)
    assert np.abs(image[:100].astype(int) - after.image[:100]).mean() < 6
    assert np.all(image[-100:] == 128)
    assert payloads(after) == [CODE]
    assert after.at == pytest.approx(2 / 30, abs=0.01)


def test_the_same_seed_tears_a_frame_at_the_same_byte(make_source, world, clock, monkeypatch):
    def torn_with(seed):
        given = []
        monkeypatch.setattr(
            "drivers.sim.live_picture.grey_of_raw",
            lambda raw: given.append(raw.size) or grey_of_raw(raw),
        )
        plan(world, Trouble.GARBLE, times=4)
        source = make_source(seed=seed)
        source.open(clock.deadline(1))
        while len(given) < 4:
            read(source, clock)
        world.clear(SCANNER)
        return given

    first = torn_with(7)
    assert first == torn_with(7)
    assert first != torn_with(8)
    assert len(set(first)) == 4


def test_halves_are_skipped_as_a_real_camera_skips_them(source, world, clock):
    plan(world, Trouble.GARBLE, times=MOST_SPOILT_FRAMES - 1)
    assert payloads(read(source, clock)) == [CODE]
    plan(world, Trouble.GARBLE, times=MOST_SPOILT_FRAMES)
    with pytest.raises(TransportError, match=FaultCode.GARBLED):
        read(source, clock)


def test_a_camera_on_another_port_comes_back_under_another_name(source, world, clock):
    read(source, clock)
    name = source.name
    plan(world, Trouble.REPLUG, seconds=1.5)
    with pytest.raises(TransportError, match=FaultCode.NOT_CONNECTED):
        read(source, clock)
    assert not source.present()
    with pytest.raises(TransportError, match=FaultCode.NOT_CONNECTED):
        source.open(clock.deadline(1))
    clock.pass_time(1.5)
    assert source.present()
    source.open(clock.deadline(1))
    assert payloads(read(source, clock)) == [CODE]
    assert source.name != name


@pytest.mark.parametrize("deadline", [0.02, 60.0])
def test_a_stuck_call_ends_only_when_it_is_cleared(world, deadline):
    source = SimFrameSource(world, read_timeout_s=0.01)
    source.open(Deadline.after(5))
    plan(world, Trouble.STUCK, times=0)
    given, ended = Deadline.after(deadline), threading.Event()
    frames = []

    def call():
        frames.append(source.read(given))
        ended.set()

    thread = threading.Thread(target=call)
    thread.start()
    given.cancel.set()
    assert not ended.wait(0.2)
    world.clear(SCANNER)
    assert ended.wait(PATIENCE)
    thread.join(PATIENCE)
    assert frames[0].height == 720


# the scanner on it

LASTING = [
    (Trouble.FAIL, FaultCode.HARDWARE, HardwareError),
    (Trouble.DISCONNECT, FaultCode.NOT_CONNECTED, NoDevice),
    (Trouble.FROZEN, FaultCode.FRAME_STALE, HardwareError),
    (Trouble.GARBLE, FaultCode.GARBLED, HardwareError),
    (Trouble.REPLUG, FaultCode.NOT_CONNECTED, NoDevice),
]


@pytest.mark.parametrize(("trouble", "code", "state"), LASTING)
def test_a_lasting_trouble_breaks_the_line_and_clearing_mends_it(
    scanner, world, clock, trouble, code, state
):
    world.hide_code()
    scanner.scan(clock.deadline(0.2))
    plan(world, trouble, times=0, seconds=0.5)
    with pytest.raises(TransportError, match=code):
        scanner.scan(clock.deadline(STALE_S + 3))
    broken = health(scanner, clock)
    assert isinstance(broken, state)
    assert fault_of(broken).code is code
    world.clear(SCANNER)
    world.show_code(CODE)
    cleared = clock.now
    assert payloads(scanner.scan(clock.deadline(20))) == [CODE]
    assert clock.now - cleared <= 3.0
    assert health(scanner, clock) == Online()


def test_a_hanging_camera_is_unknown_until_it_answers(world):
    scanner = CameraCodeScanner(SimFrameSource(world, read_timeout_s=0.05), MultiPassDecoder())
    plan(world, Trouble.HANG, times=0)
    with pytest.raises(TransportError, match=FaultCode.NO_ANSWER):
        scanner.scan(Deadline.after(0.2))
    state = scanner.status(Deadline.after(5)).health
    assert isinstance(state, Unknown)
    world.clear(SCANNER)
    assert payloads(scanner.scan(Deadline.after(PATIENCE))) == [CODE]
    assert scanner.status(Deadline.after(5)).health == Online()
    scanner.close()


def test_a_stall_within_the_time_out_only_costs_its_time(scanner, world, clock):
    plan(world, Trouble.DELAY, seconds=0.8)
    assert payloads(scanner.scan(clock.deadline(5))) == [CODE]
    assert clock.now == pytest.approx(0.8, abs=0.1)
    assert health(scanner, clock) == Online()


def test_a_longer_stall_is_no_answer_and_the_scan_goes_on(scanner, world, clock):
    plan(world, Trouble.DELAY, seconds=9.0)
    assert payloads(scanner.scan(clock.deadline(5))) == [CODE]
    assert clock.now < 2.0


def test_a_covered_lens_is_told_and_a_code_read_once_it_is_free(scanner, world, clock):
    plan(world, Trouble.BLACK, times=0)
    assert scanner.scan(clock.deadline(3)).symbols == ()
    state = health(scanner, clock)
    assert isinstance(state, Offline)
    assert fault_of(state).code is FaultCode.FRAME_DARK
    world.clear(SCANNER)
    assert payloads(scanner.scan(clock.deadline(3))) == [CODE]
    assert health(scanner, clock) == Online()


def test_an_overexposed_camera_is_no_broken_one(scanner, world, clock):
    plan(world, Trouble.OVEREXPOSED, times=0)
    assert scanner.scan(clock.deadline(STALE_S + 1)).symbols == ()
    world.clear(SCANNER)
    assert payloads(scanner.scan(clock.deadline(3))) == [CODE]
    assert health(scanner, clock) == Online()


def test_a_scanner_goes_by_the_size_of_each_frame(scanner, world, clock):
    plan(world, Trouble.RESIZE, times=0)
    assert payloads(scanner.scan(clock.deadline(3))) == [CODE]
    status = scanner.status(clock.deadline(1))
    assert (status.health, status.width, status.height) == (Online(), *ODD_SIZE)
    world.clear(SCANNER)
    assert payloads(scanner.scan(clock.deadline(3))) == [CODE]
    assert scanner.status(clock.deadline(1)).width == 1280


def test_a_camera_on_another_port_is_found_within_one_scan(scanner, world, clock):
    scanner.scan(clock.deadline(1))
    before = scanner.status(clock.deadline(1)).source
    world.hide_code()
    plan(world, Trouble.REPLUG, seconds=2.0)
    clock.at(clock.now + 2.5, lambda: world.show_code(CODE))
    start = clock.now
    assert payloads(scanner.scan(clock.deadline(20))) == [CODE]
    assert clock.now - start < 2.0 + 3.0
    status = scanner.status(clock.deadline(1))
    assert status.health == Online()
    assert status.source != before


@pytest.mark.parametrize("trouble", [t for t in Trouble if t not in {Trouble.HANG, Trouble.STUCK}])
def test_the_scanner_outlives_every_trouble_within_one_scan(scanner, world, clock, trouble):
    plan(world, trouble, times=3, seconds=0.3)
    assert payloads(scanner.scan(clock.deadline(20))) == [CODE]
