"""Grey and colour pictures of a document camera, and the frames that carry them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from drivers._deadline import Deadline
from drivers.camera.frames import Frame, GreyImage
from drivers.camera.grey import as_grey

Picture = NDArray[np.uint8]
"""Rows x columns in grey, or rows x columns x (blue, green, red)."""

_COLOURS = 3


@dataclass(frozen=True, slots=True, eq=False)
class ColourFrame:
    """One colour picture and the moment at which it arrived, as ``Frame`` is a grey one."""

    image: Picture = field(repr=False)
    at: float

    def __post_init__(self) -> None:
        match self.image.shape, self.image.dtype:
            case (_, _, 3), np.uint8:
                return
        message = f"not a colour image: {self.image.shape} of {self.image.dtype}"
        raise ValueError(message)


PageFrame = Frame | ColourFrame


class PageSource(Protocol):
    """A camera above a tray: a ``FrameSource`` whose frames may be in colour.

    Every ``FrameSource`` is one. The rules for errors and blocking are the same.
    """

    @property
    def name(self) -> str:
        """What a technician calls it; no secret."""
        ...

    def present(self) -> bool:
        """Whether the device is plugged in; opens nothing and does not block."""
        ...

    def open(self, deadline: Deadline) -> None:
        """Start the stream; nothing happens when it runs already. Raises TransportError."""
        ...

    def read(self, deadline: Deadline) -> PageFrame:
        """Block for the next frame, as ``FrameSource.read`` does."""
        ...

    def close(self) -> None:
        """Stop the stream; safe to call twice."""
        ...


def is_colour(image: Picture) -> bool:
    """Whether a picture has three channels."""
    return image.ndim == _COLOURS


def grey_of(image: Picture) -> GreyImage:
    """The picture in grey; itself when it is."""
    return as_grey(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)) if is_colour(image) else image


def grey_frame(frame: PageFrame) -> Frame:
    """The frame in grey; itself when it is."""
    return frame if isinstance(frame, Frame) else Frame(grey_of(frame.image), frame.at)
