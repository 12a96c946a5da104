"""Frame sources on files: a video at its own pace, and a folder of pictures at a camera's."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import cv2

from drivers._deadline import Deadline
from drivers._errors import TransportError
from drivers._status import FaultCode
from drivers.camera.capture import Capture, open_video
from drivers.camera.faults import line_broke
from drivers.camera.frames import FRAME_WIDTH, Frame, GreyImage
from drivers.camera.grey import as_grey, decode_still
from drivers.camera.negotiation import Agreed
from drivers.camera.pacing import FRAME_INTERVAL_S, Pacer

PICTURES: Final = frozenset({".png", ".jpg", ".jpeg"})
THE_END: Final = "the end"
"""Detail of the fault with which a file that is shown once ends."""
_MOST_FPS = 240.0
"""What a file says beyond this is no frame rate."""
_KEPT_PICTURES = 32
"""Of a folder; 30 MB of frames."""
_MOST_SPOILT_FRAMES = 5
"""As for cameras (``sources``)."""


class VideoFileSource:
    """A recorded video at its own pace, over and over, or ``once``.

    A reader that comes late gets the frame that is due then, as from a live camera. ``pacer`` gives
    clock and pause; its interval counts where the file does not tell its rate. Once: after the last
    frame ``read`` raises NOT_CONNECTED and ``present`` is False, as if the camera were pulled out.
    """

    def __init__(self, path: str, pacer: Pacer | None = None, *, once: bool = False) -> None:
        self._path = path
        self._pacer = pacer or Pacer()
        self._once = once
        self._ended = False
        self._capture: Capture | None = None

    @property
    def name(self) -> str:
        return Path(self._path).name

    @property
    def agreed(self) -> Agreed | None:
        """What the file says of itself; None while it is closed."""
        return None if self._capture is None else self._capture.agreed

    def present(self) -> bool:
        return Path(self._path).is_file() and not self._ended

    def open(self, deadline: Deadline) -> None:
        deadline.check()
        if self._capture is not None:
            return
        if not self.present():
            raise line_broke(FaultCode.NOT_CONNECTED, THE_END if self._ended else "")
        self._begin()

    def read(self, deadline: Deadline) -> Frame:
        at = self._pacer.wait_turn(deadline)
        for _ in range(self._pacer.missed):
            self._grab()
        for _ in range(_MOST_SPOILT_FRAMES):
            image = self._grab().retrieve()
            if image is not None:
                return Frame(image, at)
        raise self._broken(FaultCode.GARBLED, "damaged pictures")

    def close(self) -> None:
        capture, self._capture = self._capture, None
        if capture is not None:
            capture.release()

    def _begin(self) -> None:
        capture = open_video(self._path)
        if capture is None:
            raise line_broke(FaultCode.MISCONFIGURED, "no video that can be read")
        self._capture = capture
        told = 0 < capture.agreed.fps <= _MOST_FPS
        self._pacer.restart(1 / capture.agreed.fps if told else None)

    def _grab(self) -> Capture:
        """The capture with its next frame grabbed; the first one follows the last."""
        if self._capture is None:
            raise line_broke(FaultCode.NOT_CONNECTED, "not open")
        if self._capture.grab():
            return self._capture
        self.close()
        if self._once:
            self._ended = True
            raise line_broke(FaultCode.NOT_CONNECTED, THE_END)
        self._rewind()
        return self._capture

    def _rewind(self) -> None:
        """Start over within the pace that goes on."""
        self._capture = open_video(self._path)
        if self._capture is None:
            raise line_broke(FaultCode.NOT_CONNECTED)
        if not self._capture.grab():
            raise self._broken(FaultCode.GARBLED, "no frame")

    def _broken(self, code: FaultCode, detail: str) -> TransportError:
        self.close()
        return line_broke(code, detail)


class ImageFolderSource:
    """The PNG and JPEG pictures of a folder by name, over and over, or ``once``.

    Each is one frame at the pacer's rate, scaled down to a camera frame's width where it is larger.
    Pictures that cannot be read are left out and told by ``unreadable``. One pixel of each picture
    counts the frames: the same picture shown for long is no frozen camera. Once: see
    ``VideoFileSource``.
    """

    def __init__(self, path: str, pacer: Pacer | None = None, *, once: bool = False) -> None:
        self._folder = Path(path)
        self._pacer = pacer or Pacer(FRAME_INTERVAL_S)
        self._once = once
        self._ended = False
        self._open = False
        self._next = 0
        self._shown = 0
        self._pictures: list[Path] = []
        self._kept: dict[Path, GreyImage] = {}
        self._unreadable: list[str] = []

    @property
    def name(self) -> str:
        return self._folder.name

    @property
    def unreadable(self) -> tuple[str, ...]:
        """File names of the pictures that were met and could not be read."""
        return tuple(self._unreadable)

    def present(self) -> bool:
        return self._folder.is_dir() and not self._ended

    def open(self, deadline: Deadline) -> None:
        """See FrameSource; MISCONFIGURED for a folder without pictures."""
        deadline.check()
        if self._open:
            return
        if not self.present():
            raise line_broke(FaultCode.NOT_CONNECTED, THE_END if self._ended else "")
        self._pictures = pictures_in(self._folder)
        self._kept.clear()
        self._unreadable.clear()
        self._next = 0
        if not self._pictures:
            raise line_broke(FaultCode.MISCONFIGURED, "no PNG or JPEG picture in the folder")
        self._open = True
        self._pacer.restart()

    def read(self, deadline: Deadline) -> Frame:
        """See FrameSource; GARBLED when no picture of the folder can be read."""
        at = self._pacer.wait_turn(deadline)
        for _ in range(len(self._pictures) + 1):
            image = self._image(self._turn())
            if image is not None:
                return Frame(self._numbered(image), at)
        self.close()
        raise line_broke(FaultCode.GARBLED, f"cannot be read: {', '.join(self._unreadable)}")

    def close(self) -> None:
        self._open = False
        self._kept.clear()

    def _turn(self) -> Path:
        if not self._open or not self._folder.is_dir():
            self.close()
            raise line_broke(FaultCode.NOT_CONNECTED, "not open")
        if self._next == len(self._pictures):
            self._next = 0
            if self._once:
                self._ended = True
                self.close()
                raise line_broke(FaultCode.NOT_CONNECTED, THE_END)
        self._next += 1
        return self._pictures[self._next - 1]

    def _image(self, path: Path) -> GreyImage | None:
        if path.name in self._unreadable:
            return None
        image = self._kept.get(path)
        if image is None:
            image = read_picture(path)
            if image is None:
                self._unreadable.append(path.name)
            elif len(self._kept) < _KEPT_PICTURES:
                self._kept[path] = image
        return image

    def _numbered(self, image: GreyImage) -> GreyImage:
        self._shown += 1
        numbered = image.copy()
        numbered[0, 0] = self._shown % 256
        return numbered


def pictures_in(folder: Path) -> list[Path]:
    """PNG and JPEG files in the order of their names."""
    return sorted(
        (path for path in folder.iterdir() if path.suffix.lower() in PICTURES and path.is_file()),
        key=lambda path: path.name,
    )


def read_picture(path: Path) -> GreyImage | None:
    """Grey pixels, no wider or higher than a camera frame is wide; None when it is no picture."""
    try:
        image = decode_still(path.read_bytes())
    except OSError:
        return None
    if image is None:
        return None
    scale = FRAME_WIDTH / max(image.shape)
    if scale >= 1:
        return image
    return as_grey(cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))
