"""zxing-cpp as a decoder: one reading of one picture."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum, unique

import cv2
import numpy as np
import zxingcpp

from drivers._results import Symbol, Symbology
from drivers.camera.enhance import Variant
from drivers.camera.frames import GreyImage

QR_ONLY = frozenset({Symbology.QR})
"""What phones show; all formats together cost nine times as much and invent symbols."""

_FORMATS = {
    Symbology.QR: zxingcpp.BarcodeFormat.QRCodeModel2,
    Symbology.MICRO_QR: zxingcpp.BarcodeFormat.MicroQRCode,
    Symbology.DATA_MATRIX: zxingcpp.BarcodeFormat.DataMatrix,
    Symbology.PDF417: zxingcpp.BarcodeFormat.PDF417,
    Symbology.AZTEC: zxingcpp.BarcodeFormat.Aztec,
}
_SYMBOLOGIES = {form: symbology for symbology, form in _FORMATS.items()} | {
    zxingcpp.BarcodeFormat.QRCode: Symbology.QR
}


@unique
class Threshold(Enum):
    """How black is told from white."""

    LOCAL = zxingcpp.Binarizer.LocalAverage
    GLOBAL = zxingcpp.Binarizer.GlobalHistogram
    FIXED = zxingcpp.Binarizer.FixedThreshold


class ZxingDecoder:
    """Reads dark and inverted codes of the given kinds at any rotation, exact bytes."""

    def __init__(self, symbologies: Iterable[Symbology] = QR_ONLY) -> None:
        wanted = [_FORMATS[symbology] for symbology in sorted(symbologies)]
        if not wanted:
            message = "a decoder needs at least one symbology"
            raise ValueError(message)
        self._formats = zxingcpp.BarcodeFormats(wanted)

    def decode(
        self, image: GreyImage, threshold: Threshold = Threshold.LOCAL
    ) -> tuple[Symbol, ...]:
        """All codes in the image, corners in its own pixels."""
        return self.read(Variant(image), threshold)

    def read(self, variant: Variant, threshold: Threshold) -> tuple[Symbol, ...]:
        """All codes in a variant, corners in the pixels of what it was made from."""
        found = zxingcpp.read_barcodes(variant.image, self._formats, binarizer=threshold.value)
        return tuple(_symbol(barcode, variant) for barcode in found if barcode.valid)


def _symbol(barcode: zxingcpp.Barcode, variant: Variant) -> Symbol:
    # .bytes is what the code holds; .text has been through a guess of its encoding.
    where = barcode.position
    points = (where.top_left, where.top_right, where.bottom_right, where.bottom_left)
    corners = tuple(variant.to_frame(point.x, point.y) for point in points)
    symbology = _SYMBOLOGIES[barcode.format]
    modules = _modules(symbology, _version(barcode))
    area = abs(float(cv2.contourArea(np.array(corners, np.float32))))
    quality = (area / modules) ** 0.5 if modules else 0.0
    return Symbol(symbology, barcode.bytes, corners, quality)


def _version(barcode: zxingcpp.Barcode) -> str:
    known = barcode.extra
    return str(known.get("Version", "")) if isinstance(known, dict) else ""


def _modules(symbology: Symbology, version: str) -> int:
    """Modules of a code's square or rectangle; 0 when its version does not tell."""
    match symbology:
        case Symbology.QR if version.isdecimal():
            return (17 + 4 * int(version)) ** 2
        case Symbology.MICRO_QR if version[1:].isdecimal():
            return (9 + 2 * int(version[1:])) ** 2
        case Symbology.DATA_MATRIX if "x" in version:
            rows, _, columns = version.partition("x")
            return int(rows) * int(columns)
        case _:
            return 0
