import pytest

from kiosk.flow import ErrorCode, Facts, Flow, FlowState, Picture, Step, answer, start, summary
from kiosk.flow.engine import advance

FIELD = Picture(kind="picture", id="proof", label="材料照片", hint="请拍有金额的一页")
FREE = FIELD.model_copy(update={"required": False})
ID = "5f0c9b1e-7d3a-4c55-9a61-0e2f84d7b6c3"


def flow_of(field: Picture) -> FlowState:
    return start(Flow(steps=(Step(id="proof", title="请拍照", fields=(field,)),)), Facts())


def test_the_id_of_a_picture_is_an_answer():
    assert FIELD.fault(ID, Facts(), {}) is None
    assert FIELD.clean(f" {ID} ") == ID


@pytest.mark.parametrize(
    "text", ["已拍照", "1", ID.upper(), ID.replace("-", ""), f"{{{ID}}}", ID[:-1]]
)
def test_nothing_else_is(text: str):
    assert FIELD.fault(text, Facts(), {}) is ErrorCode.NO_PICTURE


def test_a_required_picture_holds_the_step_and_another_one_does_not():
    blocked = advance(flow_of(FIELD))
    assert not isinstance(blocked, FlowState)
    assert blocked.errors == {"proof": ErrorCode.NO_PICTURE}
    skipped = advance(flow_of(FREE))
    assert isinstance(skipped, FlowState)
    assert (skipped.at, summary(skipped)) == (None, ())


def test_the_review_says_that_there_is_one_and_not_its_id():
    taken = advance(answer(flow_of(FIELD), "proof", ID))
    assert isinstance(taken, FlowState)
    (row,) = summary(taken)
    assert (row.label, row.text) == ("材料照片", "已拍照")


def test_nothing_is_needed_to_ask():
    assert FIELD.need(Facts(), {}) is None
    assert FIELD.fact() is None
    assert FIELD.possible() == ()
    assert FIELD.choices(Facts(), {}) is None
    assert FIELD.prefill(Facts()) is None
