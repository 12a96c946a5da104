"""``list``: what is connected to the computer, and the reader profiles; opens no device."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from drivers._config import CardProfile
from drivers._deadline import Deadline
from drivers._errors import DeadlineExceeded, TransportError
from drivers.camera.nodes import VideoNode, video_nodes
from drivers.card.pcsc_listing import PcscListing
from drivers.card.serial_listing import SerialPort, list_serial_ports
from drivers.card.transport import LineFault, Presence
from drivers.cli.output import padded, say, say_json
from drivers.cli.words import PROFILES, service_text, with_code

SECONDS = 3.0
"""For the PC/SC service."""

_PROFILE_COLUMNS = 22


def run_list(asked: argparse.Namespace) -> int:
    """Print what is there; a missing PC/SC service is part of that and no failure."""
    readers, fault = _pcsc_readers()
    ports, cameras = list_serial_ports(), video_nodes()
    if asked.json:
        say_json(
            {
                "simulated": asked.simulated,
                "pcsc_fault": fault or None,
                "pcsc_readers": [
                    {"name": r.reader, "card_present": r.atr is not None} for r in readers
                ],
                "serial_ports": [_port(port) for port in ports],
                "cameras": [_camera(node) for node in cameras],
                "profiles": [str(profile) for profile in CardProfile],
            }
        )
        return 0
    _say_readers(readers, fault)
    _say_rest(ports, cameras)
    if asked.simulated:
        say()
        say(with_code("本次用模拟设备，以上真实设备不会被打开", "simulated"))
    return 0


def _pcsc_readers() -> tuple[tuple[Presence, ...], str]:
    """The readers, or the fault that hides them."""
    try:
        return PcscListing()(Deadline.after(SECONDS)), ""
    except TransportError as error:
        return (), str(error.code)
    except DeadlineExceeded:
        return (), str(LineFault.NO_ANSWER)


def _camera(node: VideoNode) -> dict[str, object]:
    return {
        "path": node.path,
        "device": node.device,
        "name": node.name,
        "index": node.index,
        "formats": [asdict(one) for one in node.formats],
    }


def _port(port: SerialPort) -> dict[str, object]:
    return {"path": port.path, "usb": port.usb, "description": port.description}


def _say_readers(readers: tuple[Presence, ...], fault: str) -> None:
    say("PC/SC 读卡器")
    if fault:
        say(f"  {service_text(fault)}")
    elif not readers:
        say("  没有 [none]")
    for reader in readers:
        field = with_code("有卡", "card") if reader.atr is not None else with_code("空", "empty")
        say(f"  {reader.reader}  {field}")


def _say_rest(ports: tuple[SerialPort, ...], cameras: tuple[VideoNode, ...]) -> None:
    say("串口")
    for port in ports:
        say(f"  {port.path}  {port.usb}  {port.description}".rstrip())
    if not ports:
        say("  没有 [none]")
    say("摄像头")
    for node in cameras:
        _say_camera(node)
    if not cameras:
        say("  没有 [none]")
    say("读卡方式（--profile）")
    for profile in CardProfile:
        say(f"  {padded(profile, _PROFILE_COLUMNS)}{PROFILES[profile]}")


def _say_camera(node: VideoNode) -> None:
    if not node.gives_pictures:
        say(f"  {node.path}  不出图像，只有元数据（index {node.index}） [metadata]")
        return
    say(f"  {node.path}  {node.name}  {node.device if node.link else ''}".rstrip())
    for one in node.formats:
        say(f"    {one.fourcc} {one.width}x{one.height} {one.fps:g} 帧/秒")
