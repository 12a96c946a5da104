"""The line to a camera above a tray: opens it, watches it, mends it, shows what it sees."""

from __future__ import annotations

from collections.abc import Iterator

from drivers._deadline import Deadline
from drivers._errors import DeadlineExceeded, TransportError
from drivers._preview import PreviewMemory
from drivers._status import CodeScannerStatus, FaultCode, Health, Online, fault_of
from drivers.camera.faults import health_under, line_broke
from drivers.camera.frames import Frame
from drivers.camera.freshness import FrameWatch
from drivers.camera.pacing import Pause
from drivers.camera.pages.pictures import PageFrame, PageSource, grey_frame
from drivers.camera.preview import show

BACK_OFF_S = (0.25, 0.5, 1.0, 2.0)
"""Waits between attempts to open a lost camera, as for the code scanner."""


class PageLine:
    """For one thread at a time; ``awake`` from the first frame until ``rest``."""

    def __init__(self, source: PageSource, preview: PreviewMemory, pause: Pause) -> None:
        self._source = source
        self._preview = preview
        self._pause = pause
        self._watch = FrameWatch()
        self._awake = False
        self._failures = 0
        self._health: Health = Online()
        self._size = (0, 0)
        self._shown = False

    def frames(self, deadline: Deadline) -> Iterator[PageFrame]:
        """Frames until the deadline, across broken lines.

        Raises Cancelled, and TransportError when the line is broken at the deadline.
        """
        self._awake = True
        lost: TransportError | None = None
        while True:
            try:
                if lost is not None:
                    self._pause(deadline, self._back_off_s())
                frame = self._take(deadline)
                lost = None
            except TransportError as error:
                lost = error
                self._lose(error)
                continue
            except DeadlineExceeded:
                if lost is None:
                    return
                raise lost from None
            yield frame

    def status(self, deadline: Deadline) -> CodeScannerStatus:
        """Health from a fresh frame if the camera is in use or was last seen broken."""
        deadline.check()
        if not self._source.present():
            self._lose(line_broke(FaultCode.NOT_CONNECTED))
        elif self._awake or fault_of(self._health) is not None:
            self._refresh(deadline)
        width, height = self._size
        return CodeScannerStatus(self._health, self._source.name, width, height)

    def rest(self) -> None:
        """Close the camera until the next frame is wanted."""
        self._awake = False
        self._release()
        self._watch.forget()
        self._preview.wipe()

    def _take(self, deadline: Deadline) -> PageFrame:
        deadline.check()
        self._source.open(deadline)
        frame = self._source.read(deadline)
        grey = grey_frame(frame)
        fault = self._watch.note(grey)
        if fault is FaultCode.FRAME_STALE:
            raise line_broke(fault)
        self._show(grey)
        self._failures = 0
        self._size = (grey.width, grey.height)
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
