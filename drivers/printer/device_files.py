"""Why a device file does not open, and the file descriptor that comes of one that does."""

from __future__ import annotations

import contextlib
import errno
import os
import stat

from drivers._errors import TransportError
from drivers.printer.polled import CHUNK
from drivers.printer.transport import LineFault

_FAULTS = {
    errno.EBUSY: LineFault.IN_USE,  # usblp serves one program; TIOCEXCL on a port
    errno.EAGAIN: LineFault.IN_USE,  # flock
    errno.EACCES: LineFault.ACCESS_DENIED,
    errno.EPERM: LineFault.ACCESS_DENIED,
}


def not_opened(error: OSError) -> TransportError:
    """What an error of opening a device says; most say that nothing is there."""
    code = _FAULTS.get(error.errno or 0, LineFault.CONNECT_FAILED)
    return TransportError(code, errno.errorcode.get(error.errno or 0, type(error).__name__))


class Descriptor:
    """A file descriptor that is -1 once it is closed, so that nobody uses a reused number."""

    def __init__(self, number: int) -> None:
        self._number = number
        kind = os.fstat(number).st_mode
        self._ends = stat.S_ISFIFO(kind) or os.isatty(number)

    @property
    def number(self) -> int:
        """The file descriptor, or -1."""
        return self._number

    def write(self, data: memoryview) -> int:
        """Non-blocking write."""
        return os.write(self._number, data)

    def read(self) -> bytes:
        """Non-blocking read; EOFError at the end of a pipe or terminal.

        An empty read of another device means nothing: usblp gives one for an empty USB packet.
        """
        data = os.read(self._number, CHUNK)
        if not data and self._ends:
            raise EOFError
        return data

    def close(self) -> None:
        """Close it; safe to call twice."""
        number, self._number = self._number, -1
        if number >= 0:
            with contextlib.suppress(OSError):
                os.close(number)
