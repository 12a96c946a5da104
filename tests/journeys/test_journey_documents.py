"""Permits, social security cards and travel documents, from the reader to what they open."""

import pytest

from drivers import SocialSecurityCard, TravelDocument, TravelKey
from kiosk.session import NoticeCode
from kiosk.session.data import DocumentKey, HeldDocument
from kiosk.session.key_entry import KeyDraft
from kiosk.session.visit import Attract, Form, Guide, Home, Identify, Listing, Records, Unlock
from tests.journeys import canaries

RECORD = ("query", "insurance-record")
NUMBER, BIRTH, EXPIRY = "H00000002", "19961030", "20340408"


def known(house, level):
    house.wait(lambda: house.visit.level == level, f"somebody known at level {level}")


def choose(house, verb, item):
    """From the home screen into an item."""
    house.touch(f"verb-{verb}")
    house.at(Listing)
    house.touch(f"item-{item}")
    house.at(Guide)
    house.touch("begin")


def press(house, keys):
    house.touch(*(f"key-{key.lower()}" for key in keys))


@pytest.mark.journey
@pytest.mark.parametrize("permit", ["he", "moore", "silva"])
def test_a_permit_holder_signs_in_and_is_served(house, permit):
    house.identify_for(*RECORD)
    house.hands.tap(permit)
    house.at(Records)
    assert house.visit.level == 2
    assert house.scene.records.rows


@pytest.mark.journey
def test_a_social_security_card_is_followed_by_the_identity_card_without_losing_the_place(house):
    house.touch("start")
    house.at(Home)
    house.hands.tap("li_ss2")
    known(house, 1)
    house.at(Home)
    choose(house, *RECORD)
    house.told(NoticeCode.IDENTITY_TOO_WEAK, on=Identify)
    weak = house.visit.visitor
    house.take_card()
    house.hands.tap("wang")
    house.told(NoticeCode.OTHER_PERSON, on=Identify)
    assert house.visit.visitor == weak
    house.take_card()
    house.hands.tap("li")
    house.at(Records)
    assert house.visit.level == 2
    assert house.visit.visitor.masked_id == weak.masked_id
    assert house.visit.visitor.token != weak.token


@pytest.mark.journey
def test_a_travel_document_opens_with_what_is_typed_and_leaves_nothing(house, state_dir, capfd):
    kinds = (HeldDocument, DocumentKey, KeyDraft, TravelDocument, TravelKey, SocialSecurityCard)
    before = canaries.personal(*kinds).keys()
    house.touch("start")
    house.at(Home)
    house.hands.tap("kwok")
    house.at(Unlock)
    press(house, NUMBER)
    house.touch("next")
    press(house, BIRTH)
    press(house, "20340409")
    assert "1996年10月30日" in canaries.on_screen(house.app), "the hunt must find what is typed"
    house.touch("next")
    house.told(NoticeCode.CARD_KEY_REFUSED, on=Unlock)
    house.take_card()
    house.touch("key-field-expiry", "key-clear")
    press(house, EXPIRY)
    house.touch("next")
    house.told(NoticeCode.CARD_AWAITED, on=Unlock)
    house.hands.tap("kwok")
    known(house, 1)
    house.at(Home)
    choose(house, "book", "delegate-reception")
    house.at(Form)
    house.touch("home", "sign-out")
    house.at(Attract)
    typed = [NUMBER, BIRTH, EXPIRY, "1996年10月30日", "2034年04月08日", "郭咏诗", "KWOK"]
    screen = canaries.on_screen(house.app)
    assert [secret for secret in typed if secret in screen] == []
    house.wait(lambda: canaries.personal(*kinds).keys() <= before, "what was typed to be gone")
    assert [secret for secret in typed if secret in canaries.in_tables(house.app)] == []
    assert canaries.in_files(state_dir, typed) == []
    written = "".join(capfd.readouterr())
    assert [secret for secret in typed if secret in written] == []


@pytest.mark.journey
@pytest.mark.parametrize(
    ("card", "notice"),
    [("qian", NoticeCode.CARD_EXPIRED), ("wang_ss_pin", NoticeCode.CARD_PROTECTED)],
)
def test_a_document_that_names_nobody_here_is_told_without_the_backend(house, card, notice):
    house.hands.backend(is_on=False)
    house.touch("start")
    house.at(Home)
    house.hands.tap(card)
    house.told(notice, on=Identify)
    assert house.visit.visitor is None
