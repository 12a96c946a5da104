"""The technician's command line: devices without the kiosk (``python -m drivers``)."""

from drivers.cli.commands import main

__all__ = ["main"]
