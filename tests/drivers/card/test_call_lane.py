"""Calls that cannot be interrupted still end in time for their caller."""

import threading

import pytest

from drivers import Cancelled, Deadline, DeadlineExceeded
from drivers.card.call_lane import CallLane, LaneClosedError

PATIENCE = 20.0


@pytest.fixture
def lane():
    lane = CallLane("test")
    yield lane
    lane.close(lambda: None)
    lane.join(PATIENCE)
    assert not lane.busy


@pytest.fixture
def stuck(lane):
    """What a call waits for; the lane is freed at the end."""
    release = threading.Event()
    yield release
    release.set()


def test_results_and_errors_are_handed_on(lane):
    def fail():
        message = "as told"
        raise LookupError(message)

    assert lane.call(lambda: 7, Deadline.after(PATIENCE)) == 7
    with pytest.raises(LookupError, match="as told"):
        lane.call(fail, Deadline.after(PATIENCE))
    assert lane.call(lambda: 8, Deadline.after(PATIENCE)) == 8


def test_calls_share_one_thread_in_order(lane):
    seen = []
    lane.post(lambda: seen.append(threading.current_thread()))
    lane.call(lambda: seen.append(threading.current_thread()), Deadline.after(PATIENCE))

    assert seen[0] is seen[1]
    assert seen[0] is not threading.current_thread()


def test_a_hanging_call_ends_with_its_deadline(lane, stuck):
    with pytest.raises(DeadlineExceeded):
        lane.call(lambda: stuck.wait(PATIENCE), Deadline.after(0.01))


def test_a_hanging_call_can_be_cancelled(lane, stuck):
    cancel = threading.Event()

    def hang():
        cancel.set()
        stuck.wait(PATIENCE)

    with pytest.raises(Cancelled):
        lane.call(hang, Deadline.after(PATIENCE, cancel))


def test_a_cancelled_call_that_can_be_woken_is_not_left_behind(lane, stuck):
    cancel = threading.Event()

    def wait():
        cancel.set()
        return stuck.wait(PATIENCE)

    assert lane.call(wait, Deadline.after(PATIENCE, cancel), wake=stuck.set) is True


def test_a_call_that_ends_with_its_deadline_is_not_woken(lane):
    assert lane.call(lambda: 7, Deadline(0.0, clock=lambda: 1.0), wake=pytest.fail) == 7


def test_a_result_within_the_grace_is_not_lost(lane):
    run_out = Deadline(0.0, clock=lambda: 1.0)

    assert lane.call(lambda: "handle", run_out) == "handle"


def test_an_abandoned_lane_says_farewell_when_its_call_is_back(lane, stuck):
    done = threading.Event()
    with pytest.raises(DeadlineExceeded):
        lane.call(lambda: stuck.wait(PATIENCE), Deadline.after(0.01))
    lane.close(done.set)

    assert lane.busy
    assert not done.is_set()
    stuck.set()
    assert done.wait(PATIENCE)


def test_a_closed_lane_takes_nothing(lane):
    lane.close(lambda: None)
    lane.post(lambda: pytest.fail("runs after close"))

    with pytest.raises(LaneClosedError):
        lane.call(lambda: 1, Deadline.after(PATIENCE))
