"""The document camera as a question sees it: whether it can be used, and its live picture."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem

from kiosk.devices import HealthBoard, Part, PartHealth, ScanView, State
from kiosk.i18n import Texts
from kiosk.ui.live_picture import PictureFeed

QML_IMPORT_NAME = "kiosk.screens.step"
QML_IMPORT_MAJOR_VERSION = 1

_BROKEN = {State.OFFLINE, State.NO_DEVICE, State.HARDWARE_ERROR}
"""States in which nobody should lay anything there; an unknown state proves nothing."""


class Tray(QObject):
    """``view`` is what the camera sees. GUI thread only."""

    changed = Signal()
    """Its health, or whether there is a picture of this moment."""

    def __init__(self, view: ScanView, board: HealthBoard, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._board = board
        board.changed.connect(self.changed)
        view.changed.connect(self.changed)

    @property
    def view(self) -> ScanView:
        """The live picture."""
        return self._view

    @property
    def usable(self) -> bool:
        """Whether a picture may be taken, as far as is known."""
        return self._health.state not in _BROKEN

    def trouble(self, texts: Texts) -> str:
        """A few words about why it cannot be used; empty where it can."""
        if self.usable:
            return ""
        fault = self._health.fault
        return texts.resident_fault(fault) if fault else texts.part_state(self._health.state)

    @property
    def _health(self) -> PartHealth:
        return self._board[Part.DOCUMENT_CAMERA]


@QmlElement
class TrayPicture(QQuickPaintedItem):
    """Shows all of the newest picture as large as fits, in the middle; empty without one.

    Like LivePicture it keeps no picture: at each paint it asks ``feed``, a PictureFeed.
    """

    changed = Signal()

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
        self.changed.emit()
        self.update()

    feed = Property(QObject, _read_feed, _write_feed, notify=changed)

    def paint(self, painter: QPainter) -> None:
        """Called by Qt, which has emptied the place before."""
        picture = self._feed.picture if isinstance(self._feed, PictureFeed) else None
        if picture is None or picture.isNull() or self.size().isEmpty():
            return
        whole = QSizeF(picture.size())
        shown = whole.scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF(
            (self.width() - shown.width()) / 2,
            (self.height() - shown.height()) / 2,
            shown.width(),
            shown.height(),
        )
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(place, picture, QRectF(picture.rect()))
