"""The only place that opens ``cv2.VideoCapture``: V4L2 cameras and video files.

Sources: OpenCV ``cap_v4l.cpp`` (select time-out, property order), V4L2 UVC driver behaviour.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol

import cv2
from cv2.typing import MatLike

from drivers.camera.controls import controls_of
from drivers.camera.exposure import AUTOMATIC, ExposureWish, expose
from drivers.camera.frames import READ_TIMEOUT_S, GreyImage
from drivers.camera.grey import grey_of_raw
from drivers.camera.negotiation import UNTOLD, WISHES, Agreed, Wish, negotiate, read_back

_SELECT_TIMEOUT = "OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT"
"""Whole seconds that a read may wait; OpenCV reads it once per process, its default is 10."""

_MJPG = "MJPG"
_AS_STORED = -1
"""CAP_PROP_FORMAT: packets instead of pictures (FFMPEG)."""

ToGrey = Callable[[MatLike], GreyImage | None]


class Capture(Protocol):
    """An open stream."""

    @property
    def agreed(self) -> Agreed:
        """What the stream is, as read back when it was opened."""
        ...

    def grab(self) -> bool:
        """Block for the next picture, at most the select time-out; False: none came."""
        ...

    def retrieve(self) -> GreyImage | None:
        """The grabbed picture in grey; None when its bytes are damaged."""
        ...

    def stamp(self) -> float:
        """The driver's time of the grabbed picture in milliseconds; 0 when it keeps none."""
        ...

    def release(self) -> None:
        """End the stream; safe to call twice."""
        ...


class CvCapture:
    """A Capture on ``cv2.VideoCapture``."""

    def __init__(
        self, video: cv2.VideoCapture, agreed: Agreed, to_grey: ToGrey = grey_of_raw
    ) -> None:
        self._video = video
        self._agreed = agreed
        self._to_grey = to_grey

    @property
    def agreed(self) -> Agreed:
        return self._agreed

    def grab(self) -> bool:
        return self._video.grab()

    def retrieve(self) -> GreyImage | None:
        ready, raw = self._video.retrieve()
        return self._to_grey(raw) if ready else None

    def stamp(self) -> float:
        return self._video.get(cv2.CAP_PROP_POS_MSEC)

    def release(self) -> None:
        self._video.release()


def open_v4l2(
    path: str,
    wish: ExposureWish = AUTOMATIC,
    formats: Sequence[Wish] = WISHES,
    to_grey: ToGrey = grey_of_raw,
) -> Capture | None:
    """Open a camera by its stable path and set it up; None when it refuses.

    Exposure comes last: starting a stream makes some cameras forget it. ``to_grey`` makes a picture
    of what the camera delivers.
    """
    os.environ.setdefault(_SELECT_TIMEOUT, str(round(READ_TIMEOUT_S)))
    video = cv2.VideoCapture(path, cv2.CAP_V4L2)
    if not video.isOpened():
        return None
    agreed = negotiate(video, formats)
    with controls_of(path) as controls:
        exposure = UNTOLD if controls is None else expose(controls, wish)
    return CvCapture(video, replace(agreed, exposure=exposure), to_grey)


def open_video(path: str) -> Capture | None:
    """Open a video file; None when there is none that can be read.

    MJPG comes out as undecoded JPEG, so a file takes the same way to grey as a camera does.
    """
    video = cv2.VideoCapture(path, cv2.CAP_FFMPEG)
    if not video.isOpened():
        return None
    agreed = read_back(video)
    if agreed.fourcc == _MJPG:
        video.set(cv2.CAP_PROP_FORMAT, _AS_STORED)
    return CvCapture(video, agreed)
