import pytest
from pydantic import ValidationError

from kiosk.flow import Condition, Flow


def step(step_id: str, *fields: dict[str, object], **more: object) -> dict[str, object]:
    return {"id": step_id, "title": "问", "fields": fields, **more}


def choice(field_id: str, *values: str, **more: object) -> dict[str, object]:
    options = [{"value": value, "label": value} for value in values]
    return {"kind": "choice", "id": field_id, "label": "选", "options": options, **more}


def slot(depends_on: str) -> dict[str, object]:
    return {"kind": "slot", "id": "slot", "label": "时", "depends_on": depends_on}


def problems(*steps: dict[str, object]) -> list[tuple[tuple[int | str, ...], str, str]]:
    with pytest.raises(ValidationError) as caught:
        Flow.model_validate({"steps": steps})
    return [
        (error["loc"], error["ctx"]["problem"], error["ctx"]["mend"])
        for error in caught.value.errors()
        if error["type"] == "definition"
    ]


@pytest.mark.parametrize(
    ("comparison", "held", "not_held"),
    [
        ({"equals": "a"}, "a", "b"),
        ({"one_of": ["a", "b"]}, "b", "c"),
        ({"not_equals": "a"}, "b", "a"),
    ],
)
def test_condition_compares_the_answer(
    comparison: dict[str, object], held: str, not_held: str
) -> None:
    condition = Condition.model_validate({"field": "x", **comparison})
    assert condition.holds({"x": held})
    assert not condition.holds({"x": not_held})
    assert not condition.holds({})


@pytest.mark.parametrize("comparisons", [{}, {"equals": "a", "not_equals": "b"}])
def test_condition_makes_exactly_one_comparison(comparisons: dict[str, str]) -> None:
    with pytest.raises(ValidationError, match="one comparison"):
        Condition.model_validate({"field": "x", **comparisons})


def test_unknown_field_kind_fails_at_load() -> None:
    with pytest.raises(ValidationError, match="chioce"):
        Flow.model_validate({"steps": [step("a", {"kind": "chioce", "id": "x", "label": "选"})]})


def test_ids_are_used_once() -> None:
    first, second = step("a", choice("x", "1")), step("a", choice("x", "1"))
    assert problems(first, second) == [
        (("steps", 1, "id"), 'step id "a" is used twice', "rename one"),
        (("steps", 1, "fields", 0, "id"), 'field id "x" is used twice', "rename one"),
    ]


def test_condition_refers_to_an_earlier_field() -> None:
    later = step("b", choice("y", "1"), when={"field": "y", "equals": "1"})
    assert problems(step("a", choice("x", "1")), later) == [
        (("steps", 1, "when", "field"), 'no earlier step has the field "y"', "write one of: x")
    ]
    assert problems(later) == [
        (
            ("steps", 0, "when", "field"),
            'no earlier step has the field "y"',
            "ask for it in an earlier step",
        )
    ]


@pytest.mark.parametrize(
    "field",
    [
        choice("x", "1", "2"),
        {"kind": "confirm", "id": "x", "label": "核", "source": "address"},
        {"kind": "declaration", "id": "x", "label": "诺", "text": "属实"},
    ],
)
def test_condition_compares_with_a_possible_answer(field: dict[str, object]) -> None:
    later = step("b", choice("y", "1"), when={"field": "x", "one_of": ["3"]})
    (place, message, mend) = problems(step("a", field), later)[0]
    assert (place, message) == (("steps", 1, "when"), '"x" is never answered "3"')
    assert mend.startswith("write one of: ")


def test_condition_on_delivered_options_cannot_be_checked() -> None:
    later = step("b", choice("y", "1"), when={"field": "x", "equals": "3"})
    first = step("a", {"kind": "choice", "id": "x", "label": "选", "source": "offices"})
    assert Flow.model_validate({"steps": [first, later]})


def test_slot_depends_on_an_earlier_field() -> None:
    assert problems(step("a", slot("office"), choice("office", "1"))) == [
        (
            ("steps", 0, "fields", 0, "depends_on"),
            'no earlier field is called "office"',
            "ask for it in an earlier step",
        )
    ]


def test_slot_may_depend_on_a_field_of_its_own_step() -> None:
    assert Flow.model_validate({"steps": [step("a", choice("office", "1"), slot("office"))]})


def test_slot_depends_on_a_field_that_is_always_answered_before() -> None:
    first = step("a", choice("x", "1", "2"))
    office = step("b", choice("office", "1"), when={"field": "x", "equals": "1"})
    message = '"office" is asked under a condition that this step does not share'
    assert problems(first, office, step("c", slot("office"))) == [
        (("steps", 2, "fields", 0, "depends_on"), message, "give both steps the same when")
    ]
    shared = step("c", slot("office"), when={"field": "x", "equals": "1"})
    assert Flow.model_validate({"steps": [first, office, shared]})
    optional = step("a", choice("office", "1", required=False))
    assert problems(optional, step("c", slot("office"))) == [
        (
            ("steps", 1, "fields", 0, "depends_on"),
            '"office" can be left open',
            'make "office" required',
        )
    ]


def test_choice_has_options_and_each_once() -> None:
    assert problems(step("a", choice("x")))[0][1] == "a choice without options"
    place, message, _ = problems(step("a", choice("x", "1", "1")))[0]
    assert place == ("steps", 0, "fields", 0, "choice", "options", 1, "value")
    assert message == 'option "1" is given twice'


def test_field_is_found_by_id() -> None:
    flow = Flow.model_validate({"steps": [step("a", choice("x", "1"))]})
    assert flow.field("x").id == "x"
