"""From the flat screen to the camera's frame: pose, background, and what optics and light do.

Degradations are given in modules of the code, so that each is as hard for a small code as for a
large one.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from tests.bench.scan.phone import MODULE_PX, GreyImage, Texture

WIDTH, HEIGHT = 1280, 720
SUPERSAMPLING = 2
FOCAL = 1400.0
"""Pixels: about 49 degrees of view across 1280."""

FloatImage = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Pose:
    """How the phone is held: pixels a module when seen straight on, degrees, centre in pixels."""

    px_module: float
    roll: float = 0.0
    pitch: float = 0.0
    yaw: float = 0.0
    centre: tuple[float, float] = (WIDTH / 2, HEIGHT / 2)


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """A frame in grey levels 0 to 255 and where the code's corners are."""

    image: FloatImage
    corners: NDArray[np.float32]
    px_module: float


def backdrop(dice: Generator) -> FloatImage:
    """A lobby out of focus: a gradient, soft shapes, a lamp."""
    small = np.full((45, 80), dice.uniform(40, 140), np.float32)
    small += np.linspace(-30, 30, 45, dtype=np.float32)[:, None] * dice.uniform(-1, 1)
    for _ in range(int(dice.integers(4, 10))):
        x, y = int(dice.integers(80)), int(dice.integers(45))
        axes = (int(dice.integers(3, 20)), int(dice.integers(2, 12)))
        level = float(dice.uniform(10, 220))
        cv2.ellipse(small, (x, y), axes, float(dice.uniform(0, 180)), 0, 360, level, -1)
    soft = cv2.GaussianBlur(small, (0, 0), 2.0)
    size = (WIDTH * SUPERSAMPLING, HEIGHT * SUPERSAMPLING)
    return np.asarray(cv2.resize(soft, size, interpolation=cv2.INTER_CUBIC), np.float32)


def project(texture: Texture, pose: Pose, behind: FloatImage) -> Seen:
    """Lay the phone into the scene, at twice the frame's resolution, and scale down."""
    matrix = _homography(texture, pose)
    scaled = np.diag([SUPERSAMPLING, SUPERSAMPLING, 1.0]) @ matrix
    size = (behind.shape[1], behind.shape[0])
    image = _mipmapped(texture.image, pose.px_module * SUPERSAMPLING / MODULE_PX)
    shrink = image.shape[1] / texture.image.shape[1]
    warp = scaled @ np.diag([1 / shrink, 1 / shrink, 1.0])
    phone = cv2.warpPerspective(image.astype(np.float32), warp, size, flags=cv2.INTER_LINEAR)
    mask = cv2.warpPerspective(np.ones(image.shape, np.float32), warp, size)
    scene = behind * (1 - mask) + phone * mask
    frame = cv2.resize(scene, (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA)
    corners = cv2.perspectiveTransform(texture.corners[None], matrix)[0]
    return Seen(
        np.asarray(frame, np.float32), np.asarray(corners, np.float32), _module_px(corners, texture)
    )


def _module_px(corners: NDArray[np.float32], texture: Texture) -> float:
    """Side of a module as it really appears: the root of the code's area over its modules."""
    area = abs(float(cv2.contourArea(np.asarray(corners, np.float32))))
    return max(0.3, float(area**0.5) / texture.modules)


def _mipmapped(image: GreyImage, scale: float) -> GreyImage:
    """Shrunk beforehand where the camera will, so that no detail folds into false ones."""
    if scale >= 0.75:
        return image
    size = (
        max(8, round(image.shape[1] * scale * 1.3)),
        max(8, round(image.shape[0] * scale * 1.3)),
    )
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)


def _homography(texture: Texture, pose: Pose) -> NDArray[np.float64]:
    """Texture pixels to frame pixels: a plane turned in space before a pinhole camera."""
    roll, pitch, yaw = np.radians([pose.roll, pose.pitch, pose.yaw])
    about_x = np.array(
        [[1, 0, 0], [0, np.cos(pitch), -np.sin(pitch)], [0, np.sin(pitch), np.cos(pitch)]]
    )
    about_y = np.array([[np.cos(yaw), 0, np.sin(yaw)], [0, 1, 0], [-np.sin(yaw), 0, np.cos(yaw)]])
    about_z = np.array(
        [[np.cos(roll), -np.sin(roll), 0], [np.sin(roll), np.cos(roll), 0], [0, 0, 1]]
    )
    turn = about_y @ about_x @ about_z
    distance = FOCAL * MODULE_PX / pose.px_module
    middle = texture.corners.mean(axis=0)
    place = np.column_stack(
        [turn[:, 0], turn[:, 1], -turn[:, 0] * middle[0] - turn[:, 1] * middle[1]]
    )
    place[2, 2] += distance
    shift = np.array([[FOCAL, 0, pose.centre[0]], [0, FOCAL, pose.centre[1]], [0, 0, 1]])
    matrix = shift @ place
    return np.asarray(matrix / matrix[2, 2], np.float64)
