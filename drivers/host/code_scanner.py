"""A code scanner whose camera and decoder run in a process of their own."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from drivers._deadline import Deadline
from drivers._errors import Cancelled, DeadlineExceeded, DriverError, TransportError
from drivers._preview import PreviewMemory
from drivers._results import Scan
from drivers._status import (
    Action,
    CodeScannerStatus,
    Fault,
    FaultCode,
    NoDevice,
    Unknown,
)
from drivers.host.calls import STATUS_SECONDS, answer, steadily
from drivers.host.messages import AskStatus, OpenCodeScanner, Rest, Rested, ScanCodes
from drivers.host.supervisor import COMMAND, ClosedError, DeviceHost, HostPace

PACE = HostPace(grace_seconds=3.0)
"""A read may take a second longer than its call, and opening a USB camera up to two."""

_NO_ANSWER = Unknown(Fault(FaultCode.NO_ANSWER, Action.RESET))
_MISCONFIGURED = NoDevice(Fault(FaultCode.MISCONFIGURED, Action.CONFIGURE))


class HostedCodeScanner:
    """``CodeScanner`` in a supervised host; starts nothing before the first call.

    A host that crashes, freezes or does not come back from a call is replaced in the background. A
    call that meets no host, or loses it, goes on with the next one within its deadline. Pictures
    come through memory that all its hosts write to; one that is lost leaves none behind there.
    """

    def __init__(
        self,
        opening: OpenCodeScanner,
        command: Sequence[str] = COMMAND,
        pace: HostPace | None = None,
    ) -> None:
        """Raises OSError when the system has no room for the preview."""
        self._preview = PreviewMemory.create()
        self._closed = threading.Event()
        self._host = DeviceHost(
            replace(opening, preview=self._preview.descriptor),
            "code_scanner",
            command,
            pace or PACE,
            inherited=(self._preview.descriptor,),
            on_end=self._preview.wipe,
        )

    @property
    def host_pid(self) -> int | None:
        """Process id of the present host; None while there is none."""
        return self._host.pid

    @property
    def preview(self) -> PreviewMemory:
        """See CodeScanner; the same from the first call to ``close``, whatever becomes of hosts."""
        return self._preview

    def status(self, deadline: Deadline) -> CodeScannerStatus:
        """See CodeScanner; a host that is away for two seconds is ``Unknown``."""
        self._check_open()
        deadline.check()
        in_time = deadline.within(STATUS_SECONDS)
        try:
            return steadily(self._host, AskStatus(), in_time, answer(CodeScannerStatus))
        except ClosedError:
            raise Cancelled from None
        except TransportError as error:
            return _status_without(error)
        except DeadlineExceeded:
            return CodeScannerStatus(_NO_ANSWER)

    def scan(self, deadline: Deadline) -> Scan:
        """See CodeScanner; raises TransportError when the line or the host is lost at the end.

        Ends with Cancelled when the scanner is closed meanwhile.
        """
        self._check_open()
        if deadline.cancel.is_set():
            raise Cancelled
        try:
            return steadily(self._host, ScanCodes(), deadline, answer(Scan))
        except ClosedError:
            raise Cancelled from None
        except DeadlineExceeded:
            raise TransportError(FaultCode.NO_ANSWER, "the camera or its decoder hung") from None

    def rest(self) -> None:
        """See CodeScanner; a process that has not closed its camera in ``grace_seconds`` is ended.

        That closes the camera too. Where no process is ready none is open, and none is started.
        """
        with suppress(DriverError):
            self._host.call_present(Rest(), Deadline.after(0.0), answer(Rested))

    def close(self) -> None:
        """See CodeScanner; kills the host, waits a second at most, from any thread."""
        self._closed.set()
        self._host.close()
        self._preview.wipe()
        self._preview.close()

    def _check_open(self) -> None:
        if self._closed.is_set():
            raise Cancelled


def _status_without(error: TransportError) -> CodeScannerStatus:
    """A scanner that cannot be asked; why it refuses its configuration is for technicians."""
    if error.code == FaultCode.MISCONFIGURED:
        return CodeScannerStatus(_MISCONFIGURED, error.detail)
    return CodeScannerStatus(_NO_ANSWER)
