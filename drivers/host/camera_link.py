"""What every hosted camera has on the kiosk's side: its host, its preview, and its health."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TypeVar

from drivers._deadline import Deadline
from drivers._errors import Cancelled, DeadlineExceeded, DriverError, TransportError
from drivers._preview import PreviewMemory
from drivers._status import (
    Action,
    CodeScannerStatus,
    Fault,
    FaultCode,
    NoDevice,
    Unknown,
)
from drivers.host.calls import STATUS_SECONDS, answer, steadily
from drivers.host.messages import (
    AskStatus,
    OpenCodeScanner,
    OpenDocumentCamera,
    Request,
    Rest,
    Rested,
    Result,
)
from drivers.host.supervisor import COMMAND, ClosedError, DeviceHost, HostPace

T = TypeVar("T")

PACE = HostPace(grace_seconds=3.0)
"""A read may take a second longer than its call, and opening a USB camera up to two."""

_NO_ANSWER = Unknown(Fault(FaultCode.NO_ANSWER, Action.RESET))
_MISCONFIGURED = NoDevice(Fault(FaultCode.MISCONFIGURED, Action.CONFIGURE))


class CameraLink:
    """A camera in a supervised host; starts nothing before the first call.

    A host that crashes, freezes or does not come back from a call is replaced in the background. A
    call that meets no host, or loses it, goes on with the next one within its deadline. Pictures
    come through memory that all its hosts write to; one that is lost leaves none behind there.
    """

    def __init__(
        self,
        opening: OpenCodeScanner | OpenDocumentCamera,
        name: str,
        command: Sequence[str] = COMMAND,
        pace: HostPace | None = None,
    ) -> None:
        """Raises OSError when the system has no room for the preview."""
        self.preview = PreviewMemory.create()
        self._closed = threading.Event()
        self._host = DeviceHost(
            replace(opening, preview=self.preview.descriptor),
            name,
            command,
            pace or PACE,
            inherited=(self.preview.descriptor,),
            on_end=self.preview.wipe,
        )

    @property
    def pid(self) -> int | None:
        """Process id of the present host; None while there is none."""
        return self._host.pid

    def status(self, deadline: Deadline) -> CodeScannerStatus:
        """The camera's; a host that is away for two seconds is ``Unknown``."""
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

    def ask(self, request: Request, deadline: Deadline, fitting: Callable[[Result], T]) -> T:
        """Raises TransportError when the line or the host is lost at the end.

        Ends with Cancelled when the camera is closed meanwhile.
        """
        self._check_open()
        if deadline.cancel.is_set():
            raise Cancelled
        try:
            return steadily(self._host, request, deadline, fitting)
        except ClosedError:
            raise Cancelled from None
        except DeadlineExceeded:
            detail = "the camera, or what looks at its pictures, hung"
            raise TransportError(FaultCode.NO_ANSWER, detail) from None

    def rest(self) -> None:
        """Have the camera closed; a process that has not in ``grace_seconds`` is ended.

        That closes the camera too. Where no process is ready none is open, and none is started.
        """
        with suppress(DriverError):
            self._host.call_present(Rest(), Deadline.after(0.0), answer(Rested))

    def close(self) -> None:
        """Kill the host; waits a second at most, from any thread."""
        self._closed.set()
        self._host.close()
        self.preview.wipe()
        self.preview.close()

    def _check_open(self) -> None:
        if self._closed.is_set():
            raise Cancelled


def _status_without(error: TransportError) -> CodeScannerStatus:
    """A camera that cannot be asked; why it refuses its configuration is for technicians."""
    if error.code == FaultCode.MISCONFIGURED:
        return CodeScannerStatus(_MISCONFIGURED, error.detail)
    return CodeScannerStatus(_NO_ANSWER)
