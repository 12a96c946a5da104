"""What the simulated document camera sees of a page on its tray."""

from __future__ import annotations

import math
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from drivers.camera.grey import as_grey
from drivers.sim.page_pose import Edge, PagePose, Tray
from drivers.sim.page_sheet import PageArt, Picture

VIEW_MM = 400.0
"""What the frame's width shows of the tray: an A4 sheet lying across, with a margin."""
_CAMERA_MM = 520.0
"""Height of the lens above the tray."""
_SUPERSAMPLING = 1

_TRAYS = {Tray.DARK: (58, 56, 54), Tray.LIGHT_WOOD: (168, 198, 216)}
"""Blue, green, red."""
_SKIN = (128, 158, 208)
_FINGER_MM = 16.0
_TWO_FINGERS_MM = 70.0
"""Smaller pages are held by one finger."""
_SHADE_GREY = 26.0
_PATTERN_SEED = 7

Matrix = NDArray[np.float64]
Layer = NDArray[np.float32]
_SIDES = {
    Edge.LEFT: (0.0, None),
    Edge.RIGHT: (1.0, None),
    Edge.TOP: (None, 0.0),
    Edge.BOTTOM: (None, 1.0),
}


def page_corners(art: PageArt, pose: PagePose, size: tuple[int, int]) -> Layer:
    """Where the page's corners are in a frame of this width and height: 4 x (x, y), clockwise from
    the page's own top left; outside of the frame for a page that is cut."""
    height, width = art.image.shape[:2]
    corners = np.array([[[0, 0], [width, 0], [width, height], [0, height]]], np.float64)
    seen = cv2.perspectiveTransform(corners, _homography(art, pose, size))
    return np.asarray(seen[0], np.float32)


def page_scene(art: PageArt | None, pose: PagePose, size: tuple[int, int]) -> Picture:
    """The colour picture without the sensor's noise; ``art`` None: the empty tray."""
    large = (size[0] * _SUPERSAMPLING, size[1] * _SUPERSAMPLING)
    scene = _tray(pose.tray, large).copy()
    if art is not None:
        matrix = np.diag([_SUPERSAMPLING, _SUPERSAMPLING, 1.0]) @ _homography(art, pose, size)
        scene = _with_page(scene, art, pose, matrix)
        scene = _with_hand(_shaded(scene, art, pose, matrix), art, pose, matrix)
    small = np.asarray(cv2.resize(scene, size, interpolation=cv2.INTER_AREA), np.float32)
    lit = np.clip(_blurred(small, pose.blur) * pose.light, 0, 255)
    return as_grey(lit.astype(np.uint8))


def noisy(scene: Picture, deviation: float, random: np.random.Generator) -> Picture:
    """One frame of a sensor with this noise in grey levels."""
    noise = random.standard_normal(scene.shape, np.float32) * np.float32(deviation)
    return as_grey(np.clip(scene + noise, 0, 255).astype(np.uint8))


def _homography(art: PageArt, pose: PagePose, size: tuple[int, int]) -> Matrix:
    """From page pixels to frame pixels: turned on the tray and lifted, seen from above."""
    width, height = size
    focal = width * _CAMERA_MM / VIEW_MM
    page_height, page_width = art.image.shape[:2]
    to_mm = np.diag([1 / art.px_per_mm, 1 / art.px_per_mm, 1.0])
    to_middle = np.array([[1, 0, -page_width / 2], [0, 1, -page_height / 2], [0, 0, 1]], np.float64)
    roll, tilt, turn = (math.radians(d) for d in (-pose.angle, pose.tilt, pose.turn))
    flat = np.array([[math.cos(roll), -math.sin(roll)], [math.sin(roll), math.cos(roll)], [0, 0]])
    lift = np.array(
        [[1, 0, 0], [0, math.cos(tilt), -math.sin(tilt)], [0, math.sin(tilt), math.cos(tilt)]]
    )
    lean = np.array(
        [[math.cos(turn), 0, math.sin(turn)], [0, 1, 0], [-math.sin(turn), 0, math.cos(turn)]]
    )
    view_height = VIEW_MM * height / width
    place = np.array([[pose.x * view_height], [pose.y * view_height], [_CAMERA_MM]])
    camera = np.array([[focal, 0, width / 2], [0, focal, height / 2], [0, 0, 1]])
    matrix: Matrix = camera @ np.hstack([lean @ lift @ flat, place]) @ to_mm @ to_middle
    return matrix


def _with_page(scene: Layer, art: PageArt, pose: PagePose, matrix: Matrix) -> Layer:
    height, width = scene.shape[:2]
    lit = _lit(art.image, pose)
    # A page is finer than a frame: without this its small print would alias.
    shrink = math.sqrt(abs(float(np.linalg.det(matrix[:2, :2])))) / float(matrix[2, 2])
    if shrink < 1:
        lit = np.asarray(cv2.GaussianBlur(lit, (0, 0), 0.35 / shrink), np.float32)
    page = cv2.warpPerspective(lit, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE)
    cover = np.full(art.image.shape[:2], 1.0, np.float32)
    share = cv2.warpPerspective(cover, matrix, (width, height))[:, :, None]
    drop = cv2.GaussianBlur(share, (0, 0), 3.0 * _SUPERSAMPLING)[:, :, None]
    shaded = scene - _SHADE_GREY * drop * (1 - share)
    return np.asarray(page * share + shaded * (1 - share), np.float32)


def _lit(image: Picture, pose: PagePose) -> Layer:
    """The page under a lamp that it reflects."""
    height, width = image.shape[:2]
    lit = image.astype(np.float32)
    across = (np.arange(width, dtype=np.float32) / width)[None, :, None]
    down = (np.arange(height, dtype=np.float32) / height)[:, None, None]
    if pose.glare > 0:
        # An ellipse of the wanted area, 1.6 times as long as high, soft at its rim.
        reach = math.sqrt(pose.glare * width * height / math.pi)
        x = (across - pose.glare_x) * width / (reach * 1.26)
        y = (down - pose.glare_y) * height / (reach * 0.79)
        lit += 400 * np.clip(1.45 - np.sqrt(x * x + y * y), 0, 0.6)
    return lit


def _shaded(scene: Layer, art: PageArt, pose: PagePose, matrix: Matrix) -> Layer:
    """With a shadow over the page's left part and what lies beside it."""
    if pose.shadow <= 0:
        return scene
    height, width = scene.shape[:2]
    page_height, page_width = art.image.shape[:2]
    x, y = np.meshgrid(np.arange(width, dtype=np.float64), np.arange(height, dtype=np.float64))
    back = np.linalg.inv(matrix)
    below = back[2, 0] * x + back[2, 1] * y + back[2, 2]
    across = (back[0, 0] * x + back[0, 1] * y + back[0, 2]) / below / page_width
    down = (back[1, 0] * x + back[1, 1] * y + back[1, 2]) / below / page_height
    edge = 1 / (1 + np.exp(np.clip((across + 0.25 * down - 0.5) * 30, -30, 30)))
    return np.asarray(scene * (1 - pose.shadow * edge)[:, :, None], np.float32)


def _with_hand(scene: Layer, art: PageArt, pose: PagePose, matrix: Matrix) -> Layer:
    """Two fingers and the back of a hand that holds the page by its edge."""
    if pose.hand is None:
        return scene
    height, width = art.image.shape[:2]
    x, y = _SIDES[pose.hand]
    spot = (
        (x if x is not None else pose.hand_at) * width,
        (y if y is not None else pose.hand_at) * height,
    )
    middle = np.array([[[width / 2, height / 2], spot]], np.float64)
    inside, held = cv2.perspectiveTransform(middle, matrix)[0]
    outward = (held - inside) / max(float(np.linalg.norm(held - inside)), 1.0)
    aside = np.array([-outward[1], outward[0]])
    finger = _FINGER_MM * scene.shape[1] / VIEW_MM
    mask = np.zeros(scene.shape[:2], np.uint8)
    held_mm = art.size_mm[0 if x is None else 1]
    for shift in (-0.55, 0.55) if held_mm > _TWO_FINGERS_MM else (0.0,):
        tip = held + (aside * shift - outward * 0.8) * finger
        _stroke(mask, tip, tip + outward * 7 * finger, finger)
    _stroke(mask, held + outward * 4 * finger, held + outward * 20 * finger, finger * 4.5)
    share = (
        cv2.GaussianBlur(mask, (0, 0), 2.0 * _SUPERSAMPLING).astype(np.float32)[:, :, None] / 255
    )
    return np.asarray(np.array(_SKIN, np.float32) * share + scene * (1 - share), np.float32)


def _stroke(mask: NDArray[np.uint8], start: Matrix, end: Matrix, thickness: float) -> None:
    first, last = (tuple(round(float(value)) for value in point) for point in (start, end))
    cv2.line(mask, first, last, 255, max(1, round(thickness)), cv2.LINE_AA)


@cache
def _tray(tray: Tray, size: tuple[int, int]) -> Layer:
    """The tray under a lamp that is a little brighter on the left, with its grain or wear."""
    width, height = size
    random = np.random.default_rng(_PATTERN_SEED)
    scene = np.empty((height, width, 3), np.float32)
    scene[:] = _TRAYS[tray]
    if tray is Tray.LIGHT_WOOD:
        grain = random.standard_normal((height // 8, width // 160)).astype(np.float32)
        wide = cv2.resize(grain, size, interpolation=cv2.INTER_CUBIC)
        scene += wide[:, :, None] * np.array((7, 6, 5), np.float32)
    else:
        wear = random.standard_normal((height // 16, width // 16)).astype(np.float32)
        scene += cv2.resize(wear, size, interpolation=cv2.INTER_CUBIC)[:, :, None] * 2
    scene *= np.linspace(1.04, 0.94, width, dtype=np.float32)[None, :, None]
    return scene


def _blurred(image: Layer, radius: float) -> Layer:
    """Spread over a disc of this radius in pixels, as a lens out of focus does."""
    reach = math.ceil(radius)
    if reach <= 0:
        return image
    y, x = np.ogrid[-reach : reach + 1, -reach : reach + 1]
    disc = np.clip(radius + 0.5 - np.hypot(x, y), 0, 1).astype(np.float32)
    return np.asarray(cv2.filter2D(image, -1, disc / disc.sum()), np.float32)
