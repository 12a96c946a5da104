"""Which interface and which pipes of a USB device are the printer's, from its descriptors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import usb.core
import usb.util

_PRINTER_CLASS, _VENDOR_CLASS = 0x07, 0xFF
"""Some makers' drivers set the printer's class to "vendor specific"; the pipes are the same."""
_BIDIRECTIONAL, _UNIDIRECTIONAL, _NO_PROTOCOL = 0x02, 0x01, 0x00
"""bInterfaceProtocol of USB printer class 1.1, 4.3; 0x03 is IEEE 1284.4, which is no raw line."""


@dataclass(frozen=True, slots=True)
class PrinterInterface:
    """A device with its printer interface: numbers and endpoint addresses."""

    device: usb.core.Device
    number: int
    setting: int
    out: int
    back: int | None
    """None: the printer cannot answer over USB."""


def printer_interface(device: usb.core.Device) -> PrinterInterface | None:
    """The best interface for printing: one that also answers, of the printer class if any."""
    found = sorted(_candidates(device), key=lambda each: each[0])
    return found[0][1] if found else None


def _candidates(device: usb.core.Device) -> Iterator[tuple[tuple[bool, ...], PrinterInterface]]:
    for configuration in device:
        for interface in configuration:
            protocol = interface.bInterfaceProtocol
            raw = {_BIDIRECTIONAL, _UNIDIRECTIONAL, _NO_PROTOCOL}
            printer = interface.bInterfaceClass == _PRINTER_CLASS
            if not (printer and protocol in raw) and interface.bInterfaceClass != _VENDOR_CLASS:
                continue
            out = _pipe(interface, usb.util.ENDPOINT_OUT)
            if out is None:
                continue
            back = _pipe(interface, usb.util.ENDPOINT_IN)
            number, setting = interface.bInterfaceNumber, interface.bAlternateSetting
            order = (not printer, back is None, protocol != _BIDIRECTIONAL, bool(setting))
            yield order, PrinterInterface(device, number, setting, out, back)


def _pipe(interface: usb.core.Interface, direction: int) -> int | None:
    for endpoint in interface:
        address = endpoint.bEndpointAddress
        bulk = usb.util.endpoint_type(endpoint.bmAttributes) == usb.util.ENDPOINT_TYPE_BULK
        if bulk and usb.util.endpoint_direction(address) == direction:
            return int(address)
    return None
