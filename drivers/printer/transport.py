"""The line to a printer: bytes out, bytes in, always bounded in time.

python-escpos' own transports are not used for input and output. They count a full kernel buffer
as printed, wait a minute or for ever for an answer, know no cancellation, and its file transport
cannot read at all.
"""

from __future__ import annotations

from enum import StrEnum, unique
from typing import Protocol

from drivers._deadline import Deadline

POLL_SECONDS = 0.05
"""How late a cancellation, a deadline or ``close`` is seen while waiting."""


@unique
class LineFault(StrEnum):
    """Codes of the ``TransportError`` that a printer's transport raises."""

    CONNECT_FAILED = "connect_failed"
    """Nothing is there: no device, no host, nobody listening."""
    IN_USE = "in_use"
    """Another program holds the device."""
    ACCESS_DENIED = "access_denied"
    """The device may not be opened by this user (a udev rule is missing)."""
    MISCONFIGURED = "misconfigured"
    """The address does not tell one printer; the error's detail says why."""
    LINE_BROKEN = "line_broken"
    """The line was up and is no more."""
    NOT_CONNECTED = "not_connected"
    """A call on a line that is down; only ``open`` connects."""
    CLOSED = "closed"
    """The transport was closed for ever."""


class PrinterTransport(Protocol):
    """A byte line; used by one thread, except ``close``.

    Only ``open`` connects: a line that breaks between two sends stays broken, so a job can never
    go on in the middle on a fresh connection.
    """

    @property
    def connected(self) -> bool:
        """Whether a line is up, as far as can be told without sending."""
        ...

    @property
    def bytes_per_second(self) -> float:
        """What the line carries at most; infinite where the printer is slower in any case."""
        ...

    @property
    def bytes_sent(self) -> int:
        """How many bytes have left since this object was made.

        Bytes that the operating system took over count, unless ``withdraw`` got them back.
        """
        ...

    def open(self, deadline: Deadline) -> None:
        """Find the printer and connect, unless connected; TransportError or Cancelled."""
        ...

    def send(self, data: bytes, deadline: Deadline) -> None:
        """Hand all of ``data`` to the line; a printer that takes nothing uses up the deadline."""
        ...

    def receive(self, deadline: Deadline) -> bytes:
        """The next bytes, waiting for them; empty when the deadline has run out."""
        ...

    def purge_input(self) -> None:
        """Forget what has arrived unread."""
        ...

    def withdraw(self) -> None:
        """Take back what was handed over and has not left this machine, where that can be done."""
        ...

    def drop(self) -> None:
        """Give up the line; the next ``open`` makes a new one."""
        ...

    def close(self) -> None:
        """Give up the line for ever; safe to call twice and from any thread."""
        ...
