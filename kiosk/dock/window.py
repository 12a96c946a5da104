"""Opens the dock's window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from kiosk.devices.health import HealthBoard
from kiosk.dock.hands import Hands
from kiosk.dock.images import CAMERA_PROVIDER, PAPER_PROVIDER, DockImages
from kiosk.dock.view_model import DockViewModel
from kiosk.i18n import Texts
from kiosk.jobs import JobRunner, ThreadJobRunner

QML_ROOT = Path(__file__).parents[2]
"""Where QML finds our modules: a module's URI is the name of its Python package."""


class DockWindowError(RuntimeError):
    """The dock's QML could not be loaded; Qt has logged why."""


def load_dock(
    engine: QQmlApplicationEngine, hands: Hands, board: HealthBoard, jobs: JobRunner | None = None
) -> QQuickWindow:
    """Load the hidden window into ``engine``, which must be the dock's own.

    (QML singletons are one an engine, and the dock must not follow the kiosk's elder mode.) The
    caller shows the window and keeps the engine; all else lives and ends with the engine. ``jobs``
    draws the camera's picture and switches the backend, by default on a thread of its own.
    GUI thread only; blocks on the disk. Raises ``DockWindowError`` and ``ConfigError``.
    """
    papers, camera = DockImages(PAPER_PROVIDER), DockImages(CAMERA_PROVIDER)
    engine.addImageProvider(PAPER_PROVIDER, papers)
    engine.addImageProvider(CAMERA_PROVIDER, camera)
    engine.addImportPath(str(QML_ROOT))
    runner = jobs or ThreadJobRunner(1, engine)
    dock = DockViewModel(hands, board, Texts.load(), runner, papers, camera, parent=engine)
    engine.setInitialProperties({"viewModel": dock})
    engine.load(QUrl.fromLocalFile(str(Path(__file__).with_name("DockWindow.qml"))))
    window = next(iter(engine.rootObjects()), None)
    if not isinstance(window, QQuickWindow):
        message = "the dock's QML could not be loaded"
        raise DockWindowError(message)
    return window
