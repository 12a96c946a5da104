"""What the identify screen shows of the camera, and when it asks for it."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from kiosk.devices.health import HealthBoard, Part, PartHealth, State
from kiosk.i18n import Texts
from kiosk.screens.identify.view_model import IdentifyViewModel
from kiosk.session import NoticeCode, Visit
from kiosk.session.notices import CODE_HINTS
from kiosk.session.visit import Home, Identify
from kiosk.stage import Stage
from tests.fixtures.shown_camera import CameraSight, ShownCamera
from tests.qml.scenes_entry import DARK, NO_READER

TEXTS = Texts.load()
pytestmark = pytest.mark.usefixtures("qapp")


@dataclass
class Screen:
    """The view model of a screen that is on show, in a scene that listens for codes."""

    stage: Stage = field(default_factory=Stage)
    board: HealthBoard = field(default_factory=HealthBoard)
    camera: ShownCamera = field(default_factory=ShownCamera)

    def __post_init__(self) -> None:
        self.stage.show(Visit(scene=Identify()))
        self.camera.view.listen(code=True)
        self.model = IdentifyViewModel(self.stage, self.board, TEXTS, self.camera.view)

    def says(self, name: str) -> object:
        return self.model.property(name)


def test_pictures_are_asked_for_once_the_screen_is_seen() -> None:
    screen = Screen()
    assert not screen.camera.view.wanted
    screen.model.look(True)
    assert screen.camera.view.wanted
    screen.model.look(False)
    assert not screen.camera.view.wanted


def test_leaving_the_scene_ends_it_even_where_the_screen_lingers() -> None:
    screen = Screen()
    screen.model.look(True)
    screen.camera.show(CameraSight())
    assert screen.says("pictureReady")
    screen.stage.show(Visit(scene=Home()))
    assert not screen.camera.view.wanted
    assert not screen.says("pictureReady")
    screen.stage.show(Visit(scene=Identify()))
    assert screen.camera.view.wanted


def test_a_closed_way_shows_no_picture_and_an_open_one_again() -> None:
    screen = Screen()
    screen.model.look(True)
    screen.board.update(NO_READER)
    assert screen.camera.view.wanted
    screen.board.update(DARK)
    assert not screen.camera.view.wanted
    screen.board.update(PartHealth(Part.CODE_SCANNER, State.ONLINE))
    assert screen.camera.view.wanted


def test_the_screen_is_told_of_pictures_coming_and_going() -> None:
    screen = Screen()
    told: list[bool] = []
    screen.model.scanChanged.connect(lambda: told.append(bool(screen.says("pictureReady"))))
    screen.model.look(True)
    assert not screen.says("pictureReady")
    screen.camera.show(CameraSight())
    screen.camera.show(None)
    assert told == [True, False]


@pytest.mark.parametrize("hint", sorted(CODE_HINTS))
def test_a_hint_is_a_few_plain_words_and_its_reason_is_there_to_be_read_out(
    hint: NoticeCode,
) -> None:
    screen = Screen()
    screen.model.look(True)
    screen.camera.show(CameraSight(hint))
    said = str(screen.says("codeHint"))
    assert said == TEXTS.notice(hint).title
    assert said.startswith("请")
    assert len(said) <= 10
    assert screen.says("codeHintReason") == TEXTS.notice(hint).hint
    screen.camera.show(CameraSight())
    assert (screen.says("codeHint"), screen.says("codeHintReason")) == ("", "")


def test_the_picture_is_fed_by_the_camera() -> None:
    screen = Screen()
    assert screen.says("camera") is screen.camera.view
