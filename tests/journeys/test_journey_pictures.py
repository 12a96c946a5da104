"""A material is photographed for an application: taken again, kept, sent, gone with the visit."""

import base64
import json
import tempfile
from dataclasses import replace
from uuid import UUID

import pytest
from PySide6.QtCore import QRectF

from backend_client.contracts import MAX_ATTACHMENT_BYTES, Attachment
from drivers import GlareSpot, PagePicture, PageQuality, Retake, RetakeReason
from kiosk import parts
from kiosk.conductor.vault import Vault
from kiosk.devices import Part
from kiosk.session import NoticeCode, OutcomeKind
from kiosk.session.shots import ShotStage
from kiosk.session.visit import Attract, Done, Form, Guide, Result, Review
from tests.fixtures.hand_document_camera import HandDocumentCamera, picture
from tests.journeys import canaries
from tests.journeys.house import items

pytestmark = pytest.mark.journey
CANARY = "the bill of somebody in particular"
DAZZLED = Retake((RetakeReason.GLARE,), PageQuality(0.9, 238.0, 0.95, (GlareSpot(0.1, 0.1, 0.1),)))


@pytest.fixture
def camera(monkeypatch):
    """A document camera in the test's hand, in the place of the simulated one."""
    made = HandDocumentCamera()
    open_devices = parts.open_devices

    def with_hand(config, world=None):
        devices = open_devices(replace(config, document_camera=None), world)
        return replace(devices, document_camera=made)

    monkeypatch.setattr(parts, "open_devices", with_hand)
    return made


@pytest.fixture
def temp_folder(tmp_path, monkeypatch):
    folder = tmp_path / "temp"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return folder


@pytest.fixture
def at_tray(camera, open_house):
    """Li asks for aid, up to the question for a photo."""
    house = open_house()
    house.ready()
    to_tray(house)
    return house


def to_tray(house):
    house.identify_for("apply", "temporary-aid")
    house.hands.tap("li")
    house.wait(lambda: house.pilot.shows("option-illness"), "the first question")
    house.hands.take()
    house.touch("option-illness", "next", "option-treatment", "next")
    house.wait(lambda: house.pilot.shows("tray"), "the tray")


def stage(house):
    shot = house.scene.shot if isinstance(house.scene, Form) else None
    return None if shot is None else shot.stage


def take(house, camera, *answers):
    camera.answers.extend(answers)
    house.touch("capture")
    house.wait(lambda: not camera.answers, "the camera to answer")
    house.wait(lambda: stage(house) is not ShotStage.TAKING, "the answer to be told")


def finish(house):
    """From the question after the photo to the result."""
    house.touch("option-ok", "next", "next", "accept", "next")
    house.at(Review)
    assert "已拍照" in house.words()
    house.touch("submit")
    house.at(Result)


def spellings(text):
    """A text as it is, and as it stands inside base64 at any of the three places."""
    raw = text.encode()
    inside = [base64.b64encode(b"x" * shift + raw)[4:-4].decode() for shift in range(3)]
    return [text, *inside]


def pictured(house):
    """Height of the picture on the screen, in pixels of the window."""
    shown = items(house.app.window.contentItem(), hidden=False)
    (found,) = (item for item in shown if item.objectName() == "material")
    return found.mapRectToScene(QRectF(0, 0, found.width(), found.height())).height()


def held(house):
    conductor = house.app.conductor
    return len(conductor._vault.pictures), len(conductor._ports.images._images)


def test_a_photo_is_taken_again_kept_and_sent_with_the_application(at_tray, camera):
    house = at_tray
    live = house.app.conductor._ports.desk.page_view
    house.wait(lambda: live.ready, "the live picture")
    take(house, camera, DAZZLED)
    assert "材料左上反光" in house.words()
    take(house, camera, picture())
    house.wait(lambda: house.pilot.shows("material"), "the picture")
    house.wait(lambda: not camera.is_open, "the camera to rest")
    assert held(house) == (1, 1)
    assert pictured(house) < house.app.window.height() / 2
    house.touch("zoom")
    house.wait(lambda: pictured(house) > house.app.window.height() / 2, "the picture, larger")
    house.touch("retake")
    assert held(house) == (0, 0)
    house.wait(lambda: camera.is_open, "the tray, live again")
    take(house, camera, picture(CANARY))
    house.touch("keep", "next")
    finish(house)
    assert house.scene.outcome.kind is OutcomeKind.ROUTED
    assert "已附 1 张" in house.words()
    assert held(house) == (0, 0)
    with house.app.parts.store.begin() as connection:
        rows = connection.exec_driver_sql("select kind, message_id from outbox_messages").all()
    sent = {kind: key for kind, key in rows if kind != "print_outcome"}
    assert house.backend.picture(UUID(sent["attachment"])) == picture(CANARY).jpeg
    house.touch("print")
    house.at(Done)
    house.leave()


def test_nothing_is_left_of_a_photo(at_tray, camera, temp_folder, state_dir, capfd):
    house = at_tray
    before = canaries.personal(PagePicture).keys()
    take(house, camera, picture(CANARY))
    house.touch("keep")
    house.wait(
        lambda: canaries.personal(PagePicture).keys() <= before, "the driver's picture to be gone"
    )
    house.touch("next")
    finish(house)
    house.touch("finish")
    house.at(Done)
    house.leave()
    house.at(Attract)
    hunted = spellings(CANARY)
    assert house.app.conductor._vault == Vault()
    assert held(house) == (0, 0)
    house.wait(lambda: house.app.parts.filing.waiting() == 0, "an empty outbox")
    rows = canaries.in_tables(house.app)
    assert [each for each in hunted if each in rows] == []
    for folder in (state_dir, temp_folder):
        assert canaries.in_files(folder, hunted) == []
    written = "".join(capfd.readouterr())
    assert [each for each in hunted if each in written] == []


def test_a_photo_that_waits_for_the_line_is_in_the_encrypted_store_only(
    at_tray, camera, temp_folder, state_dir
):
    house = at_tray
    take(house, camera, picture(CANARY))
    house.touch("keep", "next")
    house.backend.stop()
    finish(house)
    assert house.scene.outcome.kind is OutcomeKind.SAVED
    assert "已附 1 张" in house.words()
    house.touch("finish")
    house.leave()
    assert held(house) == (0, 0)
    with house.app.parts.store.begin() as connection:
        query = "select payload from outbox_messages where kind = 'attachment'"
        ((payload,),) = connection.exec_driver_sql(query).all()
    assert Attachment.model_validate(json.loads(payload)).content == picture(CANARY).jpeg
    rows = canaries.in_tables(house.app)
    assert any(each in rows for each in spellings(CANARY)), "the hunt must find what is there"
    for folder in (state_dir, temp_folder):
        assert canaries.in_files(folder, spellings(CANARY)) == []


def test_who_walks_away_takes_the_photo_along(at_tray, camera):
    house = at_tray
    take(house, camera, picture(CANARY))
    house.touch("keep", "back", "back", "back")
    house.at(Guide)
    assert held(house) == (0, 0)
    house.touch("begin")
    house.wait(lambda: house.pilot.shows("option-illness"), "the first question")
    house.touch("option-illness", "next", "option-treatment", "next")
    take(house, camera, picture(CANARY))
    assert held(house) == (1, 1)
    house.pass_seconds(166)
    house.pass_seconds(16)
    house.at(Attract)
    assert held(house) == (0, 0)
    house.wait(lambda: not camera.is_open, "the camera to rest")


def test_without_the_camera_the_field_says_so_and_may_be_left_out(at_tray, camera):
    house = at_tray
    camera.broken = True
    house.touch("capture")
    house.told(NoticeCode.DOCUMENT_CAMERA_DOWN, on=Form)
    house.becomes(Part.DOCUMENT_CAMERA, usable=False)
    house.wait(lambda: house.pilot.shows("tray-closed"), "the field to say so")
    house.touch("next", "option-ok", "next", "next", "accept", "next")
    house.at(Review)
    house.touch("submit")
    house.at(Result)
    assert "材料照片" not in house.words()


def test_the_simulated_camera_photographs_what_lies_on_its_tray(house, configuration):
    """Nothing of a test's hand: the driver in its process, its frames, its finding of the page."""
    assert configuration.settings.devices.document_camera is not None
    to_tray(house)
    view = house.app.conductor._ports.desk.page_view
    house.wait(lambda: view.ready, "the live picture")
    house.world.lay_document("letter")
    house.touch("capture")
    house.wait(lambda: stage(house) not in {None, ShotStage.TAKING}, "the camera to answer")
    assert stage(house) is ShotStage.TAKEN, house.scene.shot
    (jpeg,) = house.app.conductor._vault.pictures.values()
    assert len(jpeg) <= MAX_ATTACHMENT_BYTES
    house.touch("keep", "next")
    finish(house)
    assert house.scene.outcome.kind is OutcomeKind.ROUTED
    assert house.scene.outcome.details[-1].value == "已附 1 张"


def test_an_empty_tray_is_told_and_then_filled(house):
    to_tray(house)
    house.touch("capture")
    house.wait(lambda: stage(house) is ShotStage.REFUSED, "the answer")
    assert "没有看到材料" in house.words()
    house.world.lay_document("receipt")
    house.touch("capture")
    house.wait(lambda: stage(house) is ShotStage.TAKEN, "the picture")
