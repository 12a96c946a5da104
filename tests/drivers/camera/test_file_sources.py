"""Videos at their own pace and folders of pictures, in a camera's place."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from drivers import CameraConfig, CameraSource, ConfigurationError, FaultCode, TransportError
from drivers.camera import ImageFolderSource, VideoFileSource, open_source
from drivers.camera.frames import FRAME_WIDTH
from drivers.camera.freshness import STALE_S, FrameWatch
from drivers.camera.pacing import Pacer

LEVELS = (30, 90, 150, 210)


def write_film(path, fourcc="MJPG", fps=30, levels=LEVELS):
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*fourcc), fps, (320, 240))
    assert writer.isOpened()
    for level in levels:
        writer.write(np.full((240, 320, 3), level, np.uint8))
    writer.release()
    return path


@pytest.fixture(params=["MJPG", "mp4v"])
def video(request, tmp_path):
    """Four flat frames of known grey, as MJPG in AVI and as MPEG-4."""
    name = "film.avi" if request.param == "MJPG" else "film.mp4"
    return write_film(tmp_path / name, request.param)


@pytest.fixture
def folder(tmp_path):
    """Three pictures whose names are not in the order in which they were made, and other files."""
    place = tmp_path / "pictures"
    place.mkdir()
    for name, level in (("c.png", 210), ("a.jpg", 30), ("b.JPEG", 120)):
        image = cv2.imencode(name[-4:].lower().replace("jpeg", ".jpg"), flat(level))[1]
        (place / name).write_bytes(image.tobytes())
    (place / "a.txt").write_text("expected")
    (place / "notes.md").write_text("no picture")
    return place


def flat(level, width=320, height=240):
    return np.full((height, width), level, np.uint8)


def pacer(clock):
    return Pacer(clock=clock, pause=clock.pause)


def levels(frames):
    return [round(float(frame.image[10:, 10:].mean()) / 30) * 30 for frame in frames]


def read(source, count, clock):
    source.open(clock.deadline(99))
    return [source.read(clock.deadline(99)) for _ in range(count)]


def test_a_video_plays_in_grey_and_starts_over(video, clock):
    source = VideoFileSource(str(video), pacer(clock))
    frames = read(source, 6, clock)
    assert levels(frames) == [*LEVELS, *LEVELS[:2]]
    assert [frame.at for frame in frames] == pytest.approx([number / 30 for number in range(6)])
    assert (source.name, frames[0].width, frames[0].height) == (video.name, 320, 240)


def test_the_pace_is_the_files_own(tmp_path, clock):
    film = write_film(tmp_path / "slow.avi", fps=10)
    source = VideoFileSource(str(film), pacer(clock))
    frames = read(source, 4, clock)
    assert [frame.at for frame in frames] == pytest.approx([0.0, 0.1, 0.2, 0.3])
    assert source.agreed.fps == pytest.approx(10)


def test_a_slow_reader_gets_the_frame_that_is_due(tmp_path, clock):
    film = write_film(tmp_path / "film.avi", fps=10, levels=(30, 60, 90, 120, 150, 180))
    source = VideoFileSource(str(film), pacer(clock))
    seen = []
    source.open(clock.deadline(9))
    for _ in range(5):
        seen.append(source.read(clock.deadline(9)))
        clock.pass_time(0.3)
    assert levels(seen) == [30, 120, 30, 120, 30]


def test_a_video_shown_once_ends_like_a_camera_that_is_pulled_out(video, clock):
    source = VideoFileSource(str(video), pacer(clock), once=True)
    assert levels(read(source, 4, clock)) == list(LEVELS)
    for _ in range(2):
        with pytest.raises(TransportError, match="the end"):
            read(source, 1, clock)
    assert not source.present()


def test_a_missing_or_broken_video_is_a_line_fault(tmp_path, clock):
    broken = tmp_path / "broken.avi"
    broken.write_bytes(b"RIFF")
    for path, fault in (
        (tmp_path / "none.avi", FaultCode.NOT_CONNECTED),
        (broken, FaultCode.MISCONFIGURED),
        (tmp_path, FaultCode.NOT_CONNECTED),
    ):
        source = VideoFileSource(str(path), pacer(clock))
        with pytest.raises(TransportError, match=fault):
            source.open(clock.deadline(1))
    assert not VideoFileSource(str(tmp_path / "none.avi")).present()


def test_a_closed_video_is_not_read(video, clock):
    source = VideoFileSource(str(video), pacer(clock))
    read(source, 1, clock)
    source.close()
    with pytest.raises(TransportError, match="not open"):
        source.read(clock.deadline(1))
    assert levels(read(source, 1, clock)) == [LEVELS[0]]


def test_pictures_come_by_name_at_camera_pace_over_and_over(folder, clock):
    source = ImageFolderSource(str(folder), pacer(clock))
    frames = read(source, 5, clock)
    assert levels(frames) == [30, 120, 210, 30, 120]
    assert [frame.at for frame in frames] == pytest.approx([number / 30 for number in range(5)])
    assert (source.name, source.unreadable) == ("pictures", ())


def test_a_folder_shown_once_ends(folder, clock):
    source = ImageFolderSource(str(folder), pacer(clock), once=True)
    assert levels(read(source, 3, clock)) == [30, 120, 210]
    with pytest.raises(TransportError, match="the end"):
        source.read(clock.deadline(1))
    assert not source.present()


def test_unreadable_pictures_are_left_out_and_told(folder, clock):
    (folder / "a2.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (folder / "b.JPEG").write_bytes(b"")
    source = ImageFolderSource(str(folder), pacer(clock))
    assert levels(read(source, 4, clock)) == [30, 210, 30, 210]
    assert source.unreadable == ("a2.png", "b.JPEG")


def test_a_folder_of_which_nothing_can_be_read_says_so(tmp_path, clock):
    source = ImageFolderSource(str(tmp_path), pacer(clock))
    with pytest.raises(TransportError, match="no PNG or JPEG"):
        source.open(clock.deadline(1))
    (tmp_path / "x.png").write_bytes(b"nothing")
    source.open(clock.deadline(1))
    with pytest.raises(TransportError, match=r"garbled: cannot be read: x\.png"):
        source.read(clock.deadline(1))


def test_large_photos_become_as_wide_as_a_frame(tmp_path, clock):
    (tmp_path / "photo.png").write_bytes(cv2.imencode(".png", flat(90, 3000, 4000))[1].tobytes())
    (frame,) = read(ImageFolderSource(str(tmp_path), pacer(clock)), 1, clock)
    assert (frame.width, frame.height) == (FRAME_WIDTH * 3 // 4, FRAME_WIDTH)


def test_one_picture_for_long_is_no_frozen_camera(tmp_path, clock):
    (tmp_path / "only.png").write_bytes(cv2.imencode(".png", flat(90))[1].tobytes())
    source, watch = ImageFolderSource(str(tmp_path), pacer(clock)), FrameWatch()
    frames = read(source, round((STALE_S + 1) * 30), clock)
    assert {watch.note(frame) for frame in frames} == {None}


def test_a_folder_that_vanishes_is_not_connected(folder, clock):
    source = ImageFolderSource(str(folder), pacer(clock))
    read(source, 1, clock)
    folder.rename(folder.with_name("elsewhere"))
    assert not source.present()
    with pytest.raises(TransportError, match=FaultCode.NOT_CONNECTED):
        source.read(clock.deadline(1))


def test_sources_are_opened_by_configuration(folder, tmp_path):
    images = open_source(CameraConfig(CameraSource.IMAGES, str(folder)))
    assert isinstance(images, ImageFolderSource)
    film = write_film(tmp_path / "film.avi")
    assert isinstance(open_source(CameraConfig(CameraSource.VIDEO, str(film))), VideoFileSource)
    with pytest.raises(ConfigurationError):
        open_source(CameraConfig())
