"""``UsbTransport``: a USB printer, driven with pyusb over libusb.

The kernel's usblp would do as well (``FileTransport``); this one finds the printer by its ids,
wherever and however often it is plugged in, and can free one that another driver holds.
"""

from __future__ import annotations

import errno
import math
import threading
from dataclasses import dataclass

import usb.backend
import usb.core
import usb.util

from drivers._deadline import Deadline
from drivers._errors import ConfigurationError, TransportError
from drivers.printer.transport import POLL_SECONDS, LineFault
from drivers.printer.usb_interface import PrinterInterface, printer_interface

_CHUNK = 4096
_FIND_SECONDS = 2.0
"""How long a printer that was reset may take to come back on the bus."""
_CONTROL_MS = 200
_EMPTY_SECONDS = 0.005
"""Wait after an empty packet, which some printers send as fast as they are asked."""
_MOST_STALE_READS = 64
_FROM_INTERFACE, _GET_PORT_STATUS = 0xA1, 1
"""USB printer class 1.1, section 4.2.2: one byte of status, which also shows that it is there."""
_GONE = frozenset({errno.ENODEV, errno.ENOENT, errno.EIO, errno.ESHUTDOWN})
_HEX = 16


@dataclass(frozen=True, slots=True)
class UsbAddress:
    """Which printer: its ids as ``lsusb`` shows them and, among printers alike, its serial."""

    vendor: int
    product: int
    serial: str = ""

    @classmethod
    def parse(cls, text: str) -> UsbAddress:
        """``vendor:product[:serial]``, ids in hexadecimal; ConfigurationError for anything else."""
        vendor, _, rest = text.partition(":")
        product, _, serial = rest.partition(":")
        try:
            return cls(int(vendor, _HEX), int(product, _HEX), serial)
        except ValueError:
            message = f"{text!r} is not vendor:product or vendor:product:serial"
            raise ConfigurationError(message) from None


class UsbTransport:
    """``PrinterTransport`` over a bulk pair; ``backend`` is pyusb's, None for libusb's."""

    def __init__(self, address: UsbAddress, backend: usb.backend.IBackend | None = None) -> None:
        self._address = address
        self._backend = backend
        self._open: PrinterInterface | None = None
        self._gate = threading.Lock()
        self._closed = threading.Event()
        self._sent = 0

    @property
    def connected(self) -> bool:
        """Whether the printer still answers on its control pipe."""
        held = self._open
        if held is None:
            return False
        try:
            held.device.ctrl_transfer(
                _FROM_INTERFACE, _GET_PORT_STATUS, 0, held.number, 1, _CONTROL_MS
            )
        except usb.core.USBError as error:
            return error.errno not in _GONE  # a stall only says: no such request here
        except NotImplementedError:
            pass
        return True

    @property
    def bytes_per_second(self) -> float:
        """USB is never what a receipt printer waits for."""
        return math.inf

    @property
    def bytes_sent(self) -> int:
        """How many bytes the printer has taken."""
        return self._sent

    def open(self, deadline: Deadline) -> None:
        """Find, free and claim the printer; takes 2 s at most beyond libusb's own calls."""
        if self._closed.is_set():
            raise TransportError(LineFault.CLOSED)
        if self.connected:
            return
        self.drop()
        deadline.check()
        try:
            self._open = self._claimed(deadline.within(_FIND_SECONDS))
        except usb.core.USBError as error:
            raise _not_opened(error) from error
        except usb.core.NoBackendError as error:
            raise TransportError(LineFault.MISCONFIGURED, "libusb is missing") from error

    def send(self, data: bytes, deadline: Deadline) -> None:
        """Send in transfers that end within 50 ms each, whatever the printer takes of them."""
        rest = memoryview(data)
        while rest:
            deadline.check()
            taken = self._write(rest[:_CHUNK], deadline)
            self._sent += taken
            rest = rest[taken:]

    def receive(self, deadline: Deadline) -> bytes:
        """One packet's worth; a printer without a bulk-in pipe never answers."""
        while True:
            if deadline.cancel.is_set():
                deadline.check()
            data = self._read(_milliseconds(deadline))
            if data:
                return data
            if deadline.expired():
                return b""
            if data is not None:
                deadline.cancel.wait(min(_EMPTY_SECONDS, deadline.remaining()))

    def purge_input(self) -> None:
        """Read away what the printer holds ready."""
        for _ in range(_MOST_STALE_READS):
            if self._open is None or not self._read(1):
                return

    def withdraw(self) -> None:
        """Nothing: a transfer that has timed out has told what was taken."""

    def drop(self) -> None:
        """Release the interface and the device."""
        with self._gate:
            held, self._open = self._open, None
            if held:
                usb.util.dispose_resources(held.device)

    def close(self) -> None:
        """Release for ever; waits for a running transfer, 50 ms at most."""
        self._closed.set()
        self.drop()

    def _claimed(self, limit: Deadline) -> PrinterInterface:
        held = self._found()
        try:
            return _claim(held)
        except usb.core.USBError as error:
            if error.errno != errno.EBUSY:
                usb.util.dispose_resources(held.device)
                raise
        self._reset(held)
        return _claim(self._found_again(limit))

    def _reset(self, held: PrinterInterface) -> None:
        """Take it from whoever holds it; it may come back with another address on the bus."""
        try:
            held.device.reset()
        except usb.core.USBError as error:
            if error.errno not in _GONE:
                raise
        finally:
            usb.util.dispose_resources(held.device)

    def _found_again(self, limit: Deadline) -> PrinterInterface:
        while True:
            try:
                return self._found()
            except TransportError as error:
                if error.code != LineFault.CONNECT_FAILED or limit.expired():
                    raise
            limit.pause(POLL_SECONDS)

    def _found(self) -> PrinterInterface:
        alike = list(
            usb.core.find(
                find_all=True,
                backend=self._backend,
                idVendor=self._address.vendor,
                idProduct=self._address.product,
            )
        )
        found = [device for device in alike if self._is_meant(device)]
        if not found:
            raise TransportError(LineFault.CONNECT_FAILED, "no such printer on the bus")
        if len(found) > 1:
            raise TransportError(LineFault.MISCONFIGURED, "printers alike: name its serial number")
        interface = printer_interface(found[0])
        if interface is None:
            raise TransportError(LineFault.MISCONFIGURED, "the device has no printer interface")
        return interface

    def _is_meant(self, device: usb.core.Device) -> bool:
        if not self._address.serial:
            return True
        try:
            return bool(device.serial_number == self._address.serial)
        except (usb.core.USBError, ValueError) as error:  # ValueError: strings may not be read
            raise TransportError(LineFault.ACCESS_DENIED, type(error).__name__) from error

    def _write(self, data: memoryview, deadline: Deadline) -> int:
        with self._gate:
            held = self._line()
            try:
                return int(held.device.write(held.out, bytes(data), _milliseconds(deadline)))
            except usb.core.USBTimeoutError:
                return 0
            except usb.core.USBError as error:
                failure = error
                _clear_stall(held, held.out, error)
        raise self._broken(failure) from None

    def _read(self, milliseconds: int) -> bytes | None:
        """What came; None when nothing did in time, empty for an empty packet."""
        with self._gate:
            held = self._line()
            if held.back is None:
                self._closed.wait(milliseconds / 1000)
                return None
            try:
                return bytes(held.device.read(held.back, _CHUNK, milliseconds))
            except usb.core.USBTimeoutError:
                return None
            except usb.core.USBError as error:
                failure = error
                _clear_stall(held, held.back, error)
        raise self._broken(failure) from None

    def _line(self) -> PrinterInterface:
        if self._open is None:
            raise TransportError(LineFault.NOT_CONNECTED)
        return self._open

    def _broken(self, cause: usb.core.USBError) -> TransportError:
        self.drop()
        return TransportError(LineFault.LINE_BROKEN, errno.errorcode.get(cause.errno or 0, "USB"))


def _claim(held: PrinterInterface) -> PrinterInterface:
    device = held.device
    try:
        if device.is_kernel_driver_active(held.number):
            device.detach_kernel_driver(held.number)  # usblp
    except NotImplementedError:
        pass  # a backend of another system
    try:
        device.get_active_configuration()
    except usb.core.USBError:
        device.set_configuration()
    usb.util.claim_interface(device, held.number)
    if held.setting:
        device.set_interface_altsetting(held.number, held.setting)
    return held


def _clear_stall(held: PrinterInterface, endpoint: int, error: usb.core.USBError) -> None:
    if error.errno != errno.EPIPE:
        return
    try:
        held.device.clear_halt(endpoint)
    except (usb.core.USBError, NotImplementedError):
        return  # the line is given up in any case


def _milliseconds(deadline: Deadline) -> int:
    """At least 1: pyusb and libusb take 0 for "wait for ever"."""
    return max(1, round(min(POLL_SECONDS, deadline.remaining()) * 1000))


def _not_opened(error: usb.core.USBError) -> TransportError:
    codes = {errno.EBUSY: LineFault.IN_USE, errno.EACCES: LineFault.ACCESS_DENIED}
    code = codes.get(error.errno or 0, LineFault.CONNECT_FAILED)
    return TransportError(code, errno.errorcode.get(error.errno or 0, "USB"))
