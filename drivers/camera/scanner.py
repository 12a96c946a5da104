"""The code scanner on a camera: looks, recovers its line, and knows how it is."""

from __future__ import annotations

import threading

from drivers._deadline import Deadline
from drivers._errors import Cancelled, DeadlineExceeded, TransportError
from drivers._preview import PreviewMemory
from drivers._results import Scan, Symbol
from drivers._status import CodeScannerStatus, FaultCode, Health, Online, fault_of
from drivers.camera.decode import Decoder
from drivers.camera.faults import health_under, line_broke
from drivers.camera.frames import Frame, FrameSource
from drivers.camera.freshness import FrameWatch
from drivers.camera.hints import HintWatch
from drivers.camera.pacing import Pause
from drivers.camera.preview import show
from drivers.camera.stillness import StillnessGate

BACK_OFF_S = (0.25, 0.5, 1.0, 2.0)
"""Waits between attempts to open a lost camera; the last repeats, so a replug is seen in 2 s."""


class CameraCodeScanner:
    """A CodeScanner on any frame source and decoder.

    ``scan`` mends a broken line by itself: it closes the source, waits and opens it again until
    its deadline. It raises ``TransportError`` only when the line is still broken by then. A camera
    between two scans stays open; ``rest`` closes it. After ``close`` every call is ``Cancelled``.
    Frames go to ``preview`` while that is wanted; afterwards no picture is left in it.
    """

    def __init__(
        self,
        source: FrameSource,
        decoder: Decoder,
        pause: Pause = Deadline.pause,
        preview: PreviewMemory | None = None,
    ) -> None:
        self._source = source
        self._decoder = decoder
        self._preview = preview or PreviewMemory()
        self._pause = pause
        self._lock = threading.Lock()
        self._closed = threading.Event()
        self._watch = FrameWatch()
        self._gate = StillnessGate()
        self._hints = HintWatch()
        self._awake = False
        self._failures = 0
        self._health: Health = Online()
        self._size = (0, 0)
        self._shown = False

    @property
    def preview(self) -> PreviewMemory:
        """See CodeScanner."""
        return self._preview

    def status(self, deadline: Deadline) -> CodeScannerStatus:
        """Health from a fresh frame if the camera is in use or was last seen broken.

        A resting, healthy camera is only looked for. Blocks for one frame at most.
        """
        with self._lock:
            self._check_open()
            deadline.check()
            fault = fault_of(self._health)
            if not self._source.present():
                self._lose(line_broke(FaultCode.NOT_CONNECTED))
            elif self._awake or fault is not None:
                self._refresh(deadline)
            width, height = self._size
            return CodeScannerStatus(self._health, self._source.name, width, height)

    def scan(self, deadline: Deadline) -> Scan:
        """Codes of the first frame that shows any, or none and a hint at the deadline."""
        lost: TransportError | None = None
        with self._lock:
            self._awake = True
            self._gate.search_next()
            while True:
                try:
                    if lost is not None:
                        self._pause(deadline, self._back_off_s())
                    return self._search(deadline)
                except TransportError as error:
                    lost = error
                    self._lose(error)
                except DeadlineExceeded:
                    if lost is None:
                        return Scan()
                    raise lost from None

    def rest(self) -> None:
        """Close the camera until the next scan."""
        with self._lock:
            self._awake = False
            self._release()
            self._watch.forget()
            self._gate.forget()
            self._hints.forget()
            self._preview.wipe()

    def close(self) -> None:
        """Release camera and preview; a scan in another thread ends with Cancelled."""
        self._closed.set()
        self.rest()
        self._preview.close()

    def _search(self, deadline: Deadline) -> Scan:
        """Look until the deadline; DeadlineExceeded when not even one frame came."""
        frame: Frame | None = None
        try:
            while True:
                frame = self._take(deadline)
                symbols = self._decode(frame)
                if symbols:
                    self._hints.forget()
                    return Scan(symbols)
                self._hints.note(frame)
        except DeadlineExceeded:
            if frame is None:
                raise
            return Scan(hint=self._hints.hint())

    def _decode(self, frame: Frame) -> tuple[Symbol, ...]:
        return self._decoder.decode(frame.image) if self._gate.worth_decoding(frame) else ()

    def _take(self, deadline: Deadline) -> Frame:
        self._check_open()
        self._source.open(deadline)
        frame = self._source.read(deadline)
        fault = self._watch.note(frame)
        if fault is FaultCode.FRAME_STALE:
            raise line_broke(fault)
        self._show(frame)
        self._failures = 0
        self._size = (frame.width, frame.height)
        self._health = Online() if fault is None else health_under(fault)
        return frame

    def _show(self, frame: Frame) -> None:
        if self._preview.wanted():
            show(frame, self._preview)
            self._shown = True
        elif self._shown:
            self._preview.wipe()
            self._shown = False

    def _refresh(self, deadline: Deadline) -> None:
        try:
            self._take(deadline)
        except TransportError as lost:
            self._lose(lost)
        if not self._awake:
            self._release()

    def _back_off_s(self) -> float:
        return BACK_OFF_S[min(self._failures, len(BACK_OFF_S)) - 1]

    def _lose(self, lost: TransportError) -> None:
        self._failures += 1
        self._health = health_under(lost.code)
        self._release()

    def _release(self) -> None:
        self._source.close()
        self._size = (0, 0)

    def _check_open(self) -> None:
        if self._closed.is_set():
            raise Cancelled
