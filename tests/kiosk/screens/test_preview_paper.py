"""The preview: the paper's picture and where it is kept."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image
from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication

from kiosk.screens.preview.view_model import PreviewProps, derive_preview_props
from kiosk.session import Visit
from kiosk.ui.paper_images import PaperImages
from tests.qml.scenes_b import SCENES


def png(width: int, height: int) -> bytes:
    file = BytesIO()
    Image.new("1", (width, height), 1).save(file, "PNG")
    return file.getvalue()


def test_the_paper_is_shown_in_its_own_size() -> None:
    props = derive_preview_props(SCENES["preview"])
    assert props.source == "image://paper/gallery"
    assert (props.width, props.height) == (576, 1228)
    assert props.number == "SB-440303-2611-0007731"


def test_elsewhere_there_is_no_paper() -> None:
    assert derive_preview_props(Visit()) == PreviewProps()


def test_a_kept_picture_comes_back_in_its_size(qapp: QGuiApplication) -> None:
    del qapp
    papers, size = PaperImages(), QSize()
    papers.put("a", png(576, 800))
    image = papers.requestImage("a", size, QSize())
    assert (image.width(), image.height()) == (576, 800)
    assert size == QSize(576, 800)


def test_unknown_and_wiped_papers_are_nothing(qapp: QGuiApplication) -> None:
    del qapp
    papers = PaperImages()
    papers.put("a", png(8, 8))
    assert papers.requestImage("b", QSize(), QSize()).isNull()
    papers.wipe()
    assert papers.requestImage("a", QSize(), QSize()).isNull()


def test_what_is_no_picture_is_refused(qapp: QGuiApplication) -> None:
    del qapp
    with pytest.raises(ValueError, match="no readable picture"):
        PaperImages().put("a", b"%PDF")
