"""A document camera whose camera, page finder and zone reader run in a process of their own."""

from __future__ import annotations

from collections.abc import Sequence

from drivers._deadline import Deadline
from drivers._pages import PageCapture, ZoneReading
from drivers._preview import PreviewMemory
from drivers._status import CodeScannerStatus
from drivers.host.calls import answer
from drivers.host.camera_link import CameraLink
from drivers.host.codec import MalformedMessageError
from drivers.host.messages import (
    CapturePage,
    OpenDocumentCamera,
    ReadZone,
    Result,
    Watched,
    WatchTray,
)
from drivers.host.supervisor import COMMAND, HostPace


class HostedDocumentCamera:
    """``DocumentCamera`` in a supervised host; see ``CameraLink``.

    ``watch``, ``capture`` and ``read_zone`` raise TransportError when the line or the host is lost
    at the end, and end with Cancelled when the camera is closed meanwhile.
    """

    def __init__(
        self,
        opening: OpenDocumentCamera,
        command: Sequence[str] = COMMAND,
        pace: HostPace | None = None,
    ) -> None:
        """Raises OSError when the system has no room for the preview."""
        self._link = CameraLink(opening, "document_camera", command, pace)

    @property
    def host_pid(self) -> int | None:
        """Process id of the present host; None while there is none."""
        return self._link.pid

    @property
    def preview(self) -> PreviewMemory:
        """See DocumentCamera; the same until ``close``, whatever becomes of hosts."""
        return self._link.preview

    def status(self, deadline: Deadline) -> CodeScannerStatus:
        """See DocumentCamera; a host that is away for two seconds is ``Unknown``."""
        return self._link.status(deadline)

    def watch(self, deadline: Deadline) -> None:
        """See DocumentCamera."""
        self._link.ask(WatchTray(), deadline, answer(Watched))

    def capture(self, deadline: Deadline) -> PageCapture:
        """See DocumentCamera."""
        return self._link.ask(CapturePage(), deadline, _page)

    def read_zone(self, deadline: Deadline) -> ZoneReading:
        """See DocumentCamera."""
        return self._link.ask(ReadZone(), deadline, _zone)

    def rest(self) -> None:
        """See DocumentCamera and ``CameraLink.rest``."""
        self._link.rest()

    def close(self) -> None:
        """See DocumentCamera; kills the host, waits a second at most, from any thread."""
        self._link.close()


def _page(result: Result) -> PageCapture:
    if not isinstance(result, PageCapture):
        raise MalformedMessageError
    return result


def _zone(result: Result) -> ZoneReading:
    if not isinstance(result, ZoneReading):
        raise MalformedMessageError
    return result
