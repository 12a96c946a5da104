"""Colour cameras and photos as sources of pages."""

import cv2
import numpy as np
import pytest

from drivers import CameraConfig, CameraSource, Deadline, FaultCode, TransportError
from drivers.camera import capture
from drivers.camera.negotiation import Agreed
from drivers.camera.pages import ColourV4l2Source, open_page_source
from drivers.camera.pages.colour_camera import FORMATS, colour_of_raw
from drivers.camera.pages.still_source import StillSource
from tests.fixtures.posed_pages import colour_view

PAGE = np.ascontiguousarray(colour_view("kwok"))


def jpeg(image=PAGE):
    return np.frombuffer(cv2.imencode(".jpg", image)[1].tobytes(), np.uint8)[None, :]


class Video:
    """As much of ``cv2.VideoCapture`` as a camera needs; pictures in MJPG."""

    def __init__(self, *pictures):
        self.pictures = list(pictures)
        self.settings = {}
        self.released = False

    def isOpened(self):  # noqa: N802  OpenCV's name
        return True

    def set(self, setting, value):
        self.settings[setting] = value
        return True

    def get(self, setting):
        return float(self.settings.get(setting, 0))

    def grab(self):
        return True

    def retrieve(self):
        return True, self.pictures.pop(0) if len(self.pictures) > 1 else self.pictures[0]

    def release(self):
        self.released = True


@pytest.fixture
def camera(monkeypatch, tmp_path):
    def make(*pictures):
        video = Video(*pictures)
        node = tmp_path / "video0"
        node.touch()
        monkeypatch.setattr(capture.cv2, "VideoCapture", lambda *_: video)
        monkeypatch.setattr("drivers.camera.sources.absence_of", lambda path: None)
        source = ColourV4l2Source(str(node))
        source.open(Deadline.after(5))
        return source, video

    return make


def test_frames_keep_their_colours(camera):
    source, video = camera(jpeg())
    frame = source.read(Deadline.after(5))
    assert np.abs(frame.image.astype(int) - PAGE).mean() < 8
    assert source.name == "video0"
    source.close()
    assert video.released


def test_more_pixels_are_asked_for_than_codes_need(camera):
    _, video = camera(jpeg())
    assert video.settings[cv2.CAP_PROP_FRAME_WIDTH] == FORMATS[0].width == 1920
    assert FORMATS[0].fourcc == "MJPG"


def test_a_damaged_picture_is_skipped(camera):
    broken = jpeg()[:, : jpeg().shape[1] // 3]
    source, _ = camera(broken, broken, jpeg())
    assert source.read(Deadline.after(5)).image.shape == PAGE.shape


def test_nothing_but_damage_is_a_broken_line(camera):
    source, video = camera(np.zeros((1, 10), np.uint8))
    with pytest.raises(TransportError) as broken:
        source.read(Deadline.after(5))
    assert broken.value.code == FaultCode.GARBLED
    assert video.released


def test_pictures_that_came_in_grey_are_none_in_colour(tmp_path, monkeypatch):
    monkeypatch.setattr("drivers.camera.sources.absence_of", lambda path: None)

    class Grey:
        agreed = Agreed()

        def grab(self):
            return True

        def retrieve(self):
            return PAGE[:, :, 0]

        def stamp(self):
            return 0.0

        def release(self):
            pass

    source = ColourV4l2Source(str(tmp_path / "node"), open_capture=lambda path: Grey())
    source.open(Deadline.after(5))
    with pytest.raises(TransportError, match="no colours"):
        source.read(Deadline.after(5))


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (PAGE, PAGE),
        (PAGE[:, :, 1], cv2.cvtColor(PAGE[:, :, 1].copy(), cv2.COLOR_GRAY2BGR)),
        (cv2.cvtColor(PAGE, cv2.COLOR_BGR2YUV_YUYV), PAGE),
    ],
    ids=["bgr", "grey", "yuyv"],
)
def test_raw_pictures_of_every_kind(raw, expected):
    assert np.abs(colour_of_raw(raw).astype(int) - expected).mean() < 6


@pytest.mark.parametrize("raw", [np.zeros((0, 0), np.uint8), np.zeros((1, 30), np.uint8)])
def test_raw_bytes_that_are_no_picture(raw):
    assert colour_of_raw(raw) is None


def test_the_configuration_names_the_source(tmp_path):
    config = CameraConfig(CameraSource.V4L2, "/dev/v4l/by-id/tray-video-index0")
    assert isinstance(open_page_source(config), ColourV4l2Source)
    folder = open_page_source(CameraConfig(CameraSource.IMAGES, str(tmp_path)))
    assert folder.name == tmp_path.name


def test_a_photo_is_shown_whole_and_alive(tmp_path):
    path = tmp_path / "page.png"
    cv2.imwrite(str(path), PAGE)
    source = StillSource(path)
    assert source.present()
    deadline = Deadline.after(30)
    source.open(deadline)
    first, second = (source.read(deadline) for _ in range(2))
    assert np.array_equal(first.image[1:], PAGE[1:])
    assert not np.array_equal(first.image, second.image)
    assert second.at > first.at
    source.close()
    with pytest.raises(TransportError):
        source.read(deadline)


@pytest.mark.parametrize(
    ("content", "code"),
    [(None, FaultCode.NOT_CONNECTED), (b"", FaultCode.GARBLED), (b"words", FaultCode.GARBLED)],
)
def test_what_is_no_photo_is_told(tmp_path, content, code):
    path = tmp_path / "page.png"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(TransportError) as broken:
        StillSource(path).open(Deadline.after(1))
    assert broken.value.code == code
