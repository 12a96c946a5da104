"""The GB 11643 number."""

from datetime import date

import pytest

from drivers.card.id_number import (
    birth_date,
    check_character,
    compact_date,
    is_citizen_number,
    is_valid,
)
from drivers.sim.residents import load_residents


@pytest.mark.parametrize(
    "number",
    [
        "11010519491231002X",  # the worked example of GB 11643-1999
        "440524188001010014",  # its second one
        *(resident.id_number for resident in load_residents().values()),
    ],
)
def test_right_numbers_are_valid(number):
    assert is_valid(number)


def test_every_other_check_character_is_refused():
    stem = "11010519491231002"

    assert [c for c in "0123456789X" if is_valid(stem + c)] == [check_character(stem)] == ["X"]


def test_any_two_swapped_neighbours_are_noticed():
    number = "860303199307180314"
    swapped = [
        number[:i] + number[i + 1] + number[i] + number[i + 2 :]
        for i in range(17)
        if number[i] != number[i + 1]
    ]

    assert swapped
    assert not any(map(is_valid, swapped))


@pytest.mark.parametrize(
    "number",
    ["", "11010519491231002x", "1101051949123100", "１1010519491231002X", "11010519491231002X "],
)
def test_other_shapes_are_refused(number):
    assert not is_valid(number)


def test_the_birth_date_is_inside():
    assert birth_date("11010519491231002X") == date(1949, 12, 31)
    assert birth_date("11010519491331002X") is None


@pytest.mark.parametrize("text", ["20230229", "2023011", "202301011", "2023 101", "２0230101", ""])
def test_no_date(text):
    assert compact_date(text) is None


def test_a_citizen_number_begins_with_an_area_and_holds_a_date():
    assert is_citizen_number("860303199307180314")
    assert not is_citizen_number("931586198001010028")
    assert not is_citizen_number("031586198001010020"[:17] + check_character("03158619800101002"))
    assert not is_citizen_number("11010519491331002" + check_character("11010519491331002"))
    assert not is_citizen_number("860303199307180315")
