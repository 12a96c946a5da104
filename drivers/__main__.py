"""``python -m drivers``: see ``drivers.cli``."""

import io
import sys

from drivers.cli import main

if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(
                errors="replace"
            )  # a terminal without Hanzi shows ? and no traceback
    sys.exit(main())
