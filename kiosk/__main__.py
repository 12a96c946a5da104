"""The command line: run, demo, dock, catalog, check, pin."""

from __future__ import annotations

import sys

from kiosk.command_line import main

if __name__ == "__main__":
    sys.exit(main())
