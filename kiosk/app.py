"""The composition root: builds every part, hands each what it needs, and takes it all down."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import ExitStack

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from backend_client import utc_now
from kiosk import CONFIG
from kiosk.assembly import build_screens
from kiosk.catalog import Catalog
from kiosk.catalog.search import SearchIndex
from kiosk.conductor import Conductor, Ports, Press
from kiosk.conductor.ports import Patience
from kiosk.config_files import configuration_digest, configuration_files
from kiosk.devices import DeviceDesk, HealthBoard
from kiosk.devices.health_log import HealthLog
from kiosk.dock.line import DockServer
from kiosk.documents import warm_fonts
from kiosk.i18n import SHENZHEN, Texts
from kiosk.jobs import Err, Ok, ThreadJobRunner
from kiosk.parts import Parts, build_parts
from kiosk.session import Timing
from kiosk.settings import Settings
from kiosk.shell.view_model import ShellViewModel
from kiosk.shell.window import close_window, load_window
from kiosk.stage import Stage
from kiosk.store import CodeKeyShelf, UsedCodes
from kiosk.submissions import BackOffice, Casework, Checkpoint, Trust
from kiosk.ui.paper_images import PROVIDER_ID, PaperImages

TICK_MILLISECONDS = 500


class App(QObject):
    """A running kiosk. Built, used and closed on the GUI thread, inside a QGuiApplication.

    ``monotonic`` (seconds) is the clock of a visit's patience. ``broken`` is emitted from any
    thread when a bug has put the machine out of service.
    """

    broken = Signal(str)

    def __init__(
        self,
        settings: Settings,
        catalog: Catalog,
        texts: Texts,
        size: tuple[int, int],
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self._monotonic = monotonic
        self._stack = ExitStack()
        self.settings = settings
        self._catalog = catalog
        self._texts = texts
        try:
            self._build(size)
        except BaseException:
            self._stack.close()
            raise

    def _build(self, size: tuple[int, int]) -> None:
        self.parts: Parts = build_parts(self.settings, self._stack)
        self.stage = Stage()
        self.board = HealthBoard()
        HealthLog(self.board)
        images = PaperImages()
        ports = self._ports(images)
        self.conductor = Conductor(ports)
        self.shell = self._shell()
        self.engine = QQmlApplicationEngine()
        self.engine.addImageProvider(PROVIDER_ID, images)
        self.window: QQuickWindow = load_window(self.engine, self.shell, size)
        self.broken.connect(self.conductor.break_down, Qt.ConnectionType.QueuedConnection)
        self._timer = QTimer(self, interval=TICK_MILLISECONDS)
        self._timer.timeout.connect(self.conductor.tick)
        if self.parts.hands is not None and self.settings.dock:
            server = DockServer(self.settings.state_dir, self.parts.hands)
            server.start()
            self._stack.callback(server.stop)

    def _ports(self, images: PaperImages) -> Ports:
        settings, parts = self.settings, self.parts
        devices = parts.devices
        desk = DeviceDesk(
            devices.card_reader,
            devices.code_scanner,
            devices.printer,
            self.board,
            today=lambda: utc_now().astimezone(SHENZHEN).date(),
            document_camera=devices.document_camera,
        )
        self._stack.callback(desk.close)
        self.jobs = ThreadJobRunner()
        self._stack.callback(self.jobs.close)
        site, timing = settings.site, settings.timing
        self._desk = desk
        office = BackOffice(parts.client, parts.filing, site.kiosk_id, timing.backend_seconds)
        return Ports(
            stage=self.stage,
            desk=desk,
            board=self.board,
            office=office,
            checkpoint=self._checkpoint(office),
            casework=Casework(parts.client, self._catalog.items, utc_now, site.phone),
            journal=parts.journal,
            gate=parts.gate,
            press=Press(
                desk.head_dots,
                not settings.production,
                f"{site.estate} · {site.place}",
                site.kiosk_id,
            ),
            images=images,
            jobs=self.jobs,
            timing=Timing(
                timing.idle_seconds,
                timing.presence_seconds,
                timing.done_seconds,
                timing.technician_idle_seconds,
            ),
            patience=Patience(timing.card_read_seconds, timing.print_seconds),
            monotonic=self._monotonic,
            clock=utc_now,
        )

    def _checkpoint(self, office: BackOffice) -> Checkpoint:
        """For our own signed codes: whose are believed, which are used, and what runs here."""
        store = self.parts.store
        return Checkpoint(
            office,
            Trust(CodeKeyShelf(store), self.parts.client, utc_now),
            UsedCodes(store),
            utc_now,
            configuration_digest(configuration_files(CONFIG)),
            self.parts.backend_url,
        )

    def _shell(self) -> ShellViewModel:
        screens = build_screens(
            self.stage,
            self.board,
            self._desk.scan_view,
            self._desk.page_view,
            self._catalog,
            SearchIndex(self._catalog),
            self._texts,
            self.settings.site,
        )
        return ShellViewModel(self.stage, self.settings.site, self._texts, screens)

    def start(self) -> None:
        """Show the window and come alive."""
        self.jobs.run(lambda: warm_fonts(self._desk.head_dots), _expect_ok)
        self._desk.start()
        self.conductor.start()
        self._timer.start()
        self.window.show()

    def crashed(self, code: str) -> None:
        """From any thread: wipe the visit and show that the machine is out of service."""
        self.broken.emit(code)

    def close(self) -> None:
        """Take everything down: window, timers, devices, jobs, outbox, backend, store.

        QML goes first, at once: its bindings must not outlive the view models that they read.
        """
        self._timer.stop()
        self.window.close()
        close_window(self.engine)
        self._stack.close()


def _expect_ok(result: Ok[None] | Err) -> None:
    if isinstance(result, Err):
        raise result.error
