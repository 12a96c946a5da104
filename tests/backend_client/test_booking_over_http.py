"""Offices, days and seats; one seat has one winner, however many ask."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from backend_client import Rejected
from backend_client.contracts import BookingRequest

ITEMS = {
    "marriage-registration": 14,
    "divorce-registration": 14,
    "mediation": 14,
    "delegate-reception": 3,
}


def request(item_id: str, slot_id: str, **more: str) -> BookingRequest:
    return BookingRequest(appointment_id=uuid4(), item_id=item_id, slot_id=slot_id, **more)


@pytest.mark.parametrize("item_id", ITEMS)
def test_every_item_has_offices_days_and_slots(client, item_id):
    offices = client.offices(item_id).offices
    distances = [office.distance_m for office in offices]
    assert distances == sorted(distances)
    for office in offices:
        days = client.days(item_id, office.office_id).days
        assert len(days) == ITEMS[item_id]
        assert all(day.left > 0 for day in days)
        slots = client.slots(item_id, office.office_id, days[0].day).slots
        assert sum(slot.left for slot in slots) == days[0].left
        assert [slot.start for slot in slots] == sorted(slot.start for slot in slots)
        assert all(slot.start.utcoffset().total_seconds() == 8 * 3600 for slot in slots)
        every = client.calendar(item_id, office.office_id).slots
        assert {slot.start.date() for slot in every} == {day.day for day in days}


def test_days_are_working_days_from_tomorrow(client, clock):
    clock.at = datetime(2026, 12, 24, 1, 0, tzinfo=UTC)
    days = [day.day for day in client.days("mediation", "yucun-mediation").days]
    assert days[0] == date(2026, 12, 25)
    assert date(2027, 1, 1) not in days
    assert all(day.isoweekday() <= 5 for day in days)
    receptions = client.days("delegate-reception", "yucun-station").days
    assert {day.day.isoweekday() for day in receptions} == {3}


def test_tomorrow_is_shenzhens_tomorrow(client, clock):
    clock.at = datetime(2026, 11, 22, 16, 30, tzinfo=UTC)
    assert client.days("mediation", "yucun-mediation").days[0].day == date(2026, 11, 24)


def test_a_day_that_cannot_be_booked_has_no_slots(client):
    assert client.slots("mediation", "yucun-mediation", date(2026, 11, 28)).slots == ()
    assert client.slots("mediation", "yucun-mediation", date(2020, 1, 6)).slots == ()


@pytest.mark.parametrize(
    ("item_id", "office_id", "code"),
    [
        ("insurance-record", "luohu-hall", "item_unknown"),
        ("mediation", "luohu-marriage", "office_unknown"),
        ("mediation", "a?c=%20 粤", "office_unknown"),
    ],
)
def test_what_does_not_exist_is_refused(client, item_id, office_id, code):
    with pytest.raises(Rejected) as refusal:
        client.calendar(item_id, office_id)
    assert refusal.value.code == code


def test_a_booking_is_kept_for_ever_under_its_id(client, arrive, clock, backend):
    token = arrive("wang").resident_token
    slot = client.calendar("marriage-registration", "cuizhu-hall").slots[0]
    wanted = request("marriage-registration", slot.slot_id, phone="10000000003")
    booked = client.book(token, wanted)
    assert (booked.start, booked.end) == (slot.start, slot.end)
    assert booked.office.office_id == "cuizhu-hall"
    assert booked.bring
    backend.stop()
    backend.start()
    clock.pass_time(seconds=5)
    assert client.book(token, wanted) == booked
    again = client.calendar("marriage-registration", "cuizhu-hall").slots[0]
    assert (again.left, again.capacity) == (slot.left - 1, slot.capacity)


def test_the_same_id_with_another_wish_is_a_conflict(client, arrive):
    token = arrive("wang").resident_token
    first, second = client.calendar("mediation", "yucun-mediation").slots[:2]
    wanted = request("mediation", first.slot_id)
    client.book(token, wanted)
    with pytest.raises(Rejected, match="idempotency_conflict"):
        client.book(token, wanted.model_copy(update={"slot_id": second.slot_id}))
    with pytest.raises(Rejected, match="idempotency_conflict"):
        client.book(arrive("li").resident_token, wanted)


def test_a_full_slot_is_taken(client, arrive):
    slot = client.calendar("mediation", "yucun-mediation").slots[0]
    client.book(arrive("wang").resident_token, request("mediation", slot.slot_id))
    with pytest.raises(Rejected, match="slot_taken"):
        client.book(arrive("li").resident_token, request("mediation", slot.slot_id))


def test_slots_of_other_items_and_of_the_past_are_unknown(client, arrive, clock):
    slot = client.calendar("mediation", "yucun-mediation").slots[0]
    token = arrive("wang").resident_token
    with pytest.raises(Rejected, match="slot_unknown"):
        client.book(token, request("divorce-registration", slot.slot_id))
    clock.pass_time(days=2)
    token = arrive("wang").resident_token
    with pytest.raises(Rejected, match="slot_unknown"):
        client.book(token, request("mediation", slot.slot_id))


def test_twenty_clients_on_the_last_seats_have_as_many_winners(client, arrive):
    slot = client.calendar("marriage-registration", "luohu-marriage").slots[0]
    tokens = [arrive(who).resident_token for who in ("zhang", "li", "wang", "chen") * 5]

    def attempt(token: str) -> str:
        try:
            return client.book(token, request("marriage-registration", slot.slot_id)).number
        except Rejected as refusal:
            return refusal.code

    with ThreadPoolExecutor(20) as crowd:
        results = list(crowd.map(attempt, tokens))
    winners = [result for result in results if result != "slot_taken"]
    assert len(winners) == len(set(winners)) == slot.capacity == 2
    assert client.calendar("marriage-registration", "luohu-marriage").slots[0].left == 0


def test_one_booking_sent_twenty_times_at_once_takes_one_seat(client, arrive):
    slot = client.calendar("delegate-reception", "yucun-station").slots[0]
    token = arrive("li").resident_token
    wanted = request("delegate-reception", slot.slot_id)
    with ThreadPoolExecutor(20) as crowd:
        answers = list(crowd.map(lambda _: client.book(token, wanted), range(20)))
    assert len({answer.number for answer in answers}) == 1
    assert client.calendar("delegate-reception", "yucun-station").slots[0].left == slot.left - 1
