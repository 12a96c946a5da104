"""Queries, prefill and suggestions are data of the resident who asks, and nobody else's."""

from __future__ import annotations

from decimal import Decimal
from uuid import uuid4

import pytest

from backend_client import Rejected
from backend_client.contracts import BookingRequest, Choice, QueryRequest

QUERIES = {
    "insurance-record": ("li", 12),
    "medical-visits": ("zhang", 3),
    "housing-fund": ("li", 13),
    "pension-payments": ("zhang", 12),
    "tax-record": ("wang", 10),
    "case-progress": ("su", 0),
}


@pytest.mark.parametrize("item_id", QUERIES)
def test_every_query_is_served(client, arrive, item_id):
    who, rows = QUERIES[item_id]
    records = client.query(arrive(who).resident_token, QueryRequest(item_id=item_id))
    assert len(records.rows) == rows
    assert records.title
    assert records.issuer
    keys = {column.key for column in records.columns}
    assert all(row.keys() == keys for row in records.rows)


def test_nothing_on_file_is_an_empty_table(client, arrive):
    records = client.query(arrive("su").resident_token, QueryRequest(item_id="housing-fund"))
    assert records.rows == ()
    assert [line.value for line in records.summary] == ["0.00", "0.00"]


def test_a_summary_adds_up_its_column(client, arrive):
    records = client.query(arrive("zhang").resident_token, QueryRequest(item_id="medical-visits"))
    total = sum(Decimal(row["fund"].replace(",", "")) for row in records.rows)
    assert {line.label: line.value for line in records.summary}["基金支付合计（元）"] == (
        f"{total:,.2f}"
    )


def test_months_come_newest_first(client, arrive):
    records = client.query(arrive("chen").resident_token, QueryRequest(item_id="insurance-record"))
    months = [row["month"] for row in records.rows]
    assert months == sorted(months, reverse=True)
    assert months[0] == "2026-10"
    assert months[-1] == "2025-11"


def test_an_item_that_is_no_query_is_unknown(client, arrive):
    token = arrive("li").resident_token
    for item_id in ("high-age-allowance", "no-such-item"):
        with pytest.raises(Rejected, match="item_unknown"):
            client.query(token, QueryRequest(item_id=item_id))


def test_cases_and_appointments_show_in_progress(client, arrive, application, clock):
    chen = arrive("chen")
    token = chen.resident_token
    filed = client.apply(application(chen, "unemployment-registration"))
    clock.pass_time(minutes=1)
    office = client.offices("mediation").offices[0]
    slot = client.calendar("mediation", office.office_id).slots[0]
    booked = client.book(
        token,
        BookingRequest(appointment_id=uuid4(), item_id="mediation", slot_id=slot.slot_id),
    )
    rows = client.query(token, QueryRequest(item_id="case-progress")).rows
    assert [row["number"] for row in rows] == [booked.number, filed.case_number]
    assert rows[0]["state"] == "已预约 11-23 14:00"
    assert rows[1] == {
        "number": filed.case_number,
        "title": "失业登记",
        "date": "2026-11-22",
        "state": "予以通过",
    }
    other = arrive("li").resident_token
    assert client.query(other, QueryRequest(item_id="case-progress")).rows == ()


def test_prefill_gives_values_and_choices(client, arrive):
    prefill = client.prefill(arrive("zhang").resident_token, "high-age-allowance")
    assert prefill.fields["phone"] == "15400000001"
    accounts = prefill.fields["accounts"]
    assert isinstance(accounts, tuple)
    assert accounts[0] == Choice(
        value="0000000000000011", label="示例银行社保卡账户", detail="尾号0011"
    )
    assert prefill.missing == {}


def test_prefill_says_what_is_not_on_file(client, arrive):
    prefill = client.prefill(arrive("su").resident_token, "high-age-allowance")
    assert prefill.missing == {"accounts": "no_record"}


def test_prefill_asks_for_no_more_than_the_item_needs(client, arrive):
    prefill = client.prefill(arrive("zhang").resident_token, "marriage-registration")
    assert prefill.fields.keys() == {"phone"}
    with pytest.raises(Rejected, match="item_unknown"):
        client.prefill(arrive("zhang").resident_token, "no-such-item")


def test_suggestions_are_what_the_rules_would_approve(client, arrive, application):
    def item_ids(who: str) -> list[str]:
        token = arrive(who).resident_token
        return [found.item_id for found in client.suggestions(token).suggestions]

    assert item_ids("zhang") == ["high-age-allowance"]
    assert item_ids("chen") == ["unemployment-registration"]
    assert item_ids("li") == []
    assert item_ids("zhao") == ["senior-card"]
    client.apply(application(arrive("chen"), "unemployment-registration"))
    assert item_ids("chen") == []
