"""What is particular to the records of residence permits J, I and Y."""

from dataclasses import replace

import pytest

from drivers import CardUnread, ReadFailure
from drivers.card.identity_record import encode_record, parse_record
from drivers.card.permit_number import icao_check_digit
from tests.fixtures.identity_documents import (
    FOREIGN_2017,
    FOREIGN_2023,
    HMT,
    LONG_LATIN_NAME,
    checked,
)

Y_HEAD, Y_TAIL = slice(52, 122), slice(220, 242)


def text(record, start, length):
    return record[start : start + length].decode("utf-16-le").rstrip()


def changed(document, at, content):
    """The document's record with ``content``, padded with spaces, in the slice ``at``."""
    record = bytearray(encode_record(document))
    record[at] = content.ljust((at.stop - at.start) // 2).encode("utf-16-le")
    assert len(record) == 256
    return bytes(record)


def malformed(field):
    return CardUnread(ReadFailure.MALFORMED, field)


def test_the_offsets_of_j():
    record = encode_record(HMT)

    assert (text(record, 0, 30), text(record, 30, 2)) == ("陈虚构", "2")
    assert text(record, 32, 4) == ""
    assert (text(record, 36, 16), text(record, 52, 70)) == ("19930718", HMT.address)
    assert (text(record, 122, 36), text(record, 158, 30)) == (HMT.id_number, HMT.issuer)
    assert (text(record, 188, 16), text(record, 204, 16)) == ("20190402", "20240402")
    assert (text(record, 220, 18), text(record, 238, 4)) == ("H00000001", "01")
    assert (text(record, 242, 6), text(record, 248, 2), text(record, 250, 6)) == ("", "J", "")


def test_the_offsets_of_i():
    record = encode_record(FOREIGN_2017)

    assert (text(record, 0, 120), text(record, 120, 2)) == ("SPECIMEN, CARD", "2")
    assert (text(record, 122, 30), text(record, 152, 6)) == ("PAK310080010103", "PAK")
    assert text(record, 158, 30) == "证件样本"
    assert (text(record, 188, 16), text(record, 204, 16)) == ("20170601", "20270531")
    assert (text(record, 220, 16), text(record, 236, 4)) == ("19800101", "01")
    assert (text(record, 240, 8), text(record, 248, 2)) == ("1500", "I")


def test_the_offsets_of_y():
    record = encode_record(FOREIGN_2023)

    assert (text(record, 0, 30), text(record, 30, 2), text(record, 32, 4)) == (
        "证件样本",
        "2",
        "01",
    )
    assert (text(record, 36, 16), text(record, 122, 36)) == ("19800101", "931586198001010028")
    assert record[Y_HEAD].decode("utf-16-le") == LONG_LATIN_NAME[:35]
    assert record[Y_TAIL].decode("utf-16-le") == LONG_LATIN_NAME[35:]
    assert text(record, 158, 30) == ""
    assert (text(record, 188, 16), text(record, 204, 16)) == ("20170601", "20270531")
    assert (text(record, 242, 6), text(record, 248, 2)) == ("PAK", "Y")
    assert text(record, 250, 6) == "103"


@pytest.mark.parametrize("area", ["810000", "820000", "830000"])
@pytest.mark.parametrize("travel_permit", ["H00000001", "M00000001", "00000001"])
def test_j_of_all_three_areas(area, travel_permit):
    document = replace(
        HMT, id_number=checked(f"{area}19930718000"), travel_permit=travel_permit, issues="12"
    )

    assert parse_record(encode_record(document)) == document


@pytest.mark.parametrize(
    "number",
    [
        "860303199307180314",
        "811000199307180005",
        checked("71000019930718000"),
        checked("93158619930718000"),
        checked("81000019931318000"),
        "810000199307180003",
    ],
)
def test_j_has_no_other_area(number):
    assert parse_record(changed(HMT, slice(122, 158), number)) == malformed("id_number")


def test_what_is_reserved_on_j_may_hold_anything():
    record = bytearray(encode_record(HMT))
    for reserved in (slice(32, 36), slice(242, 248), slice(250, 256)):
        record[reserved] = b"\xff" * (reserved.stop - reserved.start)

    assert parse_record(bytes(record)) == HMT


@pytest.mark.parametrize(
    "permit", ["X00000001", "H0000001", "H0000000A", "h00000001", "Ｈ00000001"]
)
def test_a_wrong_travel_permit_is_named(permit):
    assert parse_record(changed(HMT, slice(220, 238), permit)) == malformed("travel_permit")


def test_a_wrong_number_of_issues_is_named():
    assert parse_record(changed(HMT, slice(238, 242), "A")) == malformed("issues")


@pytest.mark.parametrize("document", [FOREIGN_2017, FOREIGN_2023], ids=["I", "Y"])
def test_without_a_chinese_name_the_latin_one_is_the_name(document):
    latin_only = replace(document, name=document.latin_name)
    record = encode_record(latin_only)

    assert parse_record(record).name == document.latin_name
    assert text(record, *((158, 30) if document is FOREIGN_2017 else (0, 30))) == ""


@pytest.mark.parametrize("document", [FOREIGN_2017, FOREIGN_2023], ids=["I", "Y"])
def test_a_foreigner_has_no_address_and_no_ethnic_group(document):
    read = parse_record(encode_record(document))

    assert (read.address, read.ethnic_code, read.nationality) == ("", "", "PAK")


@pytest.mark.parametrize(
    ("at", "content", "field"),
    [
        (slice(0, 120), "SPECIMEN 2", "latin_name"),
        (slice(0, 120), "SPECI\0MEN", "latin_name"),
        (slice(122, 152), "PAK310080010104", "id_number"),
        (slice(122, 152), "pAK310080010103", "id_number"),
        (slice(122, 152), "931586198001010", "id_number"),
        (slice(152, 158), "USA", "nationality"),
        (slice(152, 158), "PA", "nationality"),
        (slice(158, 188), "样\n本", "name"),
        (slice(236, 240), "-1", "issues"),
        (slice(240, 248), "15-0", "issuer"),
    ],
)
def test_each_wrong_field_of_i_is_named(at, content, field):
    assert parse_record(changed(FOREIGN_2017, at, content)) == malformed(field)


def test_the_birth_date_of_i_is_not_looked_for_in_its_number():
    """What the digits of the number mean is not published."""
    stem = "PAK31007912310"
    number = stem + icao_check_digit(stem)

    assert parse_record(changed(FOREIGN_2017, slice(122, 152), number)).id_number == number


@pytest.mark.parametrize(
    ("at", "content", "field"),
    [
        (slice(32, 36), "汉", "issues"),
        (slice(36, 52), "19800102", "birth_date"),
        (slice(122, 158), "931586198001010029", "id_number"),
        (slice(122, 158), checked("81000019800101002"), "id_number"),
        (slice(122, 158), checked("93158619801301002"), "id_number"),
        (slice(242, 248), "Pak", "nationality"),
        (slice(242, 248), "586", "nationality"),
        (slice(250, 256), "1\n3", "former_permit"),
    ],
)
def test_each_wrong_field_of_y_is_named(at, content, field):
    assert parse_record(changed(FOREIGN_2023, at, content)) == malformed(field)


@pytest.mark.parametrize(
    "name",
    ["A", "A" * 35, "A" * 36, "A" * 46, "A" * 34 + " B", "A" * 35 + " B", "A" * 33 + " BC DE"],
)
def test_a_latin_name_of_y_may_lie_across_both_its_parts(name):
    document = replace(FOREIGN_2023, latin_name=name)

    assert parse_record(encode_record(document)) == document


SHORT = replace(FOREIGN_2023, latin_name="SPECIMEN, CARD", issues="98")


def test_y_as_the_other_published_reading_has_it():
    """An ethnic group, an issuing office, a travel permit and its issues: nothing is mixed up."""
    record = bytearray(changed(SHORT, Y_TAIL, "H0000000101"))
    record[158:188] = "国家移民管理局".ljust(15).encode("utf-16-le")

    assert parse_record(bytes(record)) == SHORT


def test_a_name_that_may_be_cut_is_malformed():
    record = changed(FOREIGN_2023, Y_TAIL, "H0000000101")

    assert parse_record(record) == malformed("latin_name")


def test_words_that_were_wrapped_between_the_parts_are_one_name():
    wrapped = changed(SHORT, Y_TAIL, "OF NOWHERE")

    assert parse_record(wrapped).latin_name == "SPECIMEN, CARD OF NOWHERE"


@pytest.mark.parametrize(
    ("at", "blank"), [(slice(158, 188), b"\xff\xff"), (slice(158, 188), b"\0\0")]
)
def test_what_is_reserved_on_y_may_hold_anything(at, blank):
    record = bytearray(encode_record(FOREIGN_2023))
    record[at] = blank * ((at.stop - at.start) // 2)

    assert parse_record(bytes(record)) == FOREIGN_2023
