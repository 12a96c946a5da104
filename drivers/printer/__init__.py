"""Receipt printers that speak ESC/POS.

Three rungs: ``transport`` and the transports move bytes, ``commands``, ``raster``, ``replies`` and
``status`` are pure functions on bytes, ``receipt_printer`` speaks in jobs and results. What differs
between models is data: ``profiles`` and ``profile_table``.
"""

from drivers.printer.opening import open_network_printer, open_printer
from drivers.printer.profile_table import PROFILE_NAMES, profile_for_head, profile_named
from drivers.printer.profiles import Ability, Cutter, Presenter, PrinterProfile, RasterCommand
from drivers.printer.receipt_printer import EscPosPrinter
from drivers.printer.transport import LineFault, PrinterTransport

__all__ = [
    "PROFILE_NAMES",
    "Ability",
    "Cutter",
    "EscPosPrinter",
    "LineFault",
    "Presenter",
    "PrinterProfile",
    "PrinterTransport",
    "RasterCommand",
    "open_network_printer",
    "open_printer",
    "profile_for_head",
    "profile_named",
]
