from flow_samples import FACTS, PHONE, SAMPLE
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk import flow
from kiosk.flow import Blocked, Facts, FlowState, Option

FIELDS = [field.id for step in SAMPLE.steps for field in step.fields]
VALUES = ["ok", "wrong", "visit", "call", "none", "east", "west", "shut", "s1", "s2", "s3", "s4"]
MOVES = st.one_of(
    st.tuples(
        st.just("answer"),
        st.sampled_from(FIELDS),
        st.sampled_from([*VALUES, "accepted", PHONE, "", " "]) | st.text(max_size=12),
    ),
    st.sampled_from([("advance",), ("back",), ("take",)]),
    st.tuples(st.just("jump"), st.sampled_from([step.id for step in SAMPLE.steps])),
    # The likely answer of the current step and on: lets walks reach the review.
    st.tuples(st.just("go"), st.integers(0, 2)),
)


def moved(state: FlowState, move: tuple[object, ...]) -> FlowState:
    match move:
        case ("answer", str(field_id), str(value)):
            return flow.answer(state, field_id, value)
        case ("advance",):
            return unblocked(state)
        case ("back",):
            return flow.back(state) or state
        case ("jump", str(step_id)):
            return flow.jump_to(state, step_id)
        case ("take",):
            gone = (Option("s1", "周一", disabled=True), Option("s2", "周二"))
            return flow.with_facts(state, state.facts.with_options("slots:east", gone))
        case ("go", int(choice)):
            return unblocked(answered(state, choice))
    raise AssertionError(move)


def unblocked(state: FlowState) -> FlowState:
    after = flow.advance(state)
    return state if isinstance(after, Blocked) else after


def answered(state: FlowState, choice: int) -> FlowState:
    step = flow.current(state)
    if step is None or step.id == "phone":
        return state
    field = step.fields[0]
    offered = [option.value for option in flow.options(state, field.id) or ()]
    values = offered or list(field.possible())
    return flow.answer(state, field.id, values[choice % len(values)])


def check(state: FlowState) -> None:
    steps = flow.path(state)
    current = flow.current(state)
    index, total = flow.position(state)
    assert total == len(steps) + 1
    assert 1 <= index <= total
    assert (current is None) == (state.at is None) == (index == total)
    assert all(not flow.errors(state, step) for step in steps[: index - 1])
    on_path = {field.id for step in steps for field in step.fields}
    payload = flow.payload(state)
    assert payload.keys() <= on_path
    assert payload == {key: value for key, value in state.answers.items() if key in on_path}
    assert {row.field_id for row in flow.summary(state)} == payload.keys()


@settings(deadline=None)
@given(st.lists(MOVES, max_size=40))
def test_any_walk_keeps_the_invariants(moves: list[tuple[object, ...]]) -> None:
    state = flow.start(SAMPLE, FACTS)
    check(state)
    for move in moves:
        before, state = state, moved(state, move)
        check(state)
        if move[0] in {"advance", "back", "jump"}:
            assert state.answers == before.answers


@settings(deadline=None)
@given(st.lists(MOVES, max_size=30))
def test_back_and_on_again_comes_out_at_the_same_place(moves: list[tuple[object, ...]]) -> None:
    state = flow.start(SAMPLE, FACTS)
    for move in moves:
        state = moved(state, move)
    before = flow.back(state)
    if before is not None:
        assert flow.advance(before) == state


@settings(deadline=None)
@given(st.lists(MOVES, max_size=30), st.sampled_from(FIELDS), st.text(max_size=12))
def test_a_change_drops_only_answers_that_it_made_invalid(
    moves: list[tuple[object, ...]], field_id: str, value: str
) -> None:
    state = flow.start(SAMPLE, FACTS)
    for move in moves:
        state = moved(state, move)
    after = flow.answer(state, field_id, value)
    dropped = state.answers.keys() - after.answers.keys() - {field_id}
    assert dropped <= {"slot"}
    for key in dropped:
        restored = FlowState(SAMPLE, after.facts, {**after.answers, key: state.answers[key]}, None)
        slot_step = next(step for step in SAMPLE.steps if step.id == "slot")
        assert key in flow.errors(restored, slot_step)


@settings(deadline=None)
@given(st.sampled_from(FIELDS), st.text())
def test_no_text_of_a_resident_raises(field_id: str, value: str) -> None:
    for facts in (FACTS, Facts()):
        state = flow.answer(flow.start(SAMPLE, facts), field_id, value)
        flow.advance(state)
        flow.summary(state)
