"""A photo in a camera's place: the same picture frame after frame, whole and in colour."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from cv2.typing import MatLike

from drivers._deadline import Deadline
from drivers._status import FaultCode
from drivers.camera.faults import line_broke
from drivers.camera.grey import as_grey
from drivers.camera.pages.pictures import ColourFrame, Picture

_PIXELS = 256
_INTERVAL_S = 0.1


class StillSource:
    """A PageSource on a PNG or JPEG file, for whom time is what its frames say.

    They come as fast as they are looked at. One pixel counts them: a photo is not frozen.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._image: Picture | None = None
        self._shown = 0

    @property
    def name(self) -> str:
        return self._path.name

    def present(self) -> bool:
        return self._path.is_file()

    def open(self, deadline: Deadline) -> None:
        """See PageSource; GARBLED for a file that is no picture."""
        deadline.check()
        if self._image is not None:
            return
        if not self.present():
            raise line_broke(FaultCode.NOT_CONNECTED)
        data = np.frombuffer(self._path.read_bytes(), np.uint8)
        image: MatLike | None = cv2.imdecode(data, cv2.IMREAD_COLOR) if data.size else None
        if image is None:
            raise line_broke(FaultCode.GARBLED, self.name)
        self._image = as_grey(image)

    def read(self, deadline: Deadline) -> ColourFrame:
        deadline.check()
        if self._image is None:
            raise line_broke(FaultCode.NOT_CONNECTED, "not open")
        self._shown += 1
        numbered = self._image.copy()
        numbered[0, 0] = self._shown % _PIXELS
        return ColourFrame(numbered, self._shown * _INTERVAL_S)

    def close(self) -> None:
        self._image = None
