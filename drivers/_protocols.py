"""The device contracts, in verbs that a clerk would use.

Rules for every call:

* it blocks its thread, and never a GUI thread: callers own a worker per device;
* it takes a ``Deadline`` and ends soon after that has run out or was cancelled, with
  ``DeadlineExceeded`` or ``Cancelled``;
* one device object is used by one thread at a time; ``close`` may come from any thread;
* what a resident's hand can cause is a value of the result, a broken line is a ``TransportError``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from drivers._deadline import Deadline
from drivers._documents import CardRead, TravelKey
from drivers._pages import PageCapture, ZoneReading
from drivers._preview import Preview
from drivers._results import PrintJob, PrintResult, Scan
from drivers._status import CardReaderStatus, CodeScannerStatus, PrinterStatus


class CardReader(Protocol):
    """Reads the identity document that lies on the reader."""

    def status(self, deadline: Deadline) -> CardReaderStatus:
        """Current health; never raises TransportError: an absent reader is a status."""
        ...

    def wait_for_card(self, deadline: Deadline) -> bool:
        """Block until a card lies in the field (True) or the deadline runs out (False)."""
        ...

    def wait_for_removal(self, deadline: Deadline) -> bool:
        """Block until the field is empty (True) or the deadline runs out (False)."""
        ...

    def read(self, deadline: Deadline, key: TravelKey | None = None) -> CardRead:
        """Read the card in the field whole; a partly read card is never an identity.

        Travel documents need ``key``; without one they end as ``ReadFailure.KEY_NEEDED``. Other
        cards do not look at it.
        """
        ...

    def close(self) -> None:
        """Release the reader; safe to call twice."""
        ...


class CodeScanner(Protocol):
    """Looks for machine-readable codes in front of the camera."""

    @property
    def preview(self) -> Preview:
        """What the camera sees while it is scanning; pictures come only while they are wanted."""
        ...

    def status(self, deadline: Deadline) -> CodeScannerStatus:
        """Current health; opens the camera only if it is already open or ``scan`` was called."""
        ...

    def scan(self, deadline: Deadline) -> Scan:
        """Look at frames until codes are seen or the deadline runs out (an empty Scan with a hint).

        The camera is opened by the first scan and stays open until ``rest`` or ``close``.
        """
        ...

    def rest(self) -> None:
        """Close the camera (its light goes out) until the next scan."""
        ...

    def close(self) -> None:
        """Release the camera; safe to call twice."""
        ...


class DocumentCamera(Protocol):
    """Looks down at the tray on which a resident lays a page or a travel document.

    ``watch``, ``capture`` and ``read_zone`` open the camera, mend a broken line by themselves until
    their deadline, and leave the camera open until ``rest`` or ``close``; they raise
    ``TransportError`` when the line is still broken at the end, and ``Cancelled``.
    """

    @property
    def preview(self) -> Preview:
        """What the camera sees meanwhile; pictures come only while they are wanted."""
        ...

    def status(self, deadline: Deadline) -> CodeScannerStatus:
        """Current health; opens the camera only if it is already open or was seen broken."""
        ...

    def watch(self, deadline: Deadline) -> None:
        """Show the tray in ``preview`` until the deadline, and return then."""
        ...

    def capture(self, deadline: Deadline) -> PageCapture:
        """A picture of the page as it lies still, or at the deadline what has to be mended."""
        ...

    def read_zone(self, deadline: Deadline) -> ZoneReading:
        """The key in a travel document's machine readable zone, or at the deadline why not."""
        ...

    def rest(self) -> None:
        """Close the camera (its light goes out) and keep nothing of what it saw."""
        ...

    def close(self) -> None:
        """Release the camera; safe to call twice and from any thread."""
        ...


class Printer(Protocol):
    """Prints 1-bit rasters on a receipt printer."""

    @property
    def head_dots(self) -> int:
        """Width of the print head in dots; jobs must be exactly this wide."""
        ...

    def status(self, deadline: Deadline) -> PrinterStatus:
        """Ask the device; a silent device is ``Unknown``, never "paper out"."""
        ...

    def print(
        self, job: PrintJob, deadline: Deadline, still_wanted: Callable[[], bool] = lambda: True
    ) -> PrintResult:
        """Print one job at most once and say how sure it is.

        ``still_wanted`` is asked before the first byte and again before the cut; when it says no
        before the first byte nothing is sent, afterwards the rest is purged. A result of
        ``NotPrinted`` promises that no byte of the job reached the device; so do ``Cancelled`` and
        ``DeadlineExceeded``: once bytes are out, both end as ``Unproven``.
        """
        ...

    def close(self) -> None:
        """Release the line; safe to call twice."""
        ...
