"""Scores of focus and light, the look through a camera, and the decoder's self-test."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from drivers import Cancelled, FaultCode, TransportError
from drivers.camera import Frame
from drivers.camera.examination import (
    Examination,
    decoder_self_test,
    examine,
    rendered_code,
)
from drivers.camera.faults import line_broke
from drivers.camera.negotiation import Agreed
from drivers.camera.scoring import (
    FocusVerdict,
    Light,
    LightVerdict,
    focus_score,
    focus_verdict,
    light_of,
)
from drivers.camera.stream_facts import Ages, FrameRate, StreamCounts
from drivers.sim.camera_scene import lobby, phone_scene
from drivers.sim.world import Pose

PAYLOAD = b"https://example.cn/v/860303" * 3


def noisy(image, seed=1):
    noise = np.random.default_rng(seed).normal(0, 2.5, image.shape)
    return np.clip(image + noise, 0, 255).astype(np.uint8)


def scene(**pose):
    return noisy(phone_scene(lobby(), PAYLOAD, Pose(**pose)))


def test_the_sharper_picture_has_the_higher_score():
    scores = [focus_score(scene(distance=1.5, blur=blur)) for blur in (0, 2, 4, 8, 14)]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == len(scores)
    assert (scores[0] >= 90, scores[-1] <= 20) == (True, True)
    assert focus_verdict(scores[0]) is FocusVerdict.SHARP
    assert focus_verdict(scores[-1]) is FocusVerdict.BLURRED


def test_a_view_without_edges_has_no_score():
    assert focus_score(noisy(lobby())) is None
    assert focus_verdict(None) is FocusVerdict.UNTOLD


def test_scores_stay_within_their_scale():
    random = np.random.default_rng(3)
    assert focus_score(random.integers(0, 256, (720, 1280), np.uint8)) == 100
    assert focus_score(np.full((48, 64), 7, np.uint8)) is None
    step = np.zeros((720, 1280), np.uint8)
    step[:, 640:] = 220
    assert focus_score(np.asarray(cv2.GaussianBlur(step, (0, 0), 60))) in {None, 0, 1, 2}


@pytest.mark.parametrize(
    ("image", "verdict"),
    [
        (scene(), LightVerdict.GOOD),
        (np.zeros((720, 1280), np.uint8), LightVerdict.COVERED),
        (noisy(np.full((720, 1280), 20, np.uint8)), LightVerdict.DARK),
        (np.clip(scene().astype(int) * 2, 0, 255).astype(np.uint8), LightVerdict.BRIGHT),
    ],
)
def test_light_has_a_verdict(image, verdict):
    assert light_of(image).verdict is verdict


def test_light_counts_what_is_clipped_and_what_is_black():
    image = np.full((400, 400), 100, np.uint8)
    image[:100] = 255
    image[300:] = 0
    assert light_of(image) == Light(pytest.approx(113.75), 0.25, 0.25)


class PacedSource:
    """A camera at ``fps`` that shows these pictures in turn."""

    name = "paced"

    def __init__(self, clock, images, fps=30.0):
        self.clock = clock
        self.images = images
        self.fps = fps
        self.count = 0
        self.fault = None
        self.opened = self.closed = 0
        self.agreed = Agreed("MJPG", 1280, 720, 30.0, 2)
        self.counts = StreamCounts(damaged=3)

    def present(self):
        return True

    def open(self, deadline):
        deadline.check()
        self.clock.pass_time(0.7)
        self.opened += 1

    def read(self, deadline):
        self.clock.pause(deadline, 1 / self.fps)
        if self.fault is not None:
            raise line_broke(self.fault)
        self.count += 1
        return Frame(self.images[self.count % len(self.images)], self.clock.now)

    def close(self):
        self.closed += 1


LIVE = [noisy(phone_scene(lobby(), PAYLOAD, Pose()), seed) for seed in range(3)]


def test_a_good_camera_is_in_order(clock):
    source = PacedSource(clock, LIVE)
    seen = examine(source, clock.deadline(9), seconds=1.5)
    assert seen.in_order
    assert (seen.width, seen.height, seen.frozen) == (1280, 720, False)
    assert seen.fps == pytest.approx(30, abs=0.1)
    assert seen.frames == pytest.approx(54, abs=1)
    assert (seen.agreed, seen.counts) == (source.agreed, source.counts)
    assert (source.opened, source.closed) == (1, 1)


@pytest.mark.parametrize(
    ("images", "fps"),
    [
        (LIVE[:1], 30.0),
        (LIVE, 7.5),
        ([noisy(phone_scene(lobby(), PAYLOAD, Pose(blur=14.0)), seed) for seed in (1, 2)], 30.0),
        ([np.zeros((720, 1280), np.uint8)], 30.0),
    ],
    ids=["frozen", "slow", "blurred", "covered"],
)
def test_what_is_wrong_is_not_in_order(clock, images, fps):
    assert not examine(PacedSource(clock, images, fps), clock.deadline(9)).in_order


def test_an_empty_lobby_is_no_fault(clock):
    seen = examine(PacedSource(clock, [noisy(lobby(), seed) for seed in (1, 2)]), clock.deadline(9))
    assert (seen.focus, seen.in_order) == (None, True)


def test_a_camera_without_a_frame_is_not_in_order(clock):
    seen = examine(PacedSource(clock, LIVE, fps=0.01), clock.deadline(9))
    assert (seen.frames, seen.in_order) == (0, False)


def test_a_line_that_breaks_is_raised_and_closed(clock):
    source = PacedSource(clock, LIVE)
    source.fault = FaultCode.GARBLED
    with pytest.raises(TransportError, match=FaultCode.GARBLED):
        examine(source, clock.deadline(9))
    assert source.closed == 1


def test_a_cancelled_look_is_closed_too(clock):
    source, deadline = PacedSource(clock, LIVE), clock.deadline(9)
    clock.at(1.0, deadline.cancel.set)
    with pytest.raises(Cancelled):
        examine(source, deadline)
    assert source.closed == 1


def test_an_examination_keeps_its_last_frame_out_of_words(clock):
    seen = examine(PacedSource(clock, LIVE), clock.deadline(9))
    assert seen.last is not None
    assert "Frame(" not in repr(seen)
    assert replace(seen, last=None) == seen
    assert not Examination().in_order


def test_the_decoder_reads_its_own_test_code():
    assert decoder_self_test().passed


@pytest.mark.parametrize("payloads", [(), (b"other",), (b"a", b"b")])
def test_a_decoder_that_reads_something_else_fails_the_test(payloads):
    assert not decoder_self_test(lambda _image: payloads).passed


def test_the_test_code_is_a_sharp_frame():
    image = rendered_code(b"860303")
    assert image.shape == (720, 1280)
    assert focus_verdict(focus_score(image)) is FocusVerdict.SHARP


def test_age_is_what_exceeds_the_least_difference_of_clocks():
    ages = Ages()
    assert ages.note(0.0, 5.0) is None
    assert ages.note(1000.0, 7.0) == 0.0
    assert ages.note(1033.0, 7.133) == pytest.approx(0.1)
    assert ages.note(1066.0, 7.056) == 0.0
    ages.restart()
    assert ages.note(1.0, 99.0) == 0.0


def test_rate_is_of_the_last_second():
    rate = FrameRate()
    assert rate.fps == 0.0
    for at in (0.0, 0.0):
        rate.note(at)
    assert rate.fps == 0.0
    for number in range(60):
        rate.note(10 + number / 20)
    assert rate.fps == pytest.approx(20)
