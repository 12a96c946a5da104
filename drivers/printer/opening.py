"""From a printer's configuration to a printer; each line loads its libraries when it is opened."""

from __future__ import annotations

from drivers._config import PrinterConfig, PrinterLine
from drivers._errors import ConfigurationError
from drivers.printer.profile_table import profile_for_head, profile_named
from drivers.printer.profiles import PrinterProfile
from drivers.printer.receipt_printer import EscPosPrinter
from drivers.printer.transport import PrinterTransport


def open_printer(config: PrinterConfig) -> EscPosPrinter:
    """The configured printer; nothing is connected until the first call needs the line.

    Raises ConfigurationError for an unknown profile, an address that cannot be one of its line, or
    a simulated printer, which ``drivers.open_devices`` builds.
    """
    return EscPosPrinter(_transport(config), profile_named(config.profile))


def open_network_printer(
    host: str, port: int = 9100, head_dots: int = 576, profile: PrinterProfile | None = None
) -> EscPosPrinter:
    """A printer behind TCP; nothing is connected until the first call needs the line.

    ``head_dots``: 384 (58 mm paper), 576 (80 mm) or 832 (112 mm) at 203 dpi, for the generic
    profile of that width; ``profile`` names a better known model instead.
    """
    from drivers.printer.network import NetworkTransport

    return EscPosPrinter(NetworkTransport(host, port), profile or profile_for_head(head_dots))


def _transport(config: PrinterConfig) -> PrinterTransport:
    if not config.address:
        message = f"a printer on a {config.line} line needs an address"
        raise ConfigurationError(message)
    match config.line:
        case PrinterLine.NETWORK:
            from drivers.printer.network import NetworkTransport

            return NetworkTransport(config.address, config.port)
        case PrinterLine.USB:
            from drivers.printer.usb_bulk import UsbAddress, UsbTransport

            return UsbTransport(UsbAddress.parse(config.address))
        case PrinterLine.SERIAL:
            from drivers.printer.serial_port import SerialTransport

            return SerialTransport(config.address, config.baud, config.flow)
        case PrinterLine.FILE:
            from drivers.printer.file import FileTransport

            return FileTransport(config.address)
        case PrinterLine.SIMULATED:
            message = "a simulated printer has no line of its own"
            raise ConfigurationError(message)
