"""The camera's picture: asked for only while it is shown and a code is awaited, and never kept."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from drivers import PreviewMemory, Symbol, Symbology
from kiosk.devices import ScanView
from kiosk.devices.preview import FRESH_SECONDS, INTERVAL_MILLISECONDS
from kiosk.session import NoticeCode
from tests.fixtures.shown_camera import HEIGHT, WIDTH, ShownCamera

CODE = Symbol(Symbology.QR, b"a", ((640, 180), (960, 180), (960, 540), (640, 540)))
PLACED = ((0.5, 0.25), (0.75, 0.25), (0.75, 0.75), (0.5, 0.75))

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def camera() -> Iterator[ShownCamera]:
    """Shown on a screen, in a scene that listens for codes."""
    made = ShownCamera()
    made.view.listen(code=True)
    made.view.look(is_looking=True)
    yield made
    made.view.close()


def take(camera: ShownCamera) -> None:
    camera.preview.give(camera.seconds)
    camera.view.renew()


def test_a_picture_is_grey_and_whole_and_needs_nothing_else(camera: ShownCamera) -> None:
    pixels = bytes(range(256)) * (WIDTH * HEIGHT // 256)
    camera.preview.give(camera.seconds, pixels)
    camera.view.renew()
    picture = camera.view.picture
    camera.preview.frame = None
    del pixels
    gc.collect()
    assert picture is not None
    assert (picture.width(), picture.height()) == (WIDTH, HEIGHT)
    assert picture.format() == QImage.Format.Format_Grayscale8
    assert picture.pixelColor(77, 0).value() == 77
    assert picture.pixelColor(128, 1).value() == (WIDTH + 128) % 256


def test_a_width_that_is_no_multiple_of_four_is_not_slanted(camera: ShownCamera) -> None:
    memory = PreviewMemory.create(clock=lambda: camera.seconds)
    memory.write(bytes(10 * row + column for row in range(4) for column in range(7)), 7, 4, 100.0)
    camera.preview.frame = memory.latest()
    memory.close()
    camera.view.renew()
    picture = camera.view.picture
    assert picture is not None
    rows = [[picture.pixelColor(x, y).value() for x in range(7)] for y in range(4)]
    assert rows == [[10 * row + column for column in range(7)] for row in range(4)]


@pytest.mark.parametrize(
    ("listens", "looks"), [(False, False), (True, False), (False, True)], ids=str
)
def test_without_a_screen_or_a_scene_nothing_is_asked_for(listens: bool, looks: bool) -> None:
    camera = ShownCamera()
    camera.view.listen(code=listens)
    camera.view.look(is_looking=looks)
    assert (camera.view.wanted, camera.preview.wishes) == (False, [])


def test_pictures_are_asked_for_again_and_again_while_they_are_shown(
    camera: ShownCamera, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: len(camera.preview.wishes) >= 5)
    assert all(wish > INTERVAL_MILLISECONDS / 1000 for wish in camera.preview.wishes)
    for _ in range(3):
        with qtbot.waitSignal(camera.view.picture_changed):
            camera.preview.give(camera.seconds)


def test_the_same_picture_is_taken_once(camera: ShownCamera) -> None:
    told: list[int] = []
    camera.view.picture_changed.connect(lambda: told.append(1))
    camera.preview.give(camera.seconds)
    for _ in range(4):
        camera.view.renew()
    assert len(told) == 1


@pytest.mark.parametrize("end", ["left", "hidden", "closed"])
def test_the_moment_nobody_needs_it_nothing_is_asked_for_or_kept(
    camera: ShownCamera, end: str
) -> None:
    take(camera)
    camera.view.sight((CODE,), 1280, 720)
    kept = weakref.ref(camera.view.picture)
    match end:
        case "left":
            camera.view.listen(code=False)
        case "hidden":
            camera.view.look(is_looking=False)
        case _:
            camera.view.close()
    assert (camera.view.picture, camera.view.outlines, camera.view.ready) == (None, (), False)
    gc.collect()
    assert kept() is None
    assert camera.preview.wishes.pop() == 0
    assert not camera.view.wanted


def test_it_goes_on_when_the_screen_is_shown_again(camera: ShownCamera) -> None:
    take(camera)
    camera.view.look(is_looking=False)
    camera.preview.give(camera.seconds)
    camera.view.look(is_looking=True)
    assert camera.view.ready


def test_a_wipe_keeps_no_picture_no_outline_and_no_hint(camera: ShownCamera) -> None:
    take(camera)
    camera.view.sight((CODE,), 1280, 720)
    camera.view.tell(NoticeCode.CODE_MOVING)
    kept = weakref.ref(camera.view.picture)
    camera.view.wipe()
    gc.collect()
    assert kept() is None
    assert (camera.view.picture, camera.view.outlines, camera.view.hint) == (None, (), None)
    camera.view.renew()
    assert camera.view.picture is None


def test_a_camera_that_stands_still_is_not_ready_rather_than_frozen(camera: ShownCamera) -> None:
    changes: list[bool] = []
    camera.view.changed.connect(lambda: changes.append(camera.view.ready))
    take(camera)
    camera.seconds += FRESH_SECONDS - 0.01
    camera.view.renew()
    assert camera.view.ready
    camera.seconds += 0.02
    camera.view.renew()
    assert camera.view.picture is None
    take(camera)
    assert changes == [True, False, True]


def test_a_picture_that_comes_late_is_not_shown(camera: ShownCamera) -> None:
    camera.preview.give(camera.seconds - FRESH_SECONDS - 0.1)
    camera.view.renew()
    assert not camera.view.ready


def test_a_half_written_picture_leaves_the_one_before(camera: ShownCamera) -> None:
    take(camera)
    before = camera.view.picture
    camera.preview.frame = None
    camera.view.renew()
    assert camera.view.picture is before


def test_codes_are_outlined_in_shares_of_the_picture_and_only_for_a_moment(
    camera: ShownCamera,
) -> None:
    take(camera)
    camera.view.sight((CODE, Symbol(Symbology.QR, b"b")), 1280, 720)
    assert camera.view.outlines == (PLACED,)
    camera.seconds += FRESH_SECONDS + 0.1
    take(camera)
    assert camera.view.outlines == ()


def test_codes_in_a_frame_of_unknown_size_have_no_place(camera: ShownCamera) -> None:
    camera.view.sight((CODE,), 0, 0)
    assert camera.view.outlines == ()


def test_codes_seen_while_no_picture_is_shown_leave_nothing(camera: ShownCamera) -> None:
    camera.view.look(is_looking=False)
    camera.view.sight((CODE,), 1280, 720)
    assert camera.view.outlines == ()


def test_over_shared_memory_the_camera_writes_only_while_somebody_looks() -> None:
    now = [100.0]
    memory = PreviewMemory.create(clock=lambda: now[0])
    view = ScanView(memory, lambda: now[0])
    view.listen(code=True)
    assert not memory.wanted()
    view.look(is_looking=True)
    assert memory.wanted()
    memory.write(bytes(WIDTH * HEIGHT), WIDTH, HEIGHT, now[0])
    view.renew()
    assert view.ready
    memory.wipe()
    now[0] += FRESH_SECONDS + 0.1
    view.renew()
    assert not view.ready
    view.listen(code=False)
    assert not memory.wanted()
    memory.close()
