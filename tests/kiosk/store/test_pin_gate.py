"""The technicians' PIN: weak ones refused, tries counted before they are judged, growing locks."""

from datetime import UTC, datetime, timedelta

import pytest

from kiosk.store import PinGate, open_store
from kiosk.store.technicians import FREE_TRIES, is_weak, lock_seconds

PIN = "246810"


class Clock:
    def __init__(self):
        self.now = datetime(2026, 11, 22, tzinfo=UTC)

    def __call__(self):
        return self.now

    def pass_(self, seconds):
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def store(tmp_path):
    store = open_store(tmp_path / "kiosk.db", bytes(32))
    yield store
    store.close()


@pytest.fixture
def gate(store, clock):
    gate = PinGate(store, clock)
    gate.enrol(PIN)
    return gate


@pytest.mark.parametrize(
    "pin", ["123456", "654321", "000000", "12345", "1234567", "12345a", "", "２４６８１０"]
)
def test_weak_pins_are_refused(pin):
    assert is_weak(pin)


def test_without_a_pin_nobody_gets_in(store, clock):
    gate = PinGate(store, clock)
    assert not gate.enrolled
    assert not gate.check(PIN).accepted


def test_right_pin_opens_and_forgets_misses(gate):
    for _ in range(FREE_TRIES - 1):
        assert gate.check("999111").locked_seconds == 0
    assert gate.check(PIN).accepted
    assert gate.check("999111").locked_seconds == 0


def test_misses_lock_for_longer_and_longer_and_survive_a_restart(gate, store, clock):
    for _ in range(FREE_TRIES):
        last = gate.check("999111")
    assert last.locked_seconds == 15
    again = PinGate(store, clock)
    assert not again.check(PIN).accepted
    assert again.check(PIN).locked_seconds == 16
    clock.pass_(16)
    assert again.check("999111").locked_seconds == 30
    clock.pass_(31)
    assert again.check(PIN).accepted


def test_a_clock_set_back_locks_for_an_hour_at_most(gate, clock):
    for _ in range(FREE_TRIES):
        gate.check("999111")
    clock.pass_(-86_400)
    assert gate.check(PIN).locked_seconds <= 3601


def test_locks_are_bounded():
    assert lock_seconds(FREE_TRIES - 1) == 0
    assert lock_seconds(10_000) == 3600
