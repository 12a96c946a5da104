"""A camera's picture as it is, whole: people see their own page lie below the camera."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem

from kiosk.ui.live_picture import PictureFeed

__all__ = ["PictureFeed", "WholePicture"]

QML_IMPORT_NAME = "kiosk.ui"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class WholePicture(QQuickPaintedItem):
    """Shows all of the newest picture as large as fits, in the middle; empty without one.

    Like LivePicture it keeps no picture: at each paint it asks ``feed``, a PictureFeed.
    """

    feedChanged = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._feed: object = None

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

    feed = Property(QObject, _read_feed, _write_feed, notify=feedChanged)

    def paint(self, painter: QPainter) -> None:
        """Called by Qt, which has emptied the place before."""
        picture = self._feed.picture if isinstance(self._feed, PictureFeed) else None
        if picture is None or picture.isNull() or self.size().isEmpty():
            return
        shown = QSizeF(picture.size()).scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        left, top = (self.width() - shown.width()) / 2, (self.height() - shown.height()) / 2
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        place = QRectF(left, top, shown.width(), shown.height())
        painter.drawImage(place, picture, QRectF(picture.rect()))
