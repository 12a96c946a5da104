"""A simulated camera: a frame source whose picture follows the world's code and pose."""

from __future__ import annotations

import numpy as np

from drivers._deadline import Deadline
from drivers._errors import DeadlineExceeded, TransportError
from drivers._status import DeviceKind, FaultCode
from drivers.camera.faults import line_broke
from drivers.camera.frames import READ_TIMEOUT_S, Frame, GreyImage
from drivers.camera.grey import as_grey
from drivers.camera.pacing import Pacer, Pause
from drivers.sim.camera_scene import lobby, phone_scene
from drivers.sim.world import PlannedTrouble, Pose, Trouble, World, WorldState

NOISE_FRAMES = 4
"""Noisy versions of a scene that take turns: enough to look alive, drawn once and then free."""

_NOISE_DEVIATION = 2.5
"""Grey levels; a lit 1/3-inch sensor is between 2 and 4."""


class SimFrameSource:
    """1280x720 frames at 30 a second, drawn once per scene; same seed, same pixels.

    Each read counts as one step for planned troubles: FAIL is a read error, HANG no frame within
    ``read_timeout_s``, DELAY a late frame, DISCONNECT an ENODEV, GARBLE a half-transferred frame.
    """

    def __init__(
        self,
        world: World,
        *,
        seed: int = 0,
        dark_mode: bool = False,
        pacer: Pacer | None = None,
        pause: Pause = Deadline.pause,
        read_timeout_s: float = READ_TIMEOUT_S,
    ) -> None:
        self._world = world
        self._seed = seed
        self._dark_mode = dark_mode
        self._pacer = pacer or Pacer()
        self._pause = pause
        self._read_timeout_s = read_timeout_s
        self._running = False
        self._count = 0
        self._lobby = lobby()
        self._empty = _NoisyScene(self._lobby, seed)
        self._shown: tuple[bytes, Pose, _NoisyScene] | None = None

    @property
    def name(self) -> str:
        return "simulated camera"

    def present(self) -> bool:
        return self._world.plugged(DeviceKind.CODE_SCANNER)

    def open(self, deadline: Deadline) -> None:
        deadline.check()
        if not self.present():
            raise line_broke(FaultCode.NOT_CONNECTED, "ENODEV")
        self._running = True

    def read(self, deadline: Deadline) -> Frame:
        at = self._pacer.wait_turn(deadline)
        if not (self._running and self.present()):
            raise self._broken(FaultCode.NOT_CONNECTED, "ENODEV")
        trouble = self._world.step(DeviceKind.CODE_SCANNER)
        if trouble is None:
            return Frame(self._image(self._world.state), at)
        return self._troubled(trouble, deadline)

    def close(self) -> None:
        self._running = False
        self._shown = None

    def _troubled(self, planned: PlannedTrouble, deadline: Deadline) -> Frame:
        match planned.trouble:
            case Trouble.FAIL:
                raise self._broken(FaultCode.HARDWARE, "EIO")
            case Trouble.DISCONNECT:
                raise self._broken(FaultCode.NOT_CONNECTED, "ENODEV")
            case Trouble.HANG:
                self._hang(planned, deadline)
            case Trouble.DELAY:
                self._delay(planned.seconds, deadline)
            case Trouble.GARBLE:
                return Frame(self._half_transferred(), deadline.clock())
        return Frame(self._image(self._world.state), deadline.clock())

    def _hang(self, planned: PlannedTrouble, deadline: Deadline) -> None:
        limit = self._transport_limit(deadline)
        if planned.times == 0:
            self._world.hang(DeviceKind.CODE_SCANNER, limit)
        else:
            self._world.wait_until(lambda _: False, limit)
        if limit.expired():
            raise self._broken(FaultCode.NO_ANSWER)
        deadline.check()

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

    def _image(self, state: WorldState) -> GreyImage:
        self._count += 1
        return self._scene(state).image(self._count)

    def _scene(self, state: WorldState) -> _NoisyScene:
        if state.code is None:
            self._shown = None
            return self._empty
        if self._shown is None or self._shown[:2] != (state.code, state.pose):
            drawn = phone_scene(self._lobby, state.code, state.pose, dark=self._dark_mode)
            self._shown = (state.code, state.pose, _NoisyScene(drawn, self._seed))
        return self._shown[2]

    def _half_transferred(self) -> GreyImage:
        """The upper part as it should be, the rest what a broken JPEG decodes to."""
        image = self._image(self._world.state).copy()
        torn = image.shape[0] * 2 // 5
        noise = np.random.default_rng(self._seed + self._count)
        image[torn:] = noise.integers(0, 256, image[torn:].shape, np.uint8)
        return image


class _NoisyScene:
    """A still scene under sensor noise, each noisy version made when first asked for."""

    def __init__(self, scene: GreyImage, seed: int) -> None:
        self._scene = scene
        self._seed = seed
        self._versions: dict[int, GreyImage] = {}

    def image(self, count: int) -> GreyImage:
        """The version for the frame with this number, not to be written to."""
        turn = count % NOISE_FRAMES
        if turn not in self._versions:
            self._versions[turn] = self._noisy(turn)
        return self._versions[turn]

    def _noisy(self, turn: int) -> GreyImage:
        random = np.random.default_rng((self._seed, turn))
        noise = random.standard_normal(self._scene.shape, np.float32) * _NOISE_DEVIATION
        noisy = as_grey(np.clip(self._scene + noise, 0, 255).astype(np.uint8))
        noisy.setflags(write=False)
        return noisy
