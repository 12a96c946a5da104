"""Paper, head and cutter: what moves, how fast, and how far the roll lets it."""

from __future__ import annotations

import math
from collections.abc import Callable

from drivers.sim.printer.model import DOTS_PER_MM, SimModel
from drivers.sim.printer.mouth import Slip
from drivers.sim.printer.paper import HEAD_TO_CUTTER_DOTS, Strip
from drivers.sim.world import World

_ROUNDING = 1e-6
_SLOW_MM_PER_SECOND = 5.0
_HEAT_STEP = 0.05


class Mechanism:
    """Burns queued rows as far as time, heat and paper allow."""

    def __init__(self, world: World, model: SimModel, deliver: Callable[[Slip], None]) -> None:
        self._world = world
        self._model = model
        self._deliver = deliver
        self._strip = Strip(model.head_dots)
        self._queue = bytearray()
        self._seconds = 0.0
        self._heat = 0.0
        self.slow = False
        self.hot = False
        """The head has stopped to cool."""

    @property
    def busy(self) -> bool:
        """Whether rows wait to be burnt."""
        return bool(self._queue)

    @property
    def patience(self) -> float:
        """Longest step of time in which heating and cooling can be told apart."""
        warm = self._model.heat_limit and (self._queue or self._heat)
        return _HEAT_STEP if warm else math.inf

    @property
    def strip(self) -> bytes:
        """The rows between the roll and the cutter, the first ones beyond the cutter."""
        return self._strip.rows

    def elapse(self, seconds: float) -> None:
        """Let time pass, which allows movement; an idle motor saves none up."""
        saved = self._seconds if self._queue else 0.0
        self._seconds = saved + seconds
        self._heat = max(0.0, self._heat - seconds * self._model.cooling)
        self.hot = self.hot and self._heat > self._model.heat_limit / 2

    def add(self, rows: bytes) -> None:
        """Queue rows."""
        self._queue += rows

    def add_feed_to_cutter(self) -> None:
        """Queue blank rows until what is burnt has passed the cutter."""
        self._queue += bytes(HEAD_TO_CUTTER_DOTS * self._model.stride)

    def clear(self) -> None:
        """Forget what is not burnt yet."""
        self._queue.clear()

    def move(self, most_rows: float) -> int:
        """Burn what can be burnt now, ``most_rows`` at most; how many rows that were.

        Less than what waits means that time or paper is missing, or that the head is hot.
        """
        wanted = self._possible(most_rows)
        if not wanted:
            return 0
        moved = self._world.consume_paper(wanted / DOTS_PER_MM)
        rows = math.floor(moved * DOTS_PER_MM + _ROUNDING)
        burnt = bytes(self._queue[: rows * self._model.stride])
        self._spend(rows)
        self._strip.burn(burnt)
        del self._queue[: rows * self._model.stride]
        return rows

    def cut(self) -> None:
        """Let a piece fall."""
        self._fall(*self._strip.cut())

    def lose_roll_end(self) -> None:
        """The end of the roll leaves the printer with all that is burnt onto it."""
        if not self._strip.blank:
            png, length_mm = self._strip.tear_out()
            self._world.add_paper(png, length_mm)

    def _possible(self, most_rows: float) -> int:
        waiting = min(len(self._queue) // self._model.stride, most_rows)
        if self._plain:
            speed = self._model.mm_per_second * DOTS_PER_MM
            allowed = min(waiting, self._seconds * speed) if speed else waiting
            return math.floor(allowed + _ROUNDING)
        return self._possible_by_row(int(waiting))

    def _possible_by_row(self, waiting: int) -> int:
        seconds, heat, count = self._seconds, self._heat, 0
        while count < waiting and not self.hot:
            ink = self._ink(count)
            cost = self._cost(ink)
            if cost > seconds + _ROUNDING:
                break
            seconds -= cost
            heat += ink / DOTS_PER_MM
            count += 1
            self.hot = 0 < self._model.heat_limit < heat
        return count

    def _spend(self, rows: int) -> None:
        if self._plain:
            speed = self._model.mm_per_second * DOTS_PER_MM
            self._seconds -= rows / speed if speed else 0.0
            return
        for row in range(rows):
            ink = self._ink(row)
            self._seconds -= self._cost(ink)
            self._heat += ink / DOTS_PER_MM

    @property
    def _plain(self) -> bool:
        """Whether every row costs the same."""
        model = self._model
        return not (self.slow or model.black_mm_per_second or model.heat_limit)

    def _ink(self, row: int) -> float:
        """Share of black in a waiting row."""
        stride = self._model.stride
        dots = int.from_bytes(self._queue[row * stride : (row + 1) * stride]).bit_count()
        return dots / self._model.head_dots

    def _cost(self, ink: float) -> float:
        """Seconds for a row: rated speed, or what the power supply burns in that time."""
        if self.slow:
            return 1 / (_SLOW_MM_PER_SECOND * DOTS_PER_MM)
        model = self._model
        rated = 1 / model.mm_per_second if model.mm_per_second else 0.0
        burning = ink / model.black_mm_per_second if model.black_mm_per_second else 0.0
        return max(rated, burning) / DOTS_PER_MM

    def _fall(self, png: bytes, length_mm: float) -> None:
        if png:
            self._deliver(Slip(png, length_mm))
