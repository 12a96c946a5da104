"""Opens the window of the kiosk."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QUrl
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from kiosk.shell.view_model import ShellViewModel

QML_ROOT = Path(__file__).parents[2]
"""Where QML finds our modules: a module's URI is the name of its Python package."""


class WindowError(RuntimeError):
    """The window's QML could not be loaded; Qt has logged why."""


def load_window(
    engine: QQmlApplicationEngine, shell: ShellViewModel, size: tuple[int, int]
) -> QQuickWindow:
    """Load the hidden window of ``size`` (width and height in pixels) into ``engine``.

    The caller shows it, and keeps the engine and the view models alive as long as the window.
    GUI thread only. Raises ``WindowError``.
    """
    engine.addImportPath(str(QML_ROOT))
    width, height = size
    engine.setInitialProperties({"viewModel": shell, "width": width, "height": height})
    engine.load(QUrl.fromLocalFile(str(Path(__file__).with_name("MainWindow.qml"))))
    window = next(iter(engine.rootObjects()), None)
    if not isinstance(window, QQuickWindow):
        message = "the window's QML could not be loaded"
        raise WindowError(message)
    return window


def close_window(engine: QQmlApplicationEngine) -> None:
    """Destroy the window now, while the view models that it is bound to still live."""
    engine.deleteLater()
    QCoreApplication.sendPostedEvents(engine, QEvent.Type.DeferredDelete)
