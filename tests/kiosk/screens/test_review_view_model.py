"""The review screen: answers by question, and what will happen when they are sent."""

from __future__ import annotations

import pytest

from kiosk import flow
from kiosk.catalog import ItemKind, Verb
from kiosk.flow import Facts, Flow, FlowState
from kiosk.screens.review.view_model import derive_review_props
from kiosk.session import Visit
from kiosk.session.visit import Review
from tests.qml.scenes_b import ALLOWANCE_FLOW, SCENES, allowance_at, make_item


def reviewed(asked: Flow, *field_ids: str) -> FlowState:
    state = flow.start(asked, Facts())
    for field_id in field_ids:
        state = flow.answer(state, field_id, "13800138000")
    moved = flow.advance(state)
    assert isinstance(moved, FlowState)
    return moved


def test_answers_stand_in_the_order_of_the_questions() -> None:
    rows = derive_review_props(SCENES["review-apply"]).rows
    assert [(row.stepId, row.label, row.first) for row in rows] == [
        ("household", "户籍地址", True),
        ("account", "收款账户", True),
        ("phone", "手机号码", True),
        ("promise", "告知承诺", True),
    ]
    assert rows[1].text == "社会保障卡（建设银行）"


def test_only_the_first_answer_of_a_question_can_be_changed() -> None:
    steps = [
        {
            "id": "both",
            "title": "两项",
            "fields": [
                {"id": "one", "kind": "phone", "label": "手机一"},
                {"id": "two", "kind": "phone", "label": "手机二"},
            ],
        }
    ]
    item = make_item(
        "x", "两项", ItemKind.APPLICATION, Verb.APPLY, flow={"steps": steps}, instant=False
    )
    rows = derive_review_props(Visit(scene=Review(item, reviewed(item.flow, "one", "two")))).rows
    assert [row.first for row in rows] == [True, False]


@pytest.mark.parametrize(
    ("kind", "instant", "shown"),
    [
        (ItemKind.APPLICATION, True, (False, True)),
        (ItemKind.APPLICATION, False, (False, False)),
        (ItemKind.APPOINTMENT, True, (True, False)),
    ],
)
def test_what_will_happen(kind: ItemKind, instant: bool, shown: tuple[bool, bool]) -> None:
    item = make_item("x", "事项", kind, Verb.APPLY, instant=instant, flow=ALLOWANCE_FLOW)
    props = derive_review_props(Visit(scene=Review(item, allowance_at("review"))))
    assert (props.booking, props.instant) == shown
    assert (props.issuer, props.takes) == (item.issuer, item.guide.takes)


def test_other_scenes_leave_nothing_behind() -> None:
    assert derive_review_props(SCENES["step-choice"]).rows == ()
