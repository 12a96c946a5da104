"""From a grey frame to the codes in it, within a frame's time."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from typing import Protocol

from drivers._deadline import Clock, Deadline
from drivers._results import Symbol, Symbology
from drivers.camera.decode_zbar import ZbarDecoder, unclaimed
from drivers.camera.decode_zxing import QR_ONLY
from drivers.camera.frames import GreyImage
from drivers.camera.looks import ALWAYS, Look, Scene, live_looks
from drivers.camera.memory import Memory, Pace

FRAME_BUDGET_S = 0.033
"""One frame time at 30 frames a second."""

_SHARE_AFTER_HIT = 1 / 3
"""Part of the budget for other codes once one is read: a second phone is mostly as easy to read."""
_RESERVE = 0.9
"""Part of the budget that is planned with: a look may take longer than it ever did."""


class Decoder(Protocol):
    """Finds codes; an empty answer is an answer."""

    def decode(self, image: GreyImage, deadline: Deadline | None = None) -> tuple[Symbol, ...]:
        """All codes with exact payload bytes and corners in the image's pixels.

        Looks no longer than to the deadline, the first look apart; never raises because of it.
        """
        ...


class MultiPassDecoder:
    """Looks at a frame in one way after the other until its codes are read or time is up.

    The first look always happens. Of the others, those for which one frame had no time come first
    in the next, so a code held still meets every look; the one that read last comes before them.
    Without ``looks`` it is the decoder for camera frames and codes of the given ``symbologies``.
    Keeps no image; not for several threads.
    """

    def __init__(
        self,
        looks: Sequence[Look] = (),
        clock: Clock = time.monotonic,
        budget_s: float = FRAME_BUDGET_S,
        symbologies: Iterable[Symbology] = QR_ONLY,
    ) -> None:
        self._looks = tuple(looks) or live_looks(symbologies)
        self._clock = clock
        self._budget_s = budget_s
        self._pace = Pace([look.seconds_a_megapixel for look in self._looks])
        self._always = 0 if looks else ALWAYS
        self._memory = Memory(len(self._looks), self._always)

    def forget(self) -> None:
        """The next frame has nothing to do with those before; only the machine's pace stays."""
        self._memory = Memory(len(self._looks), self._always)

    def decode(self, image: GreyImage, deadline: Deadline | None = None) -> tuple[Symbol, ...]:
        """All codes that could be found within the budget, the first look apart.

        When a look has read a code, the remaining ones go on for a third of the budget in busy
        regions that are left, so that no code hides another one beside it.
        """
        until = self._until(deadline)
        scene = Scene(image, self._memory.place)
        waiting: list[int] = []
        for index in (0, *self._memory.order()):
            look = self._looks[index]
            if scene.found and not (look.in_regions and scene.regions):
                continue
            foreseen = self._pace.foreseen(index, look.megapixels(scene)) if index else 0.0
            if foreseen > until.remaining():
                self._pace.skipped(index)
                waiting.append(index)
            elif self._look(index, scene, until):
                until = until.within(self._budget_s * _SHARE_AFTER_HIT)
        if not scene.found:
            self._memory.missed(waiting)
        return scene.found

    def _until(self, deadline: Deadline | None) -> Deadline:
        seconds = self._budget_s * _RESERVE
        if deadline is not None:
            seconds = min(seconds, deadline.remaining())
        return Deadline.after(seconds, clock=self._clock)

    def _look(self, index: int, scene: Scene, until: Deadline) -> bool:
        look = self._looks[index]
        megapixels = look.megapixels(scene)
        began = self._clock()
        symbols = look.read(scene, until)
        self._pace.took(index, megapixels, self._clock() - began)
        if symbols:
            self._memory.read(index, symbols)
            scene.note(symbols)
        return bool(symbols)


def decode_image(
    image: GreyImage, symbologies: Iterable[Symbology] = QR_ONLY
) -> tuple[Symbol, ...]:
    """Every code that any look or zbar finds in a still image, each payload once; about 0.1 s."""
    kinds = frozenset(symbologies)
    scene, forever = Scene(image), Deadline.after(float("inf"))
    found: dict[bytes, Symbol] = {}
    for look in live_looks(kinds):
        for symbol in look.read(scene, forever):
            found.setdefault(symbol.payload, symbol)
    if Symbology.QR in kinds:
        for symbol in unclaimed(ZbarDecoder().decode(image), tuple(found.values())):
            found.setdefault(symbol.payload, symbol)
    return tuple(found.values())
