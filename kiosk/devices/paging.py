"""The document camera on the desk: live while the scene looks at its tray."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Final, TypeVar

from PySide6.QtCore import QObject

from drivers import (
    Cancelled,
    CodeScannerStatus,
    Deadline,
    DeadlineExceeded,
    DocumentCamera,
    DriverError,
    PagePicture,
    Retake,
    TransportError,
    TravelKeyRead,
    ZoneFailure,
    ZoneUnread,
)
from kiosk.devices.health import HealthBoard, Part
from kiosk.devices.lane import Lane, Work, asking, wait_out
from kiosk.devices.preview import ScanView
from kiosk.devices.reading import document_key
from kiosk.devices.statuses import document_camera_health
from kiosk.jobs import Err, Ok
from kiosk.session import NoticeCode
from kiosk.session.data import DocumentKey
from kiosk.session.machine import Listening

T = TypeVar("T")

LOOK_SECONDS: Final = 5.0
"""Of one look for a zone: a resident learns after so long that the camera is gone."""
_NEARER: Final = tuple(ZoneFailure)
"""Failures in the order of how near they came to a key."""


class Paging(QObject):
    """One lane; built, used and closed on the GUI thread. ``clock``: monotonic seconds."""

    def __init__(
        self, camera: DocumentCamera, board: HealthBoard, clock: Callable[[], float]
    ) -> None:
        super().__init__()
        self._board = board
        board.fit(Part.DOCUMENT_CAMERA)
        self._view = ScanView(camera.preview, clock, self)
        self._is_shown = False
        self._lane = Lane("pages", camera, self._watch)

    @property
    def view(self) -> ScanView:
        """What lies on the tray, for the screen; it has no outlines and no hints."""
        return self._view

    def start(self) -> None:
        """Begin to watch."""
        self._lane.start()

    def close(self) -> None:
        """End watching."""
        self._view.close()
        self._lane.close()

    def listen(self, listening: Listening) -> None:
        """See DeviceDesk; the camera opens or rests at once.

        What is asked for ends when the scene looks away: nobody wants it any more.
        """
        if listening.page == self._is_shown:
            return
        self._is_shown = listening.page
        self._view.listen(code=listening.page)
        if not listening.page:
            self._lane.withdraw()
        self._lane.rouse()

    def forget(self) -> None:
        """See DeviceDesk."""
        self._lane.withdraw()
        self._view.wipe()

    def capture(
        self, seconds: float, done: Callable[[PagePicture | Retake | NoticeCode], None]
    ) -> None:
        """See DeviceDesk."""
        down = NoticeCode.DOCUMENT_CAMERA_DOWN
        self._ask(lambda camera, deadline: camera.capture(deadline), seconds, done, down)

    def read_zone(self, seconds: float, done: Callable[[DocumentKey | NoticeCode], None]) -> None:
        """See DeviceDesk."""
        self._ask(_read_zone, seconds, done, NoticeCode.ZONE_CAMERA_DOWN)

    def _ask(
        self,
        work: Work[DocumentCamera, T],
        seconds: float,
        done: Callable[[T | NoticeCode], None],
        down: NoticeCode,
    ) -> None:
        def judge(result: Ok[T] | Err) -> None:
            match result:
                case Ok(value):
                    done(value)
                case Err(DriverError()):
                    done(down)
                case Err(error):
                    raise error

        self._lane.ask(work, seconds, judge)

    # on the lane's thread

    def _watch(self, camera: DocumentCamera, deadline: Deadline) -> None:
        with suppress(Cancelled, DeadlineExceeded):
            is_shown = self._is_shown
            if not is_shown:
                camera.rest()
            try:
                if is_shown:
                    camera.watch(deadline)
            except TransportError:
                is_shown = False
            self._report(camera.status(asking(deadline)))
            if not is_shown:
                wait_out(deadline)

    def _report(self, status: CodeScannerStatus) -> None:
        health = document_camera_health(status)
        self._lane.post(lambda: self._board.update(health))


def _read_zone(camera: DocumentCamera, deadline: Deadline) -> DocumentKey | NoticeCode:
    """Look again and again, while the camera is there, until the deadline."""
    nearest = ZoneFailure.NO_ZONE
    while True:
        found = camera.read_zone(deadline.within(LOOK_SECONDS))
        if isinstance(found, TravelKeyRead):
            return document_key(found)
        nearest = max(nearest, found.reason, key=_NEARER.index)
        if deadline.expired():
            return document_key(ZoneUnread(nearest))
