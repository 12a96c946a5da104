"""Make the README's pictures from a demo run: ``python installer/pictures.py build/demo``."""

from __future__ import annotations

import sys
from pathlib import Path

from PIL import Image

FOLDER = Path(__file__).parents[1] / "kiosk" / "assets" / "pictures"
WIDTH = 360
"""Pixels; three stand side by side on a page."""
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
    "dock": "dock.png",
}


def main() -> int:
    """Shrink what the demo left into ``kiosk/assets/pictures``; 1 when a picture is missing."""
    demo = Path(sys.argv[1])
    FOLDER.mkdir(parents=True, exist_ok=True)
    missing = 0
    for name, pattern in WANTED.items():
        found = sorted(demo.glob(pattern))
        if not found:
            print(f"missing: {pattern}")
            missing = 1
            continue
        picture = Image.open(found[0]).convert("RGB")
        height = round(picture.height * WIDTH / picture.width)
        small = picture.resize((WIDTH, height), Image.Resampling.LANCZOS)
        small.quantize(96).save(FOLDER / f"{name}.png", optimize=True)
    return missing


if __name__ == "__main__":
    sys.exit(main())
