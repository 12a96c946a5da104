"""The document camera: photographs a page for an application, reads a travel document's key."""

from __future__ import annotations

import threading

from drivers._deadline import Deadline
from drivers._documents import TravelKey
from drivers._pages import (
    PageCapture,
    PagePicture,
    Retake,
    RetakeReason,
    TravelKeyRead,
    ZoneFailure,
    ZoneReading,
    ZoneUnread,
)
from drivers._preview import PreviewMemory
from drivers._status import CodeScannerStatus
from drivers.camera.line import CameraLine
from drivers.camera.pacing import Pause
from drivers.camera.pages.developing import Wanted, developed
from drivers.camera.pages.finding import find_page
from drivers.camera.pages.pictures import PageSource, grey_frame, grey_of
from drivers.camera.pages.steadiness import Steadiness
from drivers.camera.pages.upright import LineWay
from drivers.camera.zone import ZoneReader

UNFIT_FRAMES = 5
"""A page that lies still is looked at so often before the resident is told what is wrong: a lens
that still hunts for its focus has found it by then."""

_NO_PAGE = Retake((RetakeReason.NO_PAGE,))


class TrayCamera:
    """A DocumentCamera: one above a tray, on any source of grey or colour frames.

    Both calls mend a broken line by themselves and raise ``TransportError`` only when it is still
    broken at their deadline. The camera opens with the first of them and stays open until ``rest``.
    After ``close`` every call is ``Cancelled``. One thread at a time; ``close`` from any thread.
    Nothing is written anywhere, and no picture is kept but for the one that is returned.
    """

    def __init__(
        self,
        source: PageSource,
        reader: ZoneReader,
        way: LineWay,
        wanted: Wanted | None = None,
        preview: PreviewMemory | None = None,
        pause: Pause = Deadline.pause,
    ) -> None:
        self._reader = reader
        self._way = way
        self._wanted = wanted or Wanted()
        self._preview = preview or PreviewMemory()
        self._line = CameraLine(source, grey_frame, self._preview, pause)
        self._lock = threading.Lock()

    @property
    def preview(self) -> PreviewMemory:
        """What the camera sees while a call is under way; pictures come only while wanted."""
        return self._preview

    def watch(self, deadline: Deadline) -> None:
        """Show the tray in ``preview`` until the deadline, and look for nothing."""
        with self._lock:
            for _ in self._line.frames(deadline):
                pass

    def capture(self, deadline: Deadline) -> PageCapture:
        """Wait until a page lies still and photograph it.

        Ends early when the page lies still and is unfit; otherwise at the deadline, with what was
        wrong last. Blocks one frame, and its work of 0.2 s, beyond the deadline at most.
        """
        with self._lock:
            return self._capture(deadline)

    def read_zone(self, deadline: Deadline) -> ZoneReading:
        """The key of the travel document in view, as soon as two frames in a row give the same.

        At the deadline the nearest that came to one. Blocks as ``capture`` does.
        """
        with self._lock:
            return self._read_zone(deadline)

    def status(self, deadline: Deadline) -> CodeScannerStatus:
        """Health, from a fresh frame if the camera is in use or was last seen broken."""
        with self._lock:
            return self._line.status(deadline)

    def rest(self) -> None:
        """Close the camera (its light goes out) until the next call; the preview is wiped."""
        with self._lock:
            self._line.rest()

    def close(self) -> None:
        """Release camera and preview; a call in another thread ends with Cancelled."""
        self._line.end()
        self.rest()
        self._preview.close()

    def _capture(self, deadline: Deadline) -> PageCapture:
        still = Steadiness()
        unfit, told = 0, _NO_PAGE
        for frame in self._line.frames(deadline):
            page = find_page(frame.image)
            if page is None or page.cut:
                still.forget()
                unfit, told = 0, _NO_PAGE if page is None else Retake((RetakeReason.CUT_OFF,))
                continue
            if not still.note(page.corners, grey_of(frame.image), frame.at):
                unfit, told = 0, Retake((RetakeReason.MOVED,))
                continue
            found = developed(frame.image, page, self._wanted, self._way)
            if isinstance(found, PagePicture):
                return found
            unfit, told = unfit + 1, found
            if unfit == UNFIT_FRAMES:
                break
        return told

    def _read_zone(self, deadline: Deadline) -> ZoneReading:
        before: TravelKey | None = None
        nearest = ZoneFailure.NO_ZONE
        for frame in self._line.frames(deadline):
            found = self._reader.read(grey_of(frame.image))
            if isinstance(found, TravelKey):
                if found == before:
                    return TravelKeyRead(found)
                before, found = found, ZoneFailure.UNPROVEN
            else:
                before = None
            nearest = max(nearest, found, key=list(ZoneFailure).index)
        return ZoneUnread(nearest)
