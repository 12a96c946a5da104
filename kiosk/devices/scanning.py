"""The code scanner on the desk: looks while the scene listens, tells codes once, hints calmly."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from hashlib import sha256
from typing import Final

from PySide6.QtCore import QObject, Signal

from drivers import (
    Cancelled,
    CodeScanner,
    CodeScannerStatus,
    Deadline,
    DeadlineExceeded,
    Scan,
    TransportError,
)
from kiosk.devices.health import HealthBoard
from kiosk.devices.hints import SteadyHint
from kiosk.devices.lane import Lane, asking, wait_out
from kiosk.devices.preview import ScanView
from kiosk.devices.reading import unclear
from kiosk.devices.statuses import code_scanner_health
from kiosk.session import NoticeCode
from kiosk.session.machine import Listening

LOOK_SECONDS: Final = 0.25
"""After so long without a code the camera says why: a hint that holds is told within a second."""
GONE_SECONDS: Final = 1.0
"""A code out of view for less was not taken away: a hand shakes, a frame is blurred."""


class Scanning(QObject):
    """One lane; built, used and closed on the GUI thread. ``clock``: monotonic seconds."""

    code_shown = Signal(object)
    codes_many = Signal()
    code_unclear = Signal(object)

    def __init__(
        self, scanner: CodeScanner, board: HealthBoard, clock: Callable[[], float]
    ) -> None:
        super().__init__()
        self._board = board
        self._clock = clock
        self._view = ScanView(scanner.preview, clock, self)
        self._listening = Listening(card=False, code=False)
        self._in_view: frozenset[bytes] = frozenset()
        """Digests only."""
        self._seen_at = 0.0
        self._left_over = False
        self._hint = SteadyHint()
        self._size = (0, 0)
        """Of the camera's frames in pixels, while it delivers any; the lane's thread writes it."""
        self._lane = Lane("scanner", scanner, self._watch)

    @property
    def view(self) -> ScanView:
        """What the camera sees, for the screen."""
        return self._view

    def start(self) -> None:
        """Begin to watch."""
        self._lane.start()

    def close(self) -> None:
        """End watching."""
        self._view.close()
        self._lane.close()

    def listen(self, listening: Listening) -> None:
        """See DeviceDesk; the camera opens or rests at once."""
        before, self._listening = self._listening, listening
        if listening != before:
            self._hint.forget()
            self._view.tell(None)
        if listening.asked and self._left_over:
            self._left_over, self._in_view = False, frozenset()
        self._view.listen(code=listening.code)
        if listening.code != before.code:
            self._lane.rouse()

    def forget(self) -> None:
        """See DeviceDesk."""
        self._left_over = True
        self._hint.forget()
        self._view.wipe()

    # on the lane's thread

    def _watch(self, scanner: CodeScanner, deadline: Deadline) -> None:
        with suppress(Cancelled, DeadlineExceeded):
            looking = self._listening.code
            if not looking:
                scanner.rest()
            try:
                if looking:
                    self._look(scanner, deadline)
            except TransportError:
                looking = False
                self._lane.post(self._lost)
            self._report(scanner.status(asking(deadline)))
            if not looking:
                wait_out(deadline)

    def _look(self, scanner: CodeScanner, deadline: Deadline) -> None:
        """Look again and again; while no frame has come yet, leave the camera time to open."""
        while True:
            size = self._size
            scan = scanner.scan(deadline.within(LOOK_SECONDS) if all(size) else deadline)
            self._lane.post(partial(self._scanned, scan, size))
            if not (self._listening.code and all(size)):
                return
            if deadline.remaining() < LOOK_SECONDS:
                return

    def _report(self, status: CodeScannerStatus) -> None:
        self._size = (status.width, status.height)
        health = code_scanner_health(status)
        self._lane.post(lambda: self._board.update(health))

    # on the GUI thread

    def _lost(self) -> None:
        """No camera, no hints."""
        self._hint.forget()
        self._hinted()

    def _scanned(self, scan: Scan, size: tuple[int, int]) -> None:
        if not self._listening.code:
            return
        self._view.sight(scan.symbols, *size)
        if scan.symbols:
            self._hint.forget()
        else:
            self._hint.note(unclear(scan), self._clock())
        self._hinted()
        self._codes_came(frozenset(symbol.payload for symbol in scan.symbols))

    def _hinted(self) -> None:
        told: NoticeCode | None = self._hint.told
        if told is not self._view.hint:
            self._view.tell(told)
            self.code_unclear.emit(told)

    def _codes_came(self, payloads: frozenset[bytes]) -> None:
        """Tell what came into view, once; when all has left the view, it counts anew."""
        now = self._clock()
        if not payloads and now - self._seen_at < GONE_SECONDS:
            return
        self._seen_at = now
        seen = frozenset(sha256(payload).digest() for payload in payloads)
        if seen == self._in_view:
            return
        self._in_view = seen
        if len(payloads) > 1:
            self.codes_many.emit()
        for payload in payloads if len(payloads) == 1 else ():
            self.code_shown.emit(payload)
