"""``python -m drivers.sim.printer``: a receipt printer for anything that prints ESC/POS."""

import sys

from drivers.sim.printer.command_line import main

if __name__ == "__main__":
    sys.exit(main())
