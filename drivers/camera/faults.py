"""What a broken camera line means for the scanner's health."""

from __future__ import annotations

from drivers._errors import TransportError
from drivers._status import (
    Action,
    Fault,
    FaultCode,
    HardwareError,
    Health,
    NoDevice,
    Offline,
    Unknown,
)

_HEALTH: dict[FaultCode, Health] = {
    FaultCode.NOT_CONNECTED: NoDevice(Fault(FaultCode.NOT_CONNECTED, Action.MAINTAIN)),
    FaultCode.IN_USE: Offline(Fault(FaultCode.IN_USE, Action.CONFIGURE)),
    FaultCode.NO_ANSWER: Unknown(Fault(FaultCode.NO_ANSWER, Action.RESET)),
    FaultCode.MISCONFIGURED: Offline(Fault(FaultCode.MISCONFIGURED, Action.CONFIGURE)),
    FaultCode.GARBLED: HardwareError(Fault(FaultCode.GARBLED, Action.RESET)),
    FaultCode.FRAME_STALE: HardwareError(Fault(FaultCode.FRAME_STALE, Action.RESET)),
    FaultCode.FRAME_DARK: Offline(Fault(FaultCode.FRAME_DARK, Action.CLEAR)),
    FaultCode.HARDWARE: HardwareError(Fault(FaultCode.HARDWARE, Action.MAINTAIN)),
}


def line_broke(code: FaultCode, detail: str = "") -> TransportError:
    """The error that a frame source raises for a fault."""
    return TransportError(code.value, detail)


def health_under(code: str) -> Health:
    """Health of a camera whose line broke with this code; an unknown word is a hardware fault."""
    try:
        return _HEALTH[FaultCode(code)]
    except (KeyError, ValueError):
        return _HEALTH[FaultCode.HARDWARE]
