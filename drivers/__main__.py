"""Devices without the kiosk: ``python -m drivers list | status | read | scan | print``.

Real devices by default; ``--simulated`` plays with a card, a code and a full roll of paper.
Nothing personal is printed unless ``--show`` asks for it.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from drivers import (
    Bitmap,
    CardProfile,
    CardReaderConfig,
    CardUnread,
    Deadline,
    DeviceConfig,
    Devices,
    DriverError,
    IdentityDocument,
    Printed,
    PrintJob,
    fault_of,
    open_devices,
)
from drivers.sim.world import World

FAILED = 1
STATUS_SECONDS = 3.0
PATTERN_ROWS = 240
"""30 mm of paper."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; 0 when the device did what was asked, 1 when it did not."""
    asked = _parser().parse_args(argv)
    world = _world(asked) if asked.simulated else None
    devices = open_devices(_config(asked), world)
    try:
        return int(asked.act(devices, asked))
    except DriverError as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return FAILED
    finally:
        devices.close()


def _parser() -> argparse.ArgumentParser:
    root = argparse.ArgumentParser(prog="python -m drivers", description=__doc__)
    root.add_argument("--simulated", action="store_true", help="simulated devices")
    root.add_argument("--reader", default="", help="part of the PC/SC reader's name")
    root.add_argument("--camera", default="/dev/video0", help="the camera's device path")
    root.add_argument("--host", default="", help="the printer's address")
    root.add_argument("--port", type=int, default=9100)
    root.add_argument("--head-dots", type=int, default=576, choices=[384, 576, 832])
    root.add_argument("--seconds", type=float, default=15.0, help="how long to wait")
    root.add_argument("--card", default="zhang", help="simulated: whose card lies on the reader")
    root.add_argument("--code", default="SIMULATED-CODE", help="simulated: what the phone shows")
    commands = root.add_subparsers(required=True)
    commands.add_parser("list", help="the configured drivers").set_defaults(act=_list)
    commands.add_parser("status", help="health of every device").set_defaults(act=_status)
    read = commands.add_parser("read", help="wait for a card and read it")
    read.add_argument("--show", action="store_true", help="print name and number")
    read.set_defaults(act=_read)
    scan = commands.add_parser("scan", help="wait for a code")
    scan.add_argument("--show", action="store_true", help="print its content")
    scan.set_defaults(act=_scan)
    commands.add_parser("print", help="print a test pattern").set_defaults(act=_print)
    return root


def _config(asked: argparse.Namespace) -> DeviceConfig:
    if asked.simulated:
        return DeviceConfig(head_dots=asked.head_dots)
    return DeviceConfig(
        CardReaderConfig(CardProfile.PCSC_SAM_READBINARY, asked.reader),
        "v4l2",
        asked.camera,
        "network",
        asked.host or "127.0.0.1",
        asked.port,
        asked.head_dots,
    )


def _world(asked: argparse.Namespace) -> World:
    world = World()
    world.tap_card(asked.card)
    world.show_code(asked.code.encode())
    return world


def _list(_devices: Devices, asked: argparse.Namespace) -> int:
    config = _config(asked)
    print(
        f"card_reader   {config.card_reader.profile}  {config.card_reader.reader_name or 'any reader'}"
    )
    print(f"code_scanner  {config.code_scanner}  {config.camera_path}")
    print(f"printer       {config.printer}  {config.printer_host}  {config.head_dots} dots")
    return 0


def _status(devices: Devices, _asked: argparse.Namespace) -> int:
    worst = 0
    for name, device in (
        ("card_reader", devices.card_reader),
        ("code_scanner", devices.code_scanner),
        ("printer", devices.printer),
    ):
        status = device.status(Deadline.after(STATUS_SECONDS))
        fault = fault_of(status.health)
        told = f"{fault.code}, action: {fault.action}" if fault else "well"
        print(f"{name:13} {type(status.health).__name__:14} {told}")
        worst = FAILED if fault else worst
    return worst


def _read(devices: Devices, asked: argparse.Namespace) -> int:
    deadline = Deadline.after(asked.seconds)
    if not devices.card_reader.wait_for_card(deadline):
        print("no card came")
        return FAILED
    match devices.card_reader.read(deadline):
        case CardUnread(reason, field):
            print(f"not read: {reason} {field}".rstrip())
            return FAILED
        case IdentityDocument() as document:
            shown = f"{document.name} {document.id_number}" if asked.show else "(use --show)"
            print(f"read: {document.kind} {shown}")
            return 0
        case other:
            print(f"read: {type(other).__name__}")
            return 0


def _scan(devices: Devices, asked: argparse.Namespace) -> int:
    scan = devices.code_scanner.scan(Deadline.after(asked.seconds))
    for symbol in scan.symbols:
        shown = symbol.payload.decode(errors="replace") if asked.show else "(use --show)"
        print(f"{symbol.symbology}, {len(symbol.payload)} bytes {shown}")
    if not scan.symbols:
        print(f"no code; hint: {scan.hint}")
    return 0 if scan.symbols else FAILED


def _print(devices: Devices, asked: argparse.Namespace) -> int:
    width = devices.printer.head_dots
    stripe, blank = b"\xf0" * (width // 8), b"\x0f" * (width // 8)
    rows = b"".join(stripe if row // 4 % 2 else blank for row in range(PATTERN_ROWS))
    job = PrintJob(1, Bitmap(width, PATTERN_ROWS, rows))
    result = devices.printer.print(job, Deadline.after(asked.seconds))
    print(result)
    return 0 if isinstance(result, Printed) else FAILED


if __name__ == "__main__":
    sys.exit(main())
