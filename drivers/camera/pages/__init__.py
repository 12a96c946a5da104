"""The document camera: a page on a tray becomes a picture for an application.

``finding`` sees the page (``edges``, ``quads``), ``rectify`` lays it flat, ``upright`` turns it,
``quality`` judges it, ``encoding`` keeps it small; ``document_camera`` is the device, which also
reads the machine readable zone of a travel document (``drivers.camera.zone``).
"""

import cv2

from drivers._config import CameraConfig, CameraSource
from drivers._preview import PreviewMemory
from drivers.camera import open_source
from drivers.camera.exposure import ExposureWish
from drivers.camera.pages.colour_camera import ColourV4l2Source
from drivers.camera.pages.developing import Wanted
from drivers.camera.pages.document_camera import TrayCamera
from drivers.camera.pages.finding import FoundPage, find_page
from drivers.camera.pages.pictures import ColourFrame, PageFrame, PageSource
from drivers.camera.pages.upright import open_classifier
from drivers.camera.zone import ZoneReader, open_engine

__all__ = [
    "ColourFrame",
    "ColourV4l2Source",
    "FoundPage",
    "PageFrame",
    "PageSource",
    "TrayCamera",
    "Wanted",
    "find_page",
    "open_document_camera",
    "open_page_source",
]


def open_document_camera(
    source: PageSource, preview: PreviewMemory | None = None, wanted: Wanted | None = None
) -> TrayCamera:
    """A document camera on this source, which opens with the first call.

    Pictures go to ``preview``, by default to memory of this process; the camera closes either.
    Raises ConfigurationError where the networks that read lines are not installed.
    """
    # The screen needs the other cores, and these images are too small to gain from threads.
    cv2.setNumThreads(1)
    return TrayCamera(source, ZoneReader(open_engine()), open_classifier(), wanted, preview)


def open_page_source(config: CameraConfig) -> PageSource:
    """The source for this configuration, in colour where it is a camera.

    Raises ConfigurationError for one that is not here.
    """
    if config.source is CameraSource.V4L2:
        return ColourV4l2Source(config.path, ExposureWish(config.exposure, config.gain))
    return open_source(config)
