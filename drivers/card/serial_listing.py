"""Serial ports that the computer knows; none is opened."""

from __future__ import annotations

from dataclasses import dataclass

from serial.tools import list_ports


@dataclass(frozen=True, slots=True)
class SerialPort:
    """``usb`` is VID:PID of a USB converter, empty for a built-in port."""

    path: str
    usb: str
    description: str


def list_serial_ports() -> tuple[SerialPort, ...]:
    """All ports in the order of their names; reads /sys only."""
    return tuple(
        SerialPort(str(port.device), _usb(port.vid, port.pid), str(port.description or ""))
        for port in sorted(list_ports.comports())
    )


def _usb(vendor: int | None, product: int | None) -> str:
    return "" if vendor is None or product is None else f"{vendor:04X}:{product:04X}"
