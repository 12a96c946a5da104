"""From the drivers' status union to the kiosk's health words."""

from __future__ import annotations

from drivers import (
    Busy,
    CardReaderStatus,
    CodeScannerStatus,
    HardwareError,
    Health,
    NoDevice,
    Offline,
    Online,
    PaperLevel,
    PrinterStatus,
    Unknown,
    fault_of,
)
from kiosk.devices.health import Part, PartHealth, State


def state_of(health: Health) -> State:
    """The word of a health state."""
    match health:
        case Online():
            return State.ONLINE
        case Busy():
            return State.BUSY
        case Offline():
            return State.OFFLINE
        case NoDevice():
            return State.NO_DEVICE
        case HardwareError():
            return State.HARDWARE_ERROR
        case Unknown():
            return State.UNKNOWN


def _part(part: Part, health: Health, detail: str, paper: str = "") -> PartHealth:
    fault = fault_of(health)
    return PartHealth(
        part=part,
        state=state_of(health),
        fault=fault.code if fault else "",
        action=fault.action if fault else "",
        paper=paper,
        detail=detail,
    )


def card_reader_health(status: CardReaderStatus) -> PartHealth:
    """Health of the card reader."""
    return _part(Part.CARD_READER, status.health, status.reader)


def code_scanner_health(status: CodeScannerStatus) -> PartHealth:
    """Health of the code scanner."""
    return _part(Part.CODE_SCANNER, status.health, status.source)


def document_camera_health(status: CodeScannerStatus) -> PartHealth:
    """Health of the document camera."""
    return _part(Part.DOCUMENT_CAMERA, status.health, status.source)


def printer_health(status: PrinterStatus) -> PartHealth:
    """Health of the printer with its paper."""
    paper = "" if status.paper is PaperLevel.NOT_SUPPORTED else str(status.paper)
    return _part(Part.PRINTER, status.health, status.model, paper)
