"""How late a kiosk's GUI thread is while a hosted scanner works flat out.

``python -m tests.bench.camera_gui SCENE`` looks at the simulated world behind that socket and ends
with one line of JSON: lateness of a 5 ms timer in milliseconds with the camera resting and at work,
how many pictures a second came to the screen, and which part of a core the host used meanwhile.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

import numpy as np
from PySide6.QtCore import QEventLoop, QSizeF, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickWindow

from drivers import CameraConfig
from drivers.host.code_scanner import HostedCodeScanner
from drivers.host.messages import OpenCodeScanner
from kiosk.devices import HealthBoard
from kiosk.devices.scanning import Scanning
from kiosk.session.machine import Listening
from kiosk.ui.live_picture import LivePicture
from tests.bench.processor import cpu_seconds

TICK_MS = 5
ROUNDS = 3
ROUND_SECONDS = 6.0
PERCENTILES = (50, 99, 100)
SHOWN = QSizeF(640, 360)
START_SECONDS = 20.0


class Ticker:
    """A timer of the GUI thread that notes how much later than due each tick came."""

    def __init__(self) -> None:
        self.late_ms: list[float] = []
        self._last = 0.0
        self._timer = QTimer(interval=TICK_MS)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    def run(self, seconds: float) -> None:
        """Turn the event loop for so long."""
        self._last = time.perf_counter()
        self._timer.start()
        turn(seconds)
        self._timer.stop()

    def _tick(self) -> None:
        now = time.perf_counter()
        self.late_ms.append(max(0.0, (now - self._last) * 1000 - TICK_MS))
        self._last = now


class Screen:
    """A window with the camera's picture, the lane behind it, and what came to it."""

    def __init__(self, scene_path: str) -> None:
        self.pictures = 0
        self.board = HealthBoard()
        self.scanner = HostedCodeScanner(OpenCodeScanner(CameraConfig(), scene_path))
        self.scanning = Scanning(self.scanner, self.board, time.monotonic)
        self.window = QQuickWindow()
        self.window.resize(1080, 1920)
        self.item = LivePicture(self.window.contentItem())
        self.item.setSize(SHOWN)
        self.item.setProperty("feed", self.scanning.view)
        self.scanning.view.picture_changed.connect(self._came)
        self.window.show()
        self.scanning.start()

    def look(self, *, is_looking: bool) -> None:
        """As the page does that asks for a code, and the session with it."""
        self.scanning.view.look(is_looking=is_looking)
        self.scanning.listen(Listening(card=False, code=is_looking))

    def host_cpu(self) -> float:
        """Seconds of processor time that the camera's process has used."""
        assert self.scanner.host_pid is not None
        return cpu_seconds(self.scanner.host_pid)

    def close(self) -> None:
        """As the kiosk does."""
        self.scanning.close()
        self.scanner.close()
        self.window.close()

    def _came(self) -> None:
        self.pictures += self.scanning.view.picture is not None


def main() -> None:
    """Turns of rest and of work, so that the machine's moods hit both."""
    application = QGuiApplication.instance() or QGuiApplication([])
    screen = Screen(sys.argv[1])
    resting, working = Ticker(), Ticker()
    shown, used = 0, 0.0
    try:
        for _ in range(ROUNDS):
            screen.look(is_looking=False)
            turn(0.5)
            resting.run(ROUND_SECONDS)
            screen.look(is_looking=True)
            until(lambda: screen.scanning.view.ready)
            before, cpu = screen.pictures, screen.host_cpu()
            working.run(ROUND_SECONDS)
            shown += screen.pictures - before
            used += screen.host_cpu() - cpu
    finally:
        screen.close()
    del application
    told = {
        "resting": percentiles(resting),
        "working": percentiles(working),
        "pictures": shown / (ROUNDS * ROUND_SECONDS),
        "core": used / (ROUNDS * ROUND_SECONDS),
    }
    sys.stdout.write(f"{json.dumps(told)}\n")


def percentiles(ticker: Ticker) -> list[float]:
    """Of the lateness, in milliseconds: ``PERCENTILES``."""
    return [float(value) for value in np.percentile(ticker.late_ms, PERCENTILES)]


def turn(seconds: float) -> None:
    """Let the GUI thread live for so long."""
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


def until(condition: Callable[[], bool]) -> None:
    """Let it live until this holds."""
    limit = time.monotonic() + START_SECONDS
    while not condition():
        if time.monotonic() > limit:
            message = "the camera shows nothing"
            raise TimeoutError(message)
        turn(0.02)


if __name__ == "__main__":
    main()
