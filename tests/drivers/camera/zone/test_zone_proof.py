"""What check digits prove, what they cannot, and that nothing is ever guessed."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers.camera.zone.layout import LINES, covered_places, forms_of, places, rows, width
from drivers.camera.zone.letters import ALPHABET, alike
from drivers.camera.zone.proof import ProvenKey, prove
from drivers.card.emrtd.mrz import encode_mrz, parse_mrz
from drivers.card.emrtd.mrz_form import MrzForm
from drivers.card.emrtd.mrz_grammar import check_digit
from tests.fixtures.posed_pages import mrz

DAYS = st.dates().map(lambda day: f"{day:%y%m%d}")
NUMBERS = st.text(string.ascii_uppercase + string.digits, min_size=1, max_size=9)
LONG_NUMBERS = st.text(string.ascii_uppercase + string.digits, min_size=10, max_size=15)
OPTIONAL = st.text(string.ascii_uppercase + string.digits, max_size=7)


@st.composite
def zones(draw, forms=tuple(MrzForm)):
    form = draw(st.sampled_from(forms))
    return mrz(
        form,
        document_number=draw(NUMBERS),
        birth=draw(DAYS),
        expiry=draw(DAYS),
        optional=draw(OPTIONAL),
    )


def read_exactly(form, text):
    return {place: text[place] for where in places(form).values() for place in where}


def key_of(zone):
    return ProvenKey(zone.document_number, zone.birth, zone.expiry)


@given(zones())
def test_a_zone_that_was_read_without_doubt_gives_its_key(zone):
    assert prove(zone.form, read_exactly(zone.form, encode_mrz(zone))) == key_of(zone)


@given(zones(), st.data())
@settings(max_examples=200)
def test_doubts_end_in_the_right_key_or_in_none(zone, data):
    readings = read_exactly(zone.form, encode_mrz(zone))
    doubted = data.draw(st.lists(st.sampled_from(sorted(readings)), max_size=8, unique=True))
    for place in doubted:
        others = [letter for letter in ALPHABET if alike(readings[place], letter)]
        letters = dict.fromkeys([data.draw(st.sampled_from(others)), readings[place]])
        readings[place] = "".join(letters)
    assert prove(zone.form, readings) in (key_of(zone), None)


@given(zones(), st.data())
@settings(max_examples=200)
def test_a_field_whose_digit_does_not_fit_gives_no_key(zone, data):
    readings = read_exactly(zone.form, encode_mrz(zone))
    field = data.draw(st.sampled_from(["number_check", "birth_check", "expiry_check"]))
    (place,) = places(zone.form)[field]
    readings[place] = data.draw(st.sampled_from(sorted(set(string.digits) - {readings[place]})))
    assert prove(zone.form, readings) is None


@given(zones())
def test_a_composite_digit_that_does_not_fit_gives_no_key(zone):
    readings = read_exactly(zone.form, encode_mrz(zone))
    (place,) = places(zone.form)["composite"]
    readings[place] = str((int(readings[place]) + 1) % 10)
    assert prove(zone.form, readings) is None


@pytest.mark.parametrize(
    ("pair", "other"), ["O0", "0O", "I1", "1I", "B8", "8B", "S5", "5S", "Z2", "2Z"]
)
def test_what_the_digits_tell_apart_is_resolved(pair, other):
    zone = mrz(document_number=f"E{pair}345678")
    readings = read_exactly(zone.form, encode_mrz(zone))
    readings[places(zone.form)["document_number"][1]] = other + pair
    assert prove(zone.form, readings) == key_of(zone)


@pytest.mark.parametrize(("seen", "other"), ["6G", "G6", "1L", "K<", "MW"])
def test_what_they_cannot_tell_apart_is_left_unread(seen, other):
    zone = mrz(document_number=f"E1{seen if seen != '<' else 'K'}345678")
    readings = read_exactly(zone.form, encode_mrz(zone))
    assert prove(zone.form, readings) == key_of(zone)
    readings[places(zone.form)["document_number"][2]] += other
    assert prove(zone.form, readings) is None


@given(LONG_NUMBERS)
def test_a_long_number_goes_on_in_the_optional_data(number):
    zone = mrz(MrzForm.TD1, document_number=number)
    assert prove(zone.form, read_exactly(zone.form, encode_mrz(zone))) == key_of(zone)


def test_a_birth_that_is_partly_unknown_is_proven_as_it_stands():
    zone = mrz(birth="88<<<<")
    assert prove(zone.form, read_exactly(zone.form, encode_mrz(zone))) == key_of(zone)


def test_the_optional_datas_own_digit_counts():
    zone = mrz(optional="ZE184226B")
    readings = read_exactly(zone.form, encode_mrz(zone))
    (place,) = places(zone.form)["optional_check"]
    wrong = str((int(readings[place]) + 5) % 10)
    composite = places(zone.form)["composite"][0]
    readings[place], readings[composite] = wrong, string.digits
    assert prove(zone.form, readings) is None


def test_the_digit_of_blank_optional_data_may_be_a_filler():
    text = encode_mrz(mrz())
    blank = text[:86] + "<" + text[87:]
    form = MrzForm.TD3
    blank = blank[:87] + check_digit(form.covered(blank))
    assert parse_mrz(blank) == mrz()
    assert prove(form, read_exactly(form, blank)) == key_of(mrz())


def test_endless_doubt_ends_at_once():
    zone = mrz()
    readings = read_exactly(zone.form, encode_mrz(zone))
    assert prove(zone.form, dict.fromkeys(readings, ALPHABET)) is None


def test_a_key_shows_nothing():
    assert "U0000" not in repr(prove(MrzForm.TD3, read_exactly(MrzForm.TD3, encode_mrz(mrz()))))


@pytest.mark.parametrize("form", MrzForm)
def test_names_and_nationality_are_never_looked_at(form):
    looked_at = {place for where in places(form).values() for place in where}
    text = encode_mrz(mrz(form))
    for field in ("name", "nationality", "sex", "issuing_state", "code"):
        place = form.fields[field]
        assert not looked_at & set(range(place.start, place.stop))
    assert {place // width(form) for place in looked_at} == set(rows(form))
    assert form in forms_of(LINES[form])
    assert "".join(text[place] for place in covered_places(form)) == form.covered(text)


def test_letters_are_alike_both_ways():
    for first in ALPHABET:
        assert alike(first, first)
        for second in ALPHABET:
            assert alike(first, second) == alike(second, first)


def test_a_doubtful_zone_of_another_document_is_another_key():
    first, second = mrz(document_number="E12345678"), mrz(document_number="E12345687")
    readings = read_exactly(first.form, encode_mrz(first))
    other = read_exactly(second.form, encode_mrz(second))
    both = {
        place: "".join(dict.fromkeys((letter, other[place]))) for place, letter in readings.items()
    }
    assert prove(first.form, both) is None
