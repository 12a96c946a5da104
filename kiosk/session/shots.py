"""A photo of a material while it is being taken; the picture itself stays with the conductor."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, unique


@unique
class RetakeReason(StrEnum):
    """What the resident has to mend before a picture is any use."""

    NO_PAGE = "no_page"
    CUT_OFF = "cut_off"
    BLURRED = "blurred"
    GLARE = "glare"
    TOO_DARK = "too_dark"
    MOVED = "moved"


@unique
class Place(StrEnum):
    """A ninth of the material, as the resident sees it."""

    TOP_LEFT = "top_left"
    TOP = "top"
    TOP_RIGHT = "top_right"
    LEFT = "left"
    MIDDLE = "middle"
    RIGHT = "right"
    BOTTOM_LEFT = "bottom_left"
    BOTTOM = "bottom"
    BOTTOM_RIGHT = "bottom_right"


@unique
class ShotStage(StrEnum):
    """How far it has come; before and between there is no shot, and the tray is shown live."""

    TAKING = "taking"
    REFUSED = "refused"
    """No use: the reasons are told, and the tray is shown live."""
    TAKEN = "taken"
    """Shown large; the resident keeps it or takes another."""


@dataclass(frozen=True, slots=True)
class Shot:
    """One try for the picture field ``field_id``."""

    field_id: str
    stage: ShotStage
    picture_id: str = ""
    """A UUID; empty unless taken."""
    reasons: tuple[RetakeReason, ...] = ()
    glare: tuple[Place, ...] = ()
    """Where it dazzles, each place once."""
