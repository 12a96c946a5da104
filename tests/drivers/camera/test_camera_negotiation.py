"""Agreeing on a format and an exposure with cameras that have ideas of their own."""

from __future__ import annotations

import struct

import cv2
import pytest

from drivers.camera.controls import Control, NodeControls, Span, controls_of
from drivers.camera.exposure import Exposure, ExposureMode, ExposureWish, expose
from drivers.camera.negotiation import Agreed, fourcc_name, negotiate

SIDES = {cv2.CAP_PROP_FRAME_WIDTH: 0, cv2.CAP_PROP_FRAME_HEIGHT: 1}


class FakeVideo:
    """A camera with these rates by format and size; width and height count together, as in OpenCV.

    A format that it lacks leaves the one before; a size that it lacks becomes its first.
    """

    def __init__(self, rates, most_buffers=4):
        self.rates = rates
        self.fourcc, self.size = next(iter(rates))
        self.wished = [0, 0]
        self.buffers = most_buffers
        self.least_buffers = 2
        self.converts = True
        self.asked = []

    def set(self, setting, value, /):
        self.asked.append(setting)
        match setting:
            case cv2.CAP_PROP_FOURCC:
                name = fourcc_name(value)
                if any(fourcc == name for fourcc, _ in self.rates):
                    self.fourcc = name
                    self._fit(self.size)
            case cv2.CAP_PROP_FRAME_WIDTH | cv2.CAP_PROP_FRAME_HEIGHT:
                self.wished[SIDES[setting]] = int(value)
                if all(self.wished):
                    self._fit(tuple(self.wished))
                    self.wished = [0, 0]
            case cv2.CAP_PROP_BUFFERSIZE:
                self.buffers = max(self.least_buffers, int(value))
            case cv2.CAP_PROP_CONVERT_RGB:
                self.converts = bool(value)
        return True

    def _fit(self, size):
        sizes = [one for fourcc, one in self.rates if fourcc == self.fourcc]
        self.size = size if size in sizes else sizes[0]

    def get(self, setting, /):
        match setting:
            case cv2.CAP_PROP_FOURCC:
                return float(cv2.VideoWriter.fourcc(*self.fourcc))
            case cv2.CAP_PROP_FRAME_WIDTH | cv2.CAP_PROP_FRAME_HEIGHT:
                return float(self.size[SIDES[setting]])
            case cv2.CAP_PROP_FPS:
                return self.rates[self.fourcc, self.size]
            case cv2.CAP_PROP_BUFFERSIZE:
                return float(self.buffers)
        return -1.0


HD, VGA = (1280, 720), (640, 480)


@pytest.mark.parametrize(
    ("rates", "agreed", "raw"),
    [
        (
            {("YUYV", VGA): 30.0, ("YUYV", HD): 10.0, ("MJPG", VGA): 30.0, ("MJPG", HD): 30.0},
            Agreed("MJPG", 1280, 720, 30.0, 2),
            True,
        ),
        ({("MJPG", VGA): 30.0}, Agreed("MJPG", 640, 480, 30.0, 2), True),
        (
            {("YUYV", HD): 10.0, ("YUYV", VGA): 30.0},
            Agreed("YUYV", 640, 480, 30.0, 2),
            True,
        ),
        ({("YUYV", HD): 30.0}, Agreed("YUYV", 1280, 720, 30.0, 2), True),
        ({("NV12", HD): 30.0}, Agreed("NV12", 1280, 720, 30.0, 2), False),
        ({("YUYV", HD): 5.0}, Agreed("YUYV", 1280, 720, 5.0, 2), True),
        ({("MJPG", HD): -1.0}, Agreed("MJPG", 1280, 720, 0.0, 2), True),
    ],
    ids=["usual", "small", "no MJPG", "USB 3", "unknown format", "slow", "silent on rate"],
)
def test_the_best_format_that_is_fast_enough_is_agreed_on(rates, agreed, raw):
    video = FakeVideo(rates)
    assert negotiate(video) == agreed
    assert video.converts is not raw


def test_only_the_first_choice_is_as_wanted():
    assert Agreed("MJPG", 1280, 720, 30.0, 2).as_wanted
    assert not Agreed("MJPG", 640, 480, 30.0, 2).as_wanted
    assert not Agreed("MJPG", 1280, 720, 15.0, 2).as_wanted
    assert not Agreed("YUYV", 1280, 720, 30.0, 2).as_wanted


def test_settings_go_in_the_order_that_v4l2_needs():
    video = FakeVideo({("MJPG", HD): 30.0})
    negotiate(video)
    assert video.asked == [
        cv2.CAP_PROP_FOURCC,
        cv2.CAP_PROP_FRAME_WIDTH,
        cv2.CAP_PROP_FRAME_HEIGHT,
        cv2.CAP_PROP_FPS,
        cv2.CAP_PROP_BUFFERSIZE,
        cv2.CAP_PROP_CONVERT_RGB,
    ]


@pytest.mark.parametrize("code", [0.0, -1.0])
def test_no_format_has_no_name(code):
    assert fourcc_name(code) == ""


class FakeKernel:
    """Answers VIDIOC_G_CTRL, S_CTRL and QUERYCTRL (numbers as of ``videodev2.h``) from a table."""

    def __init__(self, values, spans=None, refuses=()):
        self.values = dict(values)
        self.spans = spans or {}
        self.refuses = set(refuses)

    def __call__(self, _node, request, argument):
        control = struct.unpack_from("=I", argument)[0]
        if control not in self.values:
            raise OSError(22, "EINVAL")
        match request:
            case 0xC008561B:
                struct.pack_into("=i", argument, 4, self.values[control])
            case 0xC008561C:
                value = struct.unpack_from("=i", argument, 4)[0]
                least, most, _ = self.spans.get(control, (-(2**31), 2**31 - 1, 0))
                if (control, value) in self.refuses or not least <= value <= most:
                    raise OSError(34, "ERANGE")
                self.values[control] = value
            case 0xC0445624:
                assert len(argument) == 68
                least, most, default = self.spans.get(control, (0, 1, 0))
                struct.pack_into("=iiii", argument, 40, least, most, 1, default)
                struct.pack_into("=I", argument, 56, 0)
        return 0


WEBCAM = {
    Control.EXPOSURE_MODE: 1,
    Control.EXPOSURE: 2047,
    Control.RATE_MAY_FALL: 1,
    Control.GAIN: 200,
    Control.MAINS: 2,
}
SPANS = {Control.EXPOSURE: (3, 2047, 250), Control.GAIN: (0, 255, 64)}


def webcam():
    """As another program left it: manual, dark, slow; it knows modes 1 and 3 only."""
    refused = {(Control.EXPOSURE_MODE, 0), (Control.EXPOSURE_MODE, 2)}
    return FakeKernel(WEBCAM, SPANS, refused)


def test_without_a_wish_the_camera_decides_and_keeps_its_rate():
    kernel = webcam()
    told = expose(NodeControls(3, kernel), ExposureWish())
    assert told == Exposure(ExposureMode.APERTURE_PRIORITY, 2047, 64, steady_rate=True)
    assert kernel.values[Control.MAINS] == 1


def test_a_wish_is_set_and_read_back():
    told = expose(NodeControls(3, webcam()), ExposureWish(exposure=80, gain=30))
    assert told == Exposure(ExposureMode.MANUAL, 80, 30, steady_rate=True)


def test_a_wish_beyond_what_the_camera_takes_becomes_the_nearest():
    told = expose(NodeControls(3, webcam()), ExposureWish(exposure=9000, gain=-5))
    assert (told.exposure, told.gain) == (2047, 0)


def test_a_camera_with_other_modes_is_left_to_its_own():
    kernel = FakeKernel(
        {Control.EXPOSURE_MODE: 1, Control.AUTO_GAIN: 0, Control.GAIN: 9},
        refuses={(Control.EXPOSURE_MODE, 3)},
    )
    told = expose(NodeControls(3, kernel), ExposureWish())
    assert told == Exposure(mode=ExposureMode.AUTO, exposure=None, gain=9, steady_rate=None)
    assert kernel.values[Control.AUTO_GAIN] == 1


def test_a_manual_gain_switches_the_automatic_off():
    kernel = FakeKernel({Control.AUTO_GAIN: 1, Control.GAIN: 9}, {Control.GAIN: (0, 50, 5)})
    assert expose(NodeControls(3, kernel), ExposureWish(gain=40)).gain == 40
    assert kernel.values[Control.AUTO_GAIN] == 0


def test_a_camera_without_controls_tells_nothing():
    assert expose(NodeControls(3, FakeKernel({})), ExposureWish(100, 5)) == Exposure()


def test_spans_are_told():
    assert NodeControls(3, webcam()).span(Control.GAIN) == Span(0, 255, 64)
    assert NodeControls(3, webcam()).span(Control.AUTO_GAIN) is None


def test_what_has_no_controls_answers_none(tmp_path):
    with controls_of(str(tmp_path / "absent")) as controls:
        assert controls is None
    with controls_of("/dev/null") as controls:
        assert controls is not None
        assert controls.get(Control.GAIN) is None
        assert not controls.put(Control.GAIN, 1)
