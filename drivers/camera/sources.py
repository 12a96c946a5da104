"""The frame source on a V4L2 camera."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from drivers._deadline import Clock, Deadline
from drivers._status import FaultCode
from drivers.camera.capture import Capture, open_v4l2
from drivers.camera.faults import line_broke
from drivers.camera.frames import READ_TIMEOUT_S, Frame, GreyImage
from drivers.camera.negotiation import Agreed
from drivers.camera.nodes import absence_of, refusal_of
from drivers.camera.stream_facts import Ages, FrameRate, StreamCounts

OpenCapture = Callable[[str], Capture | None]

MOST_SPOILT_FRAMES = 5
"""Damaged pictures in a row that are skipped before the line counts as garbled (1/6 s)."""

IDLE_S = 0.2
"""After a longer break between reads the driver's buffers hold pictures from before it."""
BUFFERED_FRAMES = 2
"""What is asked for; thrown away after a break where the driver does not stamp its pictures."""
MOST_BUFFERED_FRAMES = 4
"""OpenCV's own number, for drivers that do not follow the wish."""
OUTDATED_S = 0.05
"""A picture that waited longer has a newer one behind it: one and a half frame times."""


class V4l2Source:
    """A USB camera, named by ``/dev/v4l/by-id/...-video-index0`` so that it is found after replug.

    One thread reads. A failed grab ends the stream: OpenCV may go on with an old picture after an
    unplug (OpenCV issue 14044), so a picture with the driver's previous time stamp ends it too.
    Each read hands out the newest picture: what waited in the buffers is thrown away, for it is
    late, and after a break it may show the previous resident's code. ``Frame.at`` is the moment at
    which the driver had it, where that is told.
    """

    def __init__(
        self, path: str, open_capture: OpenCapture = open_v4l2, clock: Clock = time.monotonic
    ) -> None:
        self._path = path
        self._open_capture = open_capture
        self._clock = clock
        self._capture: Capture | None = None
        self._stamp = 0.0
        self._read_at = 0.0
        self._ages = Ages()
        self._rate = FrameRate()
        self._counts = StreamCounts()

    @property
    def name(self) -> str:
        return Path(self._path).name

    @property
    def agreed(self) -> Agreed | None:
        """What the camera agreed to; None while it is closed."""
        return None if self._capture is None else self._capture.agreed

    @property
    def counts(self) -> StreamCounts:
        """What came since this source was made."""
        return replace(self._counts, fps=self._rate.fps)

    def present(self) -> bool:
        return absence_of(self._path) is None

    def open(self, deadline: Deadline) -> None:
        """See FrameSource.

        Faults: NOT_CONNECTED (no such node, or a link to nothing), MISCONFIGURED (a folder, a file,
        no permission, a node without pictures), IN_USE.
        """
        if self._capture is not None:
            return
        deadline.check()
        absent = absence_of(self._path)
        if absent is not None:
            raise line_broke(*absent)
        self._capture = self._open_capture(self._path)
        self._stamp = 0.0
        self._read_at = self._clock()
        self._ages.restart()
        self._rate.restart()
        if self._capture is None:
            raise line_broke(*refusal_of(self._path))

    def read(self, deadline: Deadline) -> Frame:
        for _ in range(MOST_SPOILT_FRAMES):
            deadline.check()
            capture, age = self._newest()
            image = capture.retrieve()
            self._read_at = self._clock()
            if image is not None:
                self._count(image, capture)
                return Frame(image, self._read_at - age)
            self._counts = replace(self._counts, damaged=self._counts.damaged + 1)
        self.close()
        raise line_broke(FaultCode.GARBLED, "damaged pictures")

    def close(self) -> None:
        capture, self._capture = self._capture, None
        if capture is not None:
            capture.release()

    def _newest(self) -> tuple[Capture, float]:
        """The capture with its newest picture grabbed, and that picture's age in seconds."""
        if self._capture is None:
            raise line_broke(FaultCode.NOT_CONNECTED, "not open")
        capture = self._capture
        rested = self._clock() - self._read_at > IDLE_S
        age = self._grab(capture)
        for number in range(MOST_BUFFERED_FRAMES):
            unstamped = rested and number < BUFFERED_FRAMES
            if not (unstamped if age is None else age > OUTDATED_S):
                return capture, age or 0.0
            self._counts = replace(self._counts, outdated=self._counts.outdated + 1)
            age = self._grab(capture)
        if age is not None and age > OUTDATED_S:
            self._ages.restart()
        return capture, 0.0

    def _grab(self, capture: Capture) -> float | None:
        """Grab the next picture; its age in seconds, None where the driver keeps no time."""
        began = self._clock()
        grabbed = capture.grab()
        now, stamp = self._clock(), capture.stamp()
        repeated = stamp != 0 and stamp == self._stamp
        self._stamp = stamp
        if grabbed and not repeated:
            self._rate.note(now)
            return self._ages.note(stamp, now)
        self.close()
        raise line_broke(FaultCode.FRAME_STALE if grabbed else self._why_not(now - began))

    def _why_not(self, waited: float) -> FaultCode:
        if not self.present():
            return FaultCode.NOT_CONNECTED
        return FaultCode.NO_ANSWER if waited >= READ_TIMEOUT_S else FaultCode.HARDWARE

    def _count(self, image: GreyImage, capture: Capture) -> None:
        agreed = capture.agreed
        odd = agreed.width > 0 and image.shape != (agreed.height, agreed.width)
        counts = self._counts
        self._counts = replace(counts, frames=counts.frames + 1, odd_size=counts.odd_size + odd)
