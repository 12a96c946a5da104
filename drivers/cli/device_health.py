"""One device's answer to "how are you", as a value, a line and JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from drivers._deadline import Deadline
from drivers._errors import DeadlineExceeded
from drivers._status import (
    Action,
    CardReaderStatus,
    CodeScannerStatus,
    DeviceKind,
    DeviceStatus,
    Fault,
    FaultCode,
    PrinterStatus,
    Unknown,
    fault_of,
)
from drivers.card.transport import LineFault
from drivers.cli.camera_words import camera_fault_text
from drivers.cli.output import padded
from drivers.cli.words import ACTIONS, fault_text

SECONDS = 5.0
"""For one device."""

NAMES = {
    DeviceKind.CARD_READER: "读卡器",
    DeviceKind.CODE_SCANNER: "摄像头",
    DeviceKind.DOCUMENT_CAMERA: "拍照台",
    DeviceKind.PRINTER: "打印机",
}
_NAME_COLUMNS = 8
_SILENT = Unknown(Fault(FaultCode.NO_ANSWER, Action.RESET))


@dataclass(frozen=True, slots=True)
class DeviceHealth:
    """State by its class name, the fault behind it, and what else the device tells of itself."""

    kind: DeviceKind
    state: str
    fault: Fault | None
    details: Mapping[str, object] = field(default_factory=dict)


def health_of(kind: DeviceKind, status: Callable[[Deadline], DeviceStatus]) -> DeviceHealth:
    """Ask it; a device that does not answer in time is Unknown."""
    try:
        found = status(Deadline.after(SECONDS))
    except DeadlineExceeded:
        return DeviceHealth(kind, type(_SILENT).__name__, fault_of(_SILENT))
    health = found.health
    return DeviceHealth(kind, type(health).__name__, fault_of(health), _details(found))


def health_line(device: DeviceHealth) -> str:
    """Name, state and details, or the fault and what to do about it."""
    return padded(NAMES[device.kind], _NAME_COLUMNS) + health_text(device)


def health_text(device: DeviceHealth) -> str:
    """The same without the name."""
    if device.fault is None:
        known = " ".join(f"{key}={_word(value)}" for key, value in device.details.items() if value)
        return f"正常 [{device.state}]  {known}".rstrip()
    action = ACTIONS[device.fault.action]
    told = camera_fault_text if device.kind is DeviceKind.CODE_SCANNER else fault_text
    return f"{told(_cause(device.fault))} {device.state}；处理：{action}"


def health_json(device: DeviceHealth) -> dict[str, object]:
    """For a program."""
    fault = device.fault
    return {
        "device": device.kind,
        "state": device.state,
        "fault": fault.code if fault else None,
        "action": fault.action if fault else None,
        **device.details,
    }


def _details(status: DeviceStatus) -> dict[str, object]:
    match status:
        case CardReaderStatus():
            return {
                "reader": status.reader,
                "card_present": status.card_present,
                "sam": status.sam,
            }
        case CodeScannerStatus():
            return {"source": status.source, "width": status.width, "height": status.height}
        case PrinterStatus():
            return {
                "model": status.model,
                "paper": status.paper,
                "cover_open": status.cover_open,
            }


def _cause(fault: Fault) -> str:
    """A service that is there but refuses this user is a matter of configuration."""
    refused = fault == Fault(FaultCode.SERVICE_DOWN, Action.CONFIGURE)
    return LineFault.ACCESS_DENIED if refused else fault.code


def _word(value: object) -> str:
    return "yes" if value is True else str(value)
