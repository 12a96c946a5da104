"""Code scanning: camera frames in, exact payload bytes out.

Rungs: frame sources (``capture``, ``sources``, ``file_sources``; simulated ones in
``drivers.sim``), pure picture functions (``grey``, ``enhance``, ``decode*``, ``hints``), and the
device (``scanner``).
"""

from functools import partial

import cv2

from drivers._config import CameraConfig, CameraSource
from drivers._errors import ConfigurationError
from drivers._preview import PreviewMemory
from drivers.camera.capture import open_v4l2
from drivers.camera.decode import Decoder, MultiPassDecoder, decode_image
from drivers.camera.exposure import ExposureWish
from drivers.camera.file_sources import ImageFolderSource, VideoFileSource
from drivers.camera.frames import Frame, FrameSource, GreyImage
from drivers.camera.grey import decode_still
from drivers.camera.scanner import CameraCodeScanner
from drivers.camera.sources import V4l2Source

__all__ = [
    "CameraCodeScanner",
    "Decoder",
    "Frame",
    "FrameSource",
    "GreyImage",
    "ImageFolderSource",
    "MultiPassDecoder",
    "V4l2Source",
    "VideoFileSource",
    "decode_image",
    "decode_still",
    "open_scanner",
    "open_source",
    "open_v4l2_scanner",
]


def open_scanner(source: FrameSource, preview: PreviewMemory | None = None) -> CameraCodeScanner:
    """A scanner on this source; the camera opens with the first scan.

    Pictures go to ``preview``, by default to memory of this process; the scanner closes either.
    """
    # The screen needs the other cores, and these images are too small to gain from threads.
    cv2.setNumThreads(1)
    return CameraCodeScanner(source, MultiPassDecoder(), preview=preview)


def open_source(config: CameraConfig) -> FrameSource:
    """The source for this configuration; raises ConfigurationError for one that is not here."""
    match config.source:
        case CameraSource.V4L2:
            wish = ExposureWish(config.exposure, config.gain)
            return V4l2Source(config.path, partial(open_v4l2, wish=wish))
        case CameraSource.IMAGES:
            return ImageFolderSource(config.path)
        case CameraSource.VIDEO:
            return VideoFileSource(config.path)
        case _:
            message = f"no frame source is called {config.source!r}"
            raise ConfigurationError(message)


def open_v4l2_scanner(path: str) -> CameraCodeScanner:
    """A scanner on the camera at ``/dev/v4l/by-id/...-video-index0``, which may be absent yet."""
    return open_scanner(V4l2Source(path))
