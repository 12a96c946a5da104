"""A simulated camera: a frame source whose picture follows the world's code and pose."""

from __future__ import annotations

import time

import numpy as np

from drivers._deadline import Clock, Deadline
from drivers._errors import DeadlineExceeded, TransportError
from drivers._status import DeviceKind, FaultCode
from drivers.camera.faults import line_broke
from drivers.camera.frames import READ_TIMEOUT_S, Frame, GreyImage
from drivers.camera.pacing import Pacer, Pause
from drivers.camera.sources import MOST_SPOILT_FRAMES
from drivers.sim.live_picture import LivePicture, odd_sized, torn
from drivers.sim.world import PlannedTrouble, Trouble, World

_FOREVER_S = 86_400.0
"""Longer than any process waits for a call."""


class SimFrameSource:
    """1280x720 frames at 30 a second, drawn once per scene; same seed, same pixels.

    Each read counts as one step for planned troubles: FAIL is a read error, HANG no frame within
    ``read_timeout_s``, STUCK a call that ignores even that, DELAY a late frame, DISCONNECT an
    ENODEV, REPLUG one after which the camera is back later under another name. GARBLE is half a
    JPEG, decoded as a real camera's is; where that makes no picture of it the next frame is taken,
    up to ``MOST_SPOILT_FRAMES`` in a row. FROZEN, BLACK, OVEREXPOSED and RESIZE are frames that
    only look wrong.

    ``clock`` must be the pacer's; ``pause`` passes its time.
    """

    def __init__(
        self,
        world: World,
        *,
        seed: int = 0,
        pacer: Pacer | None = None,
        pause: Pause = Deadline.pause,
        clock: Clock = time.monotonic,
        read_timeout_s: float = READ_TIMEOUT_S,
    ) -> None:
        self._world = world
        self._seed = seed
        self._pacer = pacer or Pacer()
        self._pause = pause
        self._clock = clock
        self._read_timeout_s = read_timeout_s
        self._running = False
        self._count = 0
        self._picture = LivePicture(seed)
        self._last: GreyImage | None = None
        self._frozen: GreyImage | None = None
        self._node = 1
        self._gone_until = 0.0

    @property
    def name(self) -> str:
        return "simulated camera" if self._node == 1 else f"simulated camera {self._node}"

    def present(self) -> bool:
        return self._world.plugged(DeviceKind.CODE_SCANNER) and self._clock() >= self._gone_until

    def open(self, deadline: Deadline) -> None:
        deadline.check()
        if not self.present():
            raise line_broke(FaultCode.NOT_CONNECTED, "ENODEV")
        self._running = True

    def read(self, deadline: Deadline) -> Frame:
        for _ in range(MOST_SPOILT_FRAMES):
            at = self._pacer.wait_turn(deadline)
            if not (self._running and self.present()):
                raise self._broken(FaultCode.NOT_CONNECTED, "ENODEV")
            self._count += 1
            trouble = self._world.step(DeviceKind.CODE_SCANNER)
            late = trouble is not None and self._strike(trouble, deadline)
            image = self._taken(None if trouble is None else trouble.trouble)
            if image is not None:
                return Frame(image, deadline.clock() if late else at)
        raise self._broken(FaultCode.GARBLED)

    def close(self) -> None:
        self._running = False
        self._last = None
        self._picture.forget()

    def _strike(self, planned: PlannedTrouble, deadline: Deadline) -> bool:
        """Whether the frame comes late; raises TransportError where none comes."""
        match planned.trouble:
            case Trouble.FAIL:
                raise self._broken(FaultCode.HARDWARE, "EIO")
            case Trouble.DISCONNECT:
                raise self._broken(FaultCode.NOT_CONNECTED, "ENODEV")
            case Trouble.REPLUG:
                self._node += 1
                self._gone_until = self._clock() + planned.seconds
                raise self._broken(FaultCode.NOT_CONNECTED, "ENODEV")
            case Trouble.HANG:
                self._hang(planned, deadline)
            case Trouble.STUCK:
                self._wait(planned, Deadline.after(_FOREVER_S))
            case Trouble.DELAY:
                self._delay(planned.seconds, deadline)
            case _:
                return False
        return True

    def _taken(self, trouble: Trouble | None) -> GreyImage | None:
        """The picture, however it looks; None: its bytes are of no use."""
        if trouble is Trouble.FROZEN:
            self._frozen = self._frozen if self._frozen is not None else self._last
            if self._frozen is None:
                self._frozen = self._seen()
            return self._frozen
        self._frozen = None
        self._last = self._looking(trouble)
        return self._last

    def _looking(self, trouble: Trouble | None) -> GreyImage | None:
        match trouble:
            case Trouble.BLACK:
                return self._picture.covered(self._count)
            case Trouble.OVEREXPOSED:
                state = self._world.state
                return self._picture.washed_out(state.code, state.pose, self._count)
            case Trouble.RESIZE:
                return odd_sized(self._seen())
            case Trouble.GARBLE:
                return torn(self._seen(), np.random.default_rng((self._seed, self._count)))
            case _:
                return self._seen()

    def _seen(self) -> GreyImage:
        state = self._world.state
        return self._picture.seen(state.code, state.pose, self._count)

    def _hang(self, planned: PlannedTrouble, deadline: Deadline) -> None:
        limit = self._transport_limit(deadline)
        self._wait(planned, limit)
        if limit.expired():
            raise self._broken(FaultCode.NO_ANSWER)
        deadline.check()

    def _wait(self, planned: PlannedTrouble, limit: Deadline) -> None:
        """Until the plan is cleared, where it is one for ever; otherwise to the limit."""
        if planned.times == 0:
            self._world.hang(DeviceKind.CODE_SCANNER, limit)
        else:
            self._world.wait_until(lambda _: False, limit)

    def _delay(self, seconds: float, deadline: Deadline) -> None:
        try:
            self._pause(self._transport_limit(deadline), seconds)
        except DeadlineExceeded:
            raise self._broken(FaultCode.NO_ANSWER) from None
        deadline.check()

    def _transport_limit(self, deadline: Deadline) -> Deadline:
        """A blocked read ends with its own time-out, not with the caller's deadline."""
        return Deadline.after(self._read_timeout_s, deadline.cancel, deadline.clock)

    def _broken(self, code: FaultCode, detail: str = "") -> TransportError:
        self.close()
        return line_broke(code, detail)
