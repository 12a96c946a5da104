"""The century that a machine readable zone does not say."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.card.emrtd.chip_dates import birth_date, expiry_date, short

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("261122", date(2026, 11, 22)),
        ("261123", date(1926, 11, 23)),
        ("740812", date(1974, 8, 12)),
        ("000229", date(2000, 2, 29)),
        ("280229", date(1928, 2, 29)),
        ("010229", None),
        ("740<<<", None),
        ("<<<<<<", None),
    ],
)
def test_birth_is_the_latest_day_that_has_come(text: str, day: date | None) -> None:
    assert birth_date(text, TODAY) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("320415", date(2032, 4, 15)),
        ("761121", date(2076, 11, 21)),
        ("761122", date(1976, 11, 22)),
        ("991231", date(1999, 12, 31)),
        ("320231", None),
    ],
)
def test_expiry_is_in_the_nearest_century(text: str, day: date | None) -> None:
    assert expiry_date(text, TODAY) == day


@given(st.dates(date(1901, 1, 1), date(2300, 1, 1)), st.integers(0, 49 * 365))
def test_near_days_come_back(today: date, distance: int) -> None:
    born, expires = today - timedelta(distance), today + timedelta(distance)
    assert birth_date(short(born), today) == born
    assert expiry_date(short(expires), today) == expires
