"""Hints do not flicker: they hold before they are told, and stand long enough to be read."""

from __future__ import annotations

import pytest

from kiosk.devices.hints import HOLDS_SECONDS, STAYS_SECONDS, SteadyHint
from kiosk.session import NoticeCode

FAR, MOVING = NoticeCode.CODE_TOO_SMALL, NoticeCode.CODE_MOVING


class Telling:
    """A hint under a clock; ``hear`` says the same at every look for a while."""

    def __init__(self) -> None:
        self.steady = SteadyHint()
        self.now = 50.0

    def hear(
        self, reason: NoticeCode | None, seconds: float, every: float = 0.25
    ) -> list[NoticeCode | None]:
        told = []
        for _ in range(round(seconds / every)):
            self.steady.note(reason, self.now)
            told.append(self.steady.told)
            self.now += every
        return told


def test_a_hint_is_told_once_it_has_held() -> None:
    told = Telling().hear(FAR, 1.5)
    assert told == [None, None, None, FAR, FAR, FAR]


def test_hints_that_take_turns_are_never_told() -> None:
    telling = Telling()
    for _ in range(20):
        assert telling.hear(FAR, 0.5) + telling.hear(MOVING, 0.5) == [None] * 4


def test_a_hint_that_stands_stays_until_it_was_read() -> None:
    telling = Telling()
    telling.hear(FAR, 1.0)
    assert telling.steady.told is FAR
    after = telling.hear(None, 2.0)
    left = [round(at * 0.25, 2) for at, told in enumerate(after) if told is FAR]
    assert max(left) + 0.25 + 0.25 >= STAYS_SECONDS
    assert after[-1] is None


def test_nothing_wrong_for_a_moment_takes_no_hint_away() -> None:
    telling = Telling()
    telling.hear(FAR, 3.0)
    for _ in range(10):
        assert set(telling.hear(None, 0.5) + telling.hear(FAR, 0.25)) == {FAR}


def test_another_hint_follows_by_the_same_rules() -> None:
    telling = Telling()
    telling.hear(FAR, 1.0)
    told = telling.hear(MOVING, 3.0, every=0.1)
    change = told.index(MOVING)
    assert set(told[:change]) == {FAR}
    assert set(told[change:]) == {MOVING}
    assert change * 0.1 >= HOLDS_SECONDS
    assert change * 0.1 + 0.25 >= STAYS_SECONDS


@pytest.mark.parametrize("held", [0.25, 3.0])
def test_a_new_beginning_forgets_what_was_told_and_what_was_about_to_be(held: float) -> None:
    telling = Telling()
    telling.hear(FAR, held)
    telling.steady.forget()
    assert telling.steady.told is None
    assert telling.hear(FAR, 0.75) == [None, None, None]
