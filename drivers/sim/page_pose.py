"""How a page lies under the simulated document camera, and what spoils its picture."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, unique


@unique
class Tray(StrEnum):
    """What the page lies on."""

    DARK = "dark"
    """Matt dark grey plastic, the usual one."""
    LIGHT_WOOD = "light_wood"
    """Beech, not much darker than paper, with a grain."""


@unique
class Edge(StrEnum):
    """The side of the page on which a hand lies."""

    LEFT = "left"
    RIGHT = "right"
    TOP = "top"
    BOTTOM = "bottom"


@dataclass(frozen=True, slots=True)
class PagePose:
    """The defaults are a good, straight view of a page in the middle of the tray."""

    x: float = 0.0
    y: float = 0.0
    """Place of the page's middle, in shares of the frame's height from the frame's middle."""
    angle: float = 0.0
    """Rotation in degrees, counter-clockwise."""
    tilt: float = 0.0
    """Degrees by which the far edge is lifted: perspective."""
    turn: float = 0.0
    """Degrees by which the right edge is lifted."""
    blur: float = 0.0
    """Radius of defocus in pixels."""
    light: float = 1.0
    """Factor on the light; 0.2 is a dark room."""
    glare: float = 0.0
    """Share of the page that a lamp's reflection covers."""
    glare_x: float = 0.6
    glare_y: float = 0.4
    """Middle of the reflection in shares of the page."""
    shadow: float = 0.0
    """How much light a shadow takes from the page's left part and the tray beside it."""
    hand: Edge | None = None
    hand_at: float = 0.5
    """Where on that side the hand lies, 0 to 1."""
    tray: Tray = Tray.DARK
    noise: float = 2.5
    """Deviation of the sensor's noise in grey levels."""
