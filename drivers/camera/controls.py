"""Exposure and other controls of a V4L2 camera, by their kernel numbers.

OpenCV passes exposure and gain on, but has no name for the control that keeps the frame rate, and
does not tell ranges. Numbers and layouts: Linux ``videodev2.h`` and ``v4l2-controls.h``; a second
file handle on the node may set controls while another streams.
"""

from __future__ import annotations

import fcntl
import os
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import IntEnum, unique
from typing import Final, Protocol

_GET: Final = 0xC008561B
"""VIDIOC_G_CTRL: struct v4l2_control (id, value)."""
_PUT: Final = 0xC008561C
"""VIDIOC_S_CTRL: the same."""
_QUERY: Final = 0xC0445624
"""VIDIOC_QUERYCTRL: struct v4l2_queryctrl."""
_VALUE: Final = struct.Struct("=Ii")
_SPAN: Final = struct.Struct("=II32siiiiI8x")
"""Id, type, name, minimum, maximum, step, default, flags, reserved."""
_DISABLED: Final = 0x0001
"""V4L2_CTRL_FLAG_DISABLED."""


@unique
class Control(IntEnum):
    """V4L2_CID numbers."""

    AUTO_GAIN = 0x00980912
    GAIN = 0x00980913
    MAINS = 0x00980918
    """V4L2_CID_POWER_LINE_FREQUENCY."""
    EXPOSURE_MODE = 0x009A0901
    """V4L2_CID_EXPOSURE_AUTO."""
    EXPOSURE = 0x009A0902
    """V4L2_CID_EXPOSURE_ABSOLUTE, in units of 100 microseconds."""
    RATE_MAY_FALL = 0x009A0903
    """V4L2_CID_EXPOSURE_AUTO_PRIORITY, shown as "exposure, dynamic framerate"."""


@dataclass(frozen=True, slots=True)
class Span:
    """What a control takes, and what it has after power-up."""

    least: int
    most: int
    default: int


class Controls(Protocol):
    """Controls of one camera; a camera has some and lacks others."""

    def get(self, control: Control) -> int | None:
        """Its value; None: it has no such control, or will not tell."""
        ...

    def put(self, control: Control, value: int) -> bool:
        """Ask for a value; whether the camera took it. It may round: ``get`` tells."""
        ...

    def span(self, control: Control) -> Span | None:
        """What it takes; None without such a control."""
        ...


Ioctl = Callable[[int, int, bytearray], object]


class NodeControls:
    """Controls behind an open video node."""

    def __init__(self, node: int, ioctl: Ioctl = fcntl.ioctl) -> None:
        """Uses the file descriptor ``node``; it stays the caller's."""
        self._node = node
        self._ioctl = ioctl

    def get(self, control: Control) -> int | None:
        told = self._asked(_GET, bytearray(_VALUE.pack(control, 0)))
        return None if told is None else int(_VALUE.unpack(told)[1])

    def put(self, control: Control, value: int) -> bool:
        return self._asked(_PUT, bytearray(_VALUE.pack(control, value))) is not None

    def span(self, control: Control) -> Span | None:
        told = self._asked(_QUERY, bytearray(_SPAN.pack(control, 0, b"", 0, 0, 0, 0, 0)))
        if told is None:
            return None
        _, _, _, least, most, _, default, flags = _SPAN.unpack(told)
        return None if flags & _DISABLED else Span(least, most, default)

    def _asked(self, request: int, argument: bytearray) -> bytearray | None:
        try:
            self._ioctl(self._node, request, argument)
        except OSError:
            return None
        return argument


@contextmanager
def controls_of(path: str) -> Iterator[Controls | None]:
    """The controls of the camera at this path; None when its node cannot be opened."""
    try:
        node = os.open(path, os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        yield None
        return
    try:
        yield NodeControls(node)
    finally:
        os.close(node)
