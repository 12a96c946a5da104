"""Freshness, stillness, pacing and the way from raw bytes to grey."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from drivers import Cancelled, DeadlineExceeded, FaultCode
from drivers.camera import Frame, decode_still
from drivers.camera.freshness import STALE_S, FrameWatch
from drivers.camera.grey import grey_of_raw
from drivers.camera.pacing import Pacer
from drivers.camera.stillness import IDLE_INTERVAL_S, SETTLE_S, StillnessGate


def noisy(image, seed=1):
    noise = np.random.default_rng(seed).normal(0, 2.5, image.shape)
    return np.clip(image + noise, 0, 255).astype(np.uint8)


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


def test_pacer_keeps_its_grid_and_counts_the_turns_it_dropped(clock):
    pacer = Pacer(0.1, clock, clock.pause)
    turns, missed = [], []
    for late in (0.0, 0.03, 0.25, 0.0):
        turns.append(pacer.wait_turn(clock.deadline(10)))
        missed.append(pacer.missed)
        clock.pass_time(late)
    assert turns == pytest.approx([0.0, 0.1, 0.2, 0.45])
    assert missed == [0, 0, 0, 1]
    assert pacer.wait_turn(clock.deadline(10)) == pytest.approx(0.5)


def test_a_restarted_pacer_begins_now_with_another_pace(clock):
    pacer = Pacer(0.1, clock, clock.pause)
    pacer.wait_turn(clock.deadline(10))
    clock.pass_time(5.05)
    pacer.restart(0.2)
    assert [pacer.wait_turn(clock.deadline(10)) for _ in range(2)] == pytest.approx([5.05, 5.25])


def test_a_pacer_without_an_interval_never_waits(clock):
    pacer = Pacer(0.0, clock, clock.pause)
    assert [pacer.wait_turn(clock.deadline(10)) for _ in range(3)] == [0.0] * 3
    assert pacer.missed == 0


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
