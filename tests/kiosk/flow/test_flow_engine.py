from collections.abc import Iterable

import pytest
from flow_samples import FACTS, PHONE, SAMPLE

from kiosk import flow
from kiosk.flow import Blocked, ErrorCode, Facts, FlowState, Option


def forward(state: FlowState, answers: Iterable[tuple[str, str]] = ()) -> FlowState:
    for field_id, value in answers:
        state = flow.answer(state, field_id, value)
        moved = flow.advance(state)
        assert isinstance(moved, FlowState), moved
        state = moved
    return state


def at_review() -> FlowState:
    given = [("address", "ok"), ("wish", "visit"), ("office", "east"), ("slot", "s1")]
    return forward(flow.start(SAMPLE, FACTS), [*given, ("phone", PHONE), ("agreed", "accepted")])


def step_ids(state: FlowState) -> list[str]:
    return [step.id for step in flow.path(state)]


def test_start_asks_the_first_step_and_prefills_the_phone_on_record() -> None:
    state = flow.start(SAMPLE, FACTS)
    assert flow.current(state) == SAMPLE.steps[0]
    assert dict(state.answers) == {"phone": PHONE}
    assert flow.position(state) == (1, 4)


def test_flow_without_steps_starts_at_the_review() -> None:
    state = flow.start(flow.Flow(), Facts())
    assert flow.current(state) is None
    assert flow.position(state) == (1, 1)
    assert flow.back(state) is None
    assert flow.needs(state) is None
    assert flow.advance(state) is state
    assert flow.payload(state) == {}


def test_answers_lay_out_the_path() -> None:
    state = forward(flow.start(SAMPLE, FACTS), [("address", "ok")])
    visit = flow.answer(state, "wish", "visit")
    assert step_ids(visit) == ["address", "wish", "office", "slot", "phone", "declaration"]
    assert flow.position(visit) == (2, 7)
    assert step_ids(flow.answer(state, "wish", "call")) == [
        "address",
        "wish",
        "phone",
        "declaration",
    ]
    assert step_ids(flow.answer(state, "wish", "none")) == ["address", "wish", "declaration"]


def test_unanswered_step_blocks_with_its_fields() -> None:
    blocked = flow.advance(flow.start(SAMPLE, FACTS))
    assert blocked == Blocked({"address": ErrorCode.REQUIRED})


def test_review_shows_and_submits_the_answers_of_the_path() -> None:
    state = at_review()
    assert flow.current(state) is None
    assert flow.position(state) == (7, 7)
    assert [(row.step_id, row.label, row.text) for row in flow.summary(state)] == [
        ("address", "住址", "渔邨花园3栋"),
        ("wish", "办法", "来窗口"),
        ("office", "地点", "东门"),
        ("slot", "时间", "周一"),
        ("phone", "电话", "154 0000 0001"),
        ("declaration", "承诺", "已阅读并同意"),
    ]
    assert flow.payload(state) == {
        "address": "ok",
        "wish": "visit",
        "office": "east",
        "slot": "s1",
        "phone": PHONE,
        "agreed": "accepted",
    }


def test_answers_of_a_branch_left_again_are_kept_but_not_submitted() -> None:
    state = flow.answer(flow.jump_to(at_review(), "wish"), "wish", "call")
    assert state.answers["slot"] == "s1"
    assert "slot" not in flow.payload(state)
    assert "office" not in {row.field_id for row in flow.summary(state)}
    returned = flow.answer(state, "wish", "visit")
    assert flow.payload(returned)["slot"] == "s1"


def test_disputed_value_travels_in_the_payload() -> None:
    state = flow.answer(flow.start(SAMPLE, FACTS), "address", "wrong")
    assert flow.payload(state)["address"] == "wrong"
    assert flow.summary(state)[0].text == "信息不对，请工作人员核实"
    assert isinstance(flow.advance(state), FlowState)


def test_back_keeps_every_answer() -> None:
    state = at_review()
    for expected in reversed(step_ids(state)):
        before = flow.back(state)
        assert before is not None
        assert before.at == expected
        assert before.answers == state.answers
        state = before
    assert flow.back(state) is None


def test_changed_office_drops_a_slot_that_it_does_not_have() -> None:
    state = flow.jump_to(at_review(), "office")
    changed = flow.answer(state, "office", "west")
    assert "slot" not in changed.answers
    assert changed.answers["phone"] == PHONE


def test_changed_office_keeps_a_slot_that_it_has_too() -> None:
    state = flow.answer(flow.jump_to(at_review(), "slot"), "slot", "s2")
    assert flow.answer(state, "office", "west").answers["slot"] == "s2"


def test_change_behind_the_review_leads_back_to_what_is_unfinished() -> None:
    assert flow.answer(at_review(), "office", "west").at == "slot"


def test_step_that_falls_off_the_path_hands_over_to_the_next() -> None:
    state = flow.jump_to(at_review(), "slot")
    assert flow.answer(state, "wish", "call").at == "phone"
    assert flow.answer(flow.jump_to(at_review(), "phone"), "wish", "none").at == "declaration"


def test_empty_answer_takes_the_answer_away() -> None:
    state = flow.answer(flow.start(SAMPLE, FACTS), "phone", "")
    assert "phone" not in state.answers


def test_optional_field_may_stay_open_but_not_be_wrong() -> None:
    state = flow.jump_to(at_review(), "phone")
    assert isinstance(flow.advance(state), FlowState)
    wrong = flow.answer(state, "second", "123")
    assert flow.advance(wrong) == Blocked({"second": ErrorCode.BAD_PHONE})


def test_jump_goes_only_to_passed_steps_of_the_path() -> None:
    state = forward(flow.start(SAMPLE, FACTS), [("address", "ok")])
    assert flow.jump_to(state, "address").at == "address"
    assert flow.jump_to(state, "wish") is state
    assert flow.jump_to(state, "declaration") is state
    with pytest.raises(ValueError, match="no step 'nowhere'"):
        flow.jump_to(state, "nowhere")


def test_unknown_field_is_the_callers_mistake() -> None:
    with pytest.raises(ValueError, match="no field 'nothing'"):
        flow.answer(flow.start(SAMPLE, FACTS), "nothing", "x")


def test_needs_names_the_slots_of_the_chosen_office_until_they_arrive() -> None:
    facts = Facts(FACTS.values, {"offices": FACTS.options["offices"]})
    given = [("address", "ok"), ("wish", "visit"), ("office", "west")]
    state = forward(flow.start(SAMPLE, facts), given)
    assert flow.needs(state) == "slots:west"
    assert flow.options(state, "slot") is None
    assert flow.advance(state) == Blocked({"slot": ErrorCode.NOT_DELIVERED})
    slots = (Option("s9", "周五"),)
    state = flow.with_facts(state, state.facts.with_options("slots:west", slots))
    assert flow.needs(state) is None
    assert flow.options(state, "slot") == slots


def test_shown_value_is_the_one_on_record() -> None:
    state = flow.start(SAMPLE, FACTS)
    assert flow.shown(state, "address") == "渔邨花园3栋"
    assert flow.shown(state, "wish") is None


def test_slot_taken_meanwhile_leads_back_to_choosing_another() -> None:
    taken = FACTS.with_options("slots:east", (Option("s1", "周一", disabled=True),))
    state = flow.with_facts(at_review(), taken)
    assert state.at == "slot"
    assert "slot" not in state.answers
    assert flow.advance(state) == Blocked({"slot": ErrorCode.NOTHING_TO_CHOOSE})


def test_confirmation_does_not_outlive_the_value_that_was_shown() -> None:
    state = flow.with_facts(at_review(), FACTS.with_values({"address": "别处"}))
    assert state.at == "address"
    assert "address" not in state.answers


def test_late_facts_prefill_once_and_never_overwrite() -> None:
    state = flow.start(SAMPLE, Facts())
    arrived = flow.with_facts(state, FACTS)
    assert arrived.answers["phone"] == PHONE
    cleared = flow.answer(arrived, "phone", "")
    assert "phone" not in flow.with_facts(cleared, FACTS.with_values({"x": "y"})).answers
    typed = flow.answer(state, "phone", "15400000002")
    assert flow.with_facts(typed, FACTS).answers["phone"] == "15400000002"


def test_repr_hides_resident_data() -> None:
    state = at_review()
    text = repr((state, state.facts, flow.summary(state), flow.options(state, "office")))
    assert not any(secret in text for secret in (PHONE, "渔邨花园", "东门", "east", "周一"))


def test_state_cannot_be_changed_from_outside() -> None:
    mine = {"phone": PHONE}
    state = FlowState(SAMPLE, FACTS, mine, "address")
    mine["phone"] = "1"
    assert state.answers["phone"] == PHONE
    with pytest.raises(TypeError):
        state.answers["phone"] = "1"
