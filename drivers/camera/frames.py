"""Grey frames and where they come from: the lowest rung of the code scanner."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from drivers._deadline import Deadline

GreyImage = NDArray[np.uint8]
"""Rows x columns, 0 black to 255 white."""

FRAME_WIDTH = 1280
FRAME_HEIGHT = 720
"""What cameras are asked for: USB 2 carries it as MJPG at 30 frames a second."""

READ_TIMEOUT_S = 1.0
"""A camera that gives no frame for this long does not answer (30 frame times)."""


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One picture and the moment at which it arrived, in seconds of a monotonic clock."""

    image: GreyImage = field(repr=False)
    at: float

    def __post_init__(self) -> None:
        match self.image.shape, self.image.dtype:
            case (_, _), np.uint8:
                return
        message = f"not a grey image: {self.image.shape} of {self.image.dtype}"
        raise ValueError(message)

    @property
    def width(self) -> int:
        """Pixels a row."""
        return int(self.image.shape[1])

    @property
    def height(self) -> int:
        """Rows."""
        return int(self.image.shape[0])


class FrameSource(Protocol):
    """A camera, or what stands in for one.

    Every ``TransportError`` carries a ``FaultCode`` as its code, and leaves the source closed.
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

    def read(self, deadline: Deadline) -> Frame:
        """Block for the next frame, at most ``READ_TIMEOUT_S`` beyond the deadline.

        Raises TransportError, DeadlineExceeded or Cancelled. A returned image is never changed
        afterwards and must not be written to.
        """
        ...

    def close(self) -> None:
        """Stop the stream; safe to call twice."""
        ...
