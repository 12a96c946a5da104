"""Frame sources on captures: a V4L2 camera and a video file played at camera speed."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from drivers._deadline import Clock, Deadline
from drivers._status import FaultCode
from drivers.camera.capture import Capture, open_v4l2, open_video
from drivers.camera.faults import line_broke
from drivers.camera.frames import READ_TIMEOUT_S, Frame, GreyImage
from drivers.camera.pacing import Pacer

OpenCapture = Callable[[str], Capture | None]

MOST_SPOILT_FRAMES = 5
"""Damaged pictures in a row that are skipped before the line counts as garbled (1/6 s)."""

IDLE_S = 0.2
"""After a longer break between reads the driver's buffers hold pictures from before it."""
BUFFERED_FRAMES = 2
"""One buffer is asked for; some drivers insist on two."""


class V4l2Source:
    """A USB camera, named by ``/dev/v4l/by-id/...-video-index0`` so that it is found after replug.

    One thread reads. A failed grab ends the stream: OpenCV may go on with an old picture after an
    unplug (OpenCV issue 14044), so a picture with the driver's previous time stamp ends it too.
    After a break the buffered pictures are thrown away: they may show the previous resident's code.
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

    @property
    def name(self) -> str:
        return Path(self._path).name

    def present(self) -> bool:
        return Path(self._path).exists()

    def open(self, deadline: Deadline) -> None:
        if self._capture is not None:
            return
        deadline.check()
        if not self.present():
            raise line_broke(FaultCode.NOT_CONNECTED)
        self._capture = self._open_capture(self._path)
        self._stamp = 0.0
        self._read_at = self._clock()
        if self._capture is None:
            raise line_broke(FaultCode.IN_USE)

    def read(self, deadline: Deadline) -> Frame:
        if self._capture is None:
            raise line_broke(FaultCode.NOT_CONNECTED, "not open")
        if self._clock() - self._read_at > IDLE_S:
            for _ in range(BUFFERED_FRAMES):
                self._grab(self._capture)
        for _ in range(MOST_SPOILT_FRAMES):
            deadline.check()
            self._grab(self._capture)
            image = self._capture.retrieve()
            self._read_at = self._clock()
            if image is not None:
                return Frame(image, self._read_at)
        self.close()
        raise line_broke(FaultCode.GARBLED)

    def _grab(self, capture: Capture) -> None:
        began = self._clock()
        grabbed = capture.grab()
        stamp = capture.stamp()
        repeated = stamp != 0 and stamp == self._stamp
        self._stamp = stamp
        if grabbed and not repeated:
            return
        self.close()
        raise line_broke(FaultCode.FRAME_STALE if grabbed else self._why_not(self._clock() - began))

    def _why_not(self, waited: float) -> FaultCode:
        if not self.present():
            return FaultCode.NOT_CONNECTED
        return FaultCode.NO_ANSWER if waited >= READ_TIMEOUT_S else FaultCode.HARDWARE

    def close(self) -> None:
        capture, self._capture = self._capture, None
        if capture is not None:
            capture.release()


class VideoFileSource:
    """A recorded video played in a loop at the pacer's rate, for a camera's place without one."""

    def __init__(self, path: str, pacer: Pacer | None = None) -> None:
        self._path = path
        self._pacer = pacer or Pacer()
        self._capture: Capture | None = None

    @property
    def name(self) -> str:
        return Path(self._path).name

    def present(self) -> bool:
        return Path(self._path).exists()

    def open(self, deadline: Deadline) -> None:
        deadline.check()
        if self._capture is None:
            self._capture = open_video(self._path)
        if self._capture is None:
            raise line_broke(FaultCode.NOT_CONNECTED)

    def read(self, deadline: Deadline) -> Frame:
        at = self._pacer.wait_turn(deadline)
        image = self._next_image()
        if image is None:
            self.close()
            self.open(deadline)
            image = self._next_image()
        if image is None:
            self.close()
            raise line_broke(FaultCode.GARBLED)
        return Frame(image, at)

    def _next_image(self) -> GreyImage | None:
        if self._capture is None:
            raise line_broke(FaultCode.NOT_CONNECTED, "not open")
        return self._capture.retrieve() if self._capture.grab() else None

    def close(self) -> None:
        capture, self._capture = self._capture, None
        if capture is not None:
            capture.release()
