"""The whole kiosk for a test: real window, drivers, backend and store around a simulated world."""

from __future__ import annotations

import functools
import gc
import json
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest
from sqlalchemy import select

from backend_client import EmbeddedBackend
from drivers.sim.world import World
from kiosk import CONFIG
from kiosk.app import App
from kiosk.demo.pilot import Pilot
from kiosk.demo.stagehand import Stagehand
from kiosk.devices import Part, PartHealth
from kiosk.dock.hands import Hands
from kiosk.session import NoticeCode, Visit
from kiosk.session.visit import Attract, Guide, Home, Identify, Listing, Scene
from kiosk.startup import Configuration, read_configuration
from kiosk.store import AuditKind
from kiosk.store.tables import audit

SIZE = (540, 960)
"""Half the panel: the same layout in a quarter of the pixels."""
SECONDS = 15.0
"""Patience with a loaded machine; nothing takes as long on a quiet one."""


class Clock:
    """The machine's monotonic clock, which a test may put forward."""

    def __init__(self) -> None:
        self._ahead = 0.0

    def __call__(self) -> float:
        return time.monotonic() + self._ahead

    def forward(self, seconds: float) -> None:
        self._ahead += seconds


def forget_wrappers() -> None:
    """Let go of Python's wrappers of QML items that are gone.

    Shiboken finds a wrapper by address and keeps the older one: a view model that is built where a
    dead item lay, while that item's wrapper still lives, would have the dead item's properties.
    """
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()


class House:
    """One running kiosk, the finger on its screen and the hands at its devices."""

    def __init__(self, configuration: Configuration, folder: Path) -> None:
        forget_wrappers()
        self.clock = Clock()
        settings = configuration.settings.model_copy(update={"state_dir": folder, "dock": False})
        self.app = App(
            settings, configuration.catalog, configuration.texts, SIZE, monotonic=self.clock
        )
        theme: QObject = self.app.engine.singletonInstance("kiosk.ui", "Theme")
        theme.setProperty("motion", False)
        self.app.start()
        hands = self.app.parts.hands
        assert hands is not None
        self.hands: Hands = hands
        self.world: World = hands.world
        self.pilot = Pilot(self.app.window, SECONDS)
        self.texts = configuration.texts
        self._open = True

    def close(self) -> None:
        if self._open:
            self._open = False
            self.app.close()
            QTest.qWait(1)

    def stagehand(self, out: Path) -> Stagehand:
        return Stagehand(self.app, self.pilot, self.hands, out)

    # looking

    @property
    def visit(self) -> Visit:
        return self.app.stage.visit

    @property
    def scene(self) -> Scene:
        return self.visit.scene

    def wait(self, condition: Callable[[], bool], what: str, seconds: float | None = None) -> None:
        self.pilot.wait(condition, what, seconds)

    def at(self, scene: type[Scene]) -> None:
        self.wait(lambda: isinstance(self.scene, scene), f"{scene.__name__}, at {self.scene!r:.80}")

    def told(self, code: NoticeCode, *, on: type[Scene]) -> None:
        """The visit carries the notice there, and its own words stand on the screen."""
        self.wait(
            lambda: self.visit.notice is code and isinstance(self.scene, on),
            f"{code} on {on.__name__}",
        )
        title = self.texts.notice(code).title
        self.wait(lambda: title in self.words(), f"the words of {code}")

    def words(self) -> str:
        """All text that can be seen now."""
        return "\n".join(
            text
            for item in items(self.app.window.contentItem(), hidden=False)
            if isinstance(text := item.property("text"), str)
        )

    def health(self, part: Part) -> PartHealth:
        return self.app.board[part]

    def becomes(self, part: Part, *, usable: bool) -> None:
        self.wait(lambda: self.health(part).usable is usable, f"{part} usable: {usable}")

    # doing

    def touch(self, *names: str) -> None:
        for name in names:
            self.pilot.touch(name)

    def ready(self) -> None:
        """On the attract screen with all devices known."""
        self.at(Attract)
        for part in Part:
            self.becomes(part, usable=True)

    def guide(self, verb: str, item: str) -> None:
        """From the attract screen to an item's guide."""
        self.at(Attract)
        self.touch("start")
        self.at(Home)
        self.touch(f"verb-{verb}")
        self.at(Listing)
        self.touch(f"item-{item}")
        self.at(Guide)

    def identify_for(self, verb: str, item: str) -> None:
        """Where a card or a code is asked for, before this item."""
        self.guide(verb, item)
        self.touch("begin")
        self.at(Identify)

    def leave(self) -> None:
        """End the visit by hand, wherever it stands."""
        if self.pilot.shows("leave"):
            self.touch("leave")
        elif isinstance(self.scene, Home):
            self.touch("sign-out")
        else:
            self.touch("home", "sign-out")
        self.at(Attract)

    def pass_seconds(self, seconds: float) -> None:
        """Time goes by without a touch."""
        self.clock.forward(seconds)
        self.app.conductor.tick()

    @property
    def codes_in_view(self) -> int:
        """How many codes the machine sees before its camera; as before while the camera rests."""
        return len(self.app._desk._scanning._in_view)

    @property
    def backend(self) -> EmbeddedBackend:
        """What the town's systems do."""
        backend = self.app.parts.backend
        assert backend is not None
        return backend

    def show(self, code: str) -> None:
        """Hold a code before the camera that listens, as something new."""
        self.hands.hide()
        self.wait(lambda: self.codes_in_view == 0, "an empty view")
        self.hands.show_text(code)

    def audited(self, kind: AuditKind) -> list[dict[str, str | int]]:
        """What the audit journal says about such events, oldest first."""
        with self.app.parts.store.begin() as connection:
            rows = connection.execute(
                select(audit.c.data).where(audit.c.kind == kind).order_by(audit.c.sequence)
            )
            return [json.loads(data) for (data,) in rows]

    def take_card(self) -> None:
        """Take the card away and let the machine notice."""
        self.hands.take()
        self.wait(lambda: not self.app._desk._card_there, "the empty reader")


def items(root: QQuickItem, *, hidden: bool) -> list[QQuickItem]:
    """The item tree below ``root``, as it is drawn."""
    found: list[QQuickItem] = []
    for child in root.childItems():
        if hidden or child.isVisible():
            found += [child, *items(child, hidden=hidden)]
    return found


@functools.cache
def configuration() -> Configuration:
    return read_configuration(CONFIG / "profiles" / "simulation.yaml")
