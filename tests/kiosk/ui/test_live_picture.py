"""The camera's picture as it is painted: mirrored, cut to its place, round, marked, or absent."""

from __future__ import annotations

import statistics
import time

import pytest
from PySide6.QtCore import QObject, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter

from kiosk.ui.live_picture import LivePicture
from kiosk.ui.picture_marks import FRAME_SHARE, Outline, middle, mirrored

pytestmark = pytest.mark.usefixtures("qapp")
WIDTH, HEIGHT = 320, 240
GREY = 90
MOST_SECONDS = 0.005
"""Of the GUI thread's own time, so that a loaded machine makes no difference."""


class Feed(QObject):
    """Says what there is to show."""

    picture_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.picture: QImage | None = QImage(640, 360, QImage.Format.Format_Grayscale8)
        self.picture.fill(GREY)
        self.outlines: tuple[Outline, ...] = ()

    def darken(self, left: int, top: int, width: int, height: int) -> None:
        """A black patch in the picture, which is cut evenly from 80 to 560 across."""
        assert self.picture is not None
        for y in range(top, top + height):
            for x in range(left, left + width):
                self.picture.setPixelColor(x, y, QColor("black"))


def painted(feed: QObject | None, radius: float = 0.0) -> QImage:
    """What the item puts on an empty place of 320x240 pixels."""
    item = LivePicture()
    item.setSize(QSizeF(WIDTH, HEIGHT))
    item.setProperty("radius", radius)
    item.setProperty("feed", feed)
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    item.paint(painter)
    painter.end()
    return image


def empty(image: QImage) -> bool:
    blank = QImage(image)
    blank.fill(Qt.GlobalColor.transparent)
    return image == blank


def darkest(image: QImage) -> tuple[int, int]:
    """The darkest of the places 10 pixels apart."""
    places = [(x, y) for x in range(5, WIDTH, 10) for y in range(5, HEIGHT, 10)]
    return min(places, key=lambda at: image.pixelColor(*at).value())


@pytest.mark.parametrize("feed", [None, QObject()], ids=["none", "no feed"])
def test_without_a_feed_the_place_stays_empty(feed: QObject | None) -> None:
    assert empty(painted(feed))


def test_without_a_picture_the_place_stays_empty() -> None:
    feed = Feed()
    assert not empty(painted(feed))
    feed.picture = None
    feed.outlines = (((0.2, 0.2), (0.4, 0.2), (0.4, 0.4), (0.2, 0.4)),)
    assert empty(painted(feed))


def test_what_is_left_before_the_camera_is_right_on_the_screen() -> None:
    feed = Feed()
    feed.darken(100, 20, 40, 40)
    x, y = darkest(painted(feed))
    assert x == pytest.approx(WIDTH - (120 - 80) * WIDTH / 480, abs=15)
    assert y == pytest.approx(40 * HEIGHT / 360, abs=15)


def test_a_wide_picture_fills_its_place_and_loses_only_its_sides() -> None:
    feed = Feed()
    feed.darken(0, 0, 79, 360)
    image = painted(feed)
    corners = [(2, 2), (WIDTH - 3, 2), (2, HEIGHT - 3), (WIDTH - 3, HEIGHT - 3)]
    assert len({image.pixelColor(*at).value() for at in corners}) == 1
    assert all(image.pixelColor(*at).alpha() == 255 for at in corners)


def test_its_corners_are_round() -> None:
    image = painted(Feed(), radius=28.0)
    for x, y in [(1, 1), (WIDTH - 2, 1), (1, HEIGHT - 2), (WIDTH - 2, HEIGHT - 2)]:
        assert image.pixelColor(x, y).alpha() == 0
    assert image.pixelColor(WIDTH // 2, 1).alpha() == 255
    assert image.pixelColor(14, 14).alpha() == 255


def test_a_frame_in_the_middle_says_where_the_phone_goes() -> None:
    image = painted(Feed())
    side = HEIGHT * FRAME_SHARE
    corner = (round((WIDTH - side) / 2 + side / 4 - 4), round((HEIGHT - side) / 2))
    assert image.pixelColor(*corner).value() > 240
    assert image.pixelColor(WIDTH // 2, HEIGHT // 2).value() == GREY
    assert image.pixelColor(20, HEIGHT // 2).value() < GREY


def test_a_code_is_marked_at_its_corners_where_the_mirror_shows_it() -> None:
    feed = Feed()
    feed.outlines = (((0.25, 0.1), (0.35, 0.1), (0.35, 0.25), (0.25, 0.25)),)
    image = painted(feed)
    for x, y in feed.outlines[0]:
        at = (round(WIDTH - (x * 640 - 80) * WIDTH / 480), round(y * HEIGHT))
        assert _is_green(image.pixelColor(*at)), at
    unmarked = (round(WIDTH - (0.3 * 640 - 80) * WIDTH / 480), round(0.1 * HEIGHT))
    assert not _is_green(image.pixelColor(*unmarked))


def _is_green(color: QColor) -> bool:
    return color.green() > color.red() + 60 and color.green() > color.blue() + 30


def test_each_new_picture_is_painted_and_an_old_feed_is_left_alone() -> None:
    first, second = Feed(), Feed()
    item = LivePicture()
    item.setProperty("feed", first)
    item.setProperty("feed", second)
    signal = "2picture_changed()"
    assert (first.receivers(signal), second.receivers(signal)) == (0, 1)
    item.setProperty("feed", None)
    assert second.receivers(signal) == 0


def test_a_picture_is_painted_well_within_a_frame() -> None:
    feed = Feed()
    feed.outlines = (((0.25, 0.1), (0.35, 0.1), (0.35, 0.25), (0.25, 0.25)),) * 2
    item = LivePicture()
    item.setSize(QSizeF(512, 384))
    item.setProperty("feed", feed)
    place = QImage(512, 384, QImage.Format.Format_ARGB32_Premultiplied)
    spent = []
    for _ in range(30):
        painter = QPainter(place)
        before = time.thread_time()
        item.paint(painter)
        spent.append(time.thread_time() - before)
        painter.end()
    assert statistics.median(spent) < MOST_SECONDS


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        (QSizeF(480, 360), QRectF(80, 0, 480, 360)),
        (QSizeF(320, 180), QRectF(0, 0, 640, 360)),
        (QSizeF(640, 180), QRectF(0, 90, 640, 180)),
    ],
)
def test_the_middle_of_the_picture_is_shown(place: QSizeF, shown: QRectF) -> None:
    assert middle(QSizeF(640, 360), place) == shown


def test_an_outline_is_mirrored_with_the_picture() -> None:
    shown = QRectF(80, 0, 480, 360)
    placed = mirrored(((0.125, 0.0), (0.875, 1.0)), QSizeF(640, 360), shown, QSizeF(240, 180))
    assert [(at.x(), at.y()) for at in placed] == [(240.0, 0.0), (0.0, 180.0)]
