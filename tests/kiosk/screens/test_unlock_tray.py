"""The tray on the unlock screen: offered where it can be used, looked at only while it is shown."""

from __future__ import annotations

import pytest

from kiosk.devices import HealthBoard, Part, PartHealth, State
from kiosk.i18n import Texts
from kiosk.screens.unlock.view_model import UnlockViewModel, derive_unlock_props
from kiosk.session import NoticeCode, Visit, events
from kiosk.session.events import Event
from kiosk.session.key_entry import TrayStage
from kiosk.session.visit import Home, Unlock
from kiosk.stage import Stage
from tests.fixtures.shown_tray import ShownTray

TEXTS = Texts.load()
READING = Visit(scene=Unlock(tray=TrayStage.READING))

pytestmark = pytest.mark.usefixtures("qapp")


class Screen:
    """The view model before a tray, or in a kiosk that has none."""

    def __init__(self, *, has_camera: bool = True) -> None:
        self.stage, self.board, self.tray = Stage(), HealthBoard(), ShownTray()
        self.sent: list[Event] = []
        self.stage.connect_dispatch(self.sent.append)
        view = self.tray.view if has_camera else None
        self.tray.view.listen(code=True)
        self.model = UnlockViewModel(self.stage, TEXTS, self.board, view)

    def says(self, name: str) -> object:
        return self.model.property(name)


@pytest.mark.parametrize(
    ("scene", "tray"),
    [
        (Unlock(), ""),
        (Unlock(tray=TrayStage.READING), "reading"),
        (Unlock(tray=TrayStage.UNREAD), "unread"),
        (Home(), ""),
    ],
)
def test_the_screen_follows_the_stage_of_the_reading(scene, tray):
    assert derive_unlock_props(Visit(scene=scene), TEXTS).tray == tray


@pytest.mark.parametrize(
    ("state", "offered"),
    [
        (State.ONLINE, True),
        (State.BUSY, True),
        (State.UNKNOWN, True),
        (State.OFFLINE, False),
        (State.NO_DEVICE, False),
        (State.HARDWARE_ERROR, False),
    ],
)
def test_the_tray_is_offered_unless_it_is_known_to_be_broken(state, offered):
    screen, told = Screen(), []
    screen.model.cameraChanged.connect(lambda: told.append(screen.says("cameraOpen")))
    screen.board.update(PartHealth(Part.DOCUMENT_CAMERA, state))
    assert screen.says("cameraOpen") is offered
    assert state is State.UNKNOWN or told == [offered]


def test_a_kiosk_without_the_camera_never_offers_it():
    screen = Screen(has_camera=False)
    screen.model.look(True)
    screen.stage.show(READING)
    assert (screen.says("cameraOpen"), screen.says("camera"), screen.says("pictureReady")) == (
        False,
        None,
        False,
    )
    assert not screen.tray.view.wanted


def test_pictures_are_asked_for_while_the_tray_is_shown_and_not_a_moment_longer():
    screen = Screen()
    screen.model.look(True)
    assert not screen.tray.view.wanted
    screen.stage.show(READING)
    screen.tray.show(True)
    assert screen.tray.view.wanted
    assert screen.says("pictureReady")
    screen.model.look(False)
    assert not screen.tray.view.wanted
    screen.model.look(True)
    assert screen.tray.view.wanted
    screen.stage.show(Visit(scene=Unlock()))
    assert not screen.tray.view.wanted
    assert screen.tray.view.picture is None


def test_what_hands_do_at_the_tray_reaches_the_visit():
    screen = Screen()
    screen.model.readPage()
    screen.model.typeInstead()
    assert screen.sent == [events.ZonePressed(), events.ZoneDeclined()]


@pytest.mark.parametrize(
    "code",
    [
        NoticeCode.ZONE_MISSING,
        NoticeCode.ZONE_UNREADABLE,
        NoticeCode.ZONE_WITHOUT_KEY,
        NoticeCode.ZONE_CAMERA_DOWN,
    ],
)
def test_every_failure_says_what_to_do(code):
    notice = TEXTS.notice(code)
    assert notice.title
    assert notice.hint
