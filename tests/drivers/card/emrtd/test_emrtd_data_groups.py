"""The face record in DG2 (ISO/IEC 19794-5) and the tag list in EF.COM."""

import struct

import pytest

from drivers.card.emrtd import Malformed
from drivers.card.emrtd.data_groups import encode_com, encode_dg2, image_of, listed_tags
from drivers.card.emrtd.tlv import encode

IMAGE = b"\xff\xd8 opaque \xff\xd9"


def dg2(block_length: int, points: int, tail: bytes, tag: int = 0x5F2E) -> bytes:
    """A DG2 written out by hand: header 14 bytes, face block 20, points 8 each, image info 12."""
    record = b"FAC\x00010\x00" + struct.pack(">IH", 14 + block_length, 1)
    record += struct.pack(">IH", block_length, points) + bytes(14) + tail
    template = encode(0x7F60, encode(0xA1, b"") + encode(tag, record))
    return encode(0x75, encode(0x7F61, encode(0x02, b"\x01") + template))


@pytest.mark.parametrize("points", [0, 2])
@pytest.mark.parametrize("tag", [0x5F2E, 0x7F2E])
def test_image_stands_behind_the_feature_points(points: int, tag: int) -> None:
    tail = bytes(8 * points + 12) + IMAGE
    assert image_of(dg2(20 + len(tail), points, tail, tag)) == IMAGE


def test_next_face_is_left_out() -> None:
    tail = bytes(12) + IMAGE
    assert image_of(dg2(20 + len(tail), 0, tail + b"next face")) == IMAGE


@pytest.mark.parametrize(
    ("block_length", "points"), [(0, 0), (32, 0), (33 + len(IMAGE), 0), (32 + len(IMAGE), 0xFFFF)]
)
def test_lengths_that_do_not_fit(block_length: int, points: int) -> None:
    assert image_of(dg2(block_length, points, bytes(12) + IMAGE)) == Malformed("image")


def test_encoder_agrees_with_the_hand_written_record() -> None:
    tail = bytes(12) + IMAGE
    assert encode_dg2(IMAGE) == dg2(20 + len(tail), 0, tail)


def test_other_biometric_data_is_malformed() -> None:
    assert image_of(encode_dg2(IMAGE).replace(b"FAC", b"FIR")) == Malformed("image")


def test_tag_list() -> None:
    com = bytes.fromhex("60145F0104303130365F36063034303030305C026175")
    assert listed_tags(com) == {0x61, 0x75}
    assert listed_tags(encode_com(b"\x61")) == {0x61}
    assert listed_tags(com[:-1]) == Malformed("com")
