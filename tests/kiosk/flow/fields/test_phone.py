import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.flow import ErrorCode, Facts, Phone

FIELD = Phone(kind="phone", id="phone", label="电话", source="phone")
FREE = Phone(kind="phone", id="phone", label="电话")


@settings(deadline=None)
@given(st.from_regex(r"\A1[3-9][0-9]{9}\Z"))
def test_mobile_numbers_are_answers(number: str) -> None:
    assert FIELD.fault(number, Facts(), {}) is None
    assert FIELD.describe(number, Facts(), {}).replace(" ", "") == number


@pytest.mark.parametrize(
    "text",
    ["12400000001", "1540000000", "154000000011", "075500000000", "+8615400000001", "一五四"],
)
def test_other_texts_are_not(text: str) -> None:
    assert FIELD.fault(text, Facts(), {}) is ErrorCode.BAD_PHONE


@pytest.mark.parametrize(
    "text", ["154 0000 0001", "154-0000-0001", " 1540000 0001 ", "１５４00000001"]
)
def test_grouping_and_wide_digits_are_cleaned(text: str) -> None:
    assert FIELD.clean(text) == "15400000001"


def test_number_on_record_is_prefilled_where_it_is_one() -> None:
    assert FIELD.prefill(Facts({"phone": "154 0000 0001"})) == "15400000001"
    assert FIELD.prefill(Facts({"phone": "154****0001"})) is None
    assert FIELD.prefill(Facts()) is None
    assert FREE.prefill(Facts({"phone": "15400000001"})) is None


def test_record_is_not_needed_to_ask() -> None:
    assert FIELD.need(Facts(), {}) is None
    assert FIELD.fact() == "phone"
    assert FIELD.possible() == ()
    assert FIELD.missing(Facts(), {}) is ErrorCode.REQUIRED


def test_the_review_groups_the_digits():
    field = Phone(kind="phone", id="phone", label="电话")
    assert field.describe("13800138000", Facts(), {}) == "138 0013 8000"
    assert field.describe("138", Facts(), {}) == "138"
