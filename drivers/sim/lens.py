"""From what is held before the camera to its picture: perspective, smear, defocus.

The camera is a pinhole in front of flat things; a picture is drawn at twice its size and scaled
down, so that nothing aliases.
"""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from drivers.camera.frames import FRAME_HEIGHT, FRAME_WIDTH, GreyImage
from drivers.camera.grey import as_grey
from drivers.sim.carriers import Texture
from drivers.sim.pose import Pose

SUPERSAMPLING = 2

_FOCAL_PX = 1400.0
"""About 49 degrees of view across 1280 pixels."""

Matrix = NDArray[np.float64]
Layer = NDArray[np.float32]


def lay(
    behind: GreyImage, texture: Texture, pose: Pose, code_px: float, centre: tuple[float, float]
) -> GreyImage:
    """The texture over what is behind it, its code ``code_px`` wide around ``centre``."""
    matrix = _homography(texture, pose, code_px, centre)
    left, top, right, bottom = _bounds(matrix, texture, math.ceil(pose.motion / 2) + 2)
    if right <= left or bottom <= top:
        return behind
    size = (right - left, bottom - top)
    to_part = np.array([[1.0, 0.0, -left], [0.0, 1.0, -top], [0.0, 0.0, 1.0]])
    warp = np.diag([SUPERSAMPLING, SUPERSAMPLING, 1.0]) @ to_part @ matrix
    share = _warped(texture.cover, warp, size, cv2.BORDER_CONSTANT) / np.float32(255)
    seen = _warped(texture.image, warp, size, cv2.BORDER_REPLICATE) * share
    share, seen = (_smeared(part, pose.motion, pose.heading) for part in (share, seen))
    scene = behind.copy()
    part = scene[top:bottom, left:right]
    part[:] = np.clip(seen + part * (1 - share), 0, 255).astype(np.uint8)
    return scene


def defocused(image: GreyImage, radius: float) -> GreyImage:
    """Spread over a disc of this radius in pixels, as a lens out of focus does."""
    reach = math.ceil(radius)
    if reach <= 0:
        return image
    y, x = np.ogrid[-reach : reach + 1, -reach : reach + 1]
    disc = np.clip(radius + 0.5 - np.hypot(x, y), 0, 1).astype(np.float32)
    return as_grey(cv2.filter2D(image, -1, disc / disc.sum()))


def direction(degrees: float) -> tuple[float, float]:
    """One pixel this way, counter-clockwise from the right; rows count downwards."""
    return math.cos(math.radians(degrees)), -math.sin(math.radians(degrees))


def _homography(
    texture: Texture, pose: Pose, code_px: float, centre: tuple[float, float]
) -> Matrix:
    """From texture pixels to frame pixels: turned and tilted about the code's middle."""
    x, y = texture.centre
    flat = np.array([[1.0, 0.0, -x], [0.0, 1.0, -y], [0.0, 0.0, texture.side]])
    about_y, about_x, roll = (math.radians(d) for d in (pose.turn, pose.tilt, pose.angle))
    turned = np.array([[math.cos(about_y), 0.0], [0.0, 1.0], [math.sin(about_y), 0.0]])
    tilted = np.array(
        [
            [1.0, 0.0, 0.0],
            [0.0, math.cos(about_x), math.sin(about_x)],
            [0.0, -math.sin(about_x), math.cos(about_x)],
        ]
    )
    rolled = np.array(
        [
            [math.cos(roll), math.sin(roll), 0.0],
            [-math.sin(roll), math.cos(roll), 0.0],
            [0.0, 0.0, 1.0],
        ]
    )
    away = np.array([[0.0], [0.0], [_FOCAL_PX / code_px]])
    camera = np.array([[_FOCAL_PX, 0.0, centre[0]], [0.0, _FOCAL_PX, centre[1]], [0.0, 0.0, 1.0]])
    matrix: Matrix = camera @ np.hstack([rolled @ tilted @ turned, away]) @ flat
    return matrix


def _bounds(matrix: Matrix, texture: Texture, margin: int) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of the part of the frame that the texture may touch."""
    height, width = texture.image.shape
    corners = np.array([[[0, 0], [width, 0], [width, height], [0, height]]], np.float64)
    seen = cv2.perspectiveTransform(corners, matrix)[0]
    low, high = np.floor(seen.min(axis=0)) - margin, np.ceil(seen.max(axis=0)) + margin
    left, top = np.clip(low, 0, (FRAME_WIDTH, FRAME_HEIGHT)).astype(int)
    right, bottom = np.clip(high, 0, (FRAME_WIDTH, FRAME_HEIGHT)).astype(int)
    return int(left), int(top), int(right), int(bottom)


def _warped(image: GreyImage, warp: Matrix, size: tuple[int, int], border: int) -> Layer:
    large = (size[0] * SUPERSAMPLING, size[1] * SUPERSAMPLING)
    drawn = cv2.warpPerspective(image, warp, large, flags=cv2.INTER_LINEAR, borderMode=border)
    return np.asarray(cv2.resize(drawn, size, interpolation=cv2.INTER_AREA), np.float32)


def _smeared(image: Layer, length: float, heading: float) -> Layer:
    """Spread along a line of this length in pixels, as what moves while the shutter is open."""
    reach = math.ceil(length / 2)
    if reach <= 0:
        return image
    right, down = direction(heading)
    y, x = np.ogrid[-reach : reach + 1, -reach : reach + 1]
    along, aside = np.abs(x * right + y * down), np.abs(y * right - x * down)
    line = np.clip(length / 2 + 0.5 - along, 0, 1) * np.clip(1 - aside, 0, 1)
    kernel = (line / line.sum()).astype(np.float32)
    return np.asarray(cv2.filter2D(image, -1, kernel), np.float32)
