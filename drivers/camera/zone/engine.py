"""The OCR engine: PaddleOCR's recognition network, run by OpenCV, offline and in memory only.

Input: a line 48 px high, three channels, -1 to 1. Output: a probability for each of its characters
at every eighth column or so, class 0 being "no new character" (connectionist temporal
classification).
"""

from __future__ import annotations

import threading
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from drivers._errors import ConfigurationError
from drivers.camera.frames import GreyImage
from drivers.camera.ocr_models import READS_LINES, load_net, model_file
from drivers.camera.zone.letters import ALPHABET

_HEIGHT = 48
_HALF = 127.5

_KEY = b"\x0a\x09character\x12"
"""How the model's metadata introduce its characters, one a line (ONNX: StringStringEntryProto)."""


class LineEngine:
    """Reads one line at a time, only in letters of a machine readable zone."""

    def __init__(self, model: Path) -> None:
        """Raises ConfigurationError for a file that is no such model. Takes 0.1 s and 60 MB."""
        self._classes = _classes(model)
        self._net = load_net(model)
        self._lock = threading.Lock()

    def read(self, line: GreyImage) -> str:
        """The letters of a dark line on light ground, about 70 ms for 24 of them on one core."""
        width = max(1, round(line.shape[1] * _HEIGHT / line.shape[0]))
        scaled = cv2.resize(line, (width, _HEIGHT), interpolation=cv2.INTER_CUBIC)
        plane = scaled.astype(np.float32) / _HALF - 1
        with self._lock:
            self._net.setInput(np.ascontiguousarray(np.stack([plane] * 3)[None]))
            steps = np.array(self._net.forward(), np.float32)[0]
        return _spelt(steps[:, self._classes])


@cache
def open_engine() -> LineEngine:
    """The engine of the installed package; raises ConfigurationError where it is missing."""
    return LineEngine(model_file(READS_LINES))


def _spelt(steps: NDArray[np.float32]) -> str:
    """The best class of each step; a run of one class is one letter, class 0 none."""
    best = steps.argmax(axis=1)
    starts = np.flatnonzero((best != np.concatenate(([0], best[:-1]))) & (best != 0))
    return "".join(ALPHABET[best[start] - 1] for start in starts)


def _classes(path: Path) -> list[int]:
    """Class 0 and the classes of ``ALPHABET``."""
    model = path.read_bytes()
    at = model.rfind(_KEY)
    length, start = _varint(model, at + len(_KEY))
    characters = model[start : start + length].decode("utf-8", "replace").split("\n")
    if at < 0 or not set(ALPHABET) <= set(characters):
        message = f"{path.name} does not tell its characters"
        raise ConfigurationError(message)
    # One class, for no new character, comes before the listed ones.
    return [0, *(characters.index(letter) + 1 for letter in ALPHABET)]


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """A protobuf number of four bytes at most, and the place behind it."""
    value = 0
    for index, byte in enumerate(data[at : at + 4]):
        value |= (byte & 0x7F) << 7 * index
        if not byte & 0x80:
            return value, at + index + 1
    return 0, at
