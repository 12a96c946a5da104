"""Which way up a flat page is, by its print."""

from __future__ import annotations

import threading
from functools import cache
from pathlib import Path
from typing import Protocol

import cv2
import numpy as np

from drivers.camera.frames import GreyImage
from drivers.camera.grey import as_grey
from drivers.camera.ocr_models import TELLS_UPSIDE_DOWN, load_net, model_file
from drivers.camera.pages.pictures import Picture, grey_of

_INPUT = (192, 48)
_HALF = 127.5
_STROKE_PX = 9
_INK = 30
"""Grey levels by which print is darker than its paper."""
_JOIN = 0.022
"""Of the page's width: letters of a line are nearer than that."""
_LINE_PX = (7, 80)
_LONG = 3.0
"""Length of a line in its heights: shorter pieces say little."""
_MOST_LINES = 8
_SURE = 0.5
"""Mean vote from which on a page is turned."""


class LineWay(Protocol):
    """Tells whether a line of print stands on its head; see ``LineClassifier``."""

    def upside_down(self, line: GreyImage) -> float:
        """Probability, 0.0 to 1.0."""
        ...


class LineClassifier:
    """PaddleOCR's network for the direction of a line."""

    def __init__(self, model: Path) -> None:
        """Raises ConfigurationError for a file that is no such model."""
        self._net = load_net(model)
        self._lock = threading.Lock()

    def upside_down(self, line: GreyImage) -> float:
        """See LineWay; some 3 ms."""
        width = min(_INPUT[0], max(1, round(line.shape[1] * _INPUT[1] / line.shape[0])))
        scaled = cv2.resize(line, (width, _INPUT[1]), interpolation=cv2.INTER_AREA)
        plane = np.zeros((_INPUT[1], _INPUT[0]), np.float32)
        plane[:, :width] = scaled.astype(np.float32) / _HALF - 1
        with self._lock:
            self._net.setInput(np.ascontiguousarray(np.stack([plane] * 3)[None]))
            return float(np.asarray(self._net.forward(), np.float32).ravel()[1])


@cache
def open_classifier() -> LineClassifier:
    """The network of the installed package; raises ConfigurationError where it is missing."""
    return LineClassifier(model_file(TELLS_UPSIDE_DOWN))


def upright(page: Picture, way: LineWay) -> Picture:
    """The page turned so that its print can be read; as it is where nothing tells."""
    grey = grey_of(page)
    if _modulation(grey) < _modulation(as_grey(np.rot90(grey))):
        page, grey = as_grey(np.rot90(page)), as_grey(np.rot90(grey))
    lines = _lines(grey)
    if not lines:
        return page
    votes = [way.upside_down(line) for line in lines]
    return as_grey(np.rot90(page, 2)) if float(np.mean(votes)) > _SURE else page


def _modulation(grey: GreyImage) -> float:
    """How much rows of print and rows of blank paper take turns from top to bottom."""
    rows = _ink(grey).mean(axis=1).astype(np.float32)
    wide = cv2.blur(rows[:, None], (1, 2 * (len(rows) // 20) + 1))[:, 0]
    return float(np.std(rows - wide))


def _ink(grey: GreyImage) -> GreyImage:
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (_STROKE_PX, _STROKE_PX))
    strokes = as_grey(cv2.morphologyEx(grey, cv2.MORPH_BLACKHAT, disc))
    return (strokes > _INK).astype(np.uint8)


def _lines(grey: GreyImage) -> list[GreyImage]:
    """Pictures of the largest lines of print."""
    reach = max(3, round(_JOIN * grey.shape[1])) | 1
    joined = cv2.morphologyEx(_ink(grey), cv2.MORPH_CLOSE, np.ones((1, reach), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(as_grey(joined))
    boxes = [tuple(int(value) for value in stat[:4]) for stat in stats[1:]]
    lines = [
        (x, y, width, height)
        for x, y, width, height in boxes
        if _LINE_PX[0] <= height <= _LINE_PX[1] and width >= _LONG * height
    ]
    lines.sort(key=lambda box: -box[2] * box[3])
    return [_cut(grey, *box) for box in lines[:_MOST_LINES]]


def _cut(grey: GreyImage, x: int, y: int, width: int, height: int) -> GreyImage:
    around = max(2, height // 8)
    top, left = max(0, y - around), max(0, x - around)
    return as_grey(grey[top : y + height + around, left : x + width + around])
