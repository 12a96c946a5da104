"""Paper, head and cutter: what moves, and how far the roll lets it."""

from __future__ import annotations

import math

from drivers.sim.printer.model import DOTS_PER_MM, SimModel
from drivers.sim.printer.paper import HEAD_TO_CUTTER_DOTS, Strip
from drivers.sim.world import World

_ROUNDING = 1e-6


class Mechanism:
    """Burns queued rows as far as time and paper allow."""

    def __init__(self, world: World, model: SimModel) -> None:
        self._world = world
        self._model = model
        self._strip = Strip(model.head_dots)
        self._queue = bytearray()
        self._millimetres = 0.0 if model.mm_per_second else math.inf

    @property
    def busy(self) -> bool:
        """Whether rows wait to be burnt."""
        return bool(self._queue)

    def elapse(self, seconds: float) -> None:
        """Let time pass, which allows that much movement; an idle motor saves none up."""
        if self._model.mm_per_second:
            saved = self._millimetres if self._queue else 0.0
            self._millimetres = saved + seconds * self._model.mm_per_second

    def add(self, rows: bytes) -> None:
        """Queue rows."""
        self._queue += rows

    def add_feed_to_cutter(self) -> None:
        """Queue blank rows until what is burnt has passed the cutter."""
        self._queue += bytes(HEAD_TO_CUTTER_DOTS * self._model.stride)

    def clear(self) -> None:
        """Forget what is not burnt yet."""
        self._queue.clear()

    def move(self) -> bool:
        """Burn what can be burnt now; False when it must wait for time or paper."""
        waiting = len(self._queue) // self._model.stride
        allowed = min(waiting, self._millimetres * DOTS_PER_MM)
        wanted = math.floor(allowed + _ROUNDING)
        if not wanted:
            return False
        moved = self._world.consume_paper(wanted / DOTS_PER_MM)
        rows = math.floor(moved * DOTS_PER_MM + _ROUNDING)
        self._millimetres -= moved
        self._strip.burn(bytes(self._queue[: rows * self._model.stride]))
        del self._queue[: rows * self._model.stride]
        return rows == wanted

    def cut(self) -> None:
        """Let a piece fall."""
        self._deliver(*self._strip.cut())

    def lose_roll_end(self) -> None:
        """The end of the roll leaves the printer with all that is burnt onto it."""
        if not self._strip.blank:
            self._deliver(*self._strip.tear_out())

    def _deliver(self, png: bytes, length_mm: float) -> None:
        if png:
            self._world.add_paper(png, length_mm)
