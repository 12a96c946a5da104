"""A backend that goes away: told plainly, nothing promised that does not hold, nothing lost."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, text

from backend_client.contracts import BookingRequest, CodeIdentity
from kiosk.devices import Part
from kiosk.flow import options
from kiosk.session import NoticeCode, OutcomeKind
from kiosk.session.visit import Done, Form, Identify, Records, Result, Review
from kiosk.store import verify_audit

ALLOWANCE = ("apply", "high-age-allowance")


def fill_allowance(house):
    """An application up to its review."""
    house.identify_for(*ALLOWANCE)
    house.hands.tap("zhang")
    house.touch("option-ok", "next", "next", "next", "accept", "next")
    house.at(Review)
    house.hands.take()


def in_backend(state_dir, query):
    engine = create_engine(f"sqlite:///{state_dir / 'backend.db'}")
    with engine.connect() as connection:
        rows = [tuple(row) for row in connection.execute(text(query))]
    engine.dispose()
    return rows


def in_store(house, query):
    with house.app.parts.store.begin() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def case_numbers(house):
    """Of this machine's own applications; empty until decided."""
    return [number for (number,) in in_store(house, "select case_number from submissions")]


@pytest.mark.journey
def test_gone_before_identification(house):
    house.identify_for("query", "insurance-record")
    house.hands.backend(is_on=False)
    house.hands.tap("zhang")
    house.told(NoticeCode.BACKEND_DOWN, on=Identify)
    assert house.visit.visitor is None
    house.take_card()
    house.hands.backend(is_on=True)
    house.hands.tap("zhang")
    house.at(Records)


@pytest.mark.journey
def test_the_board_knows_whether_the_backend_answers(house):
    house.hands.backend(is_on=False)
    house.pass_seconds(20)
    house.becomes(Part.BACKEND, usable=False)
    house.hands.backend(is_on=True)
    house.pass_seconds(20)
    house.becomes(Part.BACKEND, usable=True)


@pytest.mark.journey
def test_an_application_is_saved_then_delivered_by_itself(house, state_dir):
    fill_allowance(house)
    house.hands.backend(is_on=False)
    house.touch("submit")
    house.at(Result)
    outcome = house.scene.outcome
    assert outcome.kind is OutcomeKind.SAVED
    assert outcome.number.startswith("LS-")
    house.wait(lambda: house.texts.outcome("saved").title in house.words(), "the saved screen")
    assert case_numbers(house) == [""]
    assert in_backend(state_dir, "select count(*) from applications") == [(0,)]

    house.hands.backend(is_on=True)
    house.wait(lambda: house.app.parts.filing.waiting() == 0, "an empty outbox")
    house.wait(lambda: case_numbers(house) != [""], "the decision in the store")
    assert in_backend(state_dir, "select case_number from applications") == [
        (case_numbers(house)[0],)
    ]
    kinds = [kind for (kind,) in in_store(house, "select kind from audit order by sequence")]
    assert kinds.index("application_saved") < kinds.index("application_decided")
    with house.app.parts.store.begin() as connection:
        assert verify_audit(connection)


@pytest.mark.journey
def test_a_saved_application_has_a_slip_of_its_own(house):
    fill_allowance(house)
    house.hands.backend(is_on=False)
    house.touch("submit")
    house.at(Result)
    number = house.scene.outcome.number
    house.touch("print")
    house.at(Done)
    assert (house.scene.number, house.scene.printed) == (number, True)
    assert house.world.state.pieces == 1
    assert in_store(house, "select kind, serial, state from prints") == [
        ("saved_receipt", "", "confirmed")
    ]
    house.leave()


@pytest.mark.journey
def test_a_saved_application_survives_a_restart_and_is_filed_once(open_house, state_dir):
    house = open_house()
    house.ready()
    fill_allowance(house)
    house.hands.backend(is_on=False)
    house.touch("submit")
    house.at(Result)
    assert house.scene.outcome.kind is OutcomeKind.SAVED
    house.close()

    again = open_house()
    again.ready()
    again.wait(lambda: case_numbers(again) != [""], "the decision in the store")
    assert again.app.parts.filing.waiting() == 0
    assert in_backend(state_dir, "select count(*) from applications") == [(1,)]
    again.close()

    third = open_house()
    third.ready()
    assert in_backend(state_dir, "select count(*) from applications") == [(1,)]


@pytest.mark.journey
def test_no_appointment_is_promised_without_the_backend(house, state_dir):
    house.identify_for("book", "marriage-registration")
    house.hands.tap("zhang")
    house.touch("option-*", "next", "option-*", "next", "next")
    house.at(Review)
    house.hands.backend(is_on=False)
    house.touch("submit")
    house.told(NoticeCode.BACKEND_DOWN, on=Review)
    assert house.app.parts.filing.waiting() == 0
    house.hands.backend(is_on=True)
    assert in_backend(state_dir, "select count(*) from appointments") == [(0,)]
    house.touch("submit")
    house.at(Result)
    assert house.scene.outcome.kind is OutcomeKind.BOOKED
    assert in_backend(state_dir, "select count(*) from appointments") == [(1,)]


@pytest.mark.journey
def test_help_that_cannot_be_called_says_so(house):
    house.hands.backend(is_on=False)
    house.touch("start", "help")
    title = house.texts.notice(NoticeCode.HELP_NOT_SENT).title
    house.wait(lambda: title in house.words(), "the words")
    house.touch("close-help")
    house.hands.backend(is_on=True)
    house.touch("help")
    title = house.texts.notice(NoticeCode.HELP_SENT).title
    house.wait(lambda: title in house.words(), "the words")


def take_the_seat(house, slot):
    """Somebody else books the same time elsewhere."""
    client, code = house.app.parts.client, house.hands.mint("li", timedelta(0))
    token = client.identify(uuid4(), CodeIdentity(code=code)).resident_token
    request = BookingRequest(appointment_id=uuid4(), item_id="mediation", slot_id=slot)
    client.book(token, request)


@pytest.mark.journey
def test_a_seat_taken_meanwhile_leads_to_the_seats_still_free(house, state_dir):
    house.identify_for("book", "mediation")
    house.hands.tap("zhang")
    house.touch("option-*", "next", "option-*", "next", "option-*", "next", "next")
    house.at(Review)
    slot = house.scene.flow.answers["slot"]
    take_the_seat(house, slot)
    house.touch("submit")
    house.told(NoticeCode.SLOT_TAKEN, on=Form)
    house.wait(lambda: house.visit.pending is None, "fresh times")
    free = next(each for each in options(house.scene.flow, "slot") if not each.disabled)
    house.touch(f"option-{free.value}", "next", "next", "submit")
    house.at(Result)
    booked = in_backend(state_dir, "select slot_id from appointments")
    assert len(booked) == len(set(booked)) == 2
    assert (slot,) in booked
