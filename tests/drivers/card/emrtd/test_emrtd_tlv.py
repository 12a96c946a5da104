"""The bounded BER-TLV reader."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.card.emrtd.tlv import MAX_ITEMS, Header, Item, encode, find, items, read_header

TAGS = st.sampled_from([0x30, 0x5C, 0x61, 0x5F1F, 0x7F61])


@given(st.lists(st.tuples(TAGS, st.binary(max_size=300)), max_size=8))
def test_what_is_encoded_is_read(objects: list[tuple[int, bytes]]) -> None:
    data = b"".join(encode(tag, value) for tag, value in objects)
    assert items(data) == tuple(Item(*each) for each in objects)


@given(st.binary(max_size=200))
def test_any_bytes_are_objects_or_none(data: bytes) -> None:
    found = items(data)
    assert found is None or sum(len(item.value) for item in found) <= len(data)
    find(data, 0x61, 0x5F1F)
    read_header(data)


@pytest.mark.parametrize(
    "data",
    ["", "61", "00", "0000", "6180", "6184", "618400000001", "6182FF", "5F", "5F1F", "5F8101"],
)
def test_no_header(data: str) -> None:
    assert read_header(bytes.fromhex(data)) is None


def test_header_of_a_long_file() -> None:
    assert read_header(bytes.fromhex("75823F10")) == Header(0x75, 4, 0x3F10)


def test_truncated_value_and_left_over_byte() -> None:
    whole = encode(0x61, b"abc")
    assert items(whole[:-1]) is None
    assert items(whole + b"\x61") is None


def test_too_many_objects() -> None:
    assert items(encode(0x61, b"") * MAX_ITEMS) is not None
    assert items(encode(0x61, b"") * (MAX_ITEMS + 1)) is None


def test_length_forms() -> None:
    assert encode(0x61, bytes(127))[:2] == bytes.fromhex("617F")
    assert encode(0x61, bytes(128))[:3] == bytes.fromhex("618180")
    assert encode(0x61, bytes(256))[:4] == bytes.fromhex("61820100")
    with pytest.raises(ValueError, match="16 MiB"):
        encode(0x61, bytes(1 << 24))


def test_find_takes_the_first_at_each_level() -> None:
    data = encode(0x61, encode(0x5C, b"1") + encode(0x5C, b"2"))
    assert find(data, 0x61, 0x5C) == b"1"
    assert find(data, 0x61, 0x5F1F) is None
