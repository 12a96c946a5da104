"""Make the README's pictures from a demo run: ``python installer/pictures.py build/demo``."""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path

from PIL import Image
from PySide6.QtQml import QQmlApplicationEngine

from backend_client import mint_app_code, utc_now
from drivers import DeviceKind
from drivers.sim.residents import load_residents
from drivers.sim.world import PlannedTrouble, Trouble, World
from kiosk.demo.pilot import turn
from kiosk.devices import HealthBoard, Part, PartHealth, State
from kiosk.dock.hands import Hands
from kiosk.dock.window import load_dock
from kiosk.startup import qt_application

FOLDER = Path(__file__).parents[1] / "kiosk" / "assets" / "pictures"
WIDTH = 360
"""Pixels; three stand side by side on a page."""
DOCK_WIDTH = 1100
WANTED = {
    "home": "screens/*-home.png",
    "identify": "screens/*-identify.png",
    "records": "screens/*-query-records.png",
    "slots": "screens/*-appointment-slots.png",
    "account": "screens/*-application-account.png",
    "result": "screens/*-application-result.png",
    "preview": "screens/*-certificate-preview.png",
    "maintenance": "screens/*-maintenance.png",
    "elder": "elder/screens/*-home.png",
    "paper-certificate": "paper/*-certificate.png",
    "paper-receipt": "paper/*-application-receipt.png",
    "paper-slip": "paper/*-appointment-slip.png",
}


def main() -> int:
    """Shrink what the demo left into ``kiosk/assets/pictures``; 1 when a picture is missing."""
    demo = Path(sys.argv[1])
    FOLDER.mkdir(parents=True, exist_ok=True)
    missing = 0
    for name, pattern in WANTED.items():
        found = sorted(demo.glob(pattern))
        if found:
            shrink(found[0], name, WIDTH)
        else:
            print(f"missing: {pattern}")
            missing = 1
    shrink(dock_picture(demo), "dock", DOCK_WIDTH)
    return missing


def shrink(source: Path, name: str, width: int) -> None:
    """Save a picture scaled to ``width``, in few colours."""
    picture = Image.open(source).convert("RGB")
    small = picture.resize(
        (width, round(picture.height * width / picture.width)), Image.Resampling.LANCZOS
    )
    small.quantize(96).save(FOLDER / f"{name}.png", optimize=True)


def dock_picture(demo: Path) -> Path:
    """The dock in the middle of things: a card, a phone, papers, a planned trouble."""
    application = qt_application(offscreen=True)
    world, board = World(), HealthBoard()
    hands = Hands(world, load_residents(), mint, lambda _: None)
    for part in Part:
        board.update(PartHealth(part, State.ONLINE))
    engine = QQmlApplicationEngine()
    window = load_dock(engine, hands, board)
    window.show()
    for paper in sorted(demo.glob("paper/*.png"))[:3]:
        world.add_paper(paper.read_bytes(), 100.0)
    hands.tap("zhang")
    hands.show("wang")
    hands.break_(DeviceKind.PRINTER, PlannedTrouble(Trouble.DISCONNECT, skip=3))
    turn(1500)
    path = demo / "dock.png"
    window.grabWindow().save(str(path))
    window.close()
    engine.deleteLater()
    application.processEvents()
    return path


def mint(resident: str, age: timedelta) -> str:
    """A code like a phone's."""
    return mint_app_code(resident, utc_now() - age)


if __name__ == "__main__":
    sys.exit(main())
