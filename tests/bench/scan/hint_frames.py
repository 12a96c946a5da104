"""Frames that cannot be read, each for a known reason, and frames that ask for no hint.

Harder than the categories of ``frames``, whose codes are mostly read: a hint is given only where
nothing was read. Ways and strengths beyond what any decoder mends.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.random import Generator

from drivers import ScanHint
from tests.bench.scan import harm
from tests.bench.scan.frames import _negative, _pose, _view
from tests.bench.scan.lens import HEIGHT, WIDTH, FloatImage, Seen, backdrop, project
from tests.bench.scan.payloads import make_code
from tests.bench.scan.phone import GreyImage, draw_phone, pixels

Draw = Callable[[Generator], GreyImage]

_SEEDS_FROM = 5000
"""Dice apart from those of ``frames`` and ``approach``."""


@dataclass(frozen=True, slots=True, eq=False)
class HintFrame:
    """A frame, and the hint that would help; ``wanted`` NONE: there is nothing to tell."""

    kind: str
    wanted: ScanHint
    image: GreyImage


def hint_frames(seed: int, each: int) -> Iterator[HintFrame]:
    """So many of each kind; each has dice of its own."""
    for number, (kind, (wanted, draw)) in enumerate(KINDS.items()):
        for index in range(each):
            dice = np.random.default_rng((seed, _SEEDS_FROM + number, index))
            yield HintFrame(kind, wanted, draw(dice))


def _taken(dice: Generator, seen: Seen) -> GreyImage:
    return pixels(harm.sensor(dice, seen))


def _seen(dice: Generator, px: tuple[float, float] = (3.2, 6.5)) -> Seen:
    code = make_code(dice)
    return _view(dice, code, _pose(dice, code, px), inverted=bool(dice.random() < 0.2))


def _waving(dice: Generator) -> GreyImage:
    """The hand moves 2.2 to 6 modules while the shutter is open."""
    seen = _seen(dice)
    length = dice.uniform(2.2, 6) * seen.px_module
    return _taken(dice, harm.streaked(seen, length, dice.uniform(0, 180)))


def _out_of_focus(dice: Generator) -> GreyImage:
    """A disc of confusion with a radius of 1.2 to 3 modules."""
    seen = _seen(dice)
    return _taken(dice, harm.blurred(seen, dice.uniform(1.2, 3) * seen.px_module))


def _far(dice: Generator) -> GreyImage:
    """Modules of half a pixel to one."""
    return _taken(dice, _seen(dice, (0.5, 1.0)))


def _dim(dice: Generator) -> GreyImage:
    """A screen at a hundredth of its brightness or less, in a room with some light."""
    code = make_code(dice)
    phone = draw_phone(dice, code, inverted=bool(dice.random() < 0.3))
    phone.image[:] = (phone.image * dice.uniform(0.0, 0.012)).astype(np.uint8)
    return _taken(dice, project(phone, _pose(dice, code), backdrop(dice)))


def _dazzling(dice: Generator) -> GreyImage:
    """Every pixel of the screen beyond what the sensor takes, with light scattered around it."""
    code = make_code(dice)
    phone = draw_phone(dice, code)
    phone.image[:] = np.maximum(phone.image, 60)
    seen = project(phone, _pose(dice, code), np.zeros_like(backdrop(dice)))
    lit = np.asarray(seen.image, np.float32) * float(dice.uniform(6, 25))
    scattered = cv2.GaussianBlur(lit, (0, 0), float(dice.uniform(15, 40)))
    image = lit + scattered * float(dice.uniform(0.01, 0.04)) + _lobby(dice) * 0.5
    return _taken(dice, replace(seen, image=np.asarray(image, np.float32)))


def _empty(dice: Generator) -> GreyImage:
    return _taken(dice, _of(_lobby(dice)))


def _lamp(dice: Generator) -> GreyImage:
    """A round lamp that dazzles, out of focus."""
    image = _lobby(dice)
    centre = (int(dice.integers(200, 1080)), int(dice.integers(100, 620)))
    axes = (int(dice.integers(60, 200)), int(dice.integers(50, 150)))
    cv2.ellipse(image, centre, axes, float(dice.uniform(0, 180)), 0, 360, 700.0, -1)
    return _taken(dice, _of(np.asarray(cv2.GaussianBlur(image, (0, 0), 12), np.float32)))


def _visitor(dice: Generator) -> GreyImage:
    """Somebody in a dark coat stands before the kiosk and holds up nothing."""
    image = _lobby(dice)
    x, coat = int(dice.integers(400, 880)), float(dice.uniform(8, 60))
    width = int(dice.integers(170, 320))
    left, right = x - width, x + width
    outline = [(left, 720), (left + 40, 400), (x - 60, 330)]
    outline += [(x + 60, 330), (right - 40, 400), (right, 720)]
    shoulders = np.array(outline, np.int32)
    cv2.fillPoly(image, [shoulders], coat)
    cv2.ellipse(image, (x, 220), (85, 115), 0, 0, 360, float(dice.uniform(90, 190)), -1)
    soft = cv2.GaussianBlur(image, (0, 0), float(dice.uniform(4, 9)))
    return _taken(dice, _of(np.asarray(soft, np.float32)))


def _no_code(dice: Generator) -> GreyImage:
    return _negative("negative", dice).image


def _readable(dice: Generator) -> GreyImage:
    return _taken(dice, _seen(dice))


def _lobby(dice: Generator) -> FloatImage:
    behind = backdrop(dice)
    shrunk = cv2.resize(behind, (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA)
    return np.asarray(shrunk, np.float32)


def _of(image: FloatImage) -> Seen:
    return Seen(image, np.zeros((4, 2), np.float32), 1.0)


KINDS: dict[str, tuple[ScanHint, Draw]] = {
    "waving": (ScanHint.HOLD_STILL, _waving),
    "out of focus": (ScanHint.BLURRED, _out_of_focus),
    "far": (ScanHint.CLOSER, _far),
    "dim": (ScanHint.TOO_DARK, _dim),
    "dazzling": (ScanHint.TOO_BRIGHT, _dazzling),
    "readable": (ScanHint.NONE, _readable),
    "another picture": (ScanHint.NONE, _no_code),
    "empty lobby": (ScanHint.NONE, _empty),
    "lamp": (ScanHint.NONE, _lamp),
    "visitor": (ScanHint.NONE, _visitor),
}
