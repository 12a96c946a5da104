"""What is said to a resident whose code is not read, and above all what is not said."""

from __future__ import annotations

from collections import Counter

import cv2
import numpy as np
import pytest

from drivers import ScanHint
from drivers.camera import Frame
from drivers.camera.hints import HintWatch, hint_of
from drivers.camera.lit_shapes import Shape, find_screen
from drivers.camera.traces import find_traces, shrunk
from drivers.sim.camera_scene import lobby, phone_scene
from drivers.sim.world import Pose
from tests.bench.scan.frames import TEST_SEED
from tests.bench.scan.hint_frames import KINDS, hint_frames

EACH = 8
PAYLOAD = b"https://example.cn/v/860303" * 3


def noisy(image, seed=1):
    noise = np.random.default_rng(seed).normal(0, 2.5, image.shape)
    return np.clip(image + noise, 0, 255).astype(np.uint8)


def phone(*, dark=False, **pose):
    return noisy(phone_scene(lobby(), PAYLOAD, Pose(**pose), dark=dark))


def streaked(image, length, angle):
    kernel = np.zeros((length, length), np.float32)
    kernel[length // 2] = 1 / length
    turn = cv2.getRotationMatrix2D((length / 2 - 0.5, length / 2 - 0.5), angle, 1)
    turned = cv2.warpAffine(kernel, turn, (length, length))
    return noisy(cv2.filter2D(image, -1, turned / turned.sum()))


@pytest.mark.parametrize(
    ("pose", "hint"),
    [
        ({}, ScanHint.NONE),
        ({"distance": 0.5}, ScanHint.NONE),
        ({"distance": 1.5, "blur": 8.0}, ScanHint.BLURRED),
        ({"blur": 14.0}, ScanHint.BLURRED),
        ({"brightness": 0.1}, ScanHint.TOO_DARK),
        ({"brightness": 0.02}, ScanHint.TOO_DARK),
        ({"brightness": 30.0}, ScanHint.TOO_BRIGHT),
        ({"distance": 5.0}, ScanHint.CLOSER),
    ],
)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark mode"])
def test_hint_names_what_is_wrong_with_the_view(pose, hint, dark):
    assert hint_of(phone(dark=dark, **pose)) is hint


@pytest.mark.parametrize("angle", [0, 30, 90, 135])
def test_motion_is_told_from_defocus_in_every_direction(angle):
    scene = phone_scene(lobby(), PAYLOAD, Pose(), dark=False)
    assert hint_of(streaked(scene, 25, angle)) is ScanHint.HOLD_STILL


def test_an_empty_lobby_needs_no_hint():
    assert hint_of(noisy(lobby())) is ScanHint.NONE


def test_no_light_at_all_is_dark():
    assert hint_of(np.zeros((720, 1280), np.uint8)) is ScanHint.TOO_DARK


@pytest.mark.parametrize("size", [(1, 1), (8, 3), (40, 40), (90, 4000), (2160, 3840)])
def test_frames_of_any_size_are_judged(size):
    assert hint_of(np.full(size, 90, np.uint8)) is ScanHint.NONE
    random = np.random.default_rng(1).integers(0, 256, size, np.uint8)
    assert hint_of(random) in ScanHint


def test_hints_are_right_on_frames_that_nothing_was_tuned_on():
    """Every kind is mostly told, and what asks for no hint gets none: the table of the bench."""
    table = {kind: Counter() for kind in KINDS}
    for frame in hint_frames(TEST_SEED, EACH):
        table[frame.kind][hint_of(frame.image)] += 1
    wrong = 0
    for kind, (wanted, _) in KINDS.items():
        right = table[kind][wanted]
        assert right >= 0.75 * EACH, (kind, table[kind])
        silent = 0 if wanted is ScanHint.NONE else table[kind][ScanHint.NONE]
        wrong += EACH - right - silent
    assert wrong <= 0.02 * EACH * len(KINDS), table


def test_traces_say_where_a_code_is_and_how_large():
    scene = phone(distance=2.0, shift=0.2)
    traces = find_traces(scene, shrunk(scene))
    x, y = traces.centre
    assert (x, y) == (pytest.approx(896, abs=25), pytest.approx(360, abs=25))
    assert traces.side_px == pytest.approx(120, rel=0.35)
    assert traces.cut.shape == traces.mask.shape


def test_a_calm_frame_has_no_traces():
    assert find_traces(noisy(lobby()), shrunk(noisy(lobby()))) is None


def test_screens_are_told_by_shape_and_level():
    small = np.full((180, 320), 140, np.uint8)
    assert find_screen(small) is None
    for level, shape in ((8, Shape.DIM), (255, Shape.DAZZLING)):
        lit = small.copy()
        lit[40:140, 120:180] = level
        assert find_screen(lit) is shape
        round_one = small.copy()
        cv2.ellipse(round_one, (160, 90), (60, 40), 0, 0, 360, level, -1)
        assert find_screen(round_one) is None


def test_a_band_across_the_whole_frame_is_no_screen():
    small = np.full((180, 320), 140, np.uint8)
    small[120:] = 10
    assert find_screen(small) is None


def watched(images, interval_s=1 / 30):
    watch = HintWatch()
    for number, image in enumerate(images):
        watch.note(Frame(image, number * interval_s))
    return watch


def test_a_watch_goes_by_what_most_of_its_frames_say():
    dark, blurred = phone(brightness=0.05), phone(blur=14.0)
    assert watched([blurred] * 9).hint() is ScanHint.BLURRED
    assert watched([dark, blurred, blurred], 0.1).hint() is ScanHint.BLURRED
    assert watched([dark, blurred, phone()], 0.1).hint() is ScanHint.NONE
    assert watched([dark]).hint() is ScanHint.TOO_DARK
    assert HintWatch().hint() is ScanHint.NONE


def test_old_frames_do_not_count():
    images = [phone(brightness=0.05)] * 20 + [noisy(lobby())] * 20
    assert watched(images).hint() is ScanHint.NONE


def test_a_forgotten_watch_says_nothing():
    watch = watched([phone(blur=14.0)] * 9)
    watch.forget()
    assert watch.hint() is ScanHint.NONE


def test_what_is_blurred_while_it_rushes_by_should_be_held_still():
    still = [phone(blur=12.0, shift=0.0)] * 3
    rushing = [phone(blur=12.0, shift=shift) for shift in (-0.1, 0.0, 0.1)]
    assert watched(still, 0.1).hint() is ScanHint.BLURRED
    assert watched(rushing, 0.1).hint() is ScanHint.HOLD_STILL
