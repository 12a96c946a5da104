"""Pictures and clocks for the camera's tests."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
import segno

from drivers import Deadline


class VirtualClock:
    """Seconds that pass only when somebody pauses; ``at`` runs an action on the way."""

    def __init__(self) -> None:
        self.now = 0.0
        self._plans: list[tuple[float, Callable[[], None]]] = []

    def __call__(self) -> float:
        return self.now

    def at(self, when: float, action: Callable[[], None]) -> None:
        self._plans.append((when, action))

    def pause(self, deadline: Deadline, seconds: float) -> None:
        deadline.check()
        self.pass_time(min(seconds, deadline.remaining()))
        deadline.check()

    def pass_time(self, seconds: float) -> None:
        self.now += seconds
        due = [plan for plan in self._plans if plan[0] <= self.now]
        self._plans = [plan for plan in self._plans if plan[0] > self.now]
        for _, action in due:
            action()

    def deadline(self, seconds: float) -> Deadline:
        return Deadline.after(seconds, clock=self)


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock()


@pytest.fixture
def draw_code() -> Callable[..., np.ndarray]:
    """Draws a code as grey pixels: payload, pixels a module, quiet modules, light on dark."""

    def draw(payload: bytes, scale: int = 6, quiet: int = 4, *, inverted: bool = False):
        ink, paper = (235, 20) if inverted else (20, 235)
        code = segno.make_qr(payload, error="m", mode="byte", boost_error=False)
        rows = code.matrix_iter(scale=scale, border=quiet)
        return np.array([[ink if dark else paper for dark in row] for row in rows], np.uint8)

    return draw


@pytest.fixture
def place() -> Callable[..., np.ndarray]:
    """Puts pictures onto one grey 1280x720 frame: (picture, x, y) each."""

    def put(*pictures: tuple[np.ndarray, int, int], ground: int = 160):
        frame = np.full((720, 1280), ground, np.uint8)
        for picture, x, y in pictures:
            height, width = picture.shape
            frame[y : y + height, x : x + width] = picture
        return frame

    return put
