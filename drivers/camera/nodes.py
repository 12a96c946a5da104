"""Video nodes of the system: why one cannot be used, and which ones there are.

A USB camera has two nodes or more; index 0 delivers pictures, others metadata. udev keeps stable
links to them in ``/dev/v4l/by-id``. What the kernel knows stands in ``/sys/class/video4linux``;
nothing here opens a camera.
"""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from drivers._status import FaultCode
from drivers.camera.usb_formats import UsbFormat, formats_in

BY_ID = Path("/dev/v4l/by-id")
KNOWN = Path("/sys/class/video4linux")
VIDEO_MAJOR = 81
"""Of the device numbers of all video nodes (Linux ``devices.txt``)."""

Reason = tuple[FaultCode, str]


@dataclass(frozen=True, slots=True)
class VideoNode:
    """One node: its stable link ("" without one), device file, name and index.

    ``formats`` are those that a USB camera's descriptors promise; empty where they are not told.
    """

    link: str
    device: str
    name: str = ""
    index: int = 0
    formats: tuple[UsbFormat, ...] = ()

    @property
    def path(self) -> str:
        """What belongs into a profile."""
        return self.link or self.device

    @property
    def gives_pictures(self) -> bool:
        """Whether it is the first node of its camera."""
        return self.index == 0


def video_nodes(links: Path = BY_ID, known: Path = KNOWN) -> tuple[VideoNode, ...]:
    """All nodes in the order of their numbers. Reads sysfs, opens no device."""
    by_device = {os.path.realpath(link): str(link) for link in sorted(_entries(links))}
    return tuple(
        VideoNode(
            by_device.get(device, ""),
            device,
            _text(entry / "name"),
            _number(_text(entry / "index")),
            formats_in(_descriptors(entry)),
        )
        for entry in sorted(_entries(known), key=lambda entry: _number(entry.name))
        for device in (str(Path("/dev") / entry.name),)
    )


def absence_of(path: str) -> Reason | None:
    """Why there is no camera to be opened at this path; None when there may be one."""
    place = Path(path)
    if not path or place.is_dir():
        return FaultCode.MISCONFIGURED, "a folder, no camera" if path else "no path"
    if place.exists():
        return None
    return FaultCode.NOT_CONNECTED, "the link points to nothing" if place.is_symlink() else ""


def refusal_of(path: str, known: Path = KNOWN) -> Reason:
    """Why a camera that is there did not open."""
    absent = absence_of(path)
    if absent is not None:
        return absent
    place = Path(path).resolve()
    about = place.stat()
    if not stat.S_ISCHR(about.st_mode) or os.major(about.st_rdev) != VIDEO_MAJOR:
        return FaultCode.MISCONFIGURED, "no camera"
    if not os.access(place, os.R_OK | os.W_OK):
        return FaultCode.MISCONFIGURED, "no permission (group video)"
    if _number(_text(known / place.name / "index")) > 0:
        return FaultCode.MISCONFIGURED, "metadata only (use index0)"
    return FaultCode.IN_USE, ""


def _entries(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def _descriptors(entry: Path) -> bytes:
    """The USB device's descriptors, which the kernel keeps; the node belongs to an interface."""
    try:
        return (entry / "device" / ".." / "descriptors").resolve().read_bytes()
    except OSError:
        return b""


def _text(path: Path) -> str:
    try:
        return path.read_text(errors="replace").strip()
    except OSError:
        return ""


def _number(text: str) -> int:
    digits = re.search(r"\d+$", text)
    return int(digits[0]) if digits else 0
