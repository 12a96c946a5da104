"""A V4L2 camera whose frames keep their colours, and more of its pixels than codes need."""

from __future__ import annotations

from functools import partial

import cv2
import numpy as np
from cv2.typing import MatLike

from drivers._deadline import Deadline
from drivers._status import FaultCode
from drivers.camera.capture import open_v4l2
from drivers.camera.exposure import AUTOMATIC, ExposureWish
from drivers.camera.faults import line_broke
from drivers.camera.frames import GreyImage
from drivers.camera.grey import as_grey, grey_of_raw
from drivers.camera.negotiation import WISHES, Wish
from drivers.camera.pages.pictures import ColourFrame, Picture
from drivers.camera.sources import OpenCapture, V4l2Source

FORMATS = (Wish("MJPG", 1920, 1080), *WISHES)
"""1920 pixels across an A4 sheet are 160 dots an inch; a camera that has fewer gives what it has.
USB 2 carries it as MJPG at 30 frames a second, and the grey formats of the code scanner behind."""


class ColourV4l2Source:
    """A ``V4l2Source`` in colour: a PageSource, with the same ways to be lost and found."""

    def __init__(
        self,
        path: str,
        wish: ExposureWish = AUTOMATIC,
        open_capture: OpenCapture | None = None,
    ) -> None:
        """``open_capture`` replaces the camera's opening; its pictures then come in grey."""
        self._latest: Picture | None = None
        opened = partial(open_v4l2, wish=wish, formats=FORMATS, to_grey=self._keep)
        self._source = V4l2Source(path, open_capture or opened)

    @property
    def name(self) -> str:
        return self._source.name

    def present(self) -> bool:
        return self._source.present()

    def open(self, deadline: Deadline) -> None:
        self._source.open(deadline)

    def read(self, deadline: Deadline) -> ColourFrame:
        frame = self._source.read(deadline)
        latest, self._latest = self._latest, None
        if latest is None:
            raise line_broke(FaultCode.GARBLED, "no colours")
        return ColourFrame(latest, frame.at)

    def close(self) -> None:
        self._source.close()
        self._latest = None

    def _keep(self, raw: MatLike) -> GreyImage | None:
        """Grey for the source, which counts and judges frames; the colours wait for ``read``.

        None for a damaged or half picture, as ``grey_of_raw`` tells it.
        """
        grey = grey_of_raw(raw)
        self._latest = None if grey is None else colour_of_raw(raw)
        return grey


def colour_of_raw(raw: MatLike) -> Picture | None:
    """Blue, green and red of what a capture hands out with its conversion switched off.

    As ``grey.grey_of_raw``: JPEG, YUYV, BGR or one plane. None: an empty or damaged picture.
    """
    if raw.size == 0:
        return None
    match raw.shape:
        case (_,) | (1, _):
            stream = np.frombuffer(as_grey(raw).tobytes(), np.uint8)
            image: MatLike | None = cv2.imdecode(stream, cv2.IMREAD_COLOR)
            return None if image is None else as_grey(image)
        case (_, _):
            return as_grey(cv2.cvtColor(raw, cv2.COLOR_GRAY2BGR))
        case (_, _, 2):
            return as_grey(cv2.cvtColor(raw, cv2.COLOR_YUV2BGR_YUYV))
        case _:
            return as_grey(raw)
