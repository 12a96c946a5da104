"""What is drawn over a camera picture: a frame that says where the phone goes, and code marks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, QTransform

FRAME_SHARE: Final = 0.66
"""Side of the frame over the picture's height: a code at a good distance fills half of it."""
_ROUND_SHARE: Final = 0.12
_CORNER_SHARE: Final = 0.24
"""Length of a corner mark over the side that it marks."""
_LINE: Final = 7.0
_HALO_LINE: Final = 12.0
"""Pixels; the dark halo keeps a mark visible on a bright telephone."""
_FRAME: Final = QColor("#ffffff")
_CODE: Final = QColor("#4be39a")
_HALO: Final = QColor(16, 28, 51, 120)
_VEIL: Final = QColor(16, 28, 51, 64)

Outline = Sequence[tuple[float, float]]
"""Corners in shares of the picture's width and height, from the upper left corner."""


def middle(picture: QSizeF, place: QSizeF) -> QRectF:
    """The largest part of the picture, around its middle, that has the shape of the place."""
    part = place.scaled(picture, Qt.AspectRatioMode.KeepAspectRatio)
    left, top = (picture.width() - part.width()) / 2, (picture.height() - part.height()) / 2
    return QRectF(QPointF(left, top), part)


def mirrored(outline: Outline, picture: QSizeF, shown: QRectF, place: QSizeF) -> list[QPointF]:
    """An outline's corners in the place that shows the part ``shown`` as a mirror does."""
    scale = place.width() / shown.width()
    return [
        QPointF(
            place.width() - (x * picture.width() - shown.x()) * scale,
            (y * picture.height() - shown.y()) * scale,
        )
        for x, y in outline
    ]


def draw_code_marks(painter: QPainter, corners: Sequence[QPointF]) -> None:
    """At every corner of a code a short stroke along both sides that meet there."""
    marks = QPainterPath()
    for at, corner in enumerate(corners):
        before, after = corners[at - 1], corners[(at + 1) % len(corners)]
        marks.moveTo(corner + (before - corner) * _CORNER_SHARE)
        marks.lineTo(corner)
        marks.lineTo(corner + (after - corner) * _CORNER_SHARE)
    _stroke(painter, marks, _CODE)


def phone_frame(size: QSize) -> QImage:
    """The frame in the middle of a picture of this size, and a light veil around it."""
    image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    side = size.height() * FRAME_SHARE
    frame = QRectF((size.width() - side) / 2, (size.height() - side) / 2, side, side)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    around = outside(QRectF(image.rect()), frame, side * _ROUND_SHARE)
    painter.fillPath(around, _VEIL)
    _stroke(painter, _frame_corners(frame), _FRAME)
    painter.end()
    return image


def outside(place: QRectF, hole: QRectF, radius: float) -> QPainterPath:
    """All of the place but a hole whose corners are round."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.OddEvenFill)
    path.addRect(place)
    path.addRoundedRect(hole, radius, radius)
    return path


def _frame_corners(frame: QRectF) -> QPainterPath:
    side = frame.width()
    radius, reach = side * _ROUND_SHARE, side * _CORNER_SHARE
    corner = QPainterPath(QPointF(0, reach))
    corner.lineTo(0, radius)
    corner.arcTo(QRectF(0, 0, 2 * radius, 2 * radius), 180, -90)
    corner.lineTo(reach, 0)
    corners = QPainterPath()
    for across, down in ((1, 1), (-1, 1), (1, -1), (-1, -1)):
        at = QTransform.fromTranslate(frame.center().x(), frame.center().y())
        corners.addPath(at.scale(across, down).translate(-side / 2, -side / 2).map(corner))
    return corners


def _stroke(painter: QPainter, path: QPainterPath, color: QColor) -> None:
    for ink, width in ((_HALO, _HALO_LINE), (color, _LINE)):
        round_ends = (Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        painter.strokePath(path, QPen(ink, width, *round_ends))
