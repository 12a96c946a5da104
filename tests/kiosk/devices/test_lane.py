"""A lane: one thread a device, requests before watching, results on the building thread."""

import threading

import pytest

from kiosk.devices import lane as lane_module
from kiosk.devices.lane import Lane
from kiosk.jobs import Err, Ok


class Device:
    def __init__(self):
        self.threads = set()
        self.rounds = 0

    def note(self):
        self.threads.add(threading.get_ident())
        return threading.get_ident()


@pytest.fixture
def lane_of(qapp):
    lanes = []

    def build(device, watch):
        lane = Lane("test", device, watch)
        lanes.append(lane)
        lane.start()
        return lane

    yield build
    for lane in lanes:
        assert lane.close()


def idle(device, deadline):
    device.note()
    device.rounds += 1
    deadline.cancel.wait(deadline.remaining())


def test_requests_and_watching_share_one_thread(lane_of, qtbot):
    device, results = Device(), []
    lane = lane_of(device, idle)
    for _ in range(5):
        lane.ask(lambda d, _: d.note(), 5, results.append)
    qtbot.waitUntil(lambda: len(results) == 5)
    qtbot.waitUntil(lambda: device.rounds > 0)
    assert device.threads == {results[0].value}
    assert threading.get_ident() not in device.threads


def test_a_request_ends_a_round_of_watching(lane_of, qtbot):
    watching, results = threading.Event(), []

    def watch(_device, deadline):
        watching.set()
        deadline.cancel.wait(deadline.remaining())

    lane = lane_of(Device(), watch)
    assert watching.wait(5)
    lane.ask(lambda _d, deadline: deadline.cancel.is_set(), 5, results.append)
    qtbot.waitUntil(lambda: bool(results))
    assert results == [Ok(value=False)]


def test_a_second_request_does_not_cancel_the_first(lane_of, qtbot):
    results = []
    started, go_on = threading.Event(), threading.Event()

    def slow(_device, deadline):
        started.set()
        go_on.wait(5)
        return deadline.cancel.is_set()

    lane = lane_of(Device(), idle)
    lane.ask(slow, 30, results.append)
    assert started.wait(5)
    lane.ask(lambda _d, _dl: "second", 30, results.append)
    go_on.set()
    qtbot.waitUntil(lambda: len(results) == 2)
    assert results == [Ok(value=False), Ok("second")]


def test_a_bug_in_a_request_comes_back_and_the_lane_lives_on(lane_of, qtbot):
    results = []
    lane = lane_of(Device(), idle)

    def bug(_device, _deadline):
        raise KeyError("bug")

    lane.ask(bug, 5, results.append)
    lane.ask(lambda d, _: d.note(), 5, results.append)
    qtbot.waitUntil(lambda: len(results) == 2)
    assert isinstance(results[0], Err)
    assert isinstance(results[1], Ok)


def test_close_cancels_what_runs(qapp):
    started = threading.Event()

    def work(_device, deadline):
        started.set()
        deadline.cancel.wait(60)

    lane = Lane("test", Device(), idle)
    lane.start()
    lane.ask(work, 60, lambda _: None)
    assert started.wait(5)
    assert lane.close()


def test_rousing_ends_a_round_and_the_next_one_waits_again(lane_of, qtbot, monkeypatch):
    monkeypatch.setattr(lane_module, "WATCH_SECONDS", 3600.0)
    device = Device()
    lane = lane_of(device, idle)
    for rounds in (1, 2, 3):
        qtbot.waitUntil(lambda count=rounds: device.rounds == count)
        lane.rouse()
    qtbot.waitUntil(lambda: device.rounds == 4)


def test_withdrawing_ends_what_runs_and_what_waits_and_nothing_asked_afterwards(lane_of, qtbot):
    started, ends = threading.Event(), []

    def work(_device, deadline):
        started.set()
        return deadline.cancel.wait(60)

    lane = lane_of(Device(), idle)
    for _ in range(2):
        lane.ask(work, 60, ends.append)
    assert started.wait(5)
    lane.withdraw()
    qtbot.waitUntil(lambda: len(ends) == 2)
    assert [end.value for end in ends] == [True, True]
    lane.ask(lambda _, deadline: deadline.cancel.is_set(), 5, ends.append)
    qtbot.waitUntil(lambda: len(ends) == 3)
    assert ends[2].value is False
