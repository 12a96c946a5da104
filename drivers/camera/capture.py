"""The only place that opens ``cv2.VideoCapture``: V4L2 cameras and video files.

Sources: OpenCV ``cap_v4l.cpp`` (select time-out, property order), V4L2 UVC driver behaviour.
"""

from __future__ import annotations

import os
from typing import Protocol

import cv2

from drivers.camera.frames import FRAME_HEIGHT, FRAME_WIDTH, READ_TIMEOUT_S, GreyImage
from drivers.camera.grey import grey_of_raw

_SELECT_TIMEOUT = "OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT"
"""Whole seconds that a read may wait; OpenCV reads it once per process, its default is 10."""

_FRAMES_PER_SECOND = 30

_MJPG = cv2.VideoWriter.fourcc(*"MJPG")
_YUYV = cv2.VideoWriter.fourcc(*"YUYV")

_SETTINGS = (
    (cv2.CAP_PROP_FOURCC, _MJPG),
    (cv2.CAP_PROP_FRAME_WIDTH, FRAME_WIDTH),
    (cv2.CAP_PROP_FRAME_HEIGHT, FRAME_HEIGHT),
    (cv2.CAP_PROP_FPS, _FRAMES_PER_SECOND),
    (cv2.CAP_PROP_BUFFERSIZE, 1),
    (cv2.CAP_PROP_CONVERT_RGB, 0),
)
"""In this order: format, size and buffer count each restart the stream and may undo later ones."""


class Capture(Protocol):
    """An open stream."""

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

    def __init__(self, video: cv2.VideoCapture) -> None:
        self._video = video

    def grab(self) -> bool:
        return self._video.grab()

    def retrieve(self) -> GreyImage | None:
        ready, raw = self._video.retrieve()
        return grey_of_raw(raw) if ready else None

    def stamp(self) -> float:
        return self._video.get(cv2.CAP_PROP_POS_MSEC)

    def release(self) -> None:
        self._video.release()


def open_v4l2(path: str) -> Capture | None:
    """Open a camera by its stable path; None when it refuses."""
    os.environ.setdefault(_SELECT_TIMEOUT, str(round(READ_TIMEOUT_S)))
    video = cv2.VideoCapture(path, cv2.CAP_V4L2)
    if not video.isOpened():
        return None
    configure(video)
    return CvCapture(video)


def configure(video: cv2.VideoCapture) -> None:
    """Ask for MJPG at 1280x720 without conversion, then go by what the camera agreed to.

    Another picture size is accepted: each frame carries its own. A format whose raw bytes
    ``grey_of_raw`` does not know is left to OpenCV's conversion.
    """
    for setting, value in _SETTINGS:
        video.set(setting, value)
    if int(video.get(cv2.CAP_PROP_FOURCC)) not in (_MJPG, _YUYV):
        video.set(cv2.CAP_PROP_CONVERT_RGB, 1)


def open_video(path: str) -> Capture | None:
    """Open a video file; None when there is none that can be read.

    MJPG comes out as undecoded JPEG, so a file takes the same way to grey as a camera does.
    """
    video = cv2.VideoCapture(path, cv2.CAP_FFMPEG)
    if not video.isOpened():
        return None
    if int(video.get(cv2.CAP_PROP_FOURCC)) == _MJPG:
        video.set(cv2.CAP_PROP_FORMAT, -1)
    return CvCapture(video)
