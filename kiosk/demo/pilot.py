"""A finger on the real window, and eyes that wait for what it shows."""

from __future__ import annotations

import time
from collections.abc import Callable
from fnmatch import fnmatchcase
from pathlib import Path

from PySide6.QtCore import QEventLoop, QPointF, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest

PATIENCE_SECONDS = 20.0
SETTLE_TURNS = 6
"""Event-loop turns in which an item must not move before it is touched."""
TURN_MILLISECONDS = 15


def turn(milliseconds: int) -> None:
    """Let the application run for a while. (``QTest.qWait`` would hold the interpreter's lock and
    starve the devices' threads.)
    """
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


class VisitError(Exception):
    """What the script waited for did not come; carries names of things, never their content."""


class Pilot:
    """Touches items by object name and takes pictures. ``seconds`` bounds every wait."""

    def __init__(self, window: QQuickWindow, seconds: float = PATIENCE_SECONDS) -> None:
        self._window = window
        self._seconds = seconds
        self._finger = QTest.createTouchDevice()

    def wait(self, condition: Callable[[], bool], what: str, seconds: float | None = None) -> None:
        """Let the application run until the condition holds; VisitError names ``what`` if not."""
        until = time.monotonic() + (self._seconds if seconds is None else seconds)
        while not condition():
            if time.monotonic() > until:
                message = f"waited in vain for {what}"
                raise VisitError(message)
            turn(TURN_MILLISECONDS)

    def touch(self, name: str) -> None:
        """Put a finger on the item and lift it, once the item is there and stands still."""
        self.wait(lambda: self._reachable(name), f"{name} to be touchable")
        self._settle(name)
        item = self._find(name)
        assert item is not None  # noqa: S101 - _settle has just seen it
        point = item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()
        QTest.touchEvent(self._window, self._finger).press(0, point, self._window).commit()
        turn(TURN_MILLISECONDS)
        QTest.touchEvent(self._window, self._finger).release(0, point, self._window).commit()
        turn(TURN_MILLISECONDS)

    def shows(self, name: str) -> bool:
        """Whether an item of this name is visible now."""
        item = self._find(name)
        return item is not None and item.isVisible()

    def picture(self, path: Path) -> None:
        """Save what the window shows."""
        path.parent.mkdir(parents=True, exist_ok=True)
        QGuiApplication.processEvents()
        if not self._window.grabWindow().save(str(path)):
            message = f"{path.name} could not be written"
            raise VisitError(message)

    def rest(self, milliseconds: int = 300) -> None:
        """Let animations end before a picture."""
        turn(milliseconds)

    def _settle(self, name: str) -> None:
        """Wait until the item stands still."""
        still, last = 0, QPointF(-1, -1)
        until = time.monotonic() + self._seconds
        while still < SETTLE_TURNS:
            item = self._find(name)
            here = item.mapToScene(QPointF(0, 0)) if item is not None else QPointF(-2, -2)
            still = still + 1 if item is not None and here == last else 0
            last = here
            if time.monotonic() > until:
                message = f"waited in vain for {name} to stand still"
                raise VisitError(message)
            turn(TURN_MILLISECONDS)

    def _reachable(self, name: str) -> bool:
        """Visible, enabled and inside the window; what lies below the fold is paged into view."""
        item = self._find(name)
        if item is None or not item.isVisible() or not item.isEnabled():
            return False
        center = item.mapToScene(QPointF(item.width() / 2, item.height() / 2))
        inside = 0 <= center.x() <= self._window.width() and center.y() >= 0
        visible = inside and center.y() <= self._window.height() and _unclipped(item, center)
        if not visible:
            more = self._find("more")
            if more is not None and more.isVisible() and more.isEnabled() and name != "more":
                self.touch("more")
        return visible

    def _find(self, name: str) -> QQuickItem | None:
        return _named(self._window.contentItem(), name)


def _named(item: QQuickItem, name: str) -> QQuickItem | None:
    """The first visible item of this name (``option-*``: any of these), depth first.

    The item tree is walked, for delegates are no QObject children of what shows them.
    """
    for child in item.childItems():
        if not child.isVisible():
            continue
        if fnmatchcase(child.objectName(), name):
            return child
        found = _named(child, name)
        if found is not None:
            return found
    return None


def _unclipped(item: QQuickItem, center: QPointF) -> bool:
    """Whether no clipping ancestor hides the item's centre."""
    ancestor: QQuickItem | None = item.parentItem()
    while ancestor is not None:
        if ancestor.clip() and not ancestor.contains(ancestor.mapFromScene(center)):
            return False
        ancestor = ancestor.parentItem()
    return True
