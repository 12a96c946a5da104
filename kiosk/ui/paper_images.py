"""Pictures of papers and materials for QML; they live in memory only, as long as the visit."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickImageProvider

PROVIDER_ID: Final = "paper"
"""The name under which the QML engine knows the provider."""


def paper_url(paper_id: str) -> str:
    """The address under which QML shows a picture."""
    return f"image://{PROVIDER_ID}/{paper_id}"


class PaperImages(QQuickImageProvider):
    """Pictures by their ids, for the GUI thread.

    ``Image`` elements must say ``cache: false``, or Qt keeps a resident's paper after ``wipe``.
    """

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._images: dict[str, QImage] = {}

    def put(self, paper_id: str, picture: bytes) -> None:
        """Keep a PNG or JPEG; ``ValueError`` where the bytes are no picture."""
        image = QImage.fromData(picture)
        if image.isNull():
            message = f"paper {paper_id} has no readable picture"
            raise ValueError(message)
        self._images[paper_id] = image

    def drop(self, paper_id: str) -> None:
        """Forget this picture, if it is there."""
        self._images.pop(paper_id, None)

    def wipe(self) -> None:
        """Forget every picture."""
        self._images.clear()

    def requestImage(self, paper_id: str, size: QSize, requested_size: QSize) -> QImage:
        """The picture in its own size; nothing for an unknown id."""
        del requested_size
        image = self._images.get(paper_id, QImage())
        size.setWidth(image.width())
        size.setHeight(image.height())
        return image
