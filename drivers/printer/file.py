"""``FileTransport``: a printer behind a device file, ``/dev/usb/lp0`` of the kernel's usblp."""

from __future__ import annotations

import os
import stat
import tty
from pathlib import Path

from drivers._deadline import Deadline
from drivers._errors import TransportError
from drivers.printer.device_files import Descriptor, not_opened
from drivers.printer.polled import Channel, PolledTransport
from drivers.printer.transport import LineFault

_FLAGS = os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC


class FileTransport(PolledTransport):
    """Opened for reading too, because usblp hands out a printer's answers to who asks for them.

    A named pipe carries one direction; ``answers`` names the one that brings the answers, and
    without it the printer stays unknown. Ordinary files are refused: a mistyped path would fill
    ``/dev`` with residents' papers.
    """

    def __init__(self, path: str, answers: str = "") -> None:
        super().__init__()
        self._path = path
        self._answers = answers

    def _connect(self, deadline: Deadline) -> Channel:
        """Opens at once: a pipe that nobody reads is no printer."""
        del deadline
        try:
            kind = Path(self._path).stat().st_mode
            if stat.S_ISFIFO(kind):
                return self._pipes()
            if not stat.S_ISCHR(kind):
                raise TransportError(LineFault.MISCONFIGURED, "no device file")
            both = Descriptor(os.open(self._path, os.O_RDWR | _FLAGS))
        except OSError as error:
            raise not_opened(error) from error
        if os.isatty(both.number):
            tty.setraw(both.number)
        return _FileChannel(both, both)

    def _pipes(self) -> Channel:
        answers: Descriptor | None = None
        if self._answers:
            answers = Descriptor(os.open(self._answers, os.O_RDONLY | _FLAGS))
        try:
            return _FileChannel(Descriptor(os.open(self._path, os.O_WRONLY | _FLAGS)), answers)
        except OSError:
            if answers:
                answers.close()
            raise


class _FileChannel:
    """One or two descriptors."""

    def __init__(self, out: Descriptor, back: Descriptor | None) -> None:
        self._out = out
        self._back = back

    @property
    def write_end(self) -> int:
        return self._out.number

    @property
    def read_end(self) -> int:
        return self._back.number if self._back else -1

    def may_send(self) -> bool:
        return True

    def write(self, data: memoryview) -> int:
        return self._out.write(data)

    def read(self) -> bytes:
        return self._back.read() if self._back else b""

    def withdraw(self) -> int:
        return 0  # usblp has no way to take back what it was given

    def close(self) -> None:
        self._out.close()
        if self._back:
            self._back.close()
