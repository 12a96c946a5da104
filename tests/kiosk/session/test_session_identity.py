"""Who is here and how sure: stronger documents for stricter items, and chips that want a key."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.session import NoticeCode, Visit, effects, events, listening
from kiosk.session.data import DocumentKey
from kiosk.session.key_entry import KeyDraft, KeyField, KeyProblem
from kiosk.session.visit import (
    Attract,
    Guide,
    Home,
    Identify,
    Task,
    Unlock,
    Working,
)
from tests.kiosk.session.visits import ALLOWANCE, CERTIFICATE, QUERY, VISITOR, Walk

WEAK = replace(VISITOR, assurance=1, token="w" * 24)
OPEN_TO_ALL = QUERY.model_copy(update={"assurance": 1})
FREE = QUERY.model_copy(update={"assurance": 0})
TYPED = KeyDraft("H00000002", "19961030", "20340408", KeyField.EXPIRY)
KEY = DocumentKey("H00000002", date(1996, 10, 30), date(2034, 4, 8))


def asked_again(item=QUERY) -> Walk:
    """Somebody with a social security card before an item that wants more."""
    walk = Walk(Visit(scene=Home(), visitor=WEAK, touched_at=1000.0))
    return walk.do(events.ItemChosen(item), events.Began())


def unlocking(draft: KeyDraft | None = None) -> Walk:
    """A travel document was laid at home; the typed part is as given."""
    walk = Walk().do(events.CardLaid())
    walk.do(events.Failed(walk.ticket, NoticeCode.CARD_KEY_NEEDED))
    assert walk.scene == Unlock()
    if draft is not None:
        walk.visit = replace(walk.visit, scene=Unlock(None, draft))
    return walk


def press(walk: Walk, keys: str) -> Walk:
    return walk.do(*(events.KeyTyped(key) for key in keys))


# stronger documents


def test_an_item_above_the_visitors_assurance_asks_for_a_stronger_document():
    walk = asked_again()
    assert walk.scene == Identify(QUERY)
    assert walk.visit.notice is NoticeCode.IDENTITY_TOO_WEAK
    assert walk.visit.visitor == WEAK
    wanted = listening(walk.visit)
    assert (wanted.card, wanted.code, wanted.asked) == (True, True, True)


@pytest.mark.parametrize("item", [OPEN_TO_ALL, FREE])
def test_an_item_within_the_visitors_assurance_begins_at_once(item):
    walk = asked_again(item)
    assert walk.scene == Working(Task.FETCHING, item)


@pytest.mark.parametrize("event", [events.CardLaid(), events.CodeShown()])
def test_the_same_person_goes_on_into_the_item(event):
    walk = asked_again().do(event)
    assert walk.scene == Working(Task.IDENTIFYING, QUERY)
    assert walk.effects[0].known == WEAK
    walk.do(events.IdentityKnown(walk.ticket, VISITOR))
    assert walk.effects == (
        effects.Release(WEAK),
        effects.FetchRecords(walk.ticket, QUERY, VISITOR),
    )
    assert walk.scene == Working(Task.FETCHING, QUERY)
    assert walk.visit.visitor == VISITOR
    assert walk.do(events.BackPressed()).scene == Guide(QUERY)


def test_another_persons_card_is_refused_and_the_place_is_kept():
    walk = asked_again(ALLOWANCE).do(events.CardLaid())
    walk.do(events.Failed(walk.ticket, NoticeCode.OTHER_PERSON))
    assert walk.scene == Identify(ALLOWANCE)
    assert walk.visit.notice is NoticeCode.OTHER_PERSON
    assert walk.visit.visitor == WEAK
    walk.do(events.CardLaid(), events.IdentityKnown(walk.ticket + 1, VISITOR))
    assert walk.scene == Working(Task.FETCHING, ALLOWANCE)


def test_a_document_that_proves_no_more_asks_again():
    walk = asked_again().do(events.CardLaid())
    walk.do(events.IdentityKnown(walk.ticket, WEAK))
    assert walk.scene == Identify(QUERY)
    assert walk.visit.notice is NoticeCode.IDENTITY_TOO_WEAK
    assert listening(walk.visit).card


def test_a_weak_card_before_a_strict_item_is_known_and_asked_for_more():
    walk = Walk().do(events.ItemChosen(CERTIFICATE), events.Began(), events.CardLaid())
    walk.do(events.IdentityKnown(walk.ticket, WEAK))
    assert walk.effects == ()
    assert walk.scene == Identify(CERTIFICATE)
    assert walk.visit.visitor == WEAK
    assert walk.visit.notice is NoticeCode.IDENTITY_TOO_WEAK


def test_the_way_back_leads_to_the_guide_and_keeps_who_is_known():
    walk = asked_again().do(events.BackPressed())
    assert walk.scene == Guide(QUERY)
    assert walk.visit.visitor == WEAK
    assert not listening(walk.visit).card


def test_several_codes_are_told_where_the_stronger_document_is_awaited():
    walk = asked_again().do(events.CodesMany())
    assert walk.scene == Identify(QUERY)
    assert walk.visit.notice is NoticeCode.CODES_MANY


def test_nobody_left_while_a_stronger_document_was_read():
    walk = asked_again().do(events.CardLaid())
    ticket = walk.ticket
    walk.do(events.LeavePressed(), events.IdentityKnown(ticket, VISITOR))
    assert walk.scene == Attract()
    assert walk.visit.visitor is None


# chips that want a key


def test_a_travel_document_asks_for_what_is_printed_on_it():
    walk = unlocking()
    assert walk.visit.notice is None
    wanted = listening(walk.visit)
    assert (wanted.card, wanted.code) == (True, False)


def test_the_three_fields_are_typed_and_the_document_is_read():
    walk = press(unlocking(), "h00000002")
    assert walk.scene.draft.number == "H00000002"
    walk.do(events.NextPressed())
    press(walk, "19961030")
    assert walk.scene.draft.at is KeyField.EXPIRY
    press(walk, "20340408").do(events.NextPressed())
    assert walk.scene.task is Task.IDENTIFYING
    assert walk.effects == (effects.IdentifyByCard(walk.ticket, None, KEY),)
    walk.do(events.IdentityKnown(walk.ticket, WEAK))
    assert walk.scene == Home()
    assert walk.visit.visitor == WEAK
    assert "H00000002" not in repr(walk.visit)


@pytest.mark.parametrize(
    ("draft", "at", "problem"),
    [
        (KeyDraft(), KeyField.NUMBER, KeyProblem.NUMBER_MISSING),
        (KeyDraft("H1", "1996", at=KeyField.BIRTH), KeyField.BIRTH, KeyProblem.DATE_SHORT),
        (KeyDraft("H1", "19961301", at=KeyField.BIRTH), KeyField.BIRTH, KeyProblem.DATE_WRONG),
        (
            KeyDraft("H1", "19961030", "19961030", KeyField.EXPIRY),
            KeyField.EXPIRY,
            KeyProblem.EXPIRY_BEFORE_BIRTH,
        ),
        (KeyDraft("H1"), KeyField.BIRTH, None),
        (KeyDraft("", "19961030", "20340408", KeyField.EXPIRY), KeyField.NUMBER, None),
    ],
)
def test_the_way_on_leads_to_what_is_lacking_and_says_what_is_wrong(draft, at, problem):
    walk = unlocking(draft).do(events.NextPressed())
    assert walk.effects == ()
    assert (walk.scene.draft.at, walk.scene.draft.problem) == (at, problem)


def test_a_field_is_chosen_erased_and_cleared():
    walk = unlocking(TYPED).do(events.KeyFieldChosen(KeyField.NUMBER), events.KeyErased())
    assert walk.scene.draft.number == "H0000000"
    walk.do(events.KeyFieldChosen(KeyField.BIRTH), events.KeyCleared())
    assert (walk.scene.draft.birth, walk.scene.draft.expiry) == ("", "20340408")
    press(walk, "19961030")
    assert walk.scene.draft.at is KeyField.BIRTH, "a field that is filled is not jumped to"


@pytest.mark.parametrize("key", ["-", " ", "é", "<", "中"])
def test_what_no_document_number_has_is_not_taken(key):
    assert press(unlocking(), "A" + key).scene.draft.number == "A"


def test_fields_end():
    assert len(press(unlocking(), "A" * 20).scene.draft.number) == 15
    dates = press(unlocking(KeyDraft("H1", at=KeyField.BIRTH)), "1996x1399")
    assert dates.scene.draft.birth == "19961399"
    assert press(dates, "1").scene.draft.birth == "19961399"


def test_a_key_that_does_not_open_is_told_and_everything_typed_is_kept():
    walk = unlocking(TYPED).do(events.NextPressed())
    walk.do(events.Failed(walk.ticket, NoticeCode.CARD_KEY_REFUSED))
    assert walk.scene == Unlock(None, TYPED)
    assert walk.visit.notice is NoticeCode.CARD_KEY_REFUSED
    assert walk.do(events.KeyErased()).visit.notice is None


def test_a_document_in_the_hand_is_awaited_and_read_with_the_key_when_it_lies_there():
    walk = unlocking(TYPED).do(events.NextPressed())
    walk.do(events.Failed(walk.ticket, NoticeCode.CARD_REMOVED))
    assert walk.scene == Unlock(None, TYPED)
    assert walk.visit.notice is NoticeCode.CARD_AWAITED
    walk.do(events.CardLaid())
    assert walk.effects == (effects.IdentifyByCard(walk.ticket, None, KEY),)


def test_a_document_put_down_while_typing_goes_on_asking():
    half = KeyDraft("H0000")
    walk = unlocking(half).do(events.CardLaid())
    assert walk.effects == (effects.IdentifyByCard(walk.ticket, None, None),)
    walk.do(events.Failed(walk.ticket, NoticeCode.CARD_KEY_NEEDED))
    assert walk.scene == Unlock(None, half)
    assert walk.visit.notice is None


def test_an_identity_card_laid_instead_is_taken():
    walk = unlocking(KeyDraft("H0000")).do(events.CardLaid())
    walk.do(events.IdentityKnown(walk.ticket, VISITOR))
    assert walk.scene == Home()
    assert walk.visit.visitor == VISITOR


@pytest.mark.parametrize(
    "notice",
    [NoticeCode.CARD_EXPIRED, NoticeCode.CARD_FORGED, NoticeCode.PERSON_UNKNOWN],
)
def test_where_the_key_serves_no_more_nothing_typed_is_kept(notice):
    walk = unlocking(TYPED).do(events.NextPressed())
    walk.do(events.Failed(walk.ticket, notice))
    assert walk.scene == Identify()
    assert walk.visit.notice is notice


@pytest.mark.parametrize("event", [events.BackPressed(), events.HomePressed()])
def test_whoever_gives_up_is_at_home_and_nothing_typed_is_kept(event):
    walk = unlocking(TYPED).do(event)
    assert walk.scene == Home()
    assert walk.visit.trail == ()


def test_leaving_wipes_what_was_typed():
    walk = unlocking(TYPED).do(events.LeavePressed())
    assert walk.scene == Attract()
    assert walk.effects == (effects.Wipe(1),)


def test_what_no_travel_document_can_open_is_said_before_anything_is_typed():
    walk = Walk().do(events.ItemChosen(QUERY), events.Began(), events.CardLaid())
    walk.do(events.Failed(walk.ticket, NoticeCode.CARD_KEY_NEEDED))
    assert walk.scene == Identify(QUERY)
    assert walk.visit.notice is NoticeCode.IDENTITY_TOO_WEAK


def test_for_an_item_that_a_travel_document_opens_it_goes_on_into_the_item():
    walk = Walk().do(events.ItemChosen(OPEN_TO_ALL), events.Began(), events.CardLaid())
    walk.do(events.Failed(walk.ticket, NoticeCode.CARD_KEY_NEEDED))
    assert walk.scene == Unlock(OPEN_TO_ALL)
    assert walk.do(events.BackPressed()).scene == Guide(OPEN_TO_ALL)
    walk.do(events.Began(), events.CardLaid())
    walk.do(events.Failed(walk.ticket, NoticeCode.CARD_KEY_NEEDED))
    walk.visit = replace(walk.visit, scene=Unlock(OPEN_TO_ALL, TYPED))
    walk.do(events.NextPressed())
    walk.do(events.IdentityKnown(walk.ticket, WEAK))
    assert walk.scene == Working(Task.FETCHING, OPEN_TO_ALL)
    assert not any(isinstance(scene, Unlock) for scene in walk.visit.trail)


def test_what_is_typed_shows_in_no_log():
    walk = unlocking(TYPED).do(events.NextPressed())
    told = f"{walk.visit!r}{walk.effects!r}{TYPED!r}{KEY!r}{events.KeyTyped('H')!r}"
    for secret in ("H00000002", "19961030", "20340408", "1996", "'H'"):
        assert secret not in told


@given(
    st.lists(
        st.sampled_from(
            [
                *(events.KeyTyped(key) for key in "0123456789aZ<中"),
                *(events.KeyFieldChosen(place) for place in KeyField),
                events.KeyErased(),
                events.KeyCleared(),
                events.NextPressed(),
            ]
        ),
        max_size=60,
    )
)
def test_any_typing_ends_in_a_key_that_can_be_printed_on_a_document_or_in_none(hands):
    walk = unlocking()
    for hand in hands:
        walk.do(hand)
        if not isinstance(walk.scene, Unlock):
            key = walk.effects[0].key
            assert key.number.isalnum()
            assert key.number == key.number.upper()
            assert key.birth_date < key.valid_until
            return
        draft = walk.scene.draft
        assert len(draft.number) <= 15
        assert max(len(draft.birth), len(draft.expiry)) <= 8
        assert (draft.birth + draft.expiry).isdigit() or draft.birth + draft.expiry == ""
