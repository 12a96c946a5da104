"""The ways to look at a frame, in the order in which they are tried.

The first look takes the whole frame as it is. The next ones take only the busy regions, a tenth of
the frame, each showing them in another light; the last take the whole frame again, for codes that
lie outside of every region. Order and parameters: greatest gain for the time on the tuning frames
of ``tests/bench/scan``, of whose 58 codes that zxing-cpp alone misses these read 51.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from drivers._deadline import Deadline
from drivers._results import Symbol, Symbology
from drivers.camera.deblur import refocused, unstreaked
from drivers.camera.decode_zxing import QR_ONLY, Threshold, ZxingDecoder
from drivers.camera.enhance import (
    Enhance,
    Variant,
    completed,
    enlarged,
    enlarged_sharpened,
    evened,
    plain,
    sharpened,
)
from drivers.camera.erasures import unblotted
from drivers.camera.frames import GreyImage
from drivers.camera.mending import mended
from drivers.camera.regions import Box, Region, busy_regions, cut_out

ALWAYS = 8
"""The first looks after the plain one are worth their time on every frame; the rest take turns."""

Variants = Callable[[GreyImage], Iterable[Variant]]


class Scene:
    """One frame and what is known about it; regions are searched for when first asked for."""

    def __init__(self, image: GreyImage, last_place: Box | None = None) -> None:
        self.image = image
        self._last_place = last_place
        self._found: dict[bytes, Symbol] = {}

    @property
    def found(self) -> tuple[Symbol, ...]:
        """Codes that were noted, each payload once."""
        return tuple(self._found.values())

    @property
    def regions(self) -> tuple[Region, ...]:
        """Where codes may be that are not noted yet."""
        return tuple(
            region
            for region in self._regions
            if not any(region.holds(symbol) for symbol in self.found)
        )

    def note(self, symbols: Iterable[Symbol]) -> None:
        """These have been found: their regions need no other look."""
        for symbol in symbols:
            self._found.setdefault(symbol.payload, symbol)

    @cached_property
    def _regions(self) -> tuple[Region, ...]:
        """Busy regions, and where the last code was unless it is in one."""
        found = busy_regions(self.image)
        if self._last_place is None or any(one.covers(self._last_place) for one in found):
            return found
        again = cut_out(self.image, *self._last_place)
        return (again, *found) if again.area else found


@dataclass(frozen=True, slots=True)
class Look:
    """One way to look; ``seconds_a_megapixel`` is its cost until the machine's pace is known."""

    name: str
    variants: Variants
    threshold: Threshold
    reader: ZxingDecoder
    seconds_a_megapixel: float
    in_regions: bool = True

    def read(self, scene: Scene, deadline: Deadline) -> tuple[Symbol, ...]:
        """All codes that it shows, each payload once; ends early when the deadline has passed.

        A code found in one region does not keep it from the others.
        """
        found: dict[bytes, Symbol] = {}
        for region in scene.regions if self.in_regions else (Region(scene.image),):
            for symbol in self._read(region, deadline):
                found.setdefault(symbol.payload, symbol)
        return tuple(found.values())

    def megapixels(self, scene: Scene) -> float:
        """What it would look at."""
        if not self.in_regions:
            return scene.image.size / 1e6
        return sum(region.area for region in scene.regions) / 1e6

    def _read(self, region: Region, deadline: Deadline) -> tuple[Symbol, ...]:
        for variant in self.variants(region.image):
            if symbols := self.reader.read(variant, self.threshold):
                return tuple(region.in_frame(symbol) for symbol in symbols)
            if deadline.expired():
                break
        return ()


def live_looks(symbologies: Iterable[Symbology] = QR_ONLY) -> tuple[Look, ...]:
    """Looks for live frames, for codes of these kinds."""
    kinds = frozenset(symbologies)
    reader = ZxingDecoder(kinds)

    local, fixed = Threshold.LOCAL, Threshold.FIXED
    mending = Look("mended", mended, local, ZxingDecoder(), 0.030)
    redrawing = Look("unblotted", unblotted, local, ZxingDecoder(), 0.008)
    return (
        Look("plain", _one(plain), local, reader, 0.003, in_regions=False),
        Look("fixed threshold", _one(plain), fixed, reader, 0.002),
        Look("completed", _one(completed), local, reader, 0.003),
        Look("sharpened", _one(sharpened), local, reader, 0.006),
        Look("enlarged", _one(enlarged), local, reader, 0.008),
        *((mending,) if Symbology.QR in kinds else ()),
        Look("unstreaked", unstreaked, local, reader, 0.020),
        *((redrawing,) if Symbology.QR in kinds else ()),
        Look("refocused 3.5", _one(refocused(3.5, 0.003)), local, reader, 0.025),
        Look("refocused 5.5", _one(refocused(5.5, 0.001)), local, reader, 0.025),
        Look("enlarged and sharpened", _one(enlarged_sharpened), local, reader, 0.060),
        Look("evened", _one(evened), local, reader, 0.006),
        Look("refocused 4", _one(refocused(4.0, 0.001)), local, reader, 0.025),
        Look("evened frame", _one(evened), local, reader, 0.005, in_regions=False),
    )


def _one(enhance: Enhance) -> Variants:
    return lambda image: (enhance(image),)
