"""What the simulated camera sees of a phone or a slip, drawn off the GUI thread."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage

from drivers.camera.frames import GreyImage
from drivers.sim.camera_scene import lobby, phone_scene
from drivers.sim.world import Pose
from kiosk.dock.images import DockImages
from kiosk.jobs import Err, JobRunner, Ok

PICTURE_SIZE = QSize(640, 360)
"""Half a frame each way."""

View = tuple[bytes, Pose]


def camera_picture(payload: bytes, pose: Pose) -> QImage:
    """The frame without its noise, made smaller; costs some ten milliseconds."""
    frame = phone_scene(_lobby(), payload, pose)
    height, width = frame.shape
    image = QImage(frame.tobytes(), width, height, width, QImage.Format.Format_Grayscale8)
    return image.scaled(
        PICTURE_SIZE,
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )


@cache
def _lobby() -> GreyImage:
    return lobby()


class CameraPicture(QObject):
    """Follows the phone, one drawing at a time; views that were passed over are never drawn."""

    changed = Signal()

    def __init__(self, jobs: JobRunner, images: DockImages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._images = images
        self._wanted: View | None = None
        self._drawing = False
        self._count = 0
        self._source = ""

    @property
    def source(self) -> str:
        """The newest picture's address, empty while there is nothing to see."""
        return self._source

    def look(self, view: View | None) -> None:
        """Look at this from now on; the picture follows with ``changed``."""
        if view == self._wanted:
            return
        self._wanted = view
        if view is None:
            self._show("")
        elif not self._drawing:
            self._draw(view)

    def _draw(self, view: View) -> None:
        def drawn(result: Ok[QImage] | Err) -> None:
            self._drawing = False
            if isinstance(result, Err):
                raise result.error
            if self._wanted is None:
                return
            self._count += 1
            self._images.put(str(self._count), result.value)
            self._show(str(self._count))
            if self._wanted != view:
                self._draw(self._wanted)

        self._drawing = True
        self._jobs.run(lambda: camera_picture(*view), drawn)

    def _show(self, key: str) -> None:
        self._images.keep({key})
        self._source = self._images.url(key) if key else ""
        self.changed.emit()
