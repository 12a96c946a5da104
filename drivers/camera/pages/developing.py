"""From a frame and the page found in it to a picture for an application, or what is wrong."""

from __future__ import annotations

from dataclasses import dataclass

from drivers._pages import PageCapture, PagePicture, PageShape, Retake
from drivers.camera.pages.encoding import MOST_BYTES, encode_picture
from drivers.camera.pages.finding import FoundPage
from drivers.camera.pages.pictures import Picture
from drivers.camera.pages.quality import faults, measured
from drivers.camera.pages.rectify import rectified, shape_of
from drivers.camera.pages.upright import LineWay, upright


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a picture has to be like. ``view_mm``: how much of the tray a frame's width shows."""

    most_bytes: int = MOST_BYTES
    colour: bool = True
    view_mm: float | None = None


def developed(image: Picture, page: FoundPage, wanted: Wanted, way: LineWay) -> PageCapture:
    """The page flat, upright and encoded, or all that makes it unfit. 60 to 150 ms on one core."""
    flat = rectified(image, page.corners)
    quality = measured(flat)
    reasons = faults(quality)
    if reasons:
        return Retake(reasons, quality)
    file = encode_picture(upright(flat, way), wanted.most_bytes, colour=wanted.colour)
    height, width = image.shape[:2]
    shape: PageShape = shape_of(page.corners, (width, height), wanted.view_mm)
    return PagePicture(file.jpeg, file.width, file.height, shape, file.colour, quality)
