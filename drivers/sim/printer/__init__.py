"""A simulated ESC/POS receipt printer, honest down to the byte, the dot and the millimetre.

``SimPrinter`` is the printer itself (bytes in, bytes out, paper into the ``World``);
``SimPrinterServer`` puts it behind a TCP port as a network printer would be.
"""

from drivers.sim.printer.engine import SimPrinter
from drivers.sim.printer.model import SimModel
from drivers.sim.printer.server import SimPrinterServer

__all__ = ["SimModel", "SimPrinter", "SimPrinterServer"]
