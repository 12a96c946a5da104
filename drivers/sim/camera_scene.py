"""Pictures for the simulated camera: a lobby, and a phone held before it that shows a code.

Pure functions of payload and pose; a picture costs some ten milliseconds, so callers keep it.
"""

from __future__ import annotations

import math

import cv2
import numpy as np
import segno
from segno import DataOverflowError

from drivers.camera.frames import FRAME_HEIGHT, FRAME_WIDTH, GreyImage
from drivers.camera.grey import as_grey
from drivers.sim.world import Pose

_CODE_PX = 240.0
"""Side of the code at distance 1.0, without quiet zone: a third of the frame's height."""

_QUIET_MODULES = 4
"""ISO/IEC 18004 quiet zone."""

_OVERSAMPLING = 2.0
"""The phone is drawn this much larger than it appears, then projected: no aliasing."""

_PAPER, _INK, _BEZEL = 235, 20, 28


def lobby() -> GreyImage:
    """The empty scene: wall, floor, door and counter, out of focus and low in contrast."""
    rows = np.linspace(150, 178, FRAME_HEIGHT)[:, None]
    columns = np.linspace(-9, 9, FRAME_WIDTH)[None, :]
    image = (rows + columns).astype(np.float32)
    image[500:, :] -= 26  # floor
    image[90:500, 930:1120] -= 20  # door
    image[430:560, 60:420] += 18  # counter
    return as_grey(cv2.GaussianBlur(image, (0, 0), 7.0))


def phone_scene(background: GreyImage, payload: bytes, pose: Pose, *, dark: bool) -> GreyImage:
    """The phone in the middle of the background, held as ``pose`` says.

    ``dark``: its screen is in dark mode, the code light on dark. A payload beyond the 2953 bytes
    of the largest QR code leaves the screen without a code.
    """
    modules = _code_modules(payload)
    module_px = _CODE_PX / max(pose.distance, 0.05) / max(modules.shape[0], 1)
    drawn_px = max(1, math.ceil(_OVERSAMPLING * module_px))
    phone = _phone(modules, drawn_px, pose.brightness, dark=dark)
    turn = cv2.getRotationMatrix2D(
        (phone.shape[1] / 2, phone.shape[0] / 2), pose.angle, module_px / drawn_px
    )
    turn[:, 2] += (FRAME_WIDTH - phone.shape[1]) / 2, (FRAME_HEIGHT - phone.shape[0]) / 2
    scene = cv2.warpAffine(
        phone,
        turn,
        (FRAME_WIDTH, FRAME_HEIGHT),
        dst=background.copy(),
        flags=cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_TRANSPARENT,
    )
    return _defocused(as_grey(scene), pose.blur)


def _code_modules(payload: bytes) -> GreyImage:
    """One pixel a module, 1 is dark; a blank of middle size when no code can hold the payload."""
    try:
        # Byte mode keeps the payload as it is; segno would store some bytes as Kanji.
        code = segno.make_qr(payload, error="m", mode="byte", boost_error=False)
    except (DataOverflowError, ValueError):
        return np.zeros((57, 57), np.uint8)
    return np.array([list(row) for row in code.matrix], np.uint8)


def _phone(modules: GreyImage, module_px: int, brightness: float, *, dark: bool) -> GreyImage:
    """Screen with title, code and two lines of text, in its bezel."""
    quiet = _QUIET_MODULES * module_px
    code = np.kron(modules, np.ones((module_px, module_px), np.uint8))
    side = code.shape[0]
    width, height = side + 2 * quiet, round((side + 2 * quiet) * 1.8)
    lit = np.zeros((height, width), np.uint8)
    top = (height - side) // 2
    lit[top : top + side, quiet : quiet + side] = code
    line = max(2, height // 40)
    for at, share in ((0.08, 0.5), (0.86, 0.8), (0.92, 0.6)):
        y, reach = round(at * height), round(share * side)
        lit[y : y + line, quiet : quiet + reach] = 1
    ink, paper = (_PAPER, _INK) if dark else (_INK, _PAPER)
    screen = np.where(lit == 1, ink, paper) * brightness
    bezel = max(2, width // 16)
    phone = np.pad(np.clip(screen, 0, 255), bezel, constant_values=_BEZEL)
    return as_grey(phone.astype(np.uint8))


def _defocused(image: GreyImage, radius: float) -> GreyImage:
    """Spread over a disc of this radius in pixels, as a lens out of focus does."""
    reach = math.ceil(radius)
    if reach <= 0:
        return image
    y, x = np.ogrid[-reach : reach + 1, -reach : reach + 1]
    disc = np.clip(radius + 0.5 - np.hypot(x, y), 0, 1).astype(np.float32)
    return as_grey(cv2.filter2D(image, -1, disc / disc.sum()))
