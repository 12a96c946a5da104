"""The devices on one desk: what the scene listens to, what it asks for, and how they are."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date

from PySide6.QtCore import QObject, Signal

from drivers import (
    Bitmap,
    Cancelled,
    CardRead,
    CardReader,
    CardUnread,
    CodeScanner,
    Deadline,
    DeadlineExceeded,
    DocumentCamera,
    DriverError,
    PagePicture,
    Printer,
    PrintJob,
    ReadFailure,
    Retake,
    TransportError,
    TravelKey,
)
from kiosk.devices.health import HealthBoard, PartHealth
from kiosk.devices.lane import Lane, asking, wait_out
from kiosk.devices.paging import Paging
from kiosk.devices.preview import ScanView
from kiosk.devices.printing import Page, PrintEnd, PrintVerdict, print_end
from kiosk.devices.reading import held
from kiosk.devices.scanning import Scanning
from kiosk.devices.statuses import card_reader_health, printer_health
from kiosk.jobs import Err, Ok
from kiosk.session import NoticeCode
from kiosk.session.data import DocumentKey, HeldDocument
from kiosk.session.machine import Listening

PRINTER_POLL_SECONDS = 3.0
"""Between two status questions to an idle printer: DLE EOT costs it nothing, its line little."""


_Device = CardReader | CodeScanner | Printer | DocumentCamera
_Watched = Lane[CardReader] | Lane[Printer] | Scanning | Paging


class DeviceDesk(QObject):
    """A lane for each device behind signals; built, used and closed on the GUI thread.

    ``today`` is the lobby's date, by which documents expire; ``clock`` tells monotonic seconds.
    """

    card_laid = Signal()
    code_shown = Signal(object)
    """The payload bytes of the one code in view."""
    codes_many = Signal()
    code_unclear = Signal(object)
    """A NoticeCode that says how to hold the phone, or None when the view is clear again."""

    def __init__(
        self,
        reader: CardReader,
        scanner: CodeScanner,
        printer: Printer,
        board: HealthBoard,
        today: Callable[[], date],
        clock: Callable[[], float] = time.monotonic,
        document_camera: DocumentCamera | None = None,
    ) -> None:
        super().__init__()
        self._today = today
        self._board = board
        self._listening = Listening(card=False, code=False)
        self._card_there = False
        self._head_dots = printer.head_dots
        self._reader = Lane("card", reader, self._watch_reader)
        self._scanning = Scanning(scanner, board, clock)
        self._scanning.code_shown.connect(self.code_shown)
        self._scanning.codes_many.connect(self.codes_many)
        self._scanning.code_unclear.connect(self.code_unclear)
        self._printer = Lane("printer", printer, self._watch_printer)
        self._paging = None if document_camera is None else Paging(document_camera, board, clock)
        self._devices: list[_Device] = [reader, scanner, printer]
        if document_camera is not None:
            self._devices.append(document_camera)

    @property
    def head_dots(self) -> int:
        """Dots that a page must be wide."""
        return self._head_dots

    @property
    def scan_view(self) -> ScanView:
        """What the camera sees, for the screen that asks for a code."""
        return self._scanning.view

    @property
    def has_document_camera(self) -> bool:
        """Whether this kiosk has a document camera at all; how it is, the board tells."""
        return self._paging is not None

    @property
    def page_view(self) -> ScanView | None:
        """What lies on the document camera's tray, live while the scene looks at it."""
        return None if self._paging is None else self._paging.view

    def start(self) -> None:
        """Begin to watch all devices."""
        for part in self._parts():
            part.start()

    def close(self) -> None:
        """End all watching and release the devices."""
        for part in self._parts():
            part.close()
        for device in self._devices:
            device.close()

    def listen(self, listening: Listening) -> None:
        """What the scene wants to hear from now on; a code that stays in view is told once."""
        self._listening = listening
        self._scanning.listen(listening)
        if self._paging is not None:
            self._paging.listen(listening)

    def forget(self) -> None:
        """A visit ended: no picture of it stays.

        A phone that it left there is nobody's until a code is asked for.
        """
        self._scanning.forget()
        if self._paging is not None:
            self._paging.forget()

    def read_card(
        self,
        seconds: float,
        key: DocumentKey | None,
        done: Callable[[HeldDocument | NoticeCode], None],
    ) -> None:
        """Read the card in the field; a driver's fault comes as a notice.

        ``key`` opens a travel document; other cards are read without looking at it.
        """
        opens = None if key is None else TravelKey(key.number, key.birth_date, key.valid_until)

        def judge(result: object) -> None:
            match result:
                case Ok(value):
                    done(held(value, self._today()))
                case Err(DriverError()):
                    done(NoticeCode.READER_DOWN)
                case Err(error):
                    raise error

        self._reader.ask(
            lambda reader, deadline: self._read_card(reader, deadline, opens), seconds, judge
        )

    def capture_page(
        self, seconds: float, done: Callable[[PagePicture | Retake | NoticeCode], None]
    ) -> None:
        """Take a picture of what lies on the tray; a driver's fault comes as a notice.

        Ends early when the scene looks away from the tray.
        """
        if self._paging is None:
            done(NoticeCode.DOCUMENT_CAMERA_DOWN)
        else:
            self._paging.capture(seconds, done)

    def read_zone(self, seconds: float, done: Callable[[DocumentKey | NoticeCode], None]) -> None:
        """Read the key of the travel document on the tray; why there is none comes as a notice.

        Ends early when the scene looks away from the tray.
        """
        if self._paging is None:
            done(NoticeCode.ZONE_CAMERA_DOWN)
        else:
            self._paging.read_zone(seconds, done)

    def print_page(
        self,
        job_id: int,
        page: Page,
        seconds: float,
        still_wanted: Callable[[], bool],
        done: Callable[[PrintEnd], None],
    ) -> None:
        """Print a page at most once; whatever cannot be proven ends as unknown."""

        def judge(result: object) -> None:
            match result:
                case Ok(value):
                    done(print_end(value))
                case Err(DeadlineExceeded() | Cancelled()):
                    done(PrintEnd(PrintVerdict.FAILED, NoticeCode.PRINTER_DOWN, "no_answer"))
                case Err(DriverError()):
                    done(PrintEnd(PrintVerdict.UNKNOWN, NoticeCode.PRINT_UNPROVEN, "no_answer"))
                case Err(error):
                    raise error

        job = PrintJob(job_id, Bitmap(page.width, page.height, page.rows))
        self._printer.ask(
            lambda device, deadline: device.print(job, deadline, still_wanted), seconds, judge
        )

    def _parts(self) -> Iterator[_Watched]:
        yield from (self._reader, self._scanning, self._printer)
        if self._paging is not None:
            yield self._paging

    # on the lanes' threads

    def _read_card(self, reader: CardReader, deadline: Deadline, key: TravelKey | None) -> CardRead:
        """A card that left while it was read may lie there again at once: that is a new card."""
        read = reader.read(deadline, key)
        if read == CardUnread(ReadFailure.REMOVED):
            self._card_there = False
        return read

    def _report(self, lane: Lane[CardReader] | Lane[Printer], health: PartHealth) -> None:
        lane.post(lambda: self._board.update(health))

    def _watch_reader(self, reader: CardReader, deadline: Deadline) -> None:
        with suppress(Cancelled, DeadlineExceeded):
            try:
                self._report(self._reader, card_reader_health(reader.status(asking(deadline))))
                self._card_came_or_went(reader, deadline)
            except TransportError:
                self._card_there = False
                wait_out(deadline)

    def _card_came_or_went(self, reader: CardReader, deadline: Deadline) -> None:
        if self._card_there:
            self._card_there = not reader.wait_for_removal(deadline)
        elif reader.wait_for_card(deadline):
            self._card_there = True
            self._reader.post(self._card_came)

    def _watch_printer(self, printer: Printer, deadline: Deadline) -> None:
        with suppress(DriverError):
            status = printer.status(asking(deadline))
            self._report(self._printer, printer_health(status))
        deadline.cancel.wait(PRINTER_POLL_SECONDS)

    # on the GUI thread

    def _card_came(self) -> None:
        if self._listening.card:
            self.card_laid.emit()
