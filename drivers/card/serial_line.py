"""``SerialLine``: a SAM reader at a serial port or a USB converter, opened with pyserial."""

from __future__ import annotations

import contextlib
import errno
import termios
import threading

import serial

from drivers._config import SAM_BAUD
from drivers._deadline import Deadline
from drivers._errors import ConfigurationError, TransportError
from drivers.card.transport import LineFault

POLL_SECONDS = 0.05
"""Longest single wait: how late a cancellation, a deadline or ``close`` is noticed."""

WRITE_SECONDS = 0.1
"""For the longest request, 12 bytes, which take 13 ms at the slowest speed (9600 baud)."""

_FAULTS = {
    errno.EAGAIN: LineFault.IN_USE,  # flock: another program holds the lock
    errno.EBUSY: LineFault.IN_USE,  # TIOCEXCL by another program
    errno.EACCES: LineFault.ACCESS_DENIED,
    errno.EPERM: LineFault.ACCESS_DENIED,
}
"""Why a port does not open; every other reason is that no serial port is there."""


class SerialLine:
    """``FrameLine`` over a port, 8 data bits, no parity, 1 stop bit, under an exclusive lock.

    The format is that of the reader protocol papers to GA/T 467; the speed is what the reader was
    set to. Raises ConfigurationError for a speed that serial ports do not have.
    """

    def __init__(self, path: str, baud: int = SAM_BAUD) -> None:
        if baud <= 0 or baud not in serial.Serial.BAUDRATES:
            message = f"serial ports do not have {baud} baud"
            raise ConfigurationError(message)
        self._path = path
        self._baud = baud
        self._port: serial.Serial | None = None
        self._gate = threading.Lock()
        self._closed = threading.Event()

    @property
    def name(self) -> str:
        """The device file."""
        return self._path

    def send(self, request: bytes, deadline: Deadline) -> None:
        """See FrameLine; takes 0.1 s at most."""
        deadline.check()
        with self._gate:
            port = self._opened()
            try:
                port.reset_input_buffer()
                port.write(request)
            except serial.SerialTimeoutException:
                raise TransportError(LineFault.NO_ANSWER, "the port takes no bytes") from None
            except (OSError, termios.error) as error:
                raise self._lost(error) from None

    def receive(self, deadline: Deadline) -> bytes:
        """See FrameLine; ends at most 50 ms after the deadline, a cancellation or ``close``."""
        while True:
            if deadline.cancel.is_set():
                deadline.check()
            if deadline.expired():
                return b""
            if piece := self._waited():
                return piece

    def close(self) -> None:
        """See FrameLine; waits for a running call to notice, 0.1 s at most."""
        self._closed.set()
        with self._gate:
            self._drop()

    def _waited(self) -> bytes:
        """What is there or comes within a moment."""
        with self._gate:
            if self._closed.is_set() or self._port is None:
                raise TransportError(LineFault.NOT_CONNECTED, "closed")
            try:
                first = bytes(self._port.read(1))
                return first + bytes(self._port.read(self._port.in_waiting)) if first else b""
            except (OSError, termios.error) as error:
                raise self._lost(error) from None

    def _opened(self) -> serial.Serial:
        if self._closed.is_set():
            raise TransportError(LineFault.NOT_CONNECTED, "closed")
        if self._port is None:
            try:
                self._port = serial.Serial(
                    self._path,
                    self._baud,
                    timeout=POLL_SECONDS,
                    write_timeout=WRITE_SECONDS,
                    exclusive=True,
                )
            except (OSError, termios.error) as error:
                raise _unopened(error) from None
        return self._port

    def _lost(self, error: Exception) -> TransportError:
        """The device went away; the next ``send`` opens it anew."""
        self._drop()
        return TransportError(LineFault.NOT_CONNECTED, type(error).__name__)

    def _drop(self) -> None:
        port, self._port = self._port, None
        if port is not None:
            with contextlib.suppress(OSError):  # closing what is unplugged
                port.close()


def _unopened(error: Exception) -> TransportError:
    number = getattr(error, "errno", None)
    reason = errno.errorcode.get(number, "") if isinstance(number, int) else ""
    fault = _FAULTS.get(number, LineFault.NOT_CONNECTED) if number else LineFault.NOT_CONNECTED
    return TransportError(fault, reason or type(error).__name__)
