"""Starting the kiosk, step by step: settings, catalogue, texts, Qt, crash guard, app.

What is wrong with the configuration stops the start with file, line and mend, before any window.
"""

from __future__ import annotations

import faulthandler
import os
import re
import signal
import sys
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow, QSGRendererInterface

from kiosk import CONFIG
from kiosk.app import App
from kiosk.catalog import Catalog, load_catalog
from kiosk.crash import EXIT_CODE, CrashGuard
from kiosk.documents import load_templates
from kiosk.documents.fonts import installed_fonts
from kiosk.i18n import Texts
from kiosk.logs import set_up_logs
from kiosk.settings import Settings, load_settings
from kiosk.shell.window import close_window

LANGUAGE = "zh_CN"
FONT = "Noto Sans CJK SC"
FAREWELL_MILLISECONDS = 10_000
"""How long the out-of-service screen stands before the supervisor starts the kiosk afresh."""
LEAST_PIXELS = 320
"""Of a window's side, as for ``settings.Pixels``."""


@dataclass(frozen=True, slots=True)
class Configuration:
    """All that is read from files before anything is started."""

    settings: Settings
    catalog: Catalog
    texts: Texts


def read_configuration(profile: Path) -> Configuration:
    """Read and check every file. Raises ConfigError and DocumentError."""
    load_templates()
    installed_fonts()
    return Configuration(
        load_settings(profile), load_catalog(CONFIG / "catalog"), Texts.load(LANGUAGE)
    )


def has_display() -> bool:
    """Whether a window could be seen by anybody."""
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def qt_application(*, offscreen: bool) -> QGuiApplication:
    """Qt, once a process; offscreen it renders by software, the same way on every machine."""
    if offscreen:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        QQuickWindow.setGraphicsApi(QSGRendererInterface.GraphicsApi.Software)
    application = QGuiApplication(sys.argv[:1])
    application.setFont(QFont(FONT))
    application.setQuitOnLastWindowClosed(True)
    return application


def run(profile: Path, size: tuple[int, int] | None) -> int:
    """The main job: a kiosk on this display until it is closed. Returns the exit code."""
    faulthandler.enable()
    set_up_logs()
    configuration = read_configuration(profile)
    application = qt_application(offscreen=False)
    screen = configuration.settings.screen
    app = App(
        configuration.settings,
        configuration.catalog,
        configuration.texts,
        size or fitting(application, (screen.width, screen.height)),
    )
    guard = CrashGuard(app.crashed)
    guard.install()
    _leave_on_signals(application)
    app.start()
    dock = _open_dock(application, app)
    farewell = QTimer(application, interval=FAREWELL_MILLISECONDS, singleShot=True)
    farewell.timeout.connect(lambda: application.exit(EXIT_CODE))
    app.broken.connect(farewell.start, Qt.ConnectionType.QueuedConnection)
    code = application.exec()
    if dock is not None:
        close_window(dock)
    app.close()
    return code


def _open_dock(application: QGuiApplication, app: App) -> QQmlApplicationEngine | None:
    """The dock's window beside the kiosk's, where the profile has one; it closes with the kiosk's.

    It has an engine of its own: QML singletons are one an engine, and the dock has no elder mode.
    """
    hands = app.parts.hands
    if hands is None or not app.settings.dock:
        return None
    from kiosk.dock.window import load_dock  # noqa: PLC0415  draws with what only simulations load

    engine = QQmlApplicationEngine()
    dock = load_dock(engine, hands, app.board, app.jobs)
    beside = app.window.x() + app.window.width()
    if beside + dock.width() <= application.primaryScreen().availableGeometry().right():
        dock.setX(beside)
    dock.show()
    application.setQuitOnLastWindowClosed(False)
    app.window.visibleChanged.connect(lambda shown: None if shown else application.quit())
    return engine


def fitting(application: QGuiApplication, wanted: tuple[int, int]) -> tuple[int, int]:
    """The wanted size, made smaller in proportion where the display is smaller."""
    available = application.primaryScreen().availableSize()
    factor = min(1.0, available.width() / wanted[0], available.height() / wanted[1])
    return round(wanted[0] * factor), round(wanted[1] * factor)


def _leave_on_signals(application: QGuiApplication) -> None:
    """Ctrl+C and the supervisor's SIGTERM end the event loop; Python sees them at the next tick."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: application.quit())


def parse_size(text: str) -> tuple[int, int]:
    """``1080x1920`` as pixels; ValueError for anything else."""
    sides = re.fullmatch(r"([0-9]{1,5})x([0-9]{1,5})", text.lower(), re.ASCII)
    if sides is not None and min(map(int, sides.groups())) >= LEAST_PIXELS:
        return int(sides[1]), int(sides[2])
    message = f"a size looks like 1080x1920, not {text!r}"
    raise ValueError(message)
