"""The line to a camera: opens it, watches it, mends it, shows what it sees."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Generic, Protocol, TypeVar

from drivers._deadline import Deadline
from drivers._errors import Cancelled, DeadlineExceeded, TransportError
from drivers._preview import PreviewMemory
from drivers._status import CodeScannerStatus, FaultCode, Health, Online, fault_of
from drivers.camera.faults import health_under, line_broke
from drivers.camera.frames import Frame
from drivers.camera.freshness import FrameWatch
from drivers.camera.pacing import Pause
from drivers.camera.preview import show

BACK_OFF_S = (0.25, 0.5, 1.0, 2.0)
"""Waits between attempts to open a lost camera; the last repeats, so a replug is seen in 2 s."""


SeenT = TypeVar("SeenT")
SeenT_co = TypeVar("SeenT_co", covariant=True)


class LineSource(Protocol[SeenT_co]):
    """A FrameSource of any kind of frame."""

    @property
    def name(self) -> str: ...

    def present(self) -> bool: ...

    def open(self, deadline: Deadline) -> None: ...

    def read(self, deadline: Deadline) -> SeenT_co: ...

    def close(self) -> None: ...


class CameraLine(Generic[SeenT]):
    """For one thread at a time; awake from the first frame until ``rest``.

    ``grey`` gives a frame in grey. Frames go to ``preview`` while that is wanted; afterwards no
    picture is left in it. After ``end``, from any thread, every call is ``Cancelled``.
    """

    def __init__(
        self,
        source: LineSource[SeenT],
        grey: Callable[[SeenT], Frame],
        preview: PreviewMemory,
        pause: Pause,
    ) -> None:
        self._source = source
        self._grey = grey
        self._preview = preview
        self._ended = threading.Event()
        self._pause = pause
        self._watch = FrameWatch()
        self._awake = False
        self._failures = 0
        self._health: Health = Online()
        self._size = (0, 0)
        self._shown = False

    def frames(self, deadline: Deadline) -> Iterator[SeenT]:
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
        """Health from a fresh frame if the camera is in use or was last seen broken.

        A resting, healthy camera is only looked for. Blocks for one frame at most.
        """
        self._check_open()
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

    def end(self) -> None:
        """Nothing more is wanted; the camera closes with ``rest``."""
        self._ended.set()

    def _take(self, deadline: Deadline) -> SeenT:
        self._check_open()
        deadline.check()
        self._source.open(deadline)
        frame = self._source.read(deadline)
        grey = self._grey(frame)
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

    def _check_open(self) -> None:
        if self._ended.is_set():
            raise Cancelled
