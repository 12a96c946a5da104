"""From the drivers' print results to what the visit is told and the journal writes down."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum, unique

from drivers import FaultCode, NotPrinted, Printed, PrintResult, Unproven
from kiosk.session import NoticeCode


@dataclass(frozen=True, slots=True)
class Page:
    """A 1-bit raster: rows of whole bytes, most significant bit left, 1 = black."""

    width: int
    height: int
    rows: bytes = field(repr=False)


@unique
class PrintVerdict(StrEnum):
    """What is known about the paper."""

    CONFIRMED = "confirmed"
    FAILED = "failed"
    """No byte reached the printer: the same copy may be printed again."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PrintEnd:
    """How a print ended; ``notice`` is what the resident is told, None when all is well."""

    verdict: PrintVerdict
    notice: NoticeCode | None = None
    fault: str = ""


_NOTICES = {
    FaultCode.PAPER_OUT: NoticeCode.PRINTER_PAPER_OUT,
    FaultCode.COVER_OPEN: NoticeCode.PRINTER_COVER_OPEN,
}


def print_end(result: PrintResult) -> PrintEnd:
    """The verdict on a driver's result."""
    match result:
        case Printed():
            return PrintEnd(PrintVerdict.CONFIRMED)
        case NotPrinted(fault):
            code = fault.code if fault else None
            notice = _NOTICES.get(code, NoticeCode.PRINTER_DOWN) if code else None
            return PrintEnd(PrintVerdict.FAILED, notice, code or "")
        case Unproven(fault):
            return PrintEnd(PrintVerdict.UNKNOWN, NoticeCode.PRINT_UNPROVEN, fault.code)
