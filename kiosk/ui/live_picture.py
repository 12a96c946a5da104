"""The camera's picture as a mirror shows it: people steer their hand by a mirror."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from PySide6.QtCore import Property, QObject, QPoint, QRectF, QSizeF, Qt, Signal, SignalInstance
from PySide6.QtGui import QImage, QPainter
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem

from kiosk.ui.picture_marks import (
    Outline,
    draw_code_marks,
    middle,
    mirrored,
    outside,
    phone_frame,
)

QML_IMPORT_NAME = "kiosk.ui"
QML_IMPORT_MAJOR_VERSION = 1


@runtime_checkable
class PictureFeed(Protocol):
    """Where pictures come from: a QObject of the GUI thread that tells when there is another."""

    picture_changed: SignalInstance

    @property
    def picture(self) -> QImage | None:
        """The newest picture, not mirrored; None: there is nothing to show."""
        ...

    @property
    def outlines(self) -> tuple[Outline, ...]:
        """Where codes are in it."""
        ...


@QmlElement
class LivePicture(QQuickPaintedItem):
    """Fills its rounded place with the middle of the newest picture; empty while there is none.

    It keeps no picture of its own: at each paint it asks ``feed``, a PictureFeed, for what to
    show. With software rendering a paint of 640x360 pixels takes 1 to 2 ms of the GUI thread.
    """

    feedChanged = Signal()
    radiusChanged = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._feed: object = None
        self._radius = 0.0
        self._frame: QImage | None = None

    def _read_feed(self) -> object:
        return self._feed

    def _write_feed(self, feed: object) -> None:
        if feed is self._feed:
            return
        if isinstance(self._feed, PictureFeed):
            self._feed.picture_changed.disconnect(self.update)
        self._feed = feed
        if isinstance(feed, PictureFeed):
            feed.picture_changed.connect(self.update)
        self.feedChanged.emit()
        self.update()

    def _read_radius(self) -> float:
        return self._radius

    def _write_radius(self, radius: float) -> None:
        if radius != self._radius:
            self._radius = radius
            self.radiusChanged.emit()
            self.update()

    feed = Property(QObject, _read_feed, _write_feed, notify=feedChanged)
    radius = Property(float, _read_radius, _write_radius, notify=radiusChanged)

    def paint(self, painter: QPainter) -> None:
        """Called by Qt, which has emptied the place before."""
        feed = self._feed
        if not isinstance(feed, PictureFeed) or self.size().isEmpty():
            return
        picture = feed.picture
        if picture is None or picture.isNull():
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_picture(painter, picture, feed.outlines)

    def _paint_picture(
        self, painter: QPainter, picture: QImage, outlines: tuple[Outline, ...]
    ) -> None:
        whole, size = QSizeF(picture.size()), self.size()
        place, shown = QRectF(0, 0, size.width(), size.height()), middle(whole, size)
        painter.save()
        painter.translate(size.width(), 0)
        painter.scale(-1, 1)
        painter.drawImage(place, picture, shown)
        painter.restore()
        if self._frame is None or self._frame.size() != size.toSize():
            self._frame = phone_frame(size.toSize())
        painter.drawImage(QPoint(0, 0), self._frame)
        for outline in outlines:
            draw_code_marks(painter, mirrored(outline, whole, shown, size))
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationOut)
        painter.fillPath(outside(place, place, self._radius), Qt.GlobalColor.black)
