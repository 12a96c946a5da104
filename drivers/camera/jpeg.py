"""Pictures of an MJPG stream, of which a bad cable or a busy bus delivers halves.

A JPEG that ends too early is no error to its decoder: it fills the rest with the middle grey, 128
exactly (all coefficients zero; libjpeg, ``jdhuff.c``). A sensor never delivers whole rows of one
grey. Markers: ITU-T T.81 annex B.
"""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np
from cv2.typing import MatLike

from drivers.camera.frames import GreyImage

_START: Final = b"\xff\xd8"
_END: Final = b"\xff\xd9"
_END_WITHIN = 4
"""Bytes after the padding in which the end marker may lie: some cameras add a byte or two."""
_PADDING = b"\x00"
_FRAME_HEADERS = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_SCAN = 0xDA
_FILL = 128
_BLOCK = 8
_MISSING_SHARE = 1 / 30
"""Share of the rows that must be filled before a picture with an end counts as damaged."""
LARGEST_SIDE: Final = 4096
"""Pixels; a header that says more is damaged, and would make its decoder ask for gigabytes."""


def decode_jpeg(raw: GreyImage) -> GreyImage | None:
    """Grey pixels of one picture, given as a row of bytes; None when a part of it is missing.

    Cameras that leave the end marker off are put up with: the last block of a whole picture is not
    the fill.
    """
    data = raw.tobytes().rstrip(_PADDING)
    size = size_of(data)
    if size is None or not all(0 < side <= LARGEST_SIDE for side in size):
        return None
    ended = _END in data[-_END_WITHIN:]
    whole = data if ended else data + _END
    decoded: MatLike | None = cv2.imdecode(np.frombuffer(whole, np.uint8), cv2.IMREAD_GRAYSCALE)
    if decoded is None:
        return None
    image = np.asarray(decoded, np.uint8)
    rows = max(_BLOCK, round(image.shape[0] * _MISSING_SHARE))
    tail = image[-rows:] if ended else image[-_BLOCK:, -_BLOCK:]
    return None if bool(np.all(tail == _FILL)) else image


def size_of(data: bytes) -> tuple[int, int] | None:
    """Width and height in pixels from a JPEG's frame header; None without one."""
    if not data.startswith(_START):
        return None
    at = len(_START)
    while at + 9 <= len(data) and data[at] == _START[0]:
        kind, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if kind in _FRAME_HEADERS:
            height = int.from_bytes(data[at + 5 : at + 7], "big")
            return int.from_bytes(data[at + 7 : at + 9], "big"), height
        if kind == _SCAN:
            return None
        at += 1 if kind == _START[0] else 2 + length
    return None
