"""Pictures of every scene, in both modes and both directions.

Usage: python -m tests.qml.gallery --out FOLDER [--only PART-OF-A-NAME]
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

from PySide6.QtGui import QGuiApplication

from kiosk.devices.health import PartHealth
from kiosk.session import Visit
from tests.qml import (
    scenes_b,
    scenes_camera,
    scenes_entry,
    scenes_pictures,
    scenes_scanned,
    scenes_unlock,
)
from tests.qml.harness import LANDSCAPE, PORTRAIT, Showcase

VARIANTS: Mapping[str, tuple[bool, tuple[int, int]]] = {
    "portrait": (False, PORTRAIT),
    "landscape": (False, LANDSCAPE),
    "elder-portrait": (True, PORTRAIT),
    "elder-landscape": (True, LANDSCAPE),
}


def scenes() -> Iterator[tuple[str, Visit, tuple[PartHealth, ...]]]:
    """Every scene: its name, the visit, and what is broken."""
    for group in (scenes_entry, scenes_b, scenes_scanned, scenes_pictures, scenes_unlock):
        for name, visit in group.SCENES.items():
            yield name, visit, ()
    for name, (visit, health) in (
        scenes_entry.TROUBLED | scenes_pictures.TROUBLED | scenes_unlock.TROUBLED
    ).items():
        yield name, visit, health


def main() -> None:
    """Write the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    app = QGuiApplication([])
    showcase = Showcase()
    for variant, (elder, size) in VARIANTS.items():
        for name, visit, health in scenes():
            if options.only in f"{name}-{variant}":
                showcase.show(visit, health, elder=elder, size=size)
                showcase.grab().save(str(options.out / f"{name}-{variant}.png"))
        for name, (visit, health, sight) in scenes_camera.CAMERA_SCENES.items():
            if options.only in f"{name}-{variant}":
                showcase.show(visit, health, elder=elder, size=size, sight=sight)
                showcase.grab().save(str(options.out / f"{name}-{variant}.png"))
        for name, visit in scenes_pictures.NOT_READY.items():
            if options.only in f"{name}-{variant}":
                showcase.show(visit, elder=elder, size=size, page=False)
                showcase.grab().save(str(options.out / f"{name}-{variant}.png"))
    showcase.close()
    app.quit()


if __name__ == "__main__":
    main()
