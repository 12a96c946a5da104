"""``SerialTransport``: a printer at a serial port, opened and set with pyserial."""

from __future__ import annotations

import contextlib
import errno
import os
import termios
from collections.abc import Callable

import serial

from drivers._config import FlowControl
from drivers._deadline import Deadline
from drivers._errors import ConfigurationError, TransportError
from drivers.printer.device_files import not_opened
from drivers.printer.polled import CHUNK, Channel, PolledTransport

_BITS_A_BYTE = 10
"""8 data bits with start and stop bit, no parity: the factory setting of ESC/POS printers."""
_DTR_DSR_CHUNK = 64
"""Bytes sent before DSR is looked at again. Linux does not stop by itself; Epson printers drop
their line while 256 bytes still fit (16 with the buffer set to 45 bytes)."""

ReadyLine = Callable[[serial.Serial], bool]


def _dsr(port: serial.Serial) -> bool:
    return bool(port.dsr)


class SerialTransport(PolledTransport):
    """8N1 under an exclusive lock; raises ConfigurationError for a speed that ports do not have.

    ``ready`` tells whether the printer's DTR, which arrives as our DSR, is set; it is asked with
    ``FlowControl.DTR_DSR`` only.
    """

    def __init__(
        self,
        path: str,
        baud: int = 115200,
        flow: FlowControl = FlowControl.DTR_DSR,
        ready: ReadyLine = _dsr,
    ) -> None:
        if baud <= 0 or baud not in serial.Serial.BAUDRATES:
            message = f"serial ports do not have {baud} baud"
            raise ConfigurationError(message)
        super().__init__(baud / _BITS_A_BYTE)
        self._path = path
        self._baud = baud
        self._flow = flow
        self._ready = ready

    def _connect(self, deadline: Deadline) -> Channel:
        """Opens at once; what an earlier program left unread is forgotten."""
        del deadline
        try:
            port = serial.Serial(
                self._path,
                self._baud,
                timeout=0,
                xonxoff=self._flow is FlowControl.XON_XOFF,
                rtscts=self._flow is FlowControl.RTS_CTS,
                exclusive=True,
            )
            port.reset_input_buffer()
        except (OSError, termios.error) as error:
            raise _not_opened(error) from error
        watched = self._ready if self._flow is FlowControl.DTR_DSR else None
        return _SerialChannel(port, watched)


class _SerialChannel:
    """An open port; pyserial sets it, the bytes go past its blocking calls."""

    def __init__(self, port: serial.Serial, ready: ReadyLine | None) -> None:
        self._port = port
        self._ready = ready

    @property
    def write_end(self) -> int:
        return int(self._port.fileno()) if self._port.is_open else -1

    @property
    def read_end(self) -> int:
        return self.write_end

    def may_send(self) -> bool:
        """With DTR/DSR nothing may wait in the kernel, which would not stop for the printer."""
        return self._ready is None or (self._port.out_waiting == 0 and self._ready(self._port))

    def write(self, data: memoryview) -> int:
        return os.write(self.write_end, data[:_DTR_DSR_CHUNK] if self._ready else data)

    def read(self) -> bytes:
        data = os.read(self.read_end, CHUNK)
        if not data:
            raise EOFError
        return data

    def withdraw(self) -> int:
        """Stop the line first, so that no byte leaves between counting and forgetting."""
        if not self._port.is_open:
            return 0
        waiting = 0
        with contextlib.suppress(OSError, termios.error):
            termios.tcflow(self.write_end, termios.TCOOFF)
            try:
                waiting = int(self._port.out_waiting)
                termios.tcflush(self.write_end, termios.TCOFLUSH)
            except (OSError, termios.error):
                waiting = 0
            finally:
                termios.tcflow(self.write_end, termios.TCOON)
        return waiting

    def close(self) -> None:
        """Nothing waits any more: closing a port that cannot drain would take 30 s."""
        with contextlib.suppress(OSError, termios.error):
            self._port.close()


def _not_opened(error: Exception) -> TransportError:
    number = getattr(error, "errno", None) or (error.args[0] if error.args else 0)
    code = number if isinstance(number, int) else errno.ENOENT
    return not_opened(OSError(code, ""))
