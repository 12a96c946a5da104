"""Hints, freshness, stillness, pacing and the way from raw bytes to grey."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from drivers import Cancelled, DeadlineExceeded, FaultCode, ScanHint
from drivers.camera import Frame, decode_still
from drivers.camera.freshness import STALE_S, FrameWatch
from drivers.camera.grey import grey_of_raw
from drivers.camera.hints import hint_of
from drivers.camera.pacing import Pacer
from drivers.camera.stillness import IDLE_INTERVAL_S, SETTLE_S, StillnessGate
from drivers.sim.camera_scene import lobby, phone_scene
from drivers.sim.world import Pose


def noisy(image, seed=1):
    noise = np.random.default_rng(seed).normal(0, 2.5, image.shape)
    return np.clip(image + noise, 0, 255).astype(np.uint8)


@pytest.mark.parametrize(
    ("pose", "hint"),
    [
        (Pose(), ScanHint.NONE),
        (Pose(distance=0.5), ScanHint.NONE),
        (Pose(distance=3.0, angle=33.0), ScanHint.NONE),
        (Pose(distance=1.5, blur=8.0), ScanHint.BLURRED),
        (Pose(blur=14.0), ScanHint.BLURRED),
        (Pose(brightness=0.1), ScanHint.TOO_DARK),
        (Pose(brightness=30.0), ScanHint.TOO_BRIGHT),
    ],
)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark mode"])
def test_hint_names_what_is_wrong_with_the_view(pose, hint, dark):
    scene = phone_scene(lobby(), b"https://example.cn/v/860303" * 3, pose, dark=dark)
    assert hint_of(noisy(scene)) is hint


def test_an_empty_lobby_needs_no_hint():
    assert hint_of(noisy(lobby())) is ScanHint.NONE


def test_no_light_at_all_is_dark():
    assert hint_of(np.zeros((720, 1280), np.uint8)) is ScanHint.TOO_DARK


def frame(level, at, seed=None):
    image = np.full((720, 1280), level, np.uint8)
    return Frame(image if seed is None else noisy(image, seed), at)


def test_a_changing_picture_is_fresh_for_ever():
    watch = FrameWatch()
    assert {watch.note(frame(120, at=second, seed=second)) for second in range(9)} == {None}


def test_the_same_pixels_for_too_long_are_stale_until_they_change():
    watch = FrameWatch()
    assert watch.note(frame(120, at=0.0)) is None
    assert watch.note(frame(120, at=STALE_S - 0.1)) is None
    assert watch.note(frame(120, at=STALE_S)) is FaultCode.FRAME_STALE
    assert watch.note(frame(121, at=STALE_S + 0.1)) is None


def test_a_covered_lens_is_dark_not_stale():
    watch = FrameWatch()
    seen = {watch.note(frame(1, at=float(second))) for second in range(9)}
    assert seen == {FaultCode.FRAME_DARK}


def test_after_forgetting_the_same_picture_is_new():
    watch = FrameWatch()
    watch.note(frame(120, at=0.0))
    watch.forget()
    assert watch.note(frame(120, at=60.0)) is None


def test_a_still_scene_is_searched_in_full_first_and_seldom_later():
    gate = StillnessGate()
    scene = [frame(120, 0.0, seed).image for seed in range(4)]
    times = [number / 30 for number in range(150)]
    searched = [
        at for number, at in enumerate(times) if gate.worth_decoding(Frame(scene[number % 4], at))
    ]
    assert sum(at < SETTLE_S for at in searched) == 30
    assert len(searched) - 30 <= (5 - SETTLE_S) / IDLE_INTERVAL_S + 1


def test_movement_is_searched_at_once():
    gate = StillnessGate()
    for number in range(90):
        gate.worth_decoding(frame(120, number / 30))
    moved = frame(120, 90 / 30).image.copy()
    moved[300:340, 600:640] = 20
    assert gate.worth_decoding(Frame(moved, 3.0))
    assert gate.worth_decoding(Frame(moved, 3.01))


def test_pacer_lets_thirty_frames_a_second_through(clock):
    pacer = Pacer(1 / 30, clock, clock.pause)
    for _ in range(31):
        pacer.wait_turn(clock.deadline(10))
    assert clock.now == pytest.approx(1.0)


def test_pacer_drops_turns_that_were_missed(clock):
    pacer = Pacer(0.1, clock, clock.pause)
    pacer.wait_turn(clock.deadline(10))
    clock.pass_time(5.0)
    assert pacer.wait_turn(clock.deadline(10)) == 5.0
    assert pacer.wait_turn(clock.deadline(10)) == pytest.approx(5.1)


def test_pacer_ends_with_its_deadline(clock):
    pacer = Pacer(0.1, clock, clock.pause)
    pacer.wait_turn(clock.deadline(1))
    with pytest.raises(DeadlineExceeded):
        pacer.wait_turn(clock.deadline(0.05))
    cancelled = clock.deadline(1)
    cancelled.cancel.set()
    with pytest.raises(Cancelled):
        pacer.wait_turn(cancelled)


@pytest.mark.parametrize("image", [np.zeros((2, 2, 3), np.uint8), np.zeros((2, 2), np.float32)])
def test_a_frame_is_grey_bytes(image):
    with pytest.raises(ValueError, match="grey"):
        Frame(image, 0.0)


def test_raw_pictures_become_grey():
    grey = cv2.GaussianBlur(noisy(np.full((48, 64), 99, np.uint8)), (0, 0), 3)
    jpeg = cv2.imencode(".jpg", grey)[1].reshape(1, -1)
    yuyv = np.dstack([grey, np.full_like(grey, 128)])
    assert np.abs(grey_of_raw(jpeg).astype(int) - grey).max() <= 3
    assert np.array_equal(grey_of_raw(yuyv), grey)
    assert np.array_equal(grey_of_raw(grey), grey)
    assert np.array_equal(grey_of_raw(cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR)), grey)


@pytest.mark.parametrize("data", [b"", b"\xff\xd8", b"no picture", b"\x89PNG\r\n\x1a\n"])
def test_damaged_pictures_are_none(data):
    assert decode_still(data) is None
    assert grey_of_raw(np.frombuffer(data, np.uint8).reshape(1, -1)) is None
