"""Pictures for the simulated camera: a lobby, and what is held before it that bears a code.

Pure functions of payload and pose; a picture costs some ten milliseconds, so callers keep it.
"""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np

from drivers.camera.frames import FRAME_HEIGHT, FRAME_WIDTH, GreyImage
from drivers.camera.grey import as_grey
from drivers.sim.carriers import Texture, carrier_of
from drivers.sim.lens import SUPERSAMPLING, defocused, direction, lay
from drivers.sim.pose import Pose

CODE_PX = FRAME_HEIGHT / 3
"""Side of the code at distance 1.0, without quiet zone."""

_NEAREST = 0.05
_LARGE_PX = 300.0
"""A code of this size or more is drawn without oversampling: its modules are large enough."""
_APART = 0.5
"""Half the way between two that are held beside each other, in widths of one of them."""

_SWING = (0, 1, 2, 1, 0, -1, -2, -1)
"""Where a moving phone is in one frame after the other, in ways of a frame's time."""
SWING_FRAMES = len(_SWING)

_SHUTTER = 0.5
"""Part of a frame's time in which the shutter is open: 1/60 s at 30 frames a second."""


def lobby() -> GreyImage:
    """The empty scene: wall, floor, door and counter, out of focus and low in contrast."""
    rows = np.linspace(150, 178, FRAME_HEIGHT)[:, None]
    columns = np.linspace(-9, 9, FRAME_WIDTH)[None, :]
    image = (rows + columns).astype(np.float32)
    image[500:, :] -= 26  # floor
    image[90:500, 930:1120] -= 20  # door
    image[430:560, 60:420] += 18  # counter
    return as_grey(cv2.GaussianBlur(image, (0, 0), 7.0))


def phone_scene(
    background: GreyImage, payload: bytes, pose: Pose, *, dark: bool = False, step: int = 0
) -> GreyImage:
    """What bears the code, or both of them, before the background, held as ``pose`` says.

    ``dark``: in dark mode whatever the pose says. ``step`` counts the frames of a moving phone,
    which is back where it was after ``SWING_FRAMES``.
    """
    pose = replace(pose, dark=pose.dark or dark)
    code_px = CODE_PX / max(pose.distance, _NEAREST)
    right, down = direction(pose.heading)
    way = _SWING[step % SWING_FRAMES] * pose.motion / _SHUTTER
    x = FRAME_WIDTH * (0.5 + pose.shift) + way * right
    y = FRAME_HEIGHT / 2 + way * down
    drawn_px = code_px if code_px >= _LARGE_PX else code_px * SUPERSAMPLING
    texture = carrier_of(payload, pose, drawn_px)
    if pose.second is None:
        return defocused(lay(background, texture, pose, code_px, (x, y)), pose.blur)
    beside = carrier_of(pose.second, pose, drawn_px)
    apart = _APART * code_px * max(_relative_width(texture), _relative_width(beside))
    scene = lay(background, beside, pose, code_px, (x + apart, y))
    return defocused(lay(scene, texture, pose, code_px, (x - apart, y)), pose.blur)


def _relative_width(texture: Texture) -> float:
    return float(texture.image.shape[1] / texture.side)
