"""What a scanned receipt or slip leads to: one's own case and appointment, and nobody else's."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from backend_client import Rejected
from backend_client.contracts import (
    BookingRequest,
    CardIdentity,
    DocumentKind,
    GrantRequest,
    GrantSubject,
    QueryRequest,
    SubjectKind,
)

ITEM, OFFICE = "delegate-reception", "yucun-station"


@pytest.fixture
def booked(client):
    def book(token: str, at: int = 0):
        slot = client.calendar(ITEM, OFFICE).slots[at]
        wanted = BookingRequest(appointment_id=uuid4(), item_id=ITEM, slot_id=slot.slot_id)
        return client.book(token, wanted), wanted

    return book


def refused(call, *arguments):
    with pytest.raises(Rejected) as caught:
        call(*arguments)
    return caught.value.code


def left(client) -> int:
    return client.calendar(ITEM, OFFICE).slots[0].left


def test_a_resident_finds_the_own_case_at_any_kiosk(
    client, other_kiosk, arrive, application, card_of_li
):
    decision = client.apply(application(arrive("li"), "temporary-aid"))
    assert client.case(arrive("li").resident_token, decision.case_number) == decision
    elsewhere = other_kiosk.identify(uuid4(), card_of_li).resident_token
    assert other_kiosk.case(elsewhere, decision.case_number) == decision


def test_somebody_elses_case_is_unknown(client, arrive, application):
    decision = client.apply(application(arrive("chen"), "temporary-aid"))
    token = arrive("li").resident_token
    assert refused(client.case, token, decision.case_number) == "subject_unknown"
    for number in ("JZ2026112200000000", "a?c=%23 粤#LH1:"):
        assert refused(client.case, token, number) == "subject_unknown"
    assert refused(client.case, "x" * 43, decision.case_number) == "visit_ended"


def test_what_could_be_a_copy_opens_no_case(client, arrive, application, card_of_li):
    decision = client.apply(application(arrive("li"), "temporary-aid"))
    weak = CardIdentity(**{**dict(card_of_li), "document": DocumentKind.SOCIAL_SECURITY})
    token = client.identify(uuid4(), weak).resident_token
    assert refused(client.case, token, decision.case_number) == "assurance_too_low"


def test_a_resident_finds_the_own_appointment(client, arrive, booked):
    token = arrive("wang").resident_token
    appointment, _ = booked(token)
    assert client.appointment(token, appointment.number) == appointment
    stranger = arrive("li").resident_token
    for call in (client.appointment, client.cancel_appointment):
        assert refused(call, stranger, appointment.number) == "subject_unknown"
    assert client.appointment(token, appointment.number).cancelled_at is None


def test_a_cancelled_appointment_gives_its_seat_back(client, arrive, booked, clock):
    token, before = arrive("wang").resident_token, left(client)
    appointment, wanted = booked(token)
    assert left(client) == before - 1
    clock.pass_time(minutes=1)
    cancelled = client.cancel_appointment(token, appointment.number)
    assert cancelled.cancelled_at == clock()
    assert cancelled.model_copy(update={"cancelled_at": None}) == appointment
    assert left(client) == before
    clock.pass_time(minutes=1)
    assert client.cancel_appointment(token, appointment.number) == cancelled
    assert client.appointment(token, appointment.number) == cancelled
    assert client.book(token, wanted) == cancelled, "the same id takes no second seat"
    assert left(client) == before


def test_the_seat_that_came_back_is_somebody_elses(client, arrive, booked):
    token = arrive("wang").resident_token
    first, _ = booked(token)
    seats = [booked(arrive("zhao").resident_token)[0] for _ in range(left(client))]
    assert seats
    with pytest.raises(Rejected, match="slot_taken"):
        booked(arrive("li").resident_token)
    client.cancel_appointment(token, first.number)
    second, _ = booked(arrive("li").resident_token)
    client.cancel_appointment(token, first.number)
    assert left(client) == 0
    assert second.cancelled_at is None


def test_cancelling_twenty_times_at_once_frees_one_seat(client, arrive, booked):
    token, before = arrive("wang").resident_token, left(client)
    appointment, _ = booked(token)
    with ThreadPoolExecutor(20) as crowd:
        answers = list(
            crowd.map(lambda _: client.cancel_appointment(token, appointment.number), range(20))
        )
    assert len({answer.cancelled_at for answer in answers}) == 1
    assert left(client) == before


def test_what_is_past_cannot_be_cancelled(client, arrive, booked, clock):
    appointment, _ = booked(arrive("wang").resident_token)
    clock.at = appointment.start
    token = arrive("wang").resident_token
    assert refused(client.cancel_appointment, token, appointment.number) == "appointment_past"
    assert client.appointment(token, appointment.number) == appointment


def test_papers_of_a_cancelled_appointment_are_void(client, arrive, booked):
    token = arrive("wang").resident_token
    appointment, _ = booked(token)
    subject = GrantSubject(kind=SubjectKind.APPOINTMENT, reference=appointment.number)
    slip = client.grant(token, GrantRequest(grant_id=uuid4(), subject=subject))
    client.cancel_appointment(token, appointment.number)
    for paper in (appointment, slip):
        seen = client.verification(paper.number, paper.check_code)
        assert (seen.state, seen.kind, seen.item_id) == ("void", "appointment", ITEM)
    another = GrantRequest(grant_id=uuid4(), subject=subject)
    assert refused(client.grant, token, another) == "subject_unknown"


def test_progress_says_that_an_appointment_was_cancelled(client, arrive, booked):
    token = arrive("su").resident_token
    appointment, _ = booked(token)
    client.cancel_appointment(token, appointment.number)
    (row,) = client.query(token, QueryRequest(item_id="case-progress")).rows
    assert (row["number"], row["state"]) == (appointment.number, "已取消")


def test_who_booked_with_little_proof_may_cancel(client, card_of_li, booked):
    weak = CardIdentity(**{**dict(card_of_li), "document": DocumentKind.SOCIAL_SECURITY})
    token = client.identify(uuid4(), weak).resident_token
    appointment, _ = booked(token)
    assert client.appointment(token, appointment.number) == appointment
    assert client.cancel_appointment(token, appointment.number).cancelled_at is not None
