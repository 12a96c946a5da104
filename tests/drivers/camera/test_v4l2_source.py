"""The reading loop on a camera: a scripted capture, and real films through the same loop."""

from __future__ import annotations

import os
import re
from collections import deque
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from drivers import CameraConfig, CameraSource, FaultCode, TransportError
from drivers.camera import V4l2Source, open_source
from drivers.camera.capture import open_v4l2, open_video
from drivers.camera.frames import READ_TIMEOUT_S
from drivers.camera.negotiation import Agreed
from drivers.camera.sources import (
    BUFFERED_FRAMES,
    MOST_BUFFERED_FRAMES,
    MOST_SPOILT_FRAMES,
    OUTDATED_S,
)

PICTURE = np.full((4, 4), 100, np.uint8)
REPEATED = "the last picture once more"
AGREED = Agreed("MJPG", 4, 4, 30.0, 2)
INTERVAL_S = 1 / 30


class FakeCapture:
    """Grabs what its script says: an image, None for a damaged one, or an action that fails."""

    agreed = AGREED

    def __init__(self, clock, script, stamped=True):
        self.clock = clock
        self.script = list(script)
        self.stamped = stamped
        self.current = None
        self.stamps = 0.0
        self.released = 0

    def grab(self):
        step = self.script.pop(0)
        if callable(step):
            step()
            return False
        if not isinstance(step, str):
            self.clock.pass_time(INTERVAL_S)
            self.stamps += 1000 * INTERVAL_S
            self.current = step
        return True

    def retrieve(self):
        return self.current

    def stamp(self):
        return self.stamps if self.stamped else 0.0

    def release(self):
        self.released += 1


class BufferedCamera:
    """A camera at 30 frames a second with two buffers; a full driver keeps the old pictures.

    The grey level of a picture is its number. Stamps are on a clock of the driver's own.
    """

    agreed = AGREED
    epoch_ms = 7e6

    def __init__(self, clock, buffers=2, stamped=True):
        self.clock = clock
        self.buffers = buffers
        self.stamped = stamped
        self.waiting = deque()
        self.made = 0
        self.current = (0, 0.0)

    def grab(self):
        self._fill()
        if not self.waiting:
            self.clock.pass_time(self._due() - self.clock.now + 1e-9)
            self._fill()
        self.current = self.waiting.popleft()
        return True

    def _due(self):
        return (self.made + 1) * INTERVAL_S

    def _fill(self):
        while self._due() <= self.clock.now:
            self.made += 1
            if len(self.waiting) < self.buffers:
                self.waiting.append((self.made, self.made * INTERVAL_S))

    def retrieve(self):
        return np.full((4, 4), self.current[0] % 256, np.uint8)

    def stamp(self):
        return self.epoch_ms + 1000 * self.current[1] if self.stamped else 0.0

    def release(self):
        pass


@pytest.fixture
def node(tmp_path):
    path = tmp_path / "usb-Camera-video-index0"
    path.touch()
    return path


def opened(node, clock, capture):
    source = V4l2Source(str(node), lambda _path: capture, clock)
    source.open(clock.deadline(60))
    return source


def error_after(good, node, clock, script):
    """The fault that ends a stream after some good reads; the stream is closed by then."""
    capture = FakeCapture(clock, script)
    source = opened(node, clock, capture)
    for _ in range(good):
        source.read(clock.deadline(60))
    with pytest.raises(TransportError) as caught:
        source.read(clock.deadline(60))
    assert capture.released == 1
    with pytest.raises(TransportError, match="not open"):
        source.read(clock.deadline(60))
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


def test_damaged_pictures_are_skipped_and_counted_up_to_a_limit(node, clock):
    few = [None] * (MOST_SPOILT_FRAMES - 1)
    source = opened(node, clock, FakeCapture(clock, [*few, PICTURE]))
    assert source.read(clock.deadline(9)).image is PICTURE
    assert (source.counts.frames, source.counts.damaged) == (1, len(few))
    assert error_after(0, node, clock, [*few, None, PICTURE]) is FaultCode.GARBLED


def test_pictures_of_another_size_are_handed_out_and_counted(node, clock):
    other = np.zeros((6, 8), np.uint8)
    source = opened(node, clock, FakeCapture(clock, [PICTURE, other, PICTURE]))
    seen = [source.read(clock.deadline(9)) for _ in range(3)]
    assert [(frame.width, frame.height) for frame in seen] == [(4, 4), (8, 6), (4, 4)]
    assert source.counts.odd_size == 1


@pytest.mark.parametrize("stamped", [True, False], ids=["stamped", "unstamped"])
@pytest.mark.parametrize("buffers", [1, 2])
def test_after_a_break_the_newest_picture_comes_and_none_from_before(node, clock, stamped, buffers):
    camera = BufferedCamera(clock, buffers, stamped)
    source = opened(node, clock, camera)
    source.read(clock.deadline(9))
    for rest_s in (0.5, 2.0):
        clock.pass_time(rest_s)
        resumed = clock.now
        source.read(clock.deadline(9))
        assert camera.current[1] >= resumed - OUTDATED_S
        assert clock.now - resumed <= 3 * INTERVAL_S


def test_a_slow_reader_of_a_stamping_camera_gets_no_old_pictures(node, clock):
    camera = BufferedCamera(clock)
    source = opened(node, clock, camera)
    for _ in range(30):
        frame = source.read(clock.deadline(99))
        assert clock.now - camera.current[1] <= OUTDATED_S
        assert frame.at == pytest.approx(camera.current[1], abs=INTERVAL_S)
        clock.pass_time(0.1)
    assert source.counts.outdated >= 29


def test_a_driver_with_more_buffers_than_asked_for_is_drained(node, clock):
    camera = BufferedCamera(clock, MOST_BUFFERED_FRAMES)
    source = opened(node, clock, camera)
    source.read(clock.deadline(9))
    clock.pass_time(5.0)
    source.read(clock.deadline(9))
    assert clock.now - camera.current[1] <= OUTDATED_S


def test_a_driver_clock_that_jumped_costs_a_few_pictures_once(node, clock):
    camera = BufferedCamera(clock)
    source = opened(node, clock, camera)
    source.read(clock.deadline(9))
    camera.epoch_ms -= 60_000.0
    frames = [source.read(clock.deadline(9)) for _ in range(5)]
    assert source.counts.outdated == MOST_BUFFERED_FRAMES
    assert frames[-1].at == pytest.approx(clock.now, abs=INTERVAL_S)


def test_the_rate_that_arrives_is_told(node, clock):
    source = opened(node, clock, FakeCapture(clock, [PICTURE] * 40))
    assert source.counts.fps == 0.0
    for _ in range(31):
        source.read(clock.deadline(9))
    assert source.counts.fps == pytest.approx(30.0)


def test_what_was_agreed_is_told_while_it_is_open(node, clock):
    source = V4l2Source(str(node), lambda _path: FakeCapture(clock, []), clock)
    assert source.agreed is None
    source.open(clock.deadline(1))
    assert source.agreed == AGREED
    source.close()
    assert source.agreed is None


def test_a_camera_that_comes_back_as_another_node_is_found_by_its_link(tmp_path, clock):
    """udev moves the link; the source opens what it points to now."""
    first, second = tmp_path / "video0", tmp_path / "video2"
    link = tmp_path / "usb-Camera-video-index0"
    first.touch()
    link.symlink_to(first)
    where = []

    def open_capture(path):
        where.append(os.path.realpath(path))
        return FakeCapture(clock, [PICTURE, first.unlink])

    source = V4l2Source(str(link), open_capture, clock)
    source.open(clock.deadline(9))
    source.read(clock.deadline(9))
    with pytest.raises(TransportError, match=FaultCode.NOT_CONNECTED):
        source.read(clock.deadline(9))
    assert not source.present()
    with pytest.raises(TransportError, match="points to nothing"):
        source.open(clock.deadline(9))
    second.touch()
    link.unlink()
    link.symlink_to(second)
    assert source.present()
    source.open(clock.deadline(9))
    assert source.read(clock.deadline(9)).image is PICTURE
    assert where == [str(first), str(second)]


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda path: None, FaultCode.NOT_CONNECTED),
        (lambda path: path.symlink_to("nowhere"), FaultCode.NOT_CONNECTED),
        (lambda path: path.mkdir(), FaultCode.MISCONFIGURED),
        (lambda path: path.touch(), FaultCode.MISCONFIGURED),
        (lambda path: path.symlink_to("/dev/null"), FaultCode.MISCONFIGURED),
    ],
    ids=["absent", "link to nothing", "folder", "file", "other device"],
)
def test_open_says_why_there_is_no_camera(tmp_path, clock, make, code):
    path = tmp_path / "camera-index0"
    make(path)
    source = V4l2Source(str(path), lambda _path: None, clock)
    with pytest.raises(TransportError) as caught:
        source.open(clock.deadline(1))
    assert caught.value.code == code
    assert source.name == "camera-index0"


def test_a_video_node_that_refuses_is_in_use(monkeypatch, clock):
    major = os.major(Path("/dev/null").stat().st_rdev)
    monkeypatch.setattr("drivers.camera.nodes.VIDEO_MAJOR", major)
    source = V4l2Source("/dev/null", lambda _path: None, clock)
    with pytest.raises(TransportError, match=FaultCode.IN_USE):
        source.open(clock.deadline(1))


def test_what_is_no_camera_is_refused_and_the_select_time_out_is_short(node):
    assert open_v4l2(str(node)) is None
    assert os.environ["OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT"] == "1"


def film(path, images):
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 30, (320, 240))
    assert writer.isOpened()
    for image in images:
        writer.write(cv2.cvtColor(image, cv2.COLOR_GRAY2BGR))
    writer.release()


def noisy(level, seed):
    random = np.random.default_rng(seed)
    return np.clip(random.normal(level, 8, (240, 320)), 0, 255).astype(np.uint8)


def test_the_loop_reads_a_real_stream_until_its_end(tmp_path, clock):
    path = tmp_path / "film.avi"
    film(path, [noisy(level, level) for level in (30, 90, 150, 210)])
    source = V4l2Source(str(path), open_video, clock)
    deadline = clock.deadline(10)
    source.open(deadline)
    assert replace(source.agreed, buffers=0) == Agreed("MJPG", 320, 240, 30.0)
    levels = [round(float(source.read(deadline).image.mean()) / 30) * 30 for _ in range(4)]
    assert levels == [30, 90, 150, 210]
    with pytest.raises(TransportError, match=FaultCode.HARDWARE):
        source.read(deadline)
    source.open(deadline)
    assert source.read(deadline).width == 320


def test_half_pictures_of_a_real_stream_are_dropped(tmp_path, clock):
    """Every other JPEG of an AVI loses its second half, as on a bad cable, padded with zeros."""
    path = tmp_path / "film.avi"
    film(path, [noisy(level, level) for level in (30, 60, 90, 120, 150, 180)])
    data = bytearray(path.read_bytes())
    frames = slice(data.index(b"movi"), data.index(b"idx1"))
    chunks = [frames.start + found.start() for found in re.finditer(rb"00dc", data[frames])]
    assert len(chunks) == 6
    for chunk in chunks[1::2]:
        size = int.from_bytes(data[chunk + 4 : chunk + 8], "little")
        data[chunk + 8 + size // 2 : chunk + 8 + size] = bytes(size - size // 2)
    path.write_bytes(data)
    source = V4l2Source(str(path), open_video, clock)
    source.open(clock.deadline(9))
    levels = [round(float(source.read(clock.deadline(9)).image.mean()) / 30) * 30 for _ in range(3)]
    assert levels == [30, 90, 150]
    assert (source.counts.frames, source.counts.damaged) == (3, 2)


def test_break_without_stamps_costs_as_many_pictures_as_there_are_buffers(node, clock):
    pictures = [np.full((4, 4), level, np.uint8) for level in range(6)]
    source = opened(node, clock, FakeCapture(clock, pictures, stamped=False))
    seen = []
    for break_s in (0.0, 0.1, 60.0, 0.0):
        clock.pass_time(break_s)
        seen.append(int(source.read(clock.deadline(9)).image[0, 0]))
    assert seen == [0, 1, 2 + BUFFERED_FRAMES, 3 + BUFFERED_FRAMES]


def test_a_configured_camera_is_a_v4l2_source(tmp_path):
    source = open_source(CameraConfig(CameraSource.V4L2, str(tmp_path / "cam"), exposure=80))
    assert isinstance(source, V4l2Source)
    assert not source.present()
