"""Pictures for the dock's window: printed papers, and what the camera sees."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickImageProvider

from drivers.sim.world import Paper

PAPER_PROVIDER: Final = "dock-paper"
CAMERA_PROVIDER: Final = "dock-camera"
"""The names under which the QML engine knows the providers."""


class DockImages(QQuickImageProvider):
    """Pictures by key, in memory only, for the GUI thread.

    ``Image`` elements must say ``cache: false``, or Qt keeps what ``keep`` has dropped.
    """

    def __init__(self, provider: str) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._provider = provider
        self._images: dict[str, QImage] = {}

    def url(self, key: str) -> str:
        """The address under which QML shows a picture."""
        return f"image://{self._provider}/{key}"

    def put(self, key: str, image: QImage) -> None:
        """Add or replace a picture."""
        self._images[key] = image

    def keep(self, keys: Collection[str]) -> None:
        """Forget all other pictures."""
        self._images = {key: image for key, image in self._images.items() if key in keys}

    def size(self, key: str) -> QSize:
        """In pixels; empty for an unknown key."""
        return self._images.get(key, QImage()).size()

    def __contains__(self, key: str) -> bool:
        return key in self._images

    def requestImage(self, key: str, size: QSize, requested_size: QSize) -> QImage:
        """The picture in its own size; nothing for an unknown key."""
        del requested_size
        image = self._images.get(key, QImage())
        size.setWidth(image.width())
        size.setHeight(image.height())
        return image


def paper_key(paper: Paper) -> str:
    """A world gives no number twice."""
    return str(paper.number)


def paper_picture(paper: Paper) -> QImage:
    """One pixel a dot."""
    return QImage.fromData(paper.png)
