"""A code scanner whose camera and decoder run in a process of their own."""

from __future__ import annotations

from collections.abc import Sequence

from drivers._deadline import Deadline
from drivers._preview import PreviewMemory
from drivers._results import Scan
from drivers._status import CodeScannerStatus
from drivers.host.calls import answer
from drivers.host.camera_link import CameraLink
from drivers.host.messages import OpenCodeScanner, ScanCodes
from drivers.host.supervisor import COMMAND, HostPace


class HostedCodeScanner:
    """``CodeScanner`` in a supervised host; see ``CameraLink``."""

    def __init__(
        self,
        opening: OpenCodeScanner,
        command: Sequence[str] = COMMAND,
        pace: HostPace | None = None,
    ) -> None:
        """Raises OSError when the system has no room for the preview."""
        self._link = CameraLink(opening, "code_scanner", command, pace)

    @property
    def host_pid(self) -> int | None:
        """Process id of the present host; None while there is none."""
        return self._link.pid

    @property
    def preview(self) -> PreviewMemory:
        """See CodeScanner; the same from the first call to ``close``, whatever becomes of hosts."""
        return self._link.preview

    def status(self, deadline: Deadline) -> CodeScannerStatus:
        """See CodeScanner; a host that is away for two seconds is ``Unknown``."""
        return self._link.status(deadline)

    def scan(self, deadline: Deadline) -> Scan:
        """See CodeScanner; raises TransportError when the line or the host is lost at the end.

        Ends with Cancelled when the scanner is closed meanwhile.
        """
        return self._link.ask(ScanCodes(), deadline, answer(Scan))

    def rest(self) -> None:
        """See CodeScanner; a process that has not closed its camera in ``grace_seconds`` is ended.

        That closes the camera too. Where no process is ready none is open, and none is started.
        """
        self._link.rest()

    def close(self) -> None:
        """See CodeScanner; kills the host, waits a second at most, from any thread."""
        self._link.close()
