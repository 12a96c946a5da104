"""How soon a resident sees her name: from the last APDU of her card to the drawn greeting.

``python -m tests.bench.greeting`` ends with the median of it in seconds.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

import pytest
from PySide6.QtGui import QGuiApplication

from drivers.sim import sam_card
from kiosk.demo.pilot import turn
from tests.journeys.house import House, configuration

CARD = "li"
ROUNDS = 11


def main() -> None:
    """The whole kiosk with its embedded backend, in one process, drawn by software."""
    application = QGuiApplication.instance() or QGuiApplication([])
    with tempfile.TemporaryDirectory() as folder:
        house = House(configuration(), Path(folder))
        try:
            house.ready()
            times = [_greeted(house) for _ in range(ROUNDS)]
        finally:
            house.close()
    del application
    sys.stdout.write(f"{statistics.median(times[1:])}\n")


def _greeted(house: House) -> float:
    last = 0.0
    respond = sam_card.SimSamCard.respond

    def noted(card: sam_card.SimSamCard, apdu: bytes) -> bytes:
        nonlocal last
        answer = respond(card, apdu)
        last = time.perf_counter()
        return answer

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sam_card.SimSamCard, "respond", noted)
        house.touch("start")
        house.hands.tap(CARD)
        while house.visit.visitor is None:
            turn(1)
        house.app.window.grabWindow()
        taken = time.perf_counter() - last
    house.take_card()
    house.leave()
    return taken


if __name__ == "__main__":
    main()
