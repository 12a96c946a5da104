"""A code scanner in its host: frames and decoding stay here, pictures go to shared memory."""

from __future__ import annotations

from drivers._deadline import Deadline
from drivers._errors import ConfigurationError
from drivers._preview import PreviewMemory
from drivers._protocols import CodeScanner
from drivers.host.messages import (
    AskStatus,
    OpenCodeScanner,
    Request,
    Rest,
    Rested,
    Result,
    ScanCodes,
)


def open_device(opening: OpenCodeScanner) -> CodeScanner:
    """The scanner that the parent asks for; raises ConfigurationError."""
    from drivers._factory import code_scanner_at  # noqa: PLC0415  loads the device

    preview = None if opening.preview is None else PreviewMemory(opening.preview)
    return code_scanner_at(opening.config, opening.scene_path, preview)


def perform(scanner: CodeScanner, request: Request, deadline: Deadline) -> Result:
    """Do one request; raises what the scanner raises."""
    match request:
        case AskStatus():
            return scanner.status(deadline)
        case ScanCodes():
            return scanner.scan(deadline)
        case Rest():
            scanner.rest()
            return Rested()
        case _:
            message = f"a code scanner takes no {type(request).__name__}"
            raise ConfigurationError(message)
