"""Time left in words, and the technicians' knock."""

from __future__ import annotations

import pytest

from kiosk.shell.clock import Knock, minutes_and_seconds


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(None, ""), (0.0, "00:00"), (0.2, "00:01"), (59.9, "01:00"), (160.4, "02:41"), (180, "03:00")],
)
def test_time_left(seconds: float | None, text: str) -> None:
    assert minutes_and_seconds(seconds) == text


@pytest.mark.parametrize(
    ("taps", "knocks"),
    [
        ((0, 0.5, 1, 1.5, 2), [False, False, False, False, True]),
        ((0, 0.75, 1.5, 2.25, 3), [False, False, False, False, True]),
        ((0, 0.8, 1.6, 2.4, 3.2), [False] * 5),
        ((0, 0.8, 1.6, 2.4, 3.2, 3.5), [False] * 5 + [True]),
        ((0, 0.1, 0.2, 0.3, 0.4, 0.5), [False, False, False, False, True, False]),
    ],
)
def test_five_taps_within_three_seconds(taps: tuple[float, ...], knocks: list[bool]) -> None:
    times = iter(taps)
    knock = Knock(lambda: next(times))
    assert [knock.tap() for _ in taps] == knocks
