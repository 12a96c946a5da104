"""A single-use code is used once, whatever the clock does, in bounded memory."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_client.signed_codes import ReplayGuard, Use


def test_the_second_use_is_told():
    guard = ReplayGuard()
    assert guard.use(b"a", 100, 0) is Use.FIRST
    assert guard.use(b"a", 100, 1) is Use.AGAIN
    assert guard.use(b"b", 100, 1) is Use.FIRST


def test_a_full_guard_forgets_what_has_expired_and_nothing_else():
    guard = ReplayGuard(capacity=2)
    assert guard.use(b"short", 10, 0) is Use.FIRST
    assert guard.use(b"long", 100, 0) is Use.FIRST
    assert guard.use(b"early", 100, 9) is Use.NO_ROOM
    assert guard.use(b"late", 100, 10) is Use.FIRST
    assert guard.use(b"long", 100, 10) is Use.AGAIN
    assert guard.remembered == 2


def test_what_was_forgotten_stays_used_when_the_clock_goes_back():
    guard = ReplayGuard(capacity=1)
    assert guard.use(b"one", 10, 0) is Use.FIRST
    assert guard.use(b"two", 100, 50) is Use.FIRST
    assert guard.use(b"one", 10, 0) is Use.AGAIN


def test_a_guard_without_memory_is_a_mistake():
    with pytest.raises(ValueError, match="at least one"):
        ReplayGuard(capacity=0)


@given(
    st.integers(1, 4),
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 40)), max_size=60),
)
def test_no_code_is_ever_used_twice_and_memory_is_bounded(capacity, showings):
    guard = ReplayGuard(capacity)
    used = set()
    for name, now in showings:
        if guard.use(bytes([name]), 10 + name, now) is Use.FIRST:
            assert name not in used
            used.add(name)
        assert guard.remembered <= capacity
