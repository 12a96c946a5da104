"""A simulated ESC/POS receipt printer, honest down to the byte, the dot and the millimetre.

``SimPrinter`` is the printer itself (bytes in, bytes out, paper into the ``World``);
``SimPrinterServer`` puts it behind a TCP port as a network printer would be, ``SimPrinterPty``
behind a pseudo-terminal. ``python -m drivers.sim.printer`` starts either.
"""

from drivers.sim.printer.engine import SimPrinter
from drivers.sim.printer.mishaps import Mishap, MishapKind, Unit
from drivers.sim.printer.model import CLONE, EPSON, KIOSK, MODELS, MUTE_CLONE, SimModel
from drivers.sim.printer.pty_front import SimPrinterPty
from drivers.sim.printer.server import SimPrinterServer

__all__ = [
    "CLONE",
    "EPSON",
    "KIOSK",
    "MODELS",
    "MUTE_CLONE",
    "Mishap",
    "MishapKind",
    "SimModel",
    "SimPrinter",
    "SimPrinterPty",
    "SimPrinterServer",
    "Unit",
]
