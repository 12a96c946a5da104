"""The whole window on a stage that shows visits made by hand, without any device or backend."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from io import BytesIO

from PIL import Image, ImageDraw
from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtQml import QQmlApplicationEngine

from kiosk.catalog.search import SearchIndex
from kiosk.devices.health import HealthBoard, Part, PartHealth
from kiosk.i18n import SHENZHEN, Texts
from kiosk.screens.attract.view_model import AttractViewModel
from kiosk.screens.done.view_model import DoneViewModel
from kiosk.screens.guide.view_model import GuideViewModel
from kiosk.screens.home.view_model import HomeViewModel
from kiosk.screens.identify.view_model import IdentifyViewModel
from kiosk.screens.listing.view_model import ListingViewModel
from kiosk.screens.maintenance.view_model import MaintenanceViewModel
from kiosk.screens.out_of_service.view_model import OutOfServiceViewModel
from kiosk.screens.preview.view_model import PreviewViewModel
from kiosk.screens.records.view_model import RecordsViewModel
from kiosk.screens.result.view_model import ResultViewModel
from kiosk.screens.review.view_model import ReviewViewModel
from kiosk.screens.scanned.view_model import ScannedViewModel
from kiosk.screens.sign_in.view_model import SignInViewModel
from kiosk.screens.slots.view_model import SlotsViewModel
from kiosk.screens.step.tray import Tray
from kiosk.screens.step.view_model import StepViewModel
from kiosk.screens.unlock.view_model import UnlockViewModel
from kiosk.screens.working.view_model import WorkingViewModel
from kiosk.session import Visit
from kiosk.session.events import Event
from kiosk.session.visit import Done
from kiosk.settings import Site
from kiosk.shell.view_model import ShellViewModel
from kiosk.shell.window import close_window, load_window
from kiosk.stage import Stage
from kiosk.ui.paper_images import PROVIDER_ID, PaperImages
from tests.fixtures.shown_camera import CameraSight, ShownCamera
from tests.fixtures.shown_tray import MATERIAL_ID, ShownTray, material_jpeg
from tests.qml.scenes_entry import CATALOG, WELL

PORTRAIT = (1080, 1920)
LANDSCAPE = (1920, 1080)
SITE = Site(estate="渔邨社区", place="物业服务中心", kiosk_id="LH-YC-007", district="深圳市罗湖区")
NIGHT = datetime(2026, 11, 22, 23, 6, tzinfo=SHENZHEN)
PAPER_ID = "gallery"


class Showcase:
    """A window that shows what it is told to; ``sent`` collects what its buttons say."""

    def __init__(self, size: tuple[int, int] = PORTRAIT) -> None:
        self.sent: list[Event] = []
        self.seconds = 0.0
        self.stage = Stage()
        self.stage.connect_dispatch(self.sent.append)
        self.board = HealthBoard()
        self.board.fit(Part.DOCUMENT_CAMERA)
        self.texts = Texts.load()
        self.camera = ShownCamera()
        self.tray = ShownTray()
        self.shell = ShellViewModel(
            self.stage,
            SITE,
            self.texts,
            self._screens(),
            now=lambda: NIGHT,
            monotonic=lambda: self.seconds,
        )
        self.engine = QQmlApplicationEngine()
        papers = PaperImages()
        papers.put(PAPER_ID, _paper())
        papers.put(MATERIAL_ID, material_jpeg())
        self.engine.addImageProvider(PROVIDER_ID, papers)
        self.window = load_window(self.engine, self.shell, size)
        theme: QObject = self.engine.singletonInstance("kiosk.ui", "Theme")
        theme.setProperty("motion", False)
        self.window.show()
        self.settle()

    def _screens(self) -> dict[str, QObject]:
        stage, board, texts = self.stage, self.board, self.texts
        return {
            "attract": AttractViewModel(stage, SITE),
            "home": HomeViewModel(stage, board, CATALOG, texts, SITE, now=lambda: NIGHT),
            "listing": ListingViewModel(stage, CATALOG, SearchIndex(CATALOG)),
            "guide": GuideViewModel(stage),
            "identify": IdentifyViewModel(stage, board, texts, self.camera.view),
            "unlock": UnlockViewModel(stage, texts, board, self.tray.view),
            "step": StepViewModel(stage, texts, Tray(self.tray.view, board)),
            "slots": SlotsViewModel(stage, texts),
            "review": ReviewViewModel(stage),
            "working": WorkingViewModel(stage, texts),
            "scanned": ScannedViewModel(stage, texts),
            "records": RecordsViewModel(stage),
            "preview": PreviewViewModel(stage),
            "result": ResultViewModel(stage, texts),
            "done": DoneViewModel(stage, board),
            "sign_in": SignInViewModel(stage, texts, clock=lambda: self.seconds),
            "maintenance": MaintenanceViewModel(stage, board, texts, SITE),
            "out_of_service": OutOfServiceViewModel(stage, SITE, texts),
        }

    def show(
        self,
        visit: Visit,
        health: Iterable[PartHealth] = (),
        *,
        elder: bool = False,
        size: tuple[int, int] = PORTRAIT,
        sight: CameraSight | None = None,
        page: bool = True,
    ) -> None:
        """Show a visit some time after the last touch; ``sight``: what the camera sees.

        ``page``: the document camera sees a material.
        """
        for part in (*WELL, *health):
            self.board.update(part)
        self.window.resize(*size)
        self.stage.show(replace(visit, elder=elder))
        hurried = visit.presence_until is not None or isinstance(visit.scene, Done)
        self.stage.tick(14.2 if hurried else 160.4)
        self.camera.show(sight)
        self.tray.show(page)
        self.settle()

    def settle(self) -> None:
        """Let bindings and layouts come to rest; layouts do so when a picture is taken."""
        for _ in range(2):
            QGuiApplication.processEvents()
            self.window.grabWindow()

    def grab(self) -> QImage:
        """The picture on screen."""
        return self.window.grabWindow()

    def close(self) -> None:
        """Take the window down before its view models go."""
        close_window(self.engine)


def _paper() -> bytes:
    """Stands for a printed paper: bars where lines would be."""
    image = Image.new("L", (576, 1228), "white")
    draw = ImageDraw.Draw(image)
    for top in range(60, 1180, 56):
        draw.rectangle((28, top, 548 if top % 3 else 328, top + 24), "black")
    png = BytesIO()
    image.save(png, "PNG")
    return png.getvalue()
