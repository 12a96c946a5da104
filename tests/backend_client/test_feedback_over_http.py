"""Ratings, help calls and health."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from backend_client import Rejected
from backend_client.contracts import HelpCall, Rating


@pytest.fixture
def rating(clock):
    return Rating(
        rating_id=uuid4(),
        handling="GL2026112200000001",
        item_id="high-age-allowance",
        score=5,
        kiosk_id="LH-0001",
        rated_at=clock(),
    )


def test_a_handling_is_rated_once(client, rating):
    assert client.rate(rating).rating_id == rating.rating_id
    assert client.rate(rating).rating_id == rating.rating_id
    with pytest.raises(Rejected, match="idempotency_conflict"):
        client.rate(rating.model_copy(update={"score": 1}))
    with pytest.raises(Rejected, match="already_rated"):
        client.rate(rating.model_copy(update={"rating_id": uuid4()}))


def test_a_kiosk_rates_in_its_own_name(other_kiosk, rating):
    with pytest.raises(Rejected, match="wrong_kiosk"):
        other_kiosk.rate(rating)


def test_a_help_call_has_one_ticket(client, clock):
    call = HelpCall(call_id=uuid4(), kiosk_id="LH-0001", reason="resident_asked", called_at=clock())
    ticket = client.call_staff(call)
    assert client.call_staff(call) == ticket
    assert not ticket.staffed, "it is exactly 20:00, the desk has just closed"
    clock.pass_time(minutes=-1)
    earlier = client.call_staff(call.model_copy(update={"call_id": uuid4()}))
    assert earlier.staffed
    assert earlier.number != ticket.number


def test_health_tells_the_time(client, clock):
    health = client.health()
    assert (health.status, health.contract) == ("ok", "v1")
    assert health.server_time - clock() == timedelta(0)
