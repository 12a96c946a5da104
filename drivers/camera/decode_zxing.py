"""zxing-cpp as a decoder: one pass over one variant of the frame."""

from __future__ import annotations

from enum import Enum, unique

import zxingcpp

from drivers._results import Symbol, Symbology
from drivers.camera.enhance import Enhance, Variant, plain
from drivers.camera.frames import GreyImage

_FORMATS = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCodeModel2)
"""Only what phones show: all formats together cost nine times as much and invent symbols."""


@unique
class Threshold(Enum):
    """How black is told from white."""

    LOCAL = zxingcpp.Binarizer.LocalAverage
    GLOBAL = zxingcpp.Binarizer.GlobalHistogram
    FIXED = zxingcpp.Binarizer.FixedThreshold


class ZxingDecoder:
    """Reads dark and inverted QR codes at any rotation, exact bytes."""

    def __init__(self, enhance: Enhance = plain, threshold: Threshold = Threshold.LOCAL) -> None:
        self._enhance = enhance
        self._threshold = threshold

    def decode(self, image: GreyImage) -> tuple[Symbol, ...]:
        """All codes in the image, corners in its own pixels."""
        variant = self._enhance(image)
        found = zxingcpp.read_barcodes(variant.image, _FORMATS, binarizer=self._threshold.value)
        return tuple(_symbol(barcode, variant) for barcode in found if barcode.valid)


def _symbol(barcode: zxingcpp.Barcode, variant: Variant) -> Symbol:
    # .bytes is what the code holds; .text has been through a guess of its encoding.
    where = barcode.position
    points = (where.top_left, where.top_right, where.bottom_right, where.bottom_left)
    corners = tuple(variant.to_frame(point.x, point.y) for point in points)
    return Symbol(Symbology.QR, barcode.bytes, corners)
