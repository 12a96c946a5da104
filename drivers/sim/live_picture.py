"""What the simulated sensor delivers of a scene, frame by frame, and the forms it spoils it to."""

from __future__ import annotations

import cv2
import numpy as np

from drivers.camera.frames import FRAME_HEIGHT, FRAME_WIDTH, GreyImage
from drivers.camera.grey import as_grey, grey_of_raw
from drivers.sim.camera_scene import SWING_FRAMES, lobby, phone_scene
from drivers.sim.pose import Pose

NOISE_FRAMES = 4
"""Noisy versions of a scene that take turns: enough to look alive, drawn once and then free."""

ODD_SIZE = (640, 480)
"""Width and height that USB cameras fall back to."""

_NOISE_DEVIATION = 2.5
"""Grey levels; a lit 1/3-inch sensor is between 2 and 4."""

_DARK_LEVEL = 2
"""Mean grey of a sensor behind a covered lens."""

_WASHED_GAIN, _WASHED_LEVEL = 4.0, 170.0
"""So long an exposure that even black ink is white."""

_FULL_WELL = 252
"""Where a pixel is full; noise above it keeps even a white picture alive."""

_JPEG_QUALITY = 80
_TORN = (0.3, 0.7)
"""Share of a frame's bytes that arrive before a transfer breaks."""


class LivePicture:
    """Frames of what is before the camera; each is drawn when first needed, and then kept.

    The same seed and the same frame number give the same pixels. Nothing returned may be written
    to. For one thread.
    """

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._lobby = lobby()
        self._empty = _Scene(self._lobby, seed)
        dark = np.full((FRAME_HEIGHT, FRAME_WIDTH), _DARK_LEVEL, np.uint8)
        self._covered = _Scene(dark, seed)
        self._shown: tuple[bytes, Pose, _Scene] | None = None

    def seen(self, code: bytes | None, pose: Pose, count: int) -> GreyImage:
        """The frame with this number."""
        return self._scene(code, pose).image(count)

    def washed_out(self, code: bytes | None, pose: Pose, count: int) -> GreyImage:
        """The same, exposed far too long."""
        return self._scene(code, pose).image(count, washed=True)

    def covered(self, count: int) -> GreyImage:
        """The frame with this number while something is on the lens."""
        return self._covered.image(count)

    def forget(self) -> None:
        """Drop what was shown."""
        self._shown = None

    def _scene(self, code: bytes | None, pose: Pose) -> _Scene:
        if code is None:
            self._shown = None
            return self._empty
        if self._shown is None or self._shown[:2] != (code, pose):
            self._shown = (code, pose, _CodeScene(self._lobby, self._seed, code, pose))
        return self._shown[2]


class _Scene:
    """A still scene under sensor noise."""

    frames = NOISE_FRAMES

    def __init__(self, scene: GreyImage, seed: int) -> None:
        self._picture = scene
        self._seed = seed
        self._versions: dict[tuple[int, bool], GreyImage] = {}

    def image(self, count: int, *, washed: bool = False) -> GreyImage:
        """The version for the frame with this number."""
        turn = count % self.frames
        if (turn, washed) not in self._versions:
            still = self._still(turn)
            self._versions[turn, washed] = self._noisy(_washed(still) if washed else still, turn)
        return self._versions[turn, washed]

    def _still(self, turn: int) -> GreyImage:
        del turn
        return self._picture

    def _noisy(self, still: GreyImage, turn: int) -> GreyImage:
        random = np.random.default_rng((self._seed, turn))
        noise = random.standard_normal(still.shape, np.float32) * _NOISE_DEVIATION
        noisy = as_grey(np.clip(still + noise, 0, 255).astype(np.uint8))
        noisy.setflags(write=False)
        return noisy


class _CodeScene(_Scene):
    """A code before a background; where it moves, each of its places is drawn once."""

    def __init__(self, background: GreyImage, seed: int, code: bytes, pose: Pose) -> None:
        super().__init__(background, seed)
        self._code = code
        self._pose = pose
        self._stills: dict[int, GreyImage] = {}
        self.frames = SWING_FRAMES if pose.motion else NOISE_FRAMES

    def _still(self, turn: int) -> GreyImage:
        step = turn if self._pose.motion else 0
        if step not in self._stills:
            drawn = phone_scene(self._picture, self._code, self._pose, step=step)
            self._stills[step] = drawn
        return self._stills[step]


def _washed(still: GreyImage) -> GreyImage:
    bright = still * np.float32(_WASHED_GAIN) + np.float32(_WASHED_LEVEL)
    return as_grey(np.minimum(bright, _FULL_WELL).astype(np.uint8))


def odd_sized(image: GreyImage) -> GreyImage:
    """The middle of the picture in another size and shape, as another mode of the sensor has it."""
    width, height = ODD_SIZE
    share = round(image.shape[0] * width / height)
    left = (image.shape[1] - share) // 2
    middle = image[:, left : left + share]
    return as_grey(cv2.resize(middle, ODD_SIZE, interpolation=cv2.INTER_AREA))


def torn(image: GreyImage, dice: np.random.Generator) -> GreyImage | None:
    """What a camera's reader makes of the first part of this picture's JPEG; None: nothing."""
    _, jpeg = cv2.imencode(".jpg", image, (cv2.IMWRITE_JPEG_QUALITY, _JPEG_QUALITY))
    arrived = round(jpeg.size * dice.uniform(*_TORN))
    return grey_of_raw(jpeg.reshape(1, -1)[:, :arrived])
