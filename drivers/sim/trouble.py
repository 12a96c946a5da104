"""What can go wrong with simulated devices, as plans."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, unique


@unique
class Trouble(StrEnum):
    """Ways in which a simulated device can misbehave at one of its steps."""

    FAIL = "fail"
    """The step answers with an error."""
    HANG = "hang"
    """The step never answers; with ``times`` 0 it goes on once the plan is cleared."""
    DELAY = "delay"
    """The step answers ``seconds`` late."""
    DISCONNECT = "disconnect"
    """The line breaks during the step."""
    GARBLE = "garble"
    """The step answers nonsense; of a camera's frame only the first part arrives."""
    WRONG_LENGTH = "wrong_length"
    """Cards: the answer lacks its last data byte, or has one when there should be none."""
    REMOVE = "remove"
    """Cards: the hand takes the card away during the step."""
    FROZEN = "frozen"
    """Cameras: the frame is the one before it once more."""
    BLACK = "black"
    """Cameras: something covers the lens; only noise is left."""
    OVEREXPOSED = "overexposed"
    """Cameras: the exposure is far too long, nearly everything is white."""
    RESIZE = "resize"
    """Cameras: the frame has another size than was agreed on, 640x480."""
    REPLUG = "replug"
    """Cameras: the device vanishes, and is back ``seconds`` later under another name."""
    STUCK = "stuck"
    """Cameras: the call ignores its own time-out and every cancelling; it ends when the plan is
    cleared, with ``times`` other than 0 only with its process."""


CARD_TROUBLES = frozenset({Trouble.WRONG_LENGTH, Trouble.REMOVE})
"""Ways to misbehave that only cards have."""

LASTING_TROUBLES = frozenset(
    {Trouble.FROZEN, Trouble.BLACK, Trouble.OVEREXPOSED, Trouble.RESIZE, Trouble.STUCK}
)
"""What hands plan until they mend it: a single such frame is gone before anybody notices."""

CAMERA_TROUBLES = LASTING_TROUBLES | {Trouble.REPLUG}
"""Ways to misbehave that only cameras have."""


@dataclass(frozen=True, slots=True)
class PlannedTrouble:
    """A trouble that starts after ``skip`` further steps and strikes ``times`` steps (0: for ever).

    A step is one APDU of a card, one frame of a camera, one received chunk of a printer.
    """

    trouble: Trouble
    skip: int = 0
    times: int = 1
    seconds: float = 0.0
    sw: int = 0x6F00
    """Cards: the status word that ``FAIL`` answers; 6F 00 is "no precise diagnosis"."""
