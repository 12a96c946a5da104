"""How somebody holds a code before the simulated camera."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum, unique


@unique
class Carrier(StrEnum):
    """What the code is on."""

    PHONE = "phone"
    PAPER = "paper"
    """A slip of white thermal paper, as a receipt is."""


@dataclass(frozen=True, slots=True)
class Pose:
    """How a phone or a slip is held; the defaults are a good, straight view of a phone."""

    distance: float = 1.0
    """1.0: the code fills about a third of the frame's height; 2.0: half that size."""
    angle: float = 0.0
    """Rotation in degrees, counter-clockwise."""
    blur: float = 0.0
    """Radius of defocus in pixels."""
    brightness: float = 1.0
    """Factor on the grey values of the screen or of the paper; 0.1 is a nearly black screen."""
    tilt: float = 0.0
    """Degrees about the horizontal axis; above 0 the upper edge goes away from the camera."""
    turn: float = 0.0
    """Degrees about the vertical axis; above 0 the right edge goes away from the camera."""
    motion: float = 0.0
    """Pixels that the picture is smeared over while the shutter is open, half of each frame's time:
    the phone moves to and fro by twice this a frame."""
    heading: float = 0.0
    """Direction of the motion in degrees, counter-clockwise from the right."""
    glare: float = 0.0
    """Share of the code that the reflection of a lamp covers, 0 to 1."""
    shift: float = 0.0
    """How far to the right of the middle, in widths of the frame; at 0.5 half the code is seen."""
    dark: bool = False
    """The phone is in dark mode, its code light on dark; paper has no such mode."""
    carrier: Carrier = Carrier.PHONE
    second: bytes | None = field(default=None, repr=False)
    """Payload of another phone (or slip) that is held beside this one in the same way."""
