"""The decoders that the same frames are given to; each returns payload bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import zxingcpp
from pyzbar import pyzbar

from drivers.camera.decode import MultiPassDecoder
from tests.bench.scan.phone import GreyImage
from tests.bench.scan.wechat import wechat_in

OURS = "ours"

Decode = Callable[[GreyImage], Iterable[bytes]]


@dataclass(frozen=True, slots=True)
class Peer:
    """A decoder under a name: for unrelated frames, and anew for each sequence of frames."""

    name: str
    unrelated: Callable[[], Decode]
    live: Callable[[], Decode]


def peers(stack: ExitStack, wechat: Path | None, contrib: Path | None) -> Iterator[Peer]:
    """Ours and all that can run here; what they hold is let go with the stack."""
    yield Peer(OURS, _ours_forgetful, _ours)
    for name, make in (
        ("zxing-cpp", _zxing),
        ("pyzbar", _pyzbar),
        ("OpenCV", _opencv),
        ("OpenCV Aruco", _opencv_aruco),
    ):
        yield Peer(name, make, make)
    if contrib is not None:
        decode = stack.enter_context(wechat_in(contrib, wechat))
        yield Peer("WeChat CNN" if wechat else "WeChat", lambda: decode, lambda: decode)


def _ours() -> Decode:
    """The live decoder, with its budget and memory, as the scanner runs it."""
    decoder = MultiPassDecoder()
    return lambda image: [symbol.payload for symbol in decoder.decode(image)]


def _ours_forgetful() -> Decode:
    """The same for frames that have nothing to do with each other: it keeps only its pace."""
    decoder = MultiPassDecoder()

    def decode(image: GreyImage) -> Iterable[bytes]:
        decoder.forget()
        return [symbol.payload for symbol in decoder.decode(image)]

    return decode


def _pyzbar() -> Decode:
    kinds = [pyzbar.ZBarSymbol.QRCODE]
    return lambda image: [found.data for found in pyzbar.decode(image, symbols=kinds)]


def _zxing() -> Decode:
    formats = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCodeModel2)
    return lambda image: [
        found.bytes for found in zxingcpp.read_barcodes(image, formats) if found.valid
    ]


def _opencv() -> Decode:
    detector = cv2.QRCodeDetector()
    return lambda image: _texts(detector.detectAndDecodeMulti(image))


def _opencv_aruco() -> Decode:
    detector = cv2.QRCodeDetectorAruco()
    return lambda image: _texts(detector.detectAndDecodeMulti(image))


def _texts(answer: Any) -> list[bytes]:
    return [text.encode() for text in answer[1] or () if text]
