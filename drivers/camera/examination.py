"""A camera looked at for a second or two: rate, focus, light, and whether its picture lives.

For technicians; the scanner itself watches its frames with ``freshness``.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median_high
from time import perf_counter
from typing import Final, Protocol, runtime_checkable

import cv2
import numpy as np
import segno

from drivers._deadline import Deadline
from drivers._errors import DeadlineExceeded
from drivers.camera.decode import MultiPassDecoder
from drivers.camera.frames import FRAME_HEIGHT, FRAME_WIDTH, Frame, FrameSource, GreyImage
from drivers.camera.grey import as_grey
from drivers.camera.negotiation import Agreed
from drivers.camera.scoring import (
    FocusVerdict,
    Light,
    LightVerdict,
    focus_score,
    focus_verdict,
    light_of,
)
from drivers.camera.stream_facts import FrameRate, StreamCounts

SECONDS: Final = 1.5
LEAST_FPS: Final = 15.0
"""Fewer looks a second make scanning sluggish (``negotiation`` avoids formats below it)."""
_SETTLING_S = 0.3
"""A camera that starts finds its exposure first; its rate is counted after that."""
_SCORED_FRAMES = 5
_ALIVE_FRAMES = 3
"""So many equal frames from the start on are a frozen picture: a sensor's noise differs."""
_TEST_PAYLOAD = "自检 self-test 860303".encode()
_TEST_MODULE_PX = 6


@runtime_checkable
class Telling(Protocol):
    """A source that tells what was agreed with the device, and counts what came."""

    @property
    def agreed(self) -> Agreed | None: ...

    @property
    def counts(self) -> StreamCounts: ...


@dataclass(frozen=True, slots=True)
class Examination:
    """What was seen; ``focus`` None: nothing with edges in view.

    ``agreed`` and ``counts`` are None for sources that have no device behind them.
    """

    width: int = 0
    height: int = 0
    frames: int = 0
    fps: float = 0.0
    frozen: bool = False
    focus: int | None = None
    light: Light | None = None
    agreed: Agreed | None = None
    counts: StreamCounts | None = None
    last: Frame | None = field(default=None, repr=False, compare=False)

    @property
    def in_order(self) -> bool:
        """Whether codes can be read with it; a view without edges is no fault."""
        return bool(
            self.frames
            and not self.frozen
            and self.fps >= LEAST_FPS
            and focus_verdict(self.focus) is not FocusVerdict.BLURRED
            and self.light is not None
            and self.light.verdict is LightVerdict.GOOD
        )


def examine(source: FrameSource, deadline: Deadline, seconds: float = SECONDS) -> Examination:
    """Open the source, look for so long, close it.

    Blocks; raises TransportError and Cancelled. Without a frame by the deadline ``frames`` is 0.
    """
    frames: list[Frame] = []
    rate = FrameRate()
    marks: set[int] = set()
    count = 0
    began: float | None = None
    try:
        source.open(deadline)
        until = deadline.within(_SETTLING_S + seconds)
        while True:
            frame = source.read(until)
            count += 1
            began = frame.at if began is None else began
            if frame.at - began >= _SETTLING_S:
                rate.note(frame.at)
            marks.add(zlib.crc32(np.ascontiguousarray(frame.image[::8]).data))
            frames = [*frames[-_SCORED_FRAMES + 1 :], frame]
    except DeadlineExceeded:
        return _examined(frames, count, rate.fps, len(marks), source)
    finally:
        source.close()


def _examined(
    frames: list[Frame], count: int, fps: float, different: int, source: FrameSource
) -> Examination:
    told = (source.agreed, source.counts) if isinstance(source, Telling) else (None, None)
    if not frames:
        return Examination(agreed=told[0], counts=told[1])
    scores = [focus_score(frame.image) for frame in frames]
    known = [score for score in scores if score is not None]
    last = frames[-1]
    return Examination(
        last.width,
        last.height,
        count,
        fps,
        frozen=different == 1 and count >= _ALIVE_FRAMES,
        focus=median_high(known) if known else None,
        light=light_of(last.image),
        agreed=told[0],
        counts=told[1],
        last=last,
    )


@dataclass(frozen=True, slots=True)
class SelfTest:
    """Whether a rendered code was read byte for byte, and how long that took."""

    passed: bool
    milliseconds: float


Read = Callable[[GreyImage], tuple[bytes, ...]]


def decoder_self_test(read: Read | None = None) -> SelfTest:
    """Render a frame with a code and read it, by default as live frames are read."""
    image = rendered_code(_TEST_PAYLOAD)
    began = perf_counter()
    payloads = (_payloads if read is None else read)(image)
    return SelfTest(payloads == (_TEST_PAYLOAD,), (perf_counter() - began) * 1000)


def rendered_code(payload: bytes) -> GreyImage:
    """A frame with a QR code in its middle, black on white within grey."""
    code = segno.make_qr(payload, mode="byte", error="m")
    modules = np.array([list(row) for row in code.matrix_iter(border=4)], np.uint8)
    drawn = np.where(modules > 0, 20, 235).astype(np.uint8)
    drawn = drawn.repeat(_TEST_MODULE_PX, axis=0).repeat(_TEST_MODULE_PX, axis=1)
    frame = np.full((FRAME_HEIGHT, FRAME_WIDTH), 130, np.uint8)
    top, left = (FRAME_HEIGHT - len(drawn)) // 2, (FRAME_WIDTH - len(drawn)) // 2
    frame[top : top + len(drawn), left : left + len(drawn)] = drawn
    return as_grey(cv2.GaussianBlur(frame, (0, 0), 0.7))


def _payloads(image: GreyImage) -> tuple[bytes, ...]:
    return tuple(symbol.payload for symbol in MultiPassDecoder().decode(image))
