"""The text record: whole or not at all."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from drivers import CardUnread, DocumentKind, IdentityDocument, ReadFailure, Sex
from drivers.card.id_number import check_character
from drivers.card.identity_record import RECORD_LENGTH, RecordField, encode_record, parse_record
from drivers.sim.residents import load_residents
from drivers.sim.sam_card import document_of

LI = replace(document_of(load_residents()["li"]), photo=b"")


def texts(most_bytes: int) -> st.SearchStrategy[str]:
    """Texts as a card may carry them: unpadded, no controls, at most so many UTF-16 bytes."""
    alphabet = st.characters(exclude_categories=("Cs", "Cc"))
    return (
        st.text(alphabet, min_size=1, max_size=most_bytes // 2)
        .map(lambda text: text.strip(" \0"))
        .filter(lambda text: 0 < len(text.encode("utf-16-le")) <= most_bytes)
    )


@st.composite
def documents(draw) -> IdentityDocument:
    birth = draw(st.dates())
    area, sequence = draw(st.from_regex(r"[1-8][0-9]{5}", fullmatch=True)), draw(digits(3))
    stem = f"{area}{birth.isoformat().replace('-', '')}{sequence}"
    valid_from = draw(st.dates())
    return IdentityDocument(
        kind=DocumentKind.RESIDENT,
        name=draw(texts(30)),
        id_number=stem + check_character(stem),
        sex=draw(st.sampled_from(Sex)),
        ethnic_code=draw(digits(2)),
        birth_date=birth,
        address=draw(texts(70)),
        issuer=draw(texts(30)),
        valid_from=valid_from,
        valid_until=draw(st.none() | st.dates(min_value=valid_from)),
    )


def digits(count: int) -> st.SearchStrategy[str]:
    return st.from_regex(rf"[0-9]{{{count}}}", fullmatch=True)


def with_text(record_field: RecordField, text: str) -> bytes:
    """Li's record with another text in one field, padded with spaces."""
    record = bytearray(encode_record(LI))
    padded = text.ljust(record_field.length).encode("utf-16-le")
    record[record_field.value] = padded[: record_field.length]
    return bytes(record)


@given(documents())
def test_what_is_encoded_is_read_back(document):
    assert parse_record(encode_record(document)) == document


@given(st.binary(min_size=RECORD_LENGTH, max_size=RECORD_LENGTH))
def test_any_bytes_are_a_document_or_a_refusal(record):
    assert isinstance(parse_record(record), IdentityDocument | CardUnread)


@given(documents(), st.integers(0, RECORD_LENGTH - 1), st.integers(1, 255))
def test_a_changed_byte_changes_one_field_or_is_refused(document, index, flip):
    """Whatever noise does to a record, no field is lost and none leaks into another."""
    record = bytearray(encode_record(document))
    record[index] ^= flip
    read = parse_record(bytes(record))
    assume(isinstance(read, IdentityDocument))

    changed = [
        name
        for name in IdentityDocument.__slots__
        if getattr(read, name) != getattr(document, name)
    ]
    assert len(changed) <= 1
    assert read.name
    assert read.address
    assert read.issuer


def test_the_offsets_are_those_of_the_published_layout():
    record = encode_record(LI)

    def text(start, length):
        return record[start : start + length].decode("utf-16-le").rstrip()

    assert text(0, 30) == "李明轩"
    assert text(30, 2) == "1"
    assert text(32, 4) == "01"
    assert text(36, 16) == "19930718"
    assert text(52, 70) == LI.address
    assert text(122, 36) == "860303199307180314"
    assert text(158, 30) == LI.issuer
    assert text(188, 16) == "20190402"
    assert text(204, 16) == "20390402"
    assert text(220, 36) == ""


def test_nul_padding_is_accepted():
    record = encode_record(LI)
    padded = record[:220].replace(b" \0", b"\0\0") + record[220:]

    assert parse_record(padded) == LI


def test_valid_for_life_has_no_end():
    read = parse_record(with_text(RecordField.VALID_UNTIL, "长期"))

    assert read == replace(LI, valid_until=None)
    assert not read.expired_on(date(9999, 12, 31))


@pytest.mark.parametrize(
    ("code", "sex"),
    [("0", Sex.UNKNOWN), ("1", Sex.MALE), ("2", Sex.FEMALE), ("9", Sex.UNSPECIFIED)],
)
def test_each_sex_code_has_its_word(code, sex):
    assert parse_record(with_text(RecordField.SEX, code)).sex is sex


def test_a_character_outside_the_basic_plane_is_a_character():
    read = parse_record(with_text(RecordField.NAME, "李𠮷"))

    assert read.name == "李𠮷"


@pytest.mark.parametrize(
    ("record_field", "text"),
    [
        (RecordField.NAME, ""),
        (RecordField.NAME, "李\n明"),
        (RecordField.NAME, "李\0明"),
        (RecordField.SEX, "3"),
        (RecordField.SEX, " "),
        (RecordField.SEX, "男"),
        (RecordField.ETHNIC_CODE, "1"),
        (RecordField.ETHNIC_CODE, "０1"),
        (RecordField.BIRTH_DATE, "19930719"),
        (RecordField.BIRTH_DATE, "19930231"),
        (RecordField.BIRTH_DATE, ""),
        (RecordField.ADDRESS, ""),
        (RecordField.ID_NUMBER, "860303199307180315"),
        (RecordField.ID_NUMBER, "86030319930718031"),
        (RecordField.ID_NUMBER, ""),
        (RecordField.ISSUER, ""),
        (RecordField.VALID_FROM, ""),
        (RecordField.VALID_FROM, "长期"),
        (RecordField.VALID_UNTIL, ""),
        (RecordField.VALID_UNTIL, "长久"),
        (RecordField.VALID_UNTIL, "20190401"),
        (RecordField.KIND, "\0"),
        (RecordField.KIND, "Z"),
    ],
)
def test_each_wrong_field_is_named_and_nothing_is_filled(record_field, text):
    refusal = CardUnread(ReadFailure.MALFORMED, record_field.label)

    assert parse_record(with_text(record_field, text)) == refusal


def test_half_a_surrogate_pair_is_malformed():
    record = bytearray(encode_record(LI))
    record[0:2] = b"\x00\xd8"

    assert parse_record(bytes(record)) == CardUnread(ReadFailure.MALFORMED, "name")


@pytest.mark.parametrize("kind", "JIY")
def test_residence_permits_are_not_taken_for_damaged_cards(kind):
    read = parse_record(with_text(RecordField.KIND, kind))

    assert read == CardUnread(ReadFailure.NOT_AN_IDENTITY_CARD, "kind")


@pytest.mark.parametrize("length", [0, RECORD_LENGTH - 1, RECORD_LENGTH + 1])
def test_other_lengths_are_a_mistake_of_the_caller(length):
    with pytest.raises(ValueError, match="256"):
        parse_record(bytes(length))


def test_a_text_too_long_for_its_field_is_not_cut():
    with pytest.raises(ValueError, match="name"):
        encode_record(replace(LI, name="李" * 16))
