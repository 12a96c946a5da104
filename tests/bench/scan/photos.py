"""Real photos: each picture has a ``.txt`` beside it with one payload a line, empty for none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import cv2

from tests.bench.scan.frames import Sample

ENDINGS = {".jpg", ".jpeg", ".png"}
PHOTOS = "photos"
_QUALITY = 95
LONGEST_SIDE = 1280
"""Larger photos are scaled down to what a camera frame has."""


def photos(folder: Path) -> Iterator[Sample]:
    """All pictures that have their text; the category is the folder they lie in."""
    for path in sorted(folder.rglob("*")):
        text = path.with_suffix(".txt")
        if path.suffix.lower() not in ENDINGS or not text.is_file():
            continue
        lines = text.read_bytes().splitlines()
        category = PHOTOS if path.parent == folder else path.parent.name
        yield Sample(category, _frame(path), tuple(line for line in lines if line))


def _frame(path: Path) -> bytes:
    image = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE)
    if image is None:
        raise ValueError(f"cannot be read as a picture: {path.name}")
    factor = min(1.0, LONGEST_SIDE / max(image.shape))
    fitted = cv2.resize(image, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    _, jpeg = cv2.imencode(".jpg", fitted, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
    return jpeg.tobytes()
