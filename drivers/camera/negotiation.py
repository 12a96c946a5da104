"""Agreeing with a camera on a format: what is asked for in which order, and what it says after.

A V4L2 camera answers a wish with the nearest thing it can do and reports success, so only what is
read back counts. Sources: OpenCV ``cap_v4l.cpp``; USB 2 carries 24.6 MB/s in isochronous transfers,
YUYV of 1280x720 at 30 frames a second would be 55.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple, Protocol

import cv2

from drivers.camera.exposure import Exposure
from drivers.camera.frames import FRAME_HEIGHT, FRAME_WIDTH

WANTED_FPS: Final = 30
LEAST_FPS: Final = 15.0
"""Below this another format is tried: a code in a moving hand needs many looks."""
BUFFERS: Final = 2
"""One is overtaken by a busy moment, more grow old; some drivers insist on two."""
RAW_FORMATS: Final = ("MJPG", "YUYV", "GREY")
"""What ``grey.grey_of_raw`` makes grey by itself; the rest is left to OpenCV's conversion."""


class Wish(NamedTuple):
    """A format to ask for."""

    fourcc: str
    width: int
    height: int


WISHES: Final = (
    Wish("MJPG", FRAME_WIDTH, FRAME_HEIGHT),
    Wish("YUYV", FRAME_WIDTH, FRAME_HEIGHT),
    Wish("YUYV", 640, 480),
)
"""Best first; the last fits into USB 2 uncompressed."""


UNTOLD: Final = Exposure()


@dataclass(frozen=True, slots=True)
class Agreed:
    """What a stream is, read back from the camera; 0 and "" where it does not tell.

    ``fps`` is the camera's claim; what arrives is counted by the source.
    """

    fourcc: str = ""
    width: int = 0
    height: int = 0
    fps: float = 0.0
    buffers: int = 0
    exposure: Exposure = UNTOLD

    @property
    def as_wanted(self) -> bool:
        """Whether it is the first choice."""
        size = (self.width, self.height) == (FRAME_WIDTH, FRAME_HEIGHT)
        return self.fourcc == WISHES[0].fourcc and size and self.fps >= WANTED_FPS - 1


class Settable(Protocol):
    """As much of ``cv2.VideoCapture`` as is needed."""

    def get(self, setting: int, /) -> float:
        """A property; 0 or -1 where there is none."""
        ...

    def set(self, setting: int, value: float, /) -> bool:
        """Ask for a value."""
        ...


def negotiate(video: Settable, wishes: Sequence[Wish] = WISHES) -> Agreed:
    """Ask for each wish in turn until one is met, and go by what the camera agreed to.

    When none is met the last answer stays: a slow picture is better than none. Raw bytes are asked
    for where ``grey_of_raw`` knows them.
    """
    agreed = Agreed()
    for wish in wishes:
        agreed = _asked(video, wish)
        if agreed.fourcc == wish.fourcc and not 0 < agreed.fps < LEAST_FPS:
            break
    raw = agreed.fourcc in RAW_FORMATS
    video.set(cv2.CAP_PROP_CONVERT_RGB, 0 if raw else 1)
    return agreed


def read_back(video: Settable) -> Agreed:
    """What the camera says now."""
    return Agreed(
        fourcc_name(video.get(cv2.CAP_PROP_FOURCC)),
        _told(video, cv2.CAP_PROP_FRAME_WIDTH),
        _told(video, cv2.CAP_PROP_FRAME_HEIGHT),
        max(0.0, video.get(cv2.CAP_PROP_FPS)),
        _told(video, cv2.CAP_PROP_BUFFERSIZE),
    )


def fourcc_name(code: float) -> str:
    """Four letters of a V4L2 pixel format; "" for none."""
    number = int(code)
    if number <= 0:
        return ""
    return number.to_bytes(4, "little").decode("ascii", "replace").strip()


def _told(video: Settable, setting: int) -> int:
    return max(0, round(video.get(setting)))


def _asked(video: Settable, wish: Wish) -> Agreed:
    """In this order: format, size and buffers each restart the stream and may undo later ones."""
    video.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*wish.fourcc))
    video.set(cv2.CAP_PROP_FRAME_WIDTH, wish.width)
    video.set(cv2.CAP_PROP_FRAME_HEIGHT, wish.height)
    video.set(cv2.CAP_PROP_FPS, WANTED_FPS)
    video.set(cv2.CAP_PROP_BUFFERSIZE, BUFFERS)
    return read_back(video)
