"""What a document camera brings: a picture of one page, or the key that opens a travel document.

Every picture and every key is kept out of ``repr``, so that none of them reaches a log.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum, unique

from drivers._documents import TravelKey


@unique
class PageShape(StrEnum):
    """What lies on the tray, by the size of its sides."""

    A4 = "a4"
    A5 = "a5"
    PASSPORT = "passport"
    """One page of a passport, 125 x 88 mm (ISO/IEC 7810 ID-3, ICAO 9303-4)."""
    PASSPORT_SPREAD = "passport_spread"
    """A passport lying open, both pages: 125 x 176 mm."""
    ID_1 = "id_1"
    """A card, 85.6 x 54 mm (ISO/IEC 7810)."""
    A_SERIES = "a_series"
    """Sides as 1 to the root of 2, the scale being unknown: A4, A5, or a passport."""
    OTHER = "other"


@unique
class RetakeReason(StrEnum):
    """What the resident has to mend before the picture is any use."""

    NO_PAGE = "no_page"
    CUT_OFF = "cut_off"
    """A part of the page lies outside the camera's view."""
    BLURRED = "blurred"
    GLARE = "glare"
    """A lamp's reflection hides a part of the page."""
    TOO_DARK = "too_dark"
    """The page, or a part of it under a shadow."""
    MOVED = "moved"
    """It did not lie still."""


@dataclass(frozen=True, slots=True)
class GlareSpot:
    """A dazzled place: its share of the page, and its middle from the top left in shares of it."""

    share: float
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class PageQuality:
    """What was measured on the page; grey levels are 0 black to 255 white."""

    sharpness: float
    """Share of the ink's contrast that is crossed within one pixel: 0.45 is in focus, below 0.28
    small print is gone. 1.0 where a page bears nothing that could be judged."""
    ground: float
    """Grey of the bare paper."""
    shadow: float
    """Grey of the darkest part of the paper over that of the brightest; 1.0: evenly lit."""
    glare: tuple[GlareSpot, ...] = ()

    @property
    def glare_share(self) -> float:
        """Share of the page that is dazzled."""
        return sum(spot.share for spot in self.glare)


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page as a JPEG without metadata, upright and seen from straight above."""

    jpeg: bytes = field(repr=False)
    width: int
    height: int
    shape: PageShape
    colour: bool
    quality: PageQuality


@dataclass(frozen=True, slots=True)
class Retake:
    """No picture, and everything that is wrong; never empty. ``quality`` where a page was seen."""

    reasons: tuple[RetakeReason, ...]
    quality: PageQuality | None = None


PageCapture = PagePicture | Retake


@unique
class ZoneFailure(StrEnum):
    """Why no key was read from the machine readable zone."""

    NO_ZONE = "no_zone"
    """Nothing like one is in view."""
    UNREADABLE = "unreadable"
    """It is there; too blurred, too small, dazzled or partly hidden."""
    UNPROVEN = "unproven"
    """Read, but the check digits do not prove one reading and no other."""
    NO_KEY = "no_key"
    """Read and proven, but its dates make no key: a birth date that is partly unknown."""


@dataclass(frozen=True, slots=True)
class TravelKeyRead:
    """The key, proven by its check digits and seen the same way in two frames."""

    key: TravelKey = field(repr=False)


@dataclass(frozen=True, slots=True)
class ZoneUnread:
    """No key, and the nearest that came to one."""

    reason: ZoneFailure


ZoneReading = TravelKeyRead | ZoneUnread
