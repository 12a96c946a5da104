"""Prefill, offices and slots: what a form is given before and while it asks."""

import pytest

from backend_client.contracts import Choice, Prefill
from kiosk import flow
from kiosk.session import NoticeCode
from kiosk.submissions import RefusedError
from kiosk.submissions.facts import distance, prefill_facts
from tests.kiosk.submissions.conftest import ITEMS

ALLOWANCE = ITEMS["high-age-allowance"]
MARRIAGE = ITEMS["marriage-registration"]


def missing(*keys):
    return Prefill(
        item_id=ALLOWANCE.id, fields={}, missing=dict.fromkeys(keys, "register_unavailable")
    )


def test_what_is_known_is_delivered(counter):
    facts = counter.office.facts(ALLOWANCE, counter.visitor("zhang"), None)
    assert facts.values["phone"] == "15400000001"
    assert "渔邨花园3栋" in facts.values["address"]
    assert [option.detail for option in facts.options["accounts"]] == ["尾号0011", "尾号0012"]


def test_what_is_not_on_record_is_delivered_empty_so_that_nothing_waits_for_it():
    facts = prefill_facts(missing("address", "accounts", "phone"), ALLOWANCE.flow)
    assert facts.values == {"address": "", "phone": ""}
    assert facts.options == {"accounts": ()}
    state = flow.start(ALLOWANCE.flow, facts)
    for answer in (("address", "wrong"), ("account", "other")):
        assert flow.needs(state) is None
        state = flow.advance(flow.answer(state, *answer))
        assert not isinstance(state, flow.Blocked)
    assert flow.needs(state) is None


@pytest.mark.parametrize("key", ["zhang", "li", "wang", "chen", "su", "ma"])
@pytest.mark.parametrize("item", [item for item in ITEMS.values() if item.flow.steps])
def test_no_shipped_form_waits_for_a_source_that_never_comes(counter, key, item):
    visitor = counter.visitor(key)
    state = flow.start(item.flow, counter.office.facts(item, visitor, None))
    for step in item.flow.steps:
        for field in step.fields:
            need = field.need(state.facts, {})
            assert need is None, f"{field.id} waits for {need}"


def test_known_values_and_choices_are_kept_apart():
    prefill = Prefill(
        item_id=ALLOWANCE.id,
        fields={"phone": "15400000001", "accounts": (Choice(value="1", label="卡"),)},
        missing={},
    )
    facts = prefill_facts(prefill, ALLOWANCE.flow)
    assert facts.values == {"phone": "15400000001"}
    assert [option.value for option in facts.options["accounts"]] == ["1"]


def test_offices_come_nearest_first_and_slots_by_office(counter):
    facts = counter.office.facts(MARRIAGE, counter.visitor("wang"), None)
    offices = facts.options["offices"]
    assert [office.value for office in offices] == ["cuizhu-hall", "luohu-marriage"]
    assert offices[0].detail.startswith("1.4 公里 · ")
    late = counter.office.facts(MARRIAGE, None, "slots:cuizhu-hall")
    slots = late.options["slots:cuizhu-hall"]
    assert len(slots) > 20
    assert all("余" in slot.detail for slot in slots)


def test_another_late_source_is_asked_for_with_all_others(counter):
    facts = counter.office.facts(ALLOWANCE, counter.visitor("zhang"), "accounts")
    assert "accounts" in facts.options


def test_without_a_visitor_only_what_is_public_is_fetched(counter):
    assert counter.office.facts(MARRIAGE, None, None).values == {}


def test_a_refusal_is_told(counter):
    with pytest.raises(RefusedError) as caught:
        counter.office.facts(MARRIAGE, None, "slots:nowhere")
    assert caught.value.notice is NoticeCode.REFUSED


@pytest.mark.parametrize(
    ("metres", "said"), [(0, "0 米"), (999, "999 米"), (1000, "1.0 公里"), (2345, "2.3 公里")]
)
def test_distances_are_said_as_people_say_them(metres, said):
    assert distance(metres) == said
