"""One demo visit's surroundings: the app, the finger, the world, and where pictures go."""

from __future__ import annotations

import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import cv2
import numpy as np

from drivers.camera import decode_image
from kiosk.app import App
from kiosk.demo.pilot import Pilot, VisitError
from kiosk.dock.hands import Hands
from kiosk.session.visit import Scene

FETCH_SECONDS = 10.0


@dataclass(slots=True)
class Stagehand:
    """Numbers pictures and papers in order; ``papers`` counts what has come out so far."""

    app: App
    pilot: Pilot
    hands: Hands
    out: Path
    _pictures: int = field(default=0)
    papers: int = field(default=0)

    def picture(self, name: str) -> None:
        """``screens/NN-name.png``."""
        self._pictures += 1
        self.pilot.rest()
        self.pilot.picture(self.out / "screens" / f"{self._pictures:02d}-{name}.png")

    def at(self, scene: type[Scene]) -> None:
        """Wait until the visit stands on such a scene."""
        self.pilot.wait(lambda: isinstance(self.app.stage.visit.scene, scene), scene.__name__)

    def touch(self, *names: str) -> None:
        """Touch one item after the other."""
        for name in names:
            self.pilot.touch(name)

    def paper(self, name: str) -> Path:
        """Wait for the next piece of paper and save it as ``paper/NN-name.png``."""
        self.pilot.wait(lambda: len(self.hands.world.state.papers) > 0, "paper")
        pieces = self.hands.world.state.papers
        self.hands.tear()
        self.papers += len(pieces)
        path = self.out / "paper" / f"{self.papers:02d}-{name}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(pieces[-1].png)
        return path

    def verify(self, paper: Path) -> None:
        """Scan the code on the paper's picture and open the page that it leads to."""
        pixels = cv2.imdecode(np.frombuffer(paper.read_bytes(), np.uint8), cv2.IMREAD_GRAYSCALE)
        if pixels is None:
            message = f"{paper.name} is no picture"
            raise VisitError(message)
        symbols = decode_image(pixels.astype(np.uint8))
        urls = [symbol.payload.decode() for symbol in symbols]
        if len(urls) != 1 or not urls[0].startswith(self.app.parts.backend_url + "/verify/"):
            message = f"the paper carries {len(urls)} code(s), none leads to the verification page"
            raise VisitError(message)
        with urllib.request.urlopen(_checked(urls[0]), timeout=FETCH_SECONDS) as answer:  # noqa: S310 - _checked
            page = answer.read().decode()
        if "有效" not in page:
            message = "the verification page does not confirm the paper"
            raise VisitError(message)


def _checked(url: str) -> str:
    if urlsplit(url).scheme not in {"http", "https"}:
        message = "the paper's code is no web address"
        raise VisitError(message)
    return url
