"""From an opening to the device that does the requests which follow."""

from __future__ import annotations

from functools import partial

from drivers.host.kinds import card_reader, code_scanner, document_camera
from drivers.host.messages import OpenCardReader, OpenCodeScanner, OpenDocumentCamera, Opening
from drivers.host.worker import Perform


def open_hosted(opening: Opening) -> Perform:
    """The device for this process; raises ConfigurationError."""
    match opening:
        case OpenCardReader():
            return partial(card_reader.perform, card_reader.open_device(opening))
        case OpenCodeScanner():
            return partial(code_scanner.perform, code_scanner.open_device(opening))
        case OpenDocumentCamera():
            return partial(document_camera.perform, document_camera.open_device(opening))
