"""Records and the codings of their values."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers.card.ssc.items import ElementaryFile, Item, items_of
from drivers.card.ssc.record import (
    Malformed,
    binary,
    day,
    digits,
    encode_record,
    matched_text,
    parse_record,
    text,
)

TWO_DIGITS = re.compile(r"[0-9]{2}")
REGION = re.compile(r"[0-9]{1,6}")

ITEM = st.sampled_from(Item)


@st.composite
def item_and_value(draw):
    item = draw(ITEM)
    return item, draw(st.binary(max_size=item.length))


@settings(deadline=None)
@given(item_and_value())
def test_a_record_comes_back_as_it_was_written(case):
    item, value = case

    assert parse_record(item, encode_record(item, value)) == value


@settings(deadline=None)
@given(ITEM, st.binary(max_size=60))
def test_a_hostile_record_is_a_value_another_item_or_malformed(item, record):
    try:
        value = parse_record(item, record)
    except Malformed:
        return
    if value is None:
        assert record[0] != item.tag
    else:
        assert encode_record(item, value) == record


@settings(deadline=None)
@given(st.sampled_from([Item.NAME, Item.NAME_EXTENSION]), st.binary(max_size=30))
def test_hostile_text_is_clean_text_or_malformed(item, value):
    try:
        characters = text(item, value)
    except Malformed:
        return
    assert characters is None or (characters == characters.strip() and "\0" not in characters)


@settings(deadline=None)
@given(st.dates())
def test_a_decimal_date_comes_back(when):
    coded = bytes.fromhex(when.isoformat().replace("-", ""))

    assert day(Item.BIRTH_DATE, coded) == when


@settings(deadline=None)
@given(st.binary(max_size=6))
def test_a_hostile_date_is_a_date_or_malformed(value):
    try:
        found = day(Item.BIRTH_DATE, value)
    except Malformed:
        return
    assert found is None or found.isoformat().replace("-", "") == value.hex()


@settings(deadline=None)
@given(st.text(alphabet="李明轩阿不都热合曼·", min_size=1, max_size=15))
@pytest.mark.parametrize("padding", [b"\0", b" ", b"\xff"])
def test_gbk_text_loses_its_padding_only(padding, name):
    assert text(Item.NAME, name.encode("gbk").ljust(30, padding)) == name


@pytest.mark.parametrize("value", [b"", b"\0" * 4, b"\xff" * 4])
def test_a_value_that_was_never_written_is_not_given(value):
    assert day(Item.EXPIRES_ON, value) is None
    assert digits(Item.BIRTHPLACE, value, REGION) is None
    assert binary(value) is None
    assert text(Item.NAME, value) is None


@pytest.mark.parametrize("value", ["20230229", "2023ff01", "00010000", "202301"])
def test_a_decimal_that_is_no_date_is_malformed(value):
    with pytest.raises(Malformed, match=r"^expires_on$"):
        day(Item.EXPIRES_ON, bytes.fromhex(value))


def test_a_decimal_20_is_a_digit_pair_and_no_space():
    assert digits(Item.ETHNIC_CODE, b"\x20", TWO_DIGITS) == "20"
    assert day(Item.BIRTH_DATE, bytes.fromhex("20201220")) == date(2020, 12, 20)


def test_decimals_are_padded_with_f():
    assert digits(Item.BIRTHPLACE, bytes.fromhex("8603FF"), REGION) == "8603"


def test_text_of_another_shape_is_malformed():
    with pytest.raises(Malformed):
        matched_text(Item.VERSION, b"A", TWO_DIGITS)


@pytest.mark.parametrize("value", [b"A\nB", b"A\0B", b"\xaa\xa1", b"\x80", b"\xc0"])
def test_bytes_without_a_meaning_inside_a_text_are_malformed(value):
    with pytest.raises(Malformed):
        text(Item.NAME, value)


def test_a_rare_surname_has_two_bytes_as_in_gbk():
    assert text(Item.NAME, b"\xfe\x9f\xcb\xbc") == "䶮思"


def test_too_long_a_value_is_not_written():
    with pytest.raises(ValueError, match="longer than 1 bytes"):
        encode_record(Item.SEX, b"12")


@pytest.mark.parametrize(("generation", "sex"), [(1, 3), (2, 4), (3, 4), (None, 4)])
def test_the_record_number_of_sex_depends_on_the_generation(generation, sex):
    assert items_of(ElementaryFile.HOLDER, generation).index(Item.SEX) + 1 == sex


def test_the_short_file_identifiers_are_5_and_6():
    assert [file.sfi for file in ElementaryFile] == [5, 6]
