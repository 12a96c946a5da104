"""Permits with a field order of their own: only what the key proves."""

import pytest

from drivers.card.emrtd import Malformed, MrzKey, PermitZone, mrz_key, parse_mrz
from drivers.card.emrtd.mrz_permit import permit_zone

REST = "1A2B3C4D5E6FERIKSSON<<ANNA<<<<F".ljust(60, "<")
"""Made up: what really stands behind the first line is not known."""


def key(number: str = "C00000000", birth: str = "740812", expiry: str = "320415") -> MrzKey:
    made = mrz_key(number, birth, expiry)
    assert isinstance(made, MrzKey)
    return made


def zone_of(key: MrzKey, code: str = "CS") -> str:
    number, birth, expiry = key.checked_fields
    return f"{code}{number}<{expiry}<{birth}<<{REST}"


@pytest.mark.parametrize("code", ["CS", "CD"])
def test_number_and_dates_are_those_of_the_key(code: str) -> None:
    zone = zone_of(key(), code)
    assert isinstance(parse_mrz(zone), Malformed)
    assert permit_zone(zone, key()) == PermitZone(code, "C00000000", "740812", "320415")


@pytest.mark.parametrize(
    "other", [key(number="C00000001"), key(birth="740813"), key(expiry="320416")]
)
def test_zone_of_another_holder(other: MrzKey) -> None:
    assert permit_zone(zone_of(key()), other) == Malformed("mrz_key")


def test_key_parts_behind_the_first_line_do_not_count() -> None:
    zone = "CS" + "<" * 28 + zone_of(key())[2:30] + "<" * 32
    assert permit_zone(zone, key()) == Malformed("mrz_key")


@pytest.mark.parametrize("zone", [zone_of(key(), "C<"), zone_of(key())[:-1], ""])
def test_other_documents(zone: str) -> None:
    assert permit_zone(zone, key()) is None


def test_nothing_shows_the_holder() -> None:
    zone = permit_zone(zone_of(key()), key())
    assert isinstance(zone, PermitZone)
    assert "C00000000" not in repr(zone)
