"""Reading loops on captures: a real video file, and a capture that misbehaves on demand."""

from __future__ import annotations

import os

import cv2
import numpy as np
import pytest

from drivers import FaultCode, TransportError
from drivers.camera import V4l2Source, VideoFileSource
from drivers.camera.capture import configure, open_v4l2, open_video
from drivers.camera.frames import READ_TIMEOUT_S
from drivers.camera.pacing import Pacer
from drivers.camera.sources import BUFFERED_FRAMES, MOST_SPOILT_FRAMES

LEVELS = (30, 90, 150, 210)


@pytest.fixture(params=["MJPG", "mp4v"])
def video(request, tmp_path):
    """Four flat frames of known grey, as MJPG in AVI and as MPEG-4."""
    path = tmp_path / ("film.avi" if request.param == "MJPG" else "film.mp4")
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*request.param), 30, (320, 240))
    assert writer.isOpened()
    for level in LEVELS:
        writer.write(np.full((240, 320, 3), level, np.uint8))
    writer.release()
    return path


def levels(frames):
    return [round(float(frame.image.mean()) / 30) * 30 for frame in frames]


def test_a_video_plays_in_grey_at_camera_speed_and_starts_over(video, clock):
    source = VideoFileSource(str(video), Pacer(1 / 30, clock, clock.pause))
    deadline = clock.deadline(10)
    source.open(deadline)
    frames = [source.read(deadline) for _ in range(6)]
    source.close()
    assert levels(frames) == [*LEVELS, *LEVELS[:2]]
    assert [frame.at for frame in frames] == pytest.approx([number / 30 for number in range(6)])
    assert (source.name, frames[0].width, frames[0].height) == (video.name, 320, 240)


def test_a_missing_or_broken_video_is_a_line_fault(tmp_path, clock):
    broken = tmp_path / "broken.avi"
    broken.write_bytes(b"RIFF")
    for path in (tmp_path / "none.avi", broken):
        source = VideoFileSource(str(path), Pacer(1 / 30, clock, clock.pause))
        with pytest.raises(TransportError, match=FaultCode.NOT_CONNECTED):
            source.open(clock.deadline(1))
    assert not VideoFileSource(str(tmp_path / "none.avi")).present()


def test_the_camera_loop_reads_a_real_stream_until_its_end(video, clock):
    source = V4l2Source(str(video), open_video, clock)
    deadline = clock.deadline(10)
    source.open(deadline)
    assert levels(source.read(deadline) for _ in LEVELS) == list(LEVELS)
    with pytest.raises(TransportError, match=FaultCode.HARDWARE):
        source.read(deadline)
    source.open(deadline)
    assert levels([source.read(deadline)]) == [LEVELS[0]]


class FakeCapture:
    """Grabs what its script says: an image, None for a damaged one, or an action that fails."""

    def __init__(self, clock, script):
        self.clock = clock
        self.script = list(script)
        self.current = None
        self.stamps = 0.0
        self.released = 0

    def grab(self):
        step = self.script.pop(0)
        if callable(step):
            step()
            return False
        if not isinstance(step, str):
            self.stamps += 33.0
            self.current = step
        return True

    def retrieve(self):
        return self.current

    def stamp(self):
        return self.stamps

    def release(self):
        self.released += 1


PICTURE = np.full((4, 4), 100, np.uint8)
REPEATED = "the last picture once more"


@pytest.fixture
def node(tmp_path):
    path = tmp_path / "usb-Camera-video-index0"
    path.touch()
    return path


def error_after(good, node, clock, script):
    """The fault that ends a stream after some good reads; the stream is closed by then."""
    capture = FakeCapture(clock, script)
    source = V4l2Source(str(node), lambda _path: capture, clock)
    deadline = clock.deadline(60)
    source.open(deadline)
    for _ in range(good):
        source.read(deadline)
    with pytest.raises(TransportError) as caught:
        source.read(deadline)
    assert capture.released == 1
    with pytest.raises(TransportError, match="not open"):
        source.read(deadline)
    return FaultCode(caught.value.code)


def test_an_unplugged_camera_is_not_connected(node, clock):
    assert error_after(1, node, clock, [PICTURE, node.unlink]) is FaultCode.NOT_CONNECTED


def test_a_silent_camera_does_not_answer(node, clock):
    silent = [PICTURE, lambda: clock.pass_time(READ_TIMEOUT_S)]
    assert error_after(1, node, clock, silent) is FaultCode.NO_ANSWER


def test_a_refused_read_is_a_hardware_fault(node, clock):
    assert error_after(1, node, clock, [PICTURE, lambda: None]) is FaultCode.HARDWARE


def test_an_old_picture_passed_off_as_new_is_stale(node, clock):
    assert error_after(2, node, clock, [PICTURE, PICTURE, REPEATED]) is FaultCode.FRAME_STALE


def test_damaged_pictures_are_skipped_up_to_a_limit(node, clock):
    few = [None] * (MOST_SPOILT_FRAMES - 1)
    capture = FakeCapture(clock, [*few, PICTURE])
    source = V4l2Source(str(node), lambda _path: capture, clock)
    source.open(clock.deadline(9))
    assert source.read(clock.deadline(9)).image is PICTURE
    assert error_after(0, node, clock, [*few, None, PICTURE]) is FaultCode.GARBLED


def test_pictures_buffered_before_a_break_are_thrown_away(node, clock):
    pictures = [np.full((4, 4), level, np.uint8) for level in range(6)]
    source = V4l2Source(str(node), lambda _path: FakeCapture(clock, pictures), clock)
    source.open(clock.deadline(90))
    seen = []
    for break_s in (0.0, 0.1, 60.0, 0.0):
        clock.pass_time(break_s)
        seen.append(int(source.read(clock.deadline(9)).image[0, 0]))
    assert seen == [0, 1, 2 + BUFFERED_FRAMES, 3 + BUFFERED_FRAMES]


def test_open_tells_absent_from_refusing(node, clock):
    source = V4l2Source(str(node), lambda _path: None, clock)
    with pytest.raises(TransportError, match=FaultCode.IN_USE):
        source.open(clock.deadline(1))
    node.unlink()
    with pytest.raises(TransportError, match=FaultCode.NOT_CONNECTED):
        source.open(clock.deadline(1))
    assert source.name == "usb-Camera-video-index0"


def test_what_is_no_camera_is_refused_and_the_select_time_out_is_short(node):
    assert open_v4l2(str(node)) is None
    assert os.environ["OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT"] == "1"


class FakeVideo:
    """Records settings; agrees to every format but answers with its own."""

    def __init__(self, fourcc):
        self.fourcc = cv2.VideoWriter.fourcc(*fourcc)
        self.settings = []

    def set(self, setting, value):
        self.settings.append((setting, value))
        return True

    def get(self, setting):
        return float(self.fourcc) if setting == cv2.CAP_PROP_FOURCC else 0.0


@pytest.mark.parametrize(("fourcc", "raw"), [("MJPG", True), ("YUYV", True), ("NV12", False)])
def test_settings_go_in_the_order_that_v4l2_needs_and_follow_its_answer(fourcc, raw):
    video = FakeVideo(fourcc)
    configure(video)
    order = [setting for setting, _ in video.settings]
    assert order[:3] == [
        cv2.CAP_PROP_FOURCC,
        cv2.CAP_PROP_FRAME_WIDTH,
        cv2.CAP_PROP_FRAME_HEIGHT,
    ]
    assert order.index(cv2.CAP_PROP_BUFFERSIZE) > order.index(cv2.CAP_PROP_FPS)
    converts = [value for setting, value in video.settings if setting == cv2.CAP_PROP_CONVERT_RGB]
    assert converts[-1] == (0 if raw else 1)
