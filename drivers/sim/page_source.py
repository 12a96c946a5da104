"""A simulated document camera: colour frames of the page that the world has on its tray."""

from __future__ import annotations

import time

import cv2
import numpy as np

from drivers._deadline import Clock, Deadline
from drivers._errors import DeadlineExceeded, TransportError
from drivers._status import DeviceKind, FaultCode
from drivers.camera.faults import line_broke
from drivers.camera.frames import READ_TIMEOUT_S
from drivers.camera.grey import as_grey
from drivers.camera.pacing import Pacer, Pause
from drivers.camera.pages.pictures import ColourFrame, Picture
from drivers.sim.page_pose import PagePose
from drivers.sim.page_scene import noisy, page_scene
from drivers.sim.pages import drawn_page, specimen_pages
from drivers.sim.trouble import PlannedTrouble, Trouble
from drivers.sim.world import World

FRAME_SIZE = (1920, 1080)
NOISE_FRAMES = 4
"""Noisy versions of a scene that take turns: enough to look alive, drawn once and then free."""
_ODD_SIZE = (640, 480)
_EMPTY = PagePose()
_FOREVER_S = 86_400.0


class SimPageSource:
    """Frames of ``world.state.document`` at 30 a second; same seed, same pixels.

    Each read counts as one step for the troubles planned for the document camera, which are those
    of the simulated code scanner; GARBLE is a frame whose lower part is noise. ``pose`` is how
    every page lies; None: as a resident would lay it. ``clock`` must be the pacer's.
    """

    def __init__(
        self,
        world: World,
        *,
        pose: PagePose | None = None,
        size: tuple[int, int] = FRAME_SIZE,
        seed: int = 0,
        pacer: Pacer | None = None,
        pause: Pause = Deadline.pause,
        clock: Clock = time.monotonic,
    ) -> None:
        self._world = world
        self._seed = seed
        self._pacer = pacer or Pacer()
        self._pause = pause
        self._clock = clock
        self._tray = _Tray(pose, size, seed)
        self._running = False
        self._count = 0
        self._last: Picture | None = None
        self._node = 1
        self._gone_until = 0.0

    @property
    def name(self) -> str:
        return f"simulated document camera{'' if self._node == 1 else f' {self._node}'}"

    def present(self) -> bool:
        plugged = self._world.plugged(DeviceKind.DOCUMENT_CAMERA)
        return plugged and self._clock() >= self._gone_until

    def open(self, deadline: Deadline) -> None:
        deadline.check()
        if not self.present():
            raise line_broke(FaultCode.NOT_CONNECTED, "ENODEV")
        self._running = True

    def read(self, deadline: Deadline) -> ColourFrame:
        at = self._pacer.wait_turn(deadline)
        if not (self._running and self.present()):
            raise self._broken(FaultCode.NOT_CONNECTED, "ENODEV")
        self._count += 1
        planned = self._world.step(DeviceKind.DOCUMENT_CAMERA)
        if planned is None:
            self._last = self._tray.seen(self._world.state.document, self._count)
            return ColourFrame(self._last, at)
        self._strike(planned, deadline)
        self._last = self._spoilt(planned.trouble)
        return ColourFrame(self._last, deadline.clock())

    def close(self) -> None:
        self._running = False
        self._last = None
        self._tray.forget()

    def _strike(self, planned: PlannedTrouble, deadline: Deadline) -> None:
        """Whatever keeps a frame from coming in time."""
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
                limit = self._limit(deadline)
                self._wait(planned, limit)
                if limit.expired():
                    raise self._broken(FaultCode.NO_ANSWER)
                deadline.check()
            case Trouble.STUCK:
                self._wait(planned, Deadline.after(_FOREVER_S))
            case Trouble.DELAY:
                self._delay(planned.seconds, deadline)
            case _:
                return

    def _spoilt(self, trouble: Trouble) -> Picture:
        """A frame that came, however it looks."""
        if trouble is Trouble.FROZEN and self._last is not None:
            return self._last
        image = self._tray.seen(self._world.state.document, self._count)
        match trouble:
            case Trouble.BLACK:
                return as_grey(image // 128)
            case Trouble.OVEREXPOSED:
                return as_grey(np.clip(image.astype(np.int16) * 4 + 170, 0, 252).astype(np.uint8))
            case Trouble.RESIZE:
                return as_grey(cv2.resize(image, _ODD_SIZE, interpolation=cv2.INTER_AREA))
            case Trouble.GARBLE:
                torn = image.copy()
                lower = torn[image.shape[0] * 2 // 5 :]
                random = np.random.default_rng((self._seed, self._count))
                lower[:] = random.integers(0, 256, lower.shape, np.uint8)
                return torn
            case _:
                return image

    def _wait(self, planned: PlannedTrouble, limit: Deadline) -> None:
        """Until the plan is cleared, where it is one for ever; otherwise to the limit."""
        if planned.times == 0:
            self._world.hang(DeviceKind.DOCUMENT_CAMERA, limit)
        else:
            self._world.wait_until(lambda _: False, limit)

    def _delay(self, seconds: float, deadline: Deadline) -> None:
        try:
            self._pause(self._limit(deadline), seconds)
        except DeadlineExceeded:
            raise self._broken(FaultCode.NO_ANSWER) from None
        deadline.check()

    def _limit(self, deadline: Deadline) -> Deadline:
        """A blocked read ends with its own time-out, not with the caller's deadline."""
        return Deadline.after(READ_TIMEOUT_S, deadline.cancel, deadline.clock)

    def _broken(self, code: FaultCode, detail: str = "") -> TransportError:
        self.close()
        return line_broke(code, detail)


class _Tray:
    """The scene of one page at a time under sensor noise."""

    def __init__(self, pose: PagePose | None, size: tuple[int, int], seed: int) -> None:
        self._pose = pose
        self._size = size
        self._seed = seed
        self._scene: tuple[str | None, Picture] | None = None
        self._versions: dict[int, Picture] = {}

    def seen(self, document: str | None, count: int) -> Picture:
        """The frame with this number; not to be written to."""
        if self._scene is None or self._scene[0] != document:
            self._scene = (document, self._drawn(document))
            self._versions.clear()
        turn = count % NOISE_FRAMES
        if turn not in self._versions:
            random = np.random.default_rng((self._seed, turn))
            pose = self._pose or _EMPTY
            version = noisy(self._scene[1], pose.noise, random)
            version.setflags(write=False)
            self._versions[turn] = version
        return self._versions[turn]

    def forget(self) -> None:
        """Drop what was shown."""
        self._scene = None
        self._versions.clear()

    def _drawn(self, document: str | None) -> Picture:
        if document is None:
            return page_scene(None, self._pose or _EMPTY, self._size)
        art = drawn_page(document)
        return page_scene(art, self._pose or specimen_pages()[document].pose, self._size)
