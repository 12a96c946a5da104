"""Stronger documents and typed keys: what reaches the reader and the backend, and what ends."""

from dataclasses import replace
from datetime import date

import pytest

from kiosk.session import NoticeCode, events
from kiosk.session.data import DocumentKey
from kiosk.session.visit import Home, Identify, Records, Unlock
from kiosk.submissions import RefusedError
from tests.kiosk.conductor.stage_setting import IDENTITY_CODE, Rig
from tests.kiosk.session.visits import QUERY, VISITOR

DOCUMENT = object()
WEAK = replace(VISITOR, assurance=1, visit_id="00000000-0000-0000-0000-000000000002")


@pytest.fixture
def rig(qapp, tmp_path):
    made = Rig(tmp_path)
    yield made
    made.store.close()


@pytest.fixture
def asked_again(rig):
    """Somebody known by a card that proves nothing, before an item that wants more."""
    rig.office.visitor = WEAK
    rig.desk.card_laid.emit()
    rig.desk.reads.pop()(DOCUMENT)
    rig.jobs.all()
    rig.send(events.ItemChosen(QUERY), events.Began())
    assert rig.scene == Identify(QUERY)
    assert rig.visit.notice is NoticeCode.IDENTITY_TOO_WEAK
    rig.office.known.clear()
    return rig


def test_a_stronger_document_takes_the_place_of_the_weak_one_and_its_bearer_is_given_back(
    asked_again,
):
    asked_again.office.visitor = VISITOR
    asked_again.desk.card_laid.emit()
    asked_again.desk.reads.pop()(DOCUMENT)
    asked_again.jobs.all()
    assert asked_again.office.known == [WEAK]
    assert asked_again.office.ended == [WEAK.visit_id]
    assert asked_again.visit.visitor is VISITOR
    assert isinstance(asked_again.scene, Records)


def test_another_person_with_a_code_is_refused_and_nobodys_bearer_ends(asked_again):
    asked_again.office.error = RefusedError(NoticeCode.OTHER_PERSON)
    asked_again.desk.code_shown.emit(IDENTITY_CODE)
    asked_again.jobs.all()
    assert asked_again.office.known == [WEAK]
    assert asked_again.visit.notice is NoticeCode.OTHER_PERSON
    assert (asked_again.visit.visitor, asked_again.office.ended) == (WEAK, [])


def test_what_was_typed_goes_to_the_reader_and_is_kept_nowhere_else(rig):
    rig.desk.card_laid.emit()
    rig.desk.reads.pop()(NoticeCode.CARD_KEY_NEEDED)
    assert isinstance(rig.scene, Unlock)
    rig.send(*(events.KeyTyped(key) for key in "H00000002"))
    rig.send(events.NextPressed())
    rig.send(*(events.KeyTyped(key) for key in "1996103020340408"))
    rig.send(events.NextPressed())
    key = DocumentKey("H00000002", date(1996, 10, 30), date(2034, 4, 8))
    assert rig.desk.keys == [None, key]
    rig.desk.reads.pop()(DOCUMENT)
    rig.jobs.all()
    assert rig.scene == Home()
    assert rig.visit.trail == ()


def test_a_key_from_the_tray_goes_to_the_reader_and_is_kept_nowhere_else(rig):
    rig.desk.card_laid.emit()
    rig.desk.reads.pop()(NoticeCode.CARD_KEY_NEEDED)
    rig.send(events.ZonePressed())
    rig.desk.zones.pop()(NoticeCode.ZONE_MISSING)
    assert rig.visit.notice is NoticeCode.ZONE_MISSING
    rig.send(events.ZonePressed())
    key = DocumentKey("H00000002", date(1996, 10, 30), date(2034, 4, 8))
    rig.desk.zones.pop()(key)
    assert rig.desk.keys == [None, key]
    rig.desk.reads.pop()(DOCUMENT)
    rig.jobs.all()
    assert rig.scene == Home()
    assert rig.visit.trail == ()


def test_a_key_that_comes_when_nobody_waits_is_nobodys(rig):
    rig.desk.card_laid.emit()
    rig.desk.reads.pop()(NoticeCode.CARD_KEY_NEEDED)
    rig.send(events.ZonePressed(), events.HomePressed())
    rig.desk.zones.pop()(DocumentKey("H00000002", date(1996, 10, 30), date(2034, 4, 8)))
    assert rig.scene == Home()
    assert rig.desk.keys == [None]
