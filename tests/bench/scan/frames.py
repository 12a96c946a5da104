"""The frame set: 15 categories of 24 frames and 40 without a code, made from a seed.

Passes and thresholds are tuned on ``TUNING_SEED`` only; what is told is measured on ``TEST_SEED``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.random import Generator

from tests.bench.scan import harm, stray
from tests.bench.scan.lens import HEIGHT, WIDTH, Pose, Seen, backdrop, project
from tests.bench.scan.payloads import DENSE, Code, make_code
from tests.bench.scan.phone import MODULE_PX, GreyImage, draw_phone, pixels

TUNING_SEED = 20260214
TEST_SEED = 77001
PER_CATEGORY = 24
NEGATIVES = 40
LARGEST_SIDE = 640
"""Pixels of a code's side that still fit the frame's height at any roll but the steepest."""


NEGATIVE = "negative"


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """A frame as the camera delivers it (a JPEG), and the payloads that are in it."""

    category: str
    jpeg: bytes
    payloads: tuple[bytes, ...]

    @property
    def image(self) -> GreyImage:
        """Its grey pixels."""
        return pixels(self.jpeg)


def frame_set(seed: int, per_category: int = PER_CATEGORY) -> Iterator[Sample]:
    """All frames; each has dice of its own, so a category may change without the others."""
    for name in CATEGORIES:
        for index in range(per_category):
            yield frame(seed, name, index)
    for index in range(NEGATIVES * per_category // PER_CATEGORY):
        yield _negative(NEGATIVE, np.random.default_rng((seed, len(CATEGORIES), index)))


def frame(seed: int, category: str, index: int) -> Sample:
    """The frame that ``frame_set`` has at this place of the category."""
    number = list(CATEGORIES).index(category)
    return CATEGORIES[category](category, np.random.default_rng((seed, number, index)))


def _pose(dice: Generator, code: Code, px: tuple[float, float] = (3.2, 6.5)) -> Pose:
    px_module = min(float(dice.uniform(*px)), LARGEST_SIDE / code.size)
    slack = max(0.0, (HEIGHT - code.size * px_module) / 2 - 12)
    return Pose(
        px_module,
        roll=float(dice.normal(0, 6)),
        pitch=float(dice.normal(0, 6)),
        yaw=float(dice.normal(0, 6)),
        centre=(
            WIDTH / 2 + float(dice.uniform(-slack, slack)),
            HEIGHT / 2 + float(dice.uniform(-slack, slack)) * 0.6,
        ),
    )


def _view(dice: Generator, code: Code, pose: Pose, *, inverted: bool = False) -> Seen:
    return project(draw_phone(dice, code, inverted=inverted), pose, backdrop(dice))


def _sample(name: str, dice: Generator, seen: Seen, *codes: Code) -> Sample:
    return Sample(name, harm.sensor(dice, seen), tuple(code.payload for code in codes))


Make = Callable[[str, Generator], Sample]


def _harmed(*harms: harm.Harm) -> Make:
    def make(name: str, dice: Generator) -> Sample:
        code = make_code(dice)
        seen = _view(dice, code, _pose(dice, code))
        for one in harms:
            seen = one(dice, seen)
        return _sample(name, dice, seen, code)

    return make


def _rotated(name: str, dice: Generator) -> Sample:
    code = make_code(dice)
    pose = replace(_pose(dice, code, (3.2, 5.0)), roll=float(dice.uniform(0, 360)))
    return _sample(name, dice, _view(dice, code, pose), code)


def _perspective(name: str, dice: Generator) -> Sample:
    code = make_code(dice, 30, 220)
    tilt, way = float(dice.uniform(35, 58)), float(dice.uniform(0, 2 * np.pi))
    pose = replace(_pose(dice, code, (4.5, 7.0)), pitch=tilt * np.cos(way), yaw=tilt * np.sin(way))
    return _sample(name, dice, _view(dice, code, pose), code)


def _cut(name: str, dice: Generator) -> Sample:
    """The code's edge is 4 % inside to 8 % outside of the frame."""
    code = make_code(dice)
    pose = replace(_pose(dice, code, (3.5, 5.5)), roll=0.0, pitch=0.0, yaw=0.0)
    side, beyond = code.size * pose.px_module, float(dice.uniform(-0.04, 0.08))
    x, y = pose.centre
    match dice.integers(4):
        case 0:
            x = side * (0.5 - beyond)
        case 1:
            x = WIDTH - side * (0.5 - beyond)
        case 2:
            y = side * (0.5 - beyond)
        case _:
            y = HEIGHT - side * (0.5 - beyond)
    return _sample(name, dice, _view(dice, code, replace(pose, centre=(x, y))), code)


def _small(name: str, dice: Generator) -> Sample:
    code = make_code(dice)
    return _sample(name, dice, _view(dice, code, _pose(dice, code, (1.1, 2.8))), code)


def _inverted(name: str, dice: Generator) -> Sample:
    code = make_code(dice)
    return _sample(name, dice, _view(dice, code, _pose(dice, code), inverted=True), code)


def _several(name: str, dice: Generator) -> Sample:
    """Two or three phones beside each other."""
    count = int(dice.choice((2, 2, 2, 2, 3)))
    codes = [make_code(dice, 30, 160) for _ in range(count)]
    behind = backdrop(dice)
    seen: Seen | None = None
    for index, code in enumerate(codes):
        widest = 0.6 * WIDTH / count
        px_module = min(float(dice.uniform(3.2, 5.0)), widest / code.size)
        pose = Pose(
            px_module,
            roll=float(dice.normal(0, 4)),
            centre=(WIDTH * (index + 0.5) / count, HEIGHT / 2 + float(dice.uniform(-60, 60))),
        )
        seen = project(draw_phone(dice, code), pose, behind)
        behind = _supersampled(seen)
    assert seen is not None
    return _sample(name, dice, seen, *codes)


def _supersampled(seen: Seen) -> np.ndarray:
    return np.repeat(np.repeat(seen.image, 2, axis=0), 2, axis=1)


def _dense(name: str, dice: Generator) -> Sample:
    code = make_code(dice, *DENSE)
    return _sample(name, dice, _view(dice, code, _pose(dice, code, (3.0, 6.5))), code)


def _mixed(name: str, dice: Generator) -> Sample:
    """Two to four harms at once, each in its milder half."""
    code = make_code(dice, 30, 250)
    pose = _pose(dice, code, (3.0, 6.0))
    if dice.random() < 0.5:
        pose = replace(pose, roll=float(dice.uniform(0, 360)))
    if dice.random() < 0.4:
        pose = replace(pose, pitch=float(dice.uniform(15, 35)), yaw=float(dice.uniform(-25, 25)))
    seen = _view(dice, code, pose, inverted=bool(dice.random() < 0.25))
    harms: list[harm.Harm] = [
        lambda d, s: harm.streaked(s, d.uniform(0.3, 1.0) * s.px_module, d.uniform(0, 180)),
        lambda d, s: harm.blurred(s, d.uniform(0.2, 0.6) * s.px_module),
        harm.moire,
        lambda d, s: replace(s, image=(s.image * d.uniform(0.25, 0.6) + 50).astype(np.float32)),
    ]
    for index in dice.permutation(len(harms))[: int(dice.integers(1, 3))]:
        seen = harms[index](dice, seen)
    return _sample(name, dice, seen, code)


def _negative(name: str, dice: Generator) -> Sample:
    """A phone in a lobby that shows something else in the code's place."""
    code = make_code(dice)
    texture = draw_phone(dice, code)
    x, y = texture.corners.min(axis=0).astype(int)
    side = code.size * MODULE_PX
    paint = stray.PAINTS[dice.integers(len(stray.PAINTS))]
    texture.image[y : y + side, x : x + side] = paint(dice, side)
    seen = project(texture, _pose(dice, code), backdrop(dice))
    return Sample(name, harm.sensor(dice, seen), ())


CATEGORIES: dict[str, Make] = {
    "nominal": _harmed(),
    "rotation": _rotated,
    "perspective": _perspective,
    "motion": _harmed(harm.motion),
    "defocus": _harmed(harm.defocus),
    "glare": _harmed(harm.glare),
    "moire": _harmed(harm.moire),
    "low_contrast": _harmed(harm.low_contrast),
    "spots": _harmed(harm.spots),
    "cut": _cut,
    "small": _small,
    "inverted": _inverted,
    "several": _several,
    "dense": _dense,
    "mixed": _mixed,
}
