"""Receipt printers that speak ESC/POS.

Three rungs: ``transport`` moves bytes, ``commands``/``replies``/``status`` are pure functions on
bytes, ``receipt_printer`` speaks in jobs and results.
"""

from drivers.printer.receipt_printer import EscPosPrinter
from drivers.printer.traits import PrinterTraits
from drivers.printer.transport import NetworkTransport, PrinterTransport

__all__ = [
    "EscPosPrinter",
    "NetworkTransport",
    "PrinterTraits",
    "PrinterTransport",
    "open_network_printer",
]


def open_network_printer(
    host: str, port: int = 9100, head_dots: int = 576, traits: PrinterTraits | None = None
) -> EscPosPrinter:
    """A printer behind TCP; nothing is connected until the first call needs the line.

    ``head_dots``: 384 (58 mm paper), 576 (80 mm) or 832 (112 mm) at 203 dpi. ``traits`` says what
    the model can do beyond the common ground; None is an Epson-like model.
    """
    return EscPosPrinter(NetworkTransport(host, port), head_dots, traits or PrinterTraits())
