"""Pictures and clocks for the camera's tests."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
import segno

from tests.fixtures.virtual_clock import VirtualClock


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
