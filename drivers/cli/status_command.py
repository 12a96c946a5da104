"""``status``: health of the card reader, the camera and the printer."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

from drivers._deadline import Deadline
from drivers._errors import DeadlineExceeded, TransportError
from drivers._status import CodeScannerStatus, DeviceKind, Health, Online
from drivers.camera.examination import Examination, examine
from drivers.camera.faults import health_under
from drivers.camera.frames import FrameSource
from drivers.cli.camera_words import examination_json, examination_lines
from drivers.cli.device_health import (
    DeviceHealth,
    health_json,
    health_line,
    health_of,
)
from drivers.cli.frame_source import asked_source
from drivers.cli.opened import opened_card_reader, opened_printer
from drivers.cli.output import say, say_json

CAMERA_SECONDS = 0.5
"""How long the camera is looked through; its light is on for so long."""


@dataclass(frozen=True, slots=True)
class _Camera:
    """A camera's health, and what was seen through it."""

    health: DeviceHealth
    seen: Examination | None


def run_status(asked: argparse.Namespace) -> int:
    """Ask each device; 1 when one of them has a fault."""
    with opened_card_reader(asked) as reader:
        devices = [health_of(DeviceKind.CARD_READER, reader.status)]
    with closing(asked_source(asked)) as source:
        camera = _camera(source)
    devices.append(camera.health)
    devices.extend(_printers(asked))
    if asked.json:
        seen = None if camera.seen is None else examination_json(camera.seen)
        say_json({"devices": [health_json(device) for device in devices], "camera": seen})
    else:
        _say(devices, camera.seen)
        if not _has_printer(asked):
            say("打印机  没有问：用 --host 给出它的网络地址 [not_asked]")
    return int(any(device.fault for device in devices))


def _say(devices: list[DeviceHealth], seen: Examination | None) -> None:
    for device in devices:
        say(health_line(device))
        if seen is not None and device.kind is DeviceKind.CODE_SCANNER:
            for line in examination_lines(seen):
                say(f"        {line}")


def _printers(asked: argparse.Namespace) -> Iterator[DeviceHealth]:
    if _has_printer(asked):
        with opened_printer(asked) as printer:
            yield health_of(DeviceKind.PRINTER, printer.status)


def _has_printer(asked: argparse.Namespace) -> bool:
    return bool(asked.host or asked.simulated)


def _camera(source: FrameSource) -> _Camera:
    seen: Examination | None = None

    def status(deadline: Deadline) -> CodeScannerStatus:
        nonlocal seen
        health: Health = Online()
        try:
            seen = examine(source, deadline, CAMERA_SECONDS)
        except TransportError as broken:
            health = health_under(broken.code)
        if seen is None:
            return CodeScannerStatus(health, source.name)
        if not seen.frames:
            raise DeadlineExceeded
        return CodeScannerStatus(health, source.name, seen.width, seen.height)

    return _Camera(health_of(DeviceKind.CODE_SCANNER, status), seen)
