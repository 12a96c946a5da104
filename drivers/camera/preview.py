"""A camera frame made small for a screen."""

from __future__ import annotations

import cv2

from drivers._preview import PREVIEW_HEIGHT, PREVIEW_WIDTH, PreviewMemory
from drivers.camera.frames import Frame
from drivers.camera.grey import as_grey


def show(frame: Frame, preview: PreviewMemory) -> None:
    """Write the frame, whole and within the preview's size; a smaller one stays as it is."""
    scale = min(PREVIEW_WIDTH / frame.width, PREVIEW_HEIGHT / frame.height, 1.0)
    size = (max(1, int(frame.width * scale)), max(1, int(frame.height * scale)))
    small = as_grey(cv2.resize(frame.image, size, interpolation=cv2.INTER_AREA))
    preview.write(small.tobytes(), *size, frame.at)
