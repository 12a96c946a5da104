"""Devices made of queues: a test says what they see, and looks at what was asked of them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date

from drivers import (
    CardReaderStatus,
    CardUnread,
    CodeScannerStatus,
    Deadline,
    DocumentKind,
    Evidence,
    IdentityDocument,
    Online,
    PaperLevel,
    Preview,
    PreviewMemory,
    Printed,
    PrinterStatus,
    PrintJob,
    ReadFailure,
    Scan,
    ScanHint,
    Sex,
    Symbol,
    Symbology,
    TransportError,
    TravelKey,
)

DOCUMENT = IdentityDocument(
    kind=DocumentKind.RESIDENT,
    name="张桂兰",
    id_number="860303194103121221",
    sex=Sex.FEMALE,
    ethnic_code="01",
    birth_date=date(1941, 3, 12),
    address="广东省深圳市罗湖区渔邨社区渔邨花园3栋2单元501",
    issuer="深圳市公安局罗湖分局",
    valid_from=date(2006, 5, 1),
    valid_until=None,
)


class FakeReader:
    """A field that a test empties and fills; ``answer`` is what a read gives or raises."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._card = False
        self.answer: Callable[[], object] = lambda: DOCUMENT
        self.keys: list[TravelKey | None] = []
        self.plugged = True
        self.looked_empty = threading.Event()
        self.looked_full = threading.Event()
        self.closed = False

    def lay(self) -> None:
        self.looked_full.clear()
        self._set(card=True)

    def take(self) -> None:
        self.looked_empty.clear()
        self._set(card=False)

    def _set(self, *, card: bool) -> None:
        with self._changed:
            self._card = card
            self._changed.notify_all()

    def status(self, deadline: Deadline) -> CardReaderStatus:
        return CardReaderStatus(Online(), "fake")

    def wait_for_card(self, deadline: Deadline) -> bool:
        self.looked_empty.set()
        return self._wait(deadline, present=True)

    def wait_for_removal(self, deadline: Deadline) -> bool:
        self.looked_full.set()
        return self._wait(deadline, present=False)

    def _wait(self, deadline: Deadline, *, present: bool) -> bool:
        with self._changed:
            while self._card is not present:
                if not self.plugged:
                    raise TransportError("not_connected")
                deadline.check()
                if deadline.remaining() <= 0.02:
                    return False
                self._changed.wait(0.01)
            return True

    def read(self, deadline: Deadline, key: TravelKey | None = None) -> object:
        self.keys.append(key)
        return self.answer()

    def close(self) -> None:
        self.closed = True


class FakeScanner:
    """Sees what ``view`` holds; one scan takes ``patience`` seconds.

    ``size`` is of its frames, ``times`` is how many seconds each scan was given, ``taking`` how
    many the present one takes.
    """

    def __init__(self) -> None:
        self.view: tuple[bytes, ...] = ()
        self.hint = ScanHint.NONE
        self.scans = 0
        self.refusals = 0
        self.rests = 0
        self.plugged = True
        self.closed = False
        self.preview: Preview = PreviewMemory.create()
        self.size = (0, 0)
        self.corners: tuple[tuple[int, int], ...] = ()
        self.patience = 0.005
        self.taking = 0.0
        self.times: list[float] = []
        self._awake = False

    def status(self, deadline: Deadline) -> CodeScannerStatus:
        return CodeScannerStatus(Online(), "fake", *(self.size if self._awake else (0, 0)))

    def scan(self, deadline: Deadline) -> Scan:
        self._awake = True
        self.times.append(deadline.remaining())
        self.taking = self.patience
        deadline.cancel.wait(self.taking)
        deadline.check()
        if not self.plugged:
            self.refusals += 1
            raise TransportError("not_connected")
        self.scans += 1
        seen = tuple(Symbol(Symbology.QR, payload, self.corners) for payload in self.view)
        return Scan(seen, self.hint)

    def rest(self) -> None:
        self._awake = False
        self.rests += 1

    def close(self) -> None:
        self.closed = True


class FakePrinter:
    """Keeps the jobs; ``answer`` is what a print gives or raises."""

    head_dots = 576

    def __init__(self) -> None:
        self.jobs: list[PrintJob] = []
        self.wanted: list[bool] = []
        self.answer: Callable[[], object] = lambda: Printed(Evidence.PROCESS_ECHO)
        self.closed = False

    def status(self, deadline: Deadline) -> PrinterStatus:
        return PrinterStatus(Online(), PaperLevel.LOW, model="fake")

    def print(
        self, job: PrintJob, deadline: Deadline, still_wanted: Callable[[], bool] = lambda: True
    ) -> object:
        self.wanted.append(still_wanted())
        self.jobs.append(job)
        return self.answer()

    def close(self) -> None:
        self.closed = True


def raising(error: Exception) -> Callable[[], object]:
    """A call that raises."""

    def call() -> object:
        raise error

    return call


REMOVED = CardUnread(ReadFailure.REMOVED)
