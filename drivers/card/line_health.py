"""What a broken line to a reader says about the reader's health."""

from __future__ import annotations

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
from drivers.card.transport import LineFault

NO_ANSWER = Unknown(Fault(FaultCode.NO_ANSWER, Action.RESET))

HEALTH: dict[str, Health] = {
    LineFault.SERVICE_DOWN: NoDevice(Fault(FaultCode.SERVICE_DOWN, Action.RESET)),
    LineFault.ACCESS_DENIED: NoDevice(Fault(FaultCode.SERVICE_DOWN, Action.CONFIGURE)),
    LineFault.NOT_CONNECTED: NoDevice(Fault(FaultCode.NOT_CONNECTED, Action.MAINTAIN)),
    LineFault.IN_USE: Offline(Fault(FaultCode.IN_USE, Action.RESET)),
    LineFault.NO_ANSWER: NO_ANSWER,
    LineFault.GARBLED: Unknown(Fault(FaultCode.GARBLED, Action.CONFIGURE)),
    LineFault.MISCONFIGURED: NoDevice(Fault(FaultCode.MISCONFIGURED, Action.CONFIGURE)),
    LineFault.SAM_REFUSED: HardwareError(Fault(FaultCode.SAM_REFUSED, Action.MAINTAIN)),
    LineFault.HARDWARE: HardwareError(Fault(FaultCode.HARDWARE, Action.MAINTAIN)),
}
"""By the code of the ``TransportError``."""
