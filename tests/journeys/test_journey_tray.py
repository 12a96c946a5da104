"""A passport's page under the document camera: read instead of typed, and nothing of it stays."""

import pytest

from drivers import DeviceKind, TravelDocument, TravelKey
from kiosk.devices import Part
from kiosk.session import NoticeCode
from kiosk.session.data import DocumentKey, HeldDocument
from kiosk.session.key_entry import KeyDraft, TrayStage
from kiosk.session.visit import Attract, Home, Unlock
from tests.journeys import canaries

pytestmark = pytest.mark.journey
PAGES = DeviceKind.DOCUMENT_CAMERA
SECRETS = ["U00000001", "19881205", "20330614", "1988年12月05日", "2033年06月14日", "JANE MARIE"]


def to_unlock(house, card="doe"):
    house.ready()
    house.touch("start")
    house.at(Home)
    house.hands.tap(card)
    house.at(Unlock)


def reading(house):
    return house.scene.tray if isinstance(house.scene, Unlock) else None


def test_a_passports_chip_opens_with_the_key_that_the_camera_read(house, state_dir, capfd):
    kinds = (HeldDocument, DocumentKey, KeyDraft, TravelDocument, TravelKey)
    assert "doe" in house.hands.pages, "the tester's own pages are no visit's"
    before = canaries.personal(*kinds).keys()
    to_unlock(house)
    house.touch("read-page")
    house.wait(lambda: house.app._desk.page_view.ready, "the live picture of the tray")
    assert reading(house) is TrayStage.READING
    house.hands.lay_document("doe")
    house.wait(lambda: house.visit.level == 1, "the holder to be known", 60)
    house.at(Home)
    assert house.visit.notice is None
    house.wait(lambda: house.app._desk.page_view.picture is None, "the picture to be gone")
    house.touch("sign-out")
    house.at(Attract)
    screen = canaries.on_screen(house.app)
    assert [secret for secret in SECRETS if secret in screen] == []
    house.wait(lambda: canaries.personal(*kinds).keys() <= before, "the key to be gone")
    assert [secret for secret in SECRETS if secret in canaries.in_tables(house.app)] == []
    assert canaries.in_files(state_dir, SECRETS) == []
    written = "".join(capfd.readouterr())
    assert [secret for secret in SECRETS if secret in written] == []


def test_the_document_goes_from_the_tray_to_the_reader(house):
    to_unlock(house, "kwok")
    house.take_card()
    house.hands.lay_document("kwok")
    house.touch("read-page")
    house.told(NoticeCode.CARD_AWAITED, on=Unlock)
    assert (house.scene.draft.number, house.scene.tray) == ("H00000002", None)
    assert "1996年10月30日" in house.words()
    house.hands.take_document()
    house.hands.tap("kwok")
    house.wait(lambda: house.visit.level == 1, "the holder to be known", 60)


def test_whoever_rather_types_finds_the_keys_again(house):
    to_unlock(house)
    house.touch("read-page")
    house.wait(lambda: house.app._desk.page_view.ready, "the live picture of the tray")
    house.touch("type-instead", "key-u")
    assert (house.scene.draft.number, house.scene.tray) == ("U", None)
    house.wait(lambda: house.app._desk.page_view.picture is None, "the picture to be gone")


def test_a_camera_that_is_pulled_out_is_not_offered_and_typing_goes_on(house):
    to_unlock(house)
    house.touch("read-page")
    house.wait(lambda: house.app._desk.page_view.ready, "the live picture of the tray")
    house.hands.plug(PAGES, plugged=False)
    house.told(NoticeCode.ZONE_CAMERA_DOWN, on=Unlock)
    assert house.scene.tray is None
    house.becomes(Part.DOCUMENT_CAMERA, usable=False)
    house.wait(lambda: not house.pilot.shows("read-page"), "the offer to go")
    house.touch("key-u")
    assert house.scene.draft.number == "U"
    house.hands.plug(PAGES, plugged=True)
    house.wait(lambda: house.pilot.shows("read-page"), "the offer to come back")
