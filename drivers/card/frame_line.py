"""What the SAM frame protocol needs of a line to a reader: bytes out, bytes in, an honest end."""

from __future__ import annotations

from typing import Protocol

from drivers._deadline import Deadline


class FrameLine(Protocol):
    """A line to one reader; used by one thread, except ``close``.

    It holds no lasting state: after a TransportError (code: ``LineFault``) the next ``send`` tries
    afresh, so a replugged reader or a restarted service is found again without anybody's help.
    """

    @property
    def name(self) -> str:
        """What a technician knows the line by; blocks nothing, opens nothing."""
        ...

    def send(self, request: bytes, deadline: Deadline) -> None:
        """Forget what came unasked and send one request; opens the line when it is not open.

        Raises TransportError, DeadlineExceeded or Cancelled.
        """
        ...

    def receive(self, deadline: Deadline) -> bytes:
        """The next bytes of the answer, which may be cut anywhere; empty when none come.

        Blocks until bytes are there or ``deadline`` has run out, which is no error here. Raises
        TransportError and Cancelled.
        """
        ...

    def close(self) -> None:
        """Release the line for good; safe to call twice and from any thread."""
        ...
