"""How long a camera exposes: short enough for a bright screen in a moving hand.

Menu values are V4L2's own (``v4l2-controls.h``): OpenCV passes them on unchanged, and 0.25 and 0.75
of old advice are another backend's (OpenCV issues 9738 and 14494).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, unique

from drivers.camera.controls import Control, Controls

EXPOSURE_UNITS_A_MS = 10
"""V4L2 counts exposure in 100 microseconds."""
_MAINS_50_HZ = 1
"""V4L2_CID_POWER_LINE_FREQUENCY_50HZ: lamps in China flicker 100 times a second."""
_ON, _OFF = 1, 0


@unique
class ExposureMode(IntEnum):
    """V4L2_CID_EXPOSURE_AUTO; USB cameras know MANUAL and APERTURE_PRIORITY."""

    AUTO = 0
    MANUAL = 1
    SHUTTER_PRIORITY = 2
    APERTURE_PRIORITY = 3
    """Automatic, for a lens whose aperture is fixed."""


@dataclass(frozen=True, slots=True)
class ExposureWish:
    """What the profile asks for; None: the camera decides by itself."""

    exposure: int | None = None
    gain: int | None = None


AUTOMATIC = ExposureWish()


@dataclass(frozen=True, slots=True)
class Exposure:
    """What the camera says it does, read back; None where it does not tell.

    ``steady_rate``: it may not expose longer than a frame's time, so the rate holds in the dark.
    """

    mode: int | None = None
    exposure: int | None = None
    gain: int | None = None
    steady_rate: bool | None = None


def expose(controls: Controls, wish: ExposureWish) -> Exposure:
    """Set what is wished, and read everything back.

    A camera keeps its controls when a program ends, so that "by itself" is set too and not left as
    it was found.
    """
    controls.put(Control.MAINS, _MAINS_50_HZ)
    controls.put(Control.RATE_MAY_FALL, _OFF)
    if wish.exposure is None:
        _automatic_exposure(controls)
    else:
        controls.put(Control.EXPOSURE_MODE, ExposureMode.MANUAL)
        _put_within(controls, Control.EXPOSURE, wish.exposure)
    if wish.gain is None:
        _automatic_gain(controls)
    else:
        controls.put(Control.AUTO_GAIN, _OFF)
        _put_within(controls, Control.GAIN, wish.gain)
    return exposure_of(controls)


def exposure_of(controls: Controls) -> Exposure:
    """What the camera does now."""
    may_fall = controls.get(Control.RATE_MAY_FALL)
    return Exposure(
        controls.get(Control.EXPOSURE_MODE),
        controls.get(Control.EXPOSURE),
        controls.get(Control.GAIN),
        None if may_fall is None else may_fall == _OFF,
    )


def _automatic_exposure(controls: Controls) -> None:
    for mode in (ExposureMode.APERTURE_PRIORITY, ExposureMode.AUTO):
        if controls.put(Control.EXPOSURE_MODE, mode):
            return


def _automatic_gain(controls: Controls) -> None:
    """Switched to automatic, or without such a switch back to the value after power-up."""
    if controls.put(Control.AUTO_GAIN, _ON):
        return
    span = controls.span(Control.GAIN)
    if span is not None:
        controls.put(Control.GAIN, span.default)


def _put_within(controls: Controls, control: Control, value: int) -> None:
    """The nearest value that the camera takes; what it took is told by reading back."""
    span = controls.span(control)
    within = value if span is None else min(max(value, span.least), span.most)
    controls.put(control, within)
