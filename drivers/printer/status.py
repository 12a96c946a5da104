"""Status bits of ESC/POS replies as health, paper level and faults (Epson's bit tables)."""

from __future__ import annotations

from dataclasses import dataclass

from drivers._status import (
    Action,
    Busy,
    Fault,
    FaultCode,
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
from drivers.printer.replies import AutoStatus

NO_ANSWER = Fault(FaultCode.NO_ANSWER, Action.RESET)
GARBLED = Fault(FaultCode.GARBLED, Action.RESET)
NOT_CONNECTED = Fault(FaultCode.NOT_CONNECTED, Action.MAINTAIN)
CALLED_OFF = Fault(FaultCode.NO_ANSWER, Action.NONE)
"""Nothing is wrong with the printer, but a job was called off and so stays unproven."""

SILENT = PrinterStatus(Unknown(NO_ANSWER))
UNINTELLIGIBLE = PrinterStatus(Unknown(GARBLED))
ABSENT = PrinterStatus(NoDevice(NOT_CONNECTED))

_QUESTIONS = 4


@dataclass(frozen=True, slots=True)
class Condition:
    """What the bits say, before judging it."""

    offline: bool
    feeding: bool
    cover_open: bool
    paper_end: bool
    near_end: bool
    cutter: bool
    unrecoverable: bool
    recovers: bool
    """An error that ends by itself: a hot head."""
    error: bool


def from_answers(printer: int, offline: int, error: int, roll: int) -> Condition:
    """The answers to DLE EOT 1, 2, 3 and 4."""
    return Condition(
        offline=bool(printer & 0x08),
        feeding=bool(printer & 0x40 or offline & 0x08),
        cover_open=bool(offline & 0x04),
        paper_end=bool(offline & 0x20 or roll & 0x60),
        near_end=bool(roll & 0x0C),
        cutter=bool(error & 0x08),
        unrecoverable=bool(error & 0x20),
        recovers=bool(error & 0x40),
        error=bool(offline & 0x40),
    )


def from_auto(status: AutoStatus) -> Condition:
    """The four bytes of automatic status back."""
    printer, error, roll, _ = status.value
    return Condition(
        offline=bool(printer & 0x08),
        feeding=bool(printer & 0x40),
        cover_open=bool(printer & 0x20),
        paper_end=bool(roll & 0x0C),
        near_end=bool(roll & 0x03),
        cutter=bool(error & 0x08),
        unrecoverable=bool(error & 0x20),
        recovers=bool(error & 0x40),
        error=bool(error & 0x04),
    )


def health(condition: Condition) -> Health:
    """The most urgent thing first; an open cover hides the paper, so it comes before paper end."""
    match condition:
        case Condition(unrecoverable=True):
            return HardwareError(Fault(FaultCode.HARDWARE, Action.MAINTAIN))
        case Condition(cover_open=True):
            return Offline(Fault(FaultCode.COVER_OPEN, Action.CLEAR))
        case Condition(cutter=True):
            return Offline(Fault(FaultCode.CUTTER, Action.CLEAR))
        case Condition(paper_end=True):
            return Offline(Fault(FaultCode.PAPER_OUT, Action.REPLENISH))
        case Condition(recovers=True):
            return Offline(Fault(FaultCode.OVERHEATED, Action.NONE))
        case Condition(error=True):
            return HardwareError(Fault(FaultCode.HARDWARE, Action.RESET))
        case Condition(feeding=True):
            return Busy()
        case Condition(offline=True):
            return Offline(Fault(FaultCode.HARDWARE, Action.RESET))
        case _:
            return Online()


def fault(condition: Condition) -> Fault | None:
    """What keeps the printer from working, if anything."""
    return fault_of(health(condition))


def paper_level(condition: Condition) -> PaperLevel:
    """The roll's state."""
    if condition.paper_end:
        return PaperLevel.OUT
    return PaperLevel.LOW if condition.near_end else PaperLevel.FULL


def printer_status(answers: tuple[int, ...], *, garbage: bool, model: str = "") -> PrinterStatus:
    """Judge the answers to DLE EOT 1 to 4; missing ones are silence, never a state."""
    if garbage:
        return UNINTELLIGIBLE
    if len(answers) < _QUESTIONS:
        return SILENT
    condition = from_answers(*answers[:_QUESTIONS])
    return PrinterStatus(
        health(condition), paper_level(condition), condition.cover_open, model=model
    )
