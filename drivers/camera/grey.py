"""From the bytes of a camera or an image file to grey pixels, the shortest way.

MJPG straight to grey costs 1.8 ms at 1280x720; by way of colour it is 6.8 ms (measured).
"""

from __future__ import annotations

import cv2
import numpy as np
from cv2.typing import MatLike

from drivers.camera.frames import GreyImage
from drivers.camera.jpeg import decode_jpeg


def as_grey(image: MatLike) -> GreyImage:
    """The same pixels, typed; no copy when they are bytes already."""
    return np.ascontiguousarray(image, dtype=np.uint8)


def decode_still(data: bytes | GreyImage) -> GreyImage | None:
    """Grey pixels of a PNG or JPEG file; None when it is damaged beyond reading."""
    stream = np.frombuffer(data, np.uint8) if isinstance(data, bytes) else data
    if stream.size == 0:
        return None
    image: MatLike | None = cv2.imdecode(stream, cv2.IMREAD_GRAYSCALE)
    return None if image is None else as_grey(image)


def grey_of_raw(raw: MatLike) -> GreyImage | None:
    """Grey pixels of what a capture hands out with its conversion switched off.

    One row of bytes is a JPEG (MJPG); two channels are YUYV, whose first is luma; three are BGR;
    a plane is grey already. None: an empty, damaged or half picture.
    """
    if raw.size == 0:
        return None
    match raw.shape:
        case (_,) | (1, _):
            return decode_jpeg(as_grey(raw).reshape(-1))
        case (_, _):
            return as_grey(raw)
        case (_, _, 2):
            return as_grey(raw[:, :, 0])
        case _:
            return as_grey(cv2.cvtColor(raw, cv2.COLOR_BGR2GRAY))
