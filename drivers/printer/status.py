"""Status bits of ESC/POS replies as health, paper level and faults (Epson's bit tables)."""

from __future__ import annotations

from dataclasses import astuple, dataclass

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
from drivers.printer.replies import AutoStatus, FullStatus
from drivers.printer.transport import LineFault

NO_ANSWER = Fault(FaultCode.NO_ANSWER, Action.RESET)
GARBLED = Fault(FaultCode.GARBLED, Action.RESET)
NOT_CONNECTED = Fault(FaultCode.NOT_CONNECTED, Action.MAINTAIN)
HOT = Fault(FaultCode.OVERHEATED, Action.NONE)
"""The head is too hot; it cools down and goes on by itself."""
CALLED_OFF = Fault(FaultCode.NO_ANSWER, Action.NONE)
"""Nothing is wrong with the printer, but a job was called off and so stays unproven."""

RESTARTED = Fault(FaultCode.HARDWARE, Action.NONE)
"""The printer has restarted amid a job and is well again; the job is lost."""
MOUTH_FULL = Fault(FaultCode.PAPER_JAM, Action.CLEAR)
"""An earlier slip sticks in the mouth and cannot be got rid of."""

SILENT = PrinterStatus(Unknown(NO_ANSWER))
UNINTELLIGIBLE = PrinterStatus(Unknown(GARBLED))

_LINES: dict[str, Health] = {
    LineFault.IN_USE: Offline(Fault(FaultCode.IN_USE, Action.RESET)),
    LineFault.ACCESS_DENIED: NoDevice(Fault(FaultCode.SERVICE_DOWN, Action.CONFIGURE)),
    LineFault.MISCONFIGURED: NoDevice(Fault(FaultCode.MISCONFIGURED, Action.CONFIGURE)),
}
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
    jam: bool = False
    ticket: bool = False
    """A slip lies in the printer's mouth."""


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


def from_full(status: FullStatus) -> Condition:
    """The four bytes of a full status (Custom KPM150, KPM210 and VKP80 command references).

    A virtual paper end, which a set-up length announces, is near end here; an acknowledge error is
    about one command and says nothing about the printer. Custom counts a jammed cutter among the
    unrecoverable errors, though a hand recovers it.
    """
    paper, user, recoverable, unrecoverable = status.value
    return Condition(
        offline=False,
        feeding=bool(user & 0x60),
        cover_open=bool(user & 0x03 or unrecoverable & 0x02),
        paper_end=bool(paper & 0x01),
        near_end=bool(paper & 0x44),
        cutter=bool(unrecoverable & 0x01),
        unrecoverable=bool(unrecoverable & 0xFC),
        recovers=bool(recoverable & 0x01),
        error=bool(recoverable & 0x08),
        jam=bool(recoverable & 0x40),
        ticket=bool(paper & 0x20),
    )


def both(first: Condition, second: Condition) -> Condition:
    """What either of two reports tells."""
    pairs = zip(astuple(first), astuple(second), strict=True)
    return Condition(*(one or other for one, other in pairs))


def health(condition: Condition) -> Health:
    """The most urgent thing first; an open cover hides the paper, so it comes before paper end."""
    match condition:
        case Condition(unrecoverable=True):
            return HardwareError(Fault(FaultCode.HARDWARE, Action.MAINTAIN))
        case Condition(cover_open=True):
            return Offline(Fault(FaultCode.COVER_OPEN, Action.CLEAR))
        case Condition(jam=True):
            return Offline(Fault(FaultCode.PAPER_JAM, Action.CLEAR))
        case Condition(cutter=True):
            return Offline(Fault(FaultCode.CUTTER, Action.CLEAR))
        case Condition(paper_end=True):
            return Offline(Fault(FaultCode.PAPER_OUT, Action.REPLENISH))
        case Condition(recovers=True):
            return Offline(HOT)
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
    if condition.jam:
        return PaperLevel.JAMMED
    return PaperLevel.LOW if condition.near_end else PaperLevel.FULL


def condition_of(
    answers: tuple[int, ...], full: FullStatus | None, *, wants_full: bool
) -> Condition | None:
    """What the answers to DLE EOT 1 to 4, and 20, say together; None while one is missing."""
    if len(answers) < _QUESTIONS or (wants_full and full is None):
        return None
    condition = from_answers(*answers[:_QUESTIONS])
    return both(condition, from_full(full)) if full else condition


def told(condition: Condition, model: str = "") -> PrinterStatus:
    """A condition in the vocabulary of the contract."""
    return PrinterStatus(
        health(condition),
        paper_level(condition),
        condition.cover_open,
        model=model,
        in_mouth=condition.ticket,
    )


def printer_status(
    answers: tuple[int, ...], *, garbage: bool, model: str = "", full: FullStatus | None = None
) -> PrinterStatus:
    """Judge the answers to DLE EOT 1 to 4; missing ones are silence, never a state."""
    if garbage:
        return UNINTELLIGIBLE
    condition = condition_of(answers, full, wants_full=False)
    return told(condition, model) if condition else SILENT


def absent(code: str) -> PrinterStatus:
    """The status behind a ``TransportError`` with this code."""
    return PrinterStatus(_LINES.get(code, NoDevice(NOT_CONNECTED)))
