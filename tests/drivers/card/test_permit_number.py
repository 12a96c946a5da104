"""Numbers of residence and travel permits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.card.permit_number import (
    icao_check_digit,
    is_foreign_number_2017,
    is_foreign_number_2023,
    is_hmt_number,
    is_travel_permit,
)

CHECKS = [is_hmt_number, is_foreign_number_2017, is_foreign_number_2023, is_travel_permit]


@pytest.mark.parametrize(
    ("text", "digit"),
    [
        ("520727", "3"),  # the worked example of ICAO 9303-3, 4.9
        ("AB2134<<<".replace("<", "0"), "5"),  # its second one; the filler counts as 0
        ("PAK31008001010", "3"),
    ],
)
def test_the_check_digit_of_icao(text, digit):
    assert icao_check_digit(text) == digit


@pytest.mark.parametrize(
    ("check", "number"),
    [
        (is_foreign_number_2023, "931586198001010028"),
        (is_foreign_number_2017, "PAK310080010103"),
        (is_hmt_number, "810000199307180002"),
        (is_hmt_number, "820000199307180004"),
        (is_hmt_number, "830000199307180014"),
    ],
)
def test_specimens_are_of_their_kind_and_of_no_other(check, number):
    assert [other for other in CHECKS if other(number)] == [check]


@pytest.mark.parametrize("check", CHECKS)
def test_a_resident_of_the_sandbox_has_no_permit(check):
    assert not check("860303199307180314")


@pytest.mark.parametrize("check", CHECKS)
@given(text=st.text(max_size=20) | st.text("0123456789X", min_size=18, max_size=18))
def test_no_text_breaks_a_check(check, text):
    assert check(text) in {True, False}


@pytest.mark.parametrize("digit", "012456789")
def test_every_other_check_digit_is_refused(digit):
    assert not is_foreign_number_2017("PAK31008001010" + digit)


@pytest.mark.parametrize(
    "number", ["", "PAK31008001010", "PA1310080010103", "PAK31008001010３", "pak310080010103"]
)
def test_other_shapes_are_no_number_of_2017(number):
    assert not is_foreign_number_2017(number)


@pytest.mark.parametrize("permit", ["H00000001", "M00000001", "00000001"])
def test_travel_permits(permit):
    assert is_travel_permit(permit)


@pytest.mark.parametrize("permit", ["", "T00000001", "H0000001", "H000000001", "H0000000１"])
def test_no_travel_permits(permit):
    assert not is_travel_permit(permit)
