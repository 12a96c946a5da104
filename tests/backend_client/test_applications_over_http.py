"""Applications are decided by data, once, whatever happens to the answer."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from backend_client import Rejected
from backend_client.contracts import Application

CASES = [
    ("zhang", "high-age-allowance", {}, "approved", "entitled"),
    ("zhang", "high-age-allowance", {"address": "wrong"}, "routed", "address_disputed"),
    ("li", "high-age-allowance", {}, "refused", "under_80"),
    ("zhang", "residence-declaration", {"address": "ok"}, "approved", "recorded"),
    ("zhang", "residence-declaration", {"address": "wrong"}, "routed", "address_disputed"),
    ("chen", "unemployment-registration", {}, "approved", "registered"),
    ("su", "unemployment-registration", {}, "approved", "registered"),
    ("li", "unemployment-registration", {}, "refused", "still_employed"),
    ("zhang", "unemployment-registration", {}, "refused", "retired"),
    ("zhao", "senior-card", {}, "approved", "entitled"),
    ("zhang", "senior-card", {}, "refused", "already_issued"),
    ("wang", "senior-card", {}, "refused", "under_60"),
    ("chen", "temporary-aid", {}, "routed", "needs_visit"),
]


@pytest.mark.parametrize(("who", "item_id", "answers", "outcome", "reason"), CASES)
def test_rules_decide_and_say_why(
    client, arrive, application, who, item_id, answers, outcome, reason
):
    decision = client.apply(application(arrive(who), item_id, **answers))
    assert (decision.outcome, decision.reasons[0].code) == (outcome, reason)
    assert "{" not in decision.reasons[0].text


def test_reasons_name_the_facts(client, arrive, application):
    young = client.apply(application(arrive("li"), "high-age-allowance"))
    assert young.reasons[0].text == "您现年33周岁，未满80周岁"
    employed = client.apply(application(arrive("li"), "unemployment-registration"))
    assert "深圳市示例科技有限公司" in employed.reasons[0].text


def test_an_age_is_reached_on_the_birthday(client, arrive, application, clock):
    clock.at = clock.at.replace(year=2028, month=9, day=29)
    before = client.apply(application(arrive("chen"), "senior-card"))
    clock.pass_time(days=1)
    after = client.apply(application(arrive("chen"), "senior-card"))
    assert (before.outcome, after.outcome) == ("refused", "approved")


def test_the_same_application_has_the_same_decision_for_ever(
    client, arrive, application, clock, backend
):
    filed = application(arrive("zhang"), "high-age-allowance")
    first = client.apply(filed)
    backend.stop()
    backend.start()
    clock.pass_time(days=400)
    assert client.apply(filed) == first
    assert client.decision(filed.application_id) == first


def test_the_same_id_with_another_body_is_a_conflict(client, arrive, application):
    filed = application(arrive("zhang"), "high-age-allowance", account="other")
    client.apply(filed)
    changed = filed.model_copy(update={"answers": {"account": "0000"}})
    with pytest.raises(Rejected) as refusal:
        client.apply(changed)
    assert (refusal.value.code, refusal.value.status) == ("idempotency_conflict", 422)


def test_the_order_of_answers_is_no_other_body(client, arrive, application):
    filed = application(arrive("zhang"), "temporary-aid", cause="illness", need="food")
    turned = filed.model_copy(update={"answers": dict(reversed(filed.answers.items()))})
    assert client.apply(filed) == client.apply(turned)


def test_what_is_refused_leaves_nothing_behind(client, arrive, application):
    filed = application(arrive("zhang"), "no-such-item")
    with pytest.raises(Rejected, match="item_unknown"):
        client.apply(filed)
    with pytest.raises(Rejected, match="application_unknown"):
        client.decision(filed.application_id)


def test_an_application_arrives_long_after_its_visit(client, card_of_li, application, clock):
    visit = uuid4()
    resident = client.identify(visit, card_of_li)
    filed = application(resident, "temporary-aid")
    client.end_visit(visit, resident.resident_token)
    clock.pass_time(days=20)
    assert client.apply(filed).outcome == "routed"


def test_a_card_read_without_the_backend_can_apply_later(client, card_of_li, clock):
    filed = Application(
        application_id=uuid4(),
        item_id="residence-declaration",
        answers={},
        applicant=card_of_li,
        kiosk_id="LH-0001",
        made_at=clock(),
    )
    assert client.apply(filed).outcome == "approved"
    stranger = card_of_li.model_copy(update={"name": "李某某"})
    unknown = filed.model_copy(update={"application_id": uuid4(), "applicant": stranger})
    with pytest.raises(Rejected, match="not_known"):
        client.apply(unknown)


def test_kiosks_file_and_see_only_their_own(client, other_kiosk, arrive, application):
    filed = application(arrive("zhang"), "temporary-aid")
    with pytest.raises(Rejected, match="wrong_kiosk"):
        other_kiosk.apply(filed)
    client.apply(filed)
    with pytest.raises(Rejected, match="application_unknown"):
        other_kiosk.decision(filed.application_id)


def test_a_benefit_is_approved_once(client, arrive, application):
    resident = arrive("zhang")
    client.apply(application(resident, "high-age-allowance"))
    second = client.apply(application(resident, "high-age-allowance"))
    assert (second.outcome, second.reasons[0].code) == ("refused", "approved_before")


def test_a_benefit_asked_for_twenty_times_at_once_is_approved_once(client, arrive, application):
    resident = arrive("zhang")
    filed = [application(resident, "high-age-allowance") for _ in range(20)]
    with ThreadPoolExecutor(20) as crowd:
        outcomes = [decision.outcome for decision in crowd.map(client.apply, filed)]
    assert outcomes.count("approved") == 1
    assert outcomes.count("refused") == 19


def test_one_application_sent_twenty_times_at_once_is_one_case(client, arrive, application):
    filed = application(arrive("chen"), "temporary-aid")
    with ThreadPoolExecutor(20) as crowd:
        decisions = list(crowd.map(client.apply, [filed] * 20))
    assert len({decision.case_number for decision in decisions}) == 1
