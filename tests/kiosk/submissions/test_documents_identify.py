"""The simulated documents at the reference backend, through the kiosk's own words."""

from dataclasses import replace
from datetime import date

import pytest

from backend_client import contracts
from drivers.sim.wallet import load_wallet
from kiosk.devices.reading import held
from kiosk.session import NoticeCode
from kiosk.session import data as words
from kiosk.session.data import HeldDocument
from kiosk.submissions import RefusedError
from tests.kiosk.submissions.conftest import ITEMS, document

TODAY = date(2026, 11, 22)
HELD = {
    key: kept
    for key, read in load_wallet().documents.items()
    if isinstance(kept := held(read, TODAY), HeldDocument)
}
COPYABLE = {"social_security", "travel"}


def test_the_kinds_have_the_same_words_on_the_wire():
    wire = [kind.value for kind in contracts.DocumentKind]
    assert wire == [kind.value for kind in words.DocumentKind]


def test_every_kind_is_in_the_wallet():
    assert {kept.kind for kept in HELD.values()} == set(words.DocumentKind)


@pytest.mark.parametrize("key", HELD)
def test_the_backend_knows_the_holder_of_every_document(counter, key):
    visitor = counter.office.identify_card(HELD[key])
    assert visitor.birth_date == HELD[key].birth_date
    assert visitor.assurance == (1 if HELD[key].kind in COPYABLE else 2)
    assert HELD[key].number not in repr(visitor) + visitor.masked_id
    if HELD[key].name.isascii():
        assert visitor.salutation == ""


@pytest.mark.parametrize("key", ["he", "moore", "silva"])
def test_permit_holders_are_served(counter, key):
    visitor = counter.office.identify_card(HELD[key])
    assert counter.office.records(ITEMS["insurance-record"], visitor).rows
    facts = counter.office.facts(ITEMS["temporary-aid"], visitor, None)
    assert facts.values["phone"].startswith("154")


def test_a_stronger_document_of_the_same_person_is_taken(counter):
    weak = counter.office.identify_card(HELD["li_ss2"])
    with pytest.raises(RefusedError) as refused:
        counter.office.records(ITEMS["insurance-record"], weak)
    assert refused.value.notice is NoticeCode.IDENTITY_TOO_WEAK
    strong = counter.office.identify_card(document("li"), weak)
    assert (weak.assurance, strong.assurance) == (1, 2)
    assert counter.office.records(ITEMS["insurance-record"], strong).rows


def test_another_persons_document_is_not(counter):
    weak = counter.office.identify_card(HELD["li_ss2"])
    for call, given in (
        (counter.office.identify_card, document("wang")),
        (counter.office.identify_code, counter.code("wang")),
    ):
        with pytest.raises(RefusedError) as refused:
            call(given, weak)
        assert refused.value.notice is NoticeCode.OTHER_PERSON


@pytest.mark.parametrize(
    "wrong",
    [{"number": "H" * 16}, {"number": "H-1"}, {"name": ""}, {"nationality": "U1"}],
)
def test_what_no_document_can_say_is_told_and_goes_no_further(counter, wrong):
    odd = replace(HELD["kwok"], **wrong)
    with pytest.raises(RefusedError) as refused:
        counter.office.identify_card(odd)
    assert refused.value.notice is NoticeCode.CARD_MALFORMED
    assert "郭咏诗" not in repr(refused.value.__cause__)


def test_without_a_proven_identity_no_data_on_record_reaches_a_form(counter):
    weak = counter.office.identify_card(HELD["kwok"])
    booking = ITEMS["delegate-reception"]
    assert booking.assurance == 1
    facts = counter.office.facts(booking, weak, None)
    assert not facts.values
    assert facts.options["offices"]
