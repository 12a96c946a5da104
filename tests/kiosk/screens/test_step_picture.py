"""A question for a photo: what its field shows and sends, and when the tray is looked at."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from kiosk.devices.health import HealthBoard, Part, PartHealth, State
from kiosk.i18n import Texts
from kiosk.screens.step.picture_model import PictureModel
from kiosk.screens.step.tray import Tray
from kiosk.screens.step.view_model import StepViewModel, derive_step_props
from kiosk.session import Visit, events
from kiosk.session.shots import Place, RetakeReason, Shot, ShotStage
from kiosk.session.visit import Home
from kiosk.stage import Stage
from tests.fixtures.shown_tray import MATERIAL_ID, ShownTray
from tests.qml.scenes_pictures import BROKEN, FIELD, SCENES, asking

TEXTS = Texts.load()
pytestmark = pytest.mark.usefixtures("qapp")


@dataclass
class Screen:
    """The view model on show; ``fitted``: this kiosk has a document camera."""

    visit: Visit
    fitted: bool = True
    sent: list[events.Event] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.stage, self.board, self.tray = Stage(), HealthBoard(), ShownTray()
        self.stage.connect_dispatch(self.sent.append)
        self.stage.show(self.visit)
        self.tray.view.listen(code=True)
        tray = Tray(self.tray.view, self.board) if self.fitted else None
        self.model = StepViewModel(self.stage, TEXTS, tray)
        self.model.look(True)

    @property
    def picture(self) -> PictureModel:
        found = self.model._fields.rows[0].field.picture
        assert isinstance(found, PictureModel)
        return found

    def problems(self) -> list[tuple[str, str]]:
        return [(row.title, row.advice) for row in self.picture._problems.rows]


def test_the_field_tells_its_stage_and_where_the_picture_is() -> None:
    screen = Screen(SCENES["picture-live"])
    model = screen.picture
    assert (model.stage, model.source, model.refused) == ("live", "", False)
    assert model.hint == "请拍写着姓名、日期或金额的那一页。"
    for name, stage in (("taking", "taking"), ("taken", "taken"), ("kept", "kept")):
        screen.stage.show(SCENES[f"picture-{name}"])
        assert screen.picture is model, "a field lives as long as its question"
        assert model.stage == stage
        assert model.source.endswith(MATERIAL_ID) is (stage != "taking")


def test_every_reason_comes_with_its_advice_and_its_place() -> None:
    screen = Screen(
        asking(
            Shot(
                FIELD,
                ShotStage.REFUSED,
                reasons=(RetakeReason.TOO_DARK, RetakeReason.GLARE),
                glare=(Place.TOP_LEFT, Place.BOTTOM),
            )
        )
    )
    assert screen.picture.refused
    assert screen.problems() == [
        ("光线太暗", "请不要用手或身体挡住灯光。"),
        ("材料左上、下边反光", "请取出塑料套，或者把材料转一个方向。"),
    ]
    screen.stage.show(SCENES["picture-taking"])
    assert screen.problems() == []


def test_touches_become_events() -> None:
    screen = Screen(SCENES["picture-taken"])
    screen.picture.capture()
    screen.picture.retake()
    screen.picture.keep()
    screen.picture.help()
    assert screen.sent == [
        events.CapturePressed(FIELD),
        events.RetakePressed(FIELD),
        events.PictureKept(FIELD),
        events.HelpPressed(),
    ]


@pytest.mark.parametrize(
    ("scene", "ready", "skipping"),
    [
        ("picture-live", False, True),
        ("picture-taking", False, True),
        ("picture-taken", False, True),
        ("picture-kept", True, False),
        ("picture-optional", True, True),
        ("picture-refused", False, True),
    ],
)
def test_going_on_is_offered_when_nothing_is_left_to_be_decided(
    scene: str, ready: bool, skipping: bool
) -> None:
    props = derive_step_props(SCENES[scene], TEXTS)
    assert (props.ready, props.skipping) == (ready, skipping)


def test_an_optional_picture_has_to_be_decided_upon_too() -> None:
    taken = asking(Shot(FIELD, ShotStage.TAKEN, MATERIAL_ID), required=False)
    assert not derive_step_props(taken, TEXTS).ready


def test_the_tray_is_looked_at_while_it_is_shown_and_no_longer() -> None:
    screen = Screen(SCENES["picture-live"])
    view = screen.tray.view
    assert view.wanted
    screen.stage.show(SCENES["picture-taking"])
    assert view.wanted
    screen.stage.show(SCENES["picture-taken"])
    assert not view.wanted
    screen.stage.show(SCENES["picture-refused"])
    assert view.wanted
    screen.model.look(False)
    assert not view.wanted
    screen.model.look(True)
    screen.stage.show(Visit(scene=Home()))
    assert not view.wanted


def test_the_live_picture_comes_and_goes() -> None:
    screen = Screen(SCENES["picture-live"])
    assert not screen.picture.ready
    told: list[bool] = []
    screen.picture.tray_changed.connect(lambda: told.append(bool(screen.picture.ready)))
    screen.tray.show(True)
    assert screen.picture.ready
    screen.tray.show(False)
    assert not screen.picture.ready
    assert told == [True, False]
    assert screen.picture.tray is screen.tray.view


def test_a_camera_that_breaks_closes_the_tray_and_one_that_is_mended_opens_it() -> None:
    screen = Screen(SCENES["picture-live"])
    assert screen.picture.open, "an unknown state proves nothing"
    screen.board.update(BROKEN)
    assert not screen.picture.open
    assert screen.picture.trouble == TEXTS.resident_fault("not_connected")
    assert not screen.tray.view.wanted
    screen.board.update(PartHealth(Part.DOCUMENT_CAMERA, State.ONLINE))
    assert screen.picture.open
    assert screen.picture.trouble == ""
    assert screen.tray.view.wanted


def test_a_kiosk_without_a_document_camera_says_so() -> None:
    screen = Screen(SCENES["picture-live"], fitted=False)
    assert not screen.picture.open
    assert (screen.picture.trouble, screen.picture.tray) == ("", None)
    assert not screen.tray.view.wanted
