"""The text record of all four kinds: whole or not at all."""

from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from drivers import CardUnread, DocumentKind, IdentityDocument, ReadFailure, Sex
from drivers.card.identity_record import RECORD_LENGTH, RecordField, encode_record, parse_record
from drivers.card.records.layout import ENCODING, LAYOUTS
from drivers.sim.residents import load_residents
from drivers.sim.sam_card import document_of
from tests.fixtures.identity_documents import (
    FOREIGN_2017,
    FOREIGN_2023,
    HMT,
    RESIDENT,
    SPECIMENS,
    documents,
)

ANY = pytest.mark.parametrize("document", SPECIMENS, ids=lambda document: document.kind)
RECORDS = st.binary(min_size=RECORD_LENGTH, max_size=RECORD_LENGTH)
KIND_BYTE = 248


def with_text(document: IdentityDocument, record_field: RecordField, text: str) -> bytes:
    """The document's record with another text in one field, padded with spaces."""
    record = bytearray(encode_record(document))
    (part,) = LAYOUTS[document.kind][record_field]
    record[part] = text.encode(ENCODING).ljust(part.stop - part.start, b"#").replace(b"##", b" \0")
    assert len(record) == RECORD_LENGTH
    return bytes(record)


def malformed(record_field: RecordField) -> CardUnread:
    return CardUnread(ReadFailure.MALFORMED, record_field.value)


@settings(deadline=None)
@given(documents())
def test_what_is_encoded_is_read_back(document):
    assert parse_record(encode_record(document), document.photo) == document


@given(RECORDS)
def test_any_bytes_are_a_document_or_a_refusal(record):
    assert isinstance(parse_record(record), IdentityDocument | CardUnread)


@pytest.mark.parametrize("letter", " JIY")
@given(RECORDS)
def test_any_bytes_of_a_known_kind_are_a_document_or_a_malformed_field(letter, record):
    letters = letter.encode(ENCODING)
    read = parse_record(record[:KIND_BYTE] + letters + record[KIND_BYTE + 2 :])

    assert isinstance(read, IdentityDocument) or (
        read.reason is ReadFailure.MALFORMED and read.field in set(RecordField) - {"kind"}
    )


@settings(deadline=None)
@given(documents(), st.integers(0, RECORD_LENGTH - 1), st.integers(1, 255))
def test_a_changed_byte_changes_one_field_or_is_refused(document, index, flip):
    """Whatever noise does to a record, no field is lost and none leaks into another."""
    assume(index not in {KIND_BYTE, KIND_BYTE + 1})
    record = bytearray(encode_record(document))
    record[index] ^= flip
    read = parse_record(bytes(record), document.photo)
    assume(isinstance(read, IdentityDocument))

    changed = {
        each.name
        for each in fields(document)
        if getattr(read, each.name) != getattr(document, each.name)
    }
    assert len(changed) <= 1 or (
        changed == {"name", "latin_name"} and document.name == document.latin_name
    )
    assert read.name
    if document.kind in {DocumentKind.RESIDENT, DocumentKind.HMT_RESIDENCE}:
        assert read.address
        assert read.issuer
    else:
        assert read.latin_name


@st.composite
def struck_fields(draw):
    document = draw(documents())
    return document, draw(st.sampled_from(sorted(set(LAYOUTS[document.kind]) - {"kind"})))


@settings(deadline=None)
@given(struck_fields(), st.sampled_from(["\n", "\ud800", "\uffff"]))
def test_the_struck_field_is_the_one_that_is_named(case, stroke):
    """Characters that no field holds, in the middle of an otherwise right field."""
    document, record_field = case
    record = bytearray(encode_record(document))
    part = LAYOUTS[document.kind][record_field][0]
    record[part] = stroke.encode(ENCODING, "surrogatepass") * ((part.stop - part.start) // 2)

    assert parse_record(bytes(record)) == malformed(record_field)


EMPTY_ALLOWED = {
    (DocumentKind.FOREIGN_RESIDENCE_2017, "name"),
    (DocumentKind.FOREIGN_RESIDENCE_2023, "name"),
    (DocumentKind.FOREIGN_RESIDENCE_2023, "issues"),
    (DocumentKind.FOREIGN_RESIDENCE_2023, "former_permit"),
}


@pytest.mark.parametrize("padding", [b" \0", b"\0\0"])
@pytest.mark.parametrize(
    ("document", "record_field"),
    [(each, name) for each in SPECIMENS for name in LAYOUTS[each.kind] if name != "kind"],
)
def test_a_blank_field_is_named_unless_the_card_may_leave_it_blank(document, record_field, padding):
    record = bytearray(encode_record(document))
    for part in LAYOUTS[document.kind][record_field]:
        record[part] = padding * ((part.stop - part.start) // 2)
    read = parse_record(bytes(record))

    if (document.kind, record_field) in EMPTY_ALLOWED:
        blank = document.latin_name if record_field == "name" else ""
        assert read == replace(document, **{record_field: blank})
    else:
        assert read == malformed(record_field)


@ANY
def test_nul_padding_is_accepted(document):
    record = bytearray(encode_record(document))
    for parts in LAYOUTS[document.kind].values():
        for part in parts:
            text = record[part].decode(ENCODING)
            record[part] = text.rstrip(" ").ljust(len(text), "\0").encode(ENCODING)

    assert parse_record(bytes(record)) == document


@ANY
def test_valid_for_life_has_no_end(document):
    read = parse_record(with_text(document, RecordField.VALID_UNTIL, "长期"))

    assert read == replace(document, valid_until=None)
    assert not read.expired_on(date(9999, 12, 31))


@ANY
def test_a_document_expires_the_day_after_its_last(document):
    read = parse_record(with_text(document, RecordField.VALID_UNTIL, "20400229"))

    assert not read.expired_on(date(2040, 2, 29))
    assert read.expired_on(date(2040, 3, 1))


@ANY
@pytest.mark.parametrize(
    ("code", "sex"),
    [("0", Sex.UNKNOWN), ("1", Sex.MALE), ("2", Sex.FEMALE), ("9", Sex.UNSPECIFIED)],
)
def test_each_sex_code_has_its_word(document, code, sex):
    assert parse_record(with_text(document, RecordField.SEX, code)).sex is sex


@ANY
@pytest.mark.parametrize(
    ("record_field", "text"),
    [
        (RecordField.SEX, "3"),
        (RecordField.SEX, "男"),
        (RecordField.BIRTH_DATE, "19930231"),
        (RecordField.VALID_FROM, "长期"),
        (RecordField.VALID_FROM, "20190431"),
        (RecordField.VALID_UNTIL, "长久"),
        (RecordField.VALID_UNTIL, "２0390402"),
        (RecordField.VALID_UNTIL, "20170531"),
    ],
)
def test_what_is_wrong_on_any_card_is_named(document, record_field, text):
    assert parse_record(with_text(document, record_field, text)) == malformed(record_field)


@pytest.mark.parametrize(
    ("record_field", "text"),
    [
        (RecordField.NAME, "李\n明"),
        (RecordField.NAME, "李\0明"),
        (RecordField.NAME, "李\u2028明"),
        (RecordField.ETHNIC_CODE, "1"),
        (RecordField.ETHNIC_CODE, "０1"),
        (RecordField.BIRTH_DATE, "19930719"),
        (RecordField.ID_NUMBER, "860303199307180315"),
        (RecordField.ID_NUMBER, "86030319930718031"),
        (RecordField.ID_NUMBER, "931586199307180022"),
        (RecordField.ID_NUMBER, "11010519491331002X"),
        (RecordField.VALID_UNTIL, "20190401"),
    ],
)
def test_each_wrong_field_of_a_resident_card_is_named(record_field, text):
    assert parse_record(with_text(RESIDENT, record_field, text)) == malformed(record_field)


def test_the_offsets_are_those_of_the_published_layout():
    record = encode_record(RESIDENT)

    def text(start, length):
        return record[start : start + length].decode("utf-16-le").rstrip()

    assert text(0, 30) == "李明轩"
    assert text(30, 2) == "1"
    assert text(32, 4) == "01"
    assert text(36, 16) == "19930718"
    assert text(52, 70) == RESIDENT.address
    assert text(122, 36) == "860303199307180314"
    assert text(158, 30) == RESIDENT.issuer
    assert text(188, 16) == "20190402"
    assert text(204, 16) == "20390402"
    assert text(220, 36) == ""


@pytest.mark.parametrize("code", ["97", "98", "57", "58", "77"])
def test_an_ethnic_code_without_a_group_stays_a_code(code):
    assert parse_record(with_text(RESIDENT, RecordField.ETHNIC_CODE, code)).ethnic_code == code


def test_a_character_outside_the_basic_plane_is_a_character():
    assert parse_record(with_text(RESIDENT, RecordField.NAME, "李𠮷")).name == "李𠮷"


def test_half_a_surrogate_pair_is_malformed():
    record = bytearray(encode_record(RESIDENT))
    record[0:2] = b"\x00\xd8"

    assert parse_record(bytes(record)) == malformed(RecordField.NAME)


@pytest.mark.parametrize("letter", "ABZj")
def test_a_letter_of_no_known_card_is_another_card(letter):
    record = with_text(RESIDENT, RecordField.KIND, letter)

    assert parse_record(record) == CardUnread(ReadFailure.NOT_AN_IDENTITY_CARD, "kind")


@pytest.mark.parametrize("noise", [b"\x00\xd8", b"\x01\x00", b"\xff\xff", b"1\x00", b"\x4a\x4a"])
def test_noise_in_place_of_the_letter_is_malformed(noise):
    record = encode_record(RESIDENT)

    assert parse_record(record[:KIND_BYTE] + noise + record[KIND_BYTE + 2 :]) == malformed(
        RecordField.KIND
    )


@pytest.mark.parametrize("filler", [b" \0", b"\0\0", b"\xff\xff"])
def test_a_record_that_was_never_written_is_malformed(filler):
    read = parse_record(filler * (RECORD_LENGTH // 2))

    assert read == malformed(RecordField.KIND if filler[0] == 0xFF else RecordField.NAME)


@pytest.mark.parametrize("length", [0, RECORD_LENGTH - 1, RECORD_LENGTH + 1])
def test_other_lengths_are_a_mistake_of_the_caller(length):
    with pytest.raises(ValueError, match="256"):
        parse_record(bytes(length))


def test_the_results_hide_their_holder():
    assert repr(parse_record(encode_record(FOREIGN_2023))) == (
        "IdentityDocument(kind=<DocumentKind.FOREIGN_RESIDENCE_2023: 'foreign_residence_2023'>)"
    )


@pytest.mark.parametrize(
    ("document", "record_field"),
    [
        (replace(RESIDENT, name="李" * 16), "name"),
        (replace(RESIDENT, name="\ud800"), "name"),
        (replace(RESIDENT, name=""), "name"),
        (replace(RESIDENT, name="李 "), "name"),
        (replace(RESIDENT, id_number="860303199307180315"), "id_number"),
        (replace(RESIDENT, birth_date=date(1993, 7, 19)), "birth_date"),
        (replace(RESIDENT, valid_until=date(2019, 4, 1)), "valid_until"),
        (replace(RESIDENT, nationality="PAK"), "nationality"),
        (replace(RESIDENT, travel_permit="H00000001"), "travel_permit"),
        (replace(HMT, ethnic_code="01"), "ethnic_code"),
        (replace(HMT, id_number="860303199307180314"), "id_number"),
        (replace(HMT, travel_permit="H000000011"), "travel_permit"),
        (replace(FOREIGN_2017, address="虚构路1号"), "address"),
        (replace(FOREIGN_2017, issuer="15000"), "issuer"),
        (replace(FOREIGN_2023, issuer="1500"), "issuer"),
        (replace(FOREIGN_2023, latin_name="A" * 47), "latin_name"),
        (replace(FOREIGN_2023, latin_name="A  B"), "latin_name"),
        (replace(RESIDENT, kind=DocumentKind.SOCIAL_SECURITY), "kind"),
        (replace(RESIDENT, kind=DocumentKind.TRAVEL), "kind"),
    ],
)
def test_what_a_record_cannot_carry_is_not_written(document, record_field):
    with pytest.raises(ValueError, match=rf"^{record_field} ") as refusal:
        encode_record(document)

    assert document.id_number not in str(refusal.value)


@pytest.mark.parametrize("resident", load_residents().values(), ids=lambda each: each.key)
def test_every_resident_of_the_sandbox_has_a_card(resident):
    document = document_of(resident)

    assert parse_record(encode_record(document), document.photo) == document
