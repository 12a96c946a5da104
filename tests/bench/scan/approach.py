"""A phone that comes closer: 45 frames at 30 a second, as a resident's hand moves it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from tests.bench.scan import harm
from tests.bench.scan.lens import HEIGHT, WIDTH, Pose, backdrop, project
from tests.bench.scan.payloads import make_code
from tests.bench.scan.phone import GreyImage, draw_phone, pixels

SEQUENCES = 24
FRAMES = 45
FRAME_SECONDS = 1 / 30
CAPTURE_SECONDS = 0.007
"""From the shutter to grey pixels in memory."""
DARK_MODE_SHARE = 0.2


@dataclass(frozen=True, slots=True, eq=False)
class Approach:
    """One hand's movement; frame ``i`` is there ``i`` frame times after the start."""

    jpegs: tuple[bytes, ...]
    payload: bytes

    @property
    def frames(self) -> list[GreyImage]:
        """The grey pixels of all frames; decoded anew at each use."""
        return [pixels(jpeg) for jpeg in self.jpegs]


def approaches(seed: int, count: int = SEQUENCES) -> Iterator[Approach]:
    """Each with dice of its own."""
    for index in range(count):
        yield _approach(np.random.default_rng((seed, 1000, index)))


def _approach(dice: np.random.Generator) -> Approach:
    """Comes in fast and settles; focus hunts around its place; blur follows the speed."""
    code = make_code(dice, 60, 300)
    texture = draw_phone(dice, code, inverted=bool(dice.random() < DARK_MODE_SHARE))
    behind = backdrop(dice)
    near = min(float(dice.uniform(3.2, 5.0)), 600 / code.size)
    far, settle = near * float(dice.uniform(0.25, 0.45)), float(dice.uniform(0.35, 0.7))
    start = (dice.uniform(-0.3, 0.3) * WIDTH, dice.uniform(-0.4, 0.4) * HEIGHT)
    roll, pitch, yaw = dice.normal(0, 10), dice.normal(0, 10), dice.normal(0, 10)
    focus_error, hunt = float(dice.uniform(0.6, 1.4)), float(dice.uniform(0.25, 0.6))
    frames = []
    before: tuple[float, float] | None = None
    for number in range(FRAMES):
        now = number * FRAME_SECONDS
        left = float(np.exp(-now / settle * 2.2))
        tremble = dice.normal(0, 1.2, 2)
        centre = (
            WIDTH / 2 + start[0] * left + tremble[0],
            HEIGHT / 2 + start[1] * left + tremble[1],
        )
        pose = Pose(
            near - (near - far) * left, roll * (0.3 + left), pitch * left, yaw * left, centre
        )
        seen = project(texture, pose, behind)
        blur = focus_error * left + 0.35 * abs(np.sin(np.pi * now / hunt)) * left
        seen = harm.blurred(seen, float(blur) * seen.px_module)
        if before is not None:
            step = np.subtract(centre, before)
            length = float(np.hypot(*step)) * 0.5
            seen = harm.streaked(seen, length, float(np.degrees(np.arctan2(step[1], step[0]))))
        before = centre
        frames.append(harm.sensor(dice, seen))
    return Approach(tuple(frames), code.payload)
