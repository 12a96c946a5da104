"""``status``: health of the card reader, the camera and the printer."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from dataclasses import dataclass

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
from drivers.cli.opened import opened_card_reader, opened_printer, opened_scanner
from drivers.cli.output import padded, say, say_json
from drivers.cli.words import ACTIONS, fault_text

SECONDS = 5.0
"""For one device."""

_NAMES = {
    DeviceKind.CARD_READER: "读卡器",
    DeviceKind.CODE_SCANNER: "摄像头",
    DeviceKind.PRINTER: "打印机",
}
_NAME_COLUMNS = 8
_SILENT = Unknown(Fault(FaultCode.NO_ANSWER, Action.RESET))


@dataclass(frozen=True, slots=True)
class _Told:
    """One device's answer."""

    kind: DeviceKind
    state: str
    fault: Fault | None
    details: dict[str, object]


def run_status(asked: argparse.Namespace) -> int:
    """Ask each device; 1 when one of them has a fault."""
    told = list(_all_told(asked))
    if asked.json:
        say_json({"devices": [_json(device) for device in told]})
    else:
        for device in told:
            say(_line(device))
        if not _has_printer(asked):
            say("打印机  没有问：用 --host 给出它的网络地址 [not_asked]")
    return int(any(device.fault for device in told))


def _all_told(asked: argparse.Namespace) -> Iterator[_Told]:
    with opened_card_reader(asked) as reader:
        yield _told(DeviceKind.CARD_READER, reader.status)
    with opened_scanner(asked) as scanner:
        yield _told(DeviceKind.CODE_SCANNER, scanner.status)
    if _has_printer(asked):
        with opened_printer(asked) as printer:
            yield _told(DeviceKind.PRINTER, printer.status)


def _has_printer(asked: argparse.Namespace) -> bool:
    return bool(asked.host or asked.simulated)


def _told(kind: DeviceKind, status: Callable[[Deadline], DeviceStatus]) -> _Told:
    try:
        found = status(Deadline.after(SECONDS))
    except DeadlineExceeded:
        return _Told(kind, type(_SILENT).__name__, fault_of(_SILENT), {})
    health = found.health
    return _Told(kind, type(health).__name__, fault_of(health), _details(found))


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


def _json(device: _Told) -> dict[str, object]:
    fault = device.fault
    return {
        "device": device.kind,
        "state": device.state,
        "fault": fault.code if fault else None,
        "action": fault.action if fault else None,
        **device.details,
    }


def _line(device: _Told) -> str:
    name = padded(_NAMES[device.kind], _NAME_COLUMNS)
    if device.fault is None:
        known = " ".join(f"{key}={_word(value)}" for key, value in device.details.items() if value)
        return f"{name}正常 [{device.state}]  {known}".rstrip()
    action = ACTIONS[device.fault.action]
    return f"{name}{fault_text(_cause(device.fault))} {device.state}；处理：{action}"


def _cause(fault: Fault) -> str:
    """A service that is there but refuses this user is a matter of configuration."""
    refused = fault == Fault(FaultCode.SERVICE_DOWN, Action.CONFIGURE)
    return LineFault.ACCESS_DENIED if refused else fault.code


def _word(value: object) -> str:
    return "yes" if value is True else str(value)
