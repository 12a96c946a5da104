"""Machine readable zones: the specimens of ICAO 9303-4, 9303-5, 9303-6 and 9303-11."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers._documents import Sex
from drivers.card.emrtd import Malformed, Mrz, MrzForm, parse_mrz
from drivers.card.emrtd.mrz import encode_mrz
from drivers.card.emrtd.mrz_grammar import check_digit

PASSPORT = (
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<L898902C36UTO7408122F1204159ZE184226B<<<<<10"
)
CARD = "I<UTOD231458907<<<<<<<<<<<<<<<7408122F1204159UTO<<<<<<<<<<<6ERIKSSON<<ANNA<MARIA<<<<<<<<<<"
FRENCH_SIZE = "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<D231458907UTO7408122F1204159<<<<<<<6"
LONG_NUMBER = (
    "I<UTOD23145890<7349<<<<<<<<<<<3407127M9507122UTO<<<<<<<<<<<2STEVENSON<<PETER<JOHN<<<<<<<<<"
)


def test_td3() -> None:
    assert parse_mrz(PASSPORT) == Mrz(
        form=MrzForm.TD3,
        code="P",
        issuing_state="UTO",
        document_number="L898902C3",
        birth="740812",
        sex=Sex.FEMALE,
        expiry="120415",
        nationality="UTO",
        surname="ERIKSSON",
        given_names="ANNA MARIA",
        optional="ZE184226B",
    )


def test_td1() -> None:
    mrz = parse_mrz(CARD)
    assert isinstance(mrz, Mrz)
    assert (mrz.form, mrz.document_number, mrz.surname) == (MrzForm.TD1, "D23145890", "ERIKSSON")


def test_td2() -> None:
    mrz = parse_mrz(FRENCH_SIZE)
    assert isinstance(mrz, Mrz)
    assert (mrz.form, mrz.document_number, mrz.birth) == (MrzForm.TD2, "D23145890", "740812")
    assert (mrz.surname, mrz.given_names, mrz.expiry) == ("ERIKSSON", "ANNA MARIA", "120415")


def test_long_number_before_more_optional_data() -> None:
    known = parse_mrz(LONG_NUMBER)
    assert isinstance(known, Mrz)
    number = "AB0123456789"
    mrz = parse_mrz(encode_mrz(replace(known, document_number=number, optional="XYZ")))
    assert isinstance(mrz, Mrz)
    assert (mrz.document_number, mrz.optional) == (number, "XYZ")


def test_wrong_digit_of_a_long_number() -> None:
    wrong = LONG_NUMBER.replace("<7349<", "<7348<")
    assert parse_mrz(wrong) == Malformed("document_number")


def test_td1_with_a_long_number() -> None:
    mrz = parse_mrz(LONG_NUMBER)
    assert isinstance(mrz, Mrz)
    assert (mrz.document_number, mrz.optional, mrz.sex) == ("D23145890734", "", Sex.MALE)


@pytest.mark.parametrize("zone", [PASSPORT, CARD, FRENCH_SIZE, LONG_NUMBER])
def test_encoding_gives_the_zone_back(zone: str) -> None:
    mrz = parse_mrz(zone)
    assert isinstance(mrz, Mrz)
    assert encode_mrz(mrz) == zone
    assert mrz.surname not in repr(mrz)


@pytest.mark.parametrize(
    ("place", "character", "field"),
    [
        (0, "1", "code"),
        (2, "<", "issuing_state"),
        (5, "<", "name"),
        (45, "0", "document_number"),
        (53, "<", "document_number"),
        (54, "7", "nationality"),
        (59, "9", "birth"),
        (64, "X", "sex"),
        (71, "8", "expiry"),
        (73, "0", "optional"),
        (87, "1", "composite"),
        (20, "a", "mrz"),
        (20, "Ａ", "mrz"),
    ],
)
def test_one_wrong_character_names_its_field(place: int, character: str, field: str) -> None:
    assert parse_mrz(PASSPORT[:place] + character + PASSPORT[place + 1 :]) == Malformed(field)


def test_blank_optional_data_needs_no_check_digit() -> None:
    mrz = parse_mrz(PASSPORT)
    assert isinstance(mrz, Mrz)
    zero = encode_mrz(
        Mrz(
            mrz.form,
            mrz.code,
            mrz.issuing_state,
            mrz.document_number,
            mrz.birth,
            mrz.sex,
            mrz.expiry,
            mrz.nationality,
            mrz.surname,
            mrz.given_names,
        )
    )
    assert zero[86] == "0"
    filler = zero[:86] + "<" + zero[87:]
    assert parse_mrz(filler) == parse_mrz(zero) != Malformed("optional")


def test_text_that_does_not_fit() -> None:
    mrz = parse_mrz(LONG_NUMBER)
    assert isinstance(mrz, Mrz)
    fields = {name: getattr(mrz, name) for name in Mrz.__slots__}
    with pytest.raises(ValueError, match="document_number is longer than 9"):
        encode_mrz(Mrz(**{**fields, "form": MrzForm.TD3}))


def test_check_digit_of_the_standard() -> None:
    assert check_digit("520727") == "3"
    assert check_digit("AB2134<<<") == "5"


@given(st.text(alphabet="0A<", min_size=70, max_size=90) | st.text(max_size=100))
def test_any_text_is_a_zone_or_malformed(text: str) -> None:
    assert isinstance(parse_mrz(text), Mrz | Malformed)
