"""APDU bytes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.card.apdu import Command, Response, StatusWord

BYTE = st.integers(0, 255)


def test_le_256_is_sent_as_zero():
    assert Command(0xFF, 0xB0, 5, 0, le=256).to_bytes() == bytes.fromhex("FFB0050000")


@given(st.builds(Command, BYTE, BYTE, BYTE, BYTE, st.none() | st.integers(1, 256)))
def test_commands_are_read_back(command):
    assert Command.from_bytes(command.to_bytes()) == command


@pytest.mark.parametrize("length", [0, 3, 6])
def test_commands_with_data_are_no_short_case_1_or_2(length):
    assert Command.from_bytes(bytes(length)) is None


@given(st.binary(), st.integers(0, 0xFFFF))
def test_responses_are_read_back(data, sw):
    response = Response(data, sw)

    assert Response.from_bytes(response.to_bytes()) == response
    assert response.ok is (sw == StatusWord.OK)


@pytest.mark.parametrize("raw", [b"", b"\x90"])
def test_a_response_without_status_word_is_none(raw):
    with pytest.raises(ValueError, match="status word"):
        Response.from_bytes(raw)


def test_response_data_stay_out_of_the_representation():
    assert "secret" not in repr(Response(b"secret", 0x9000))
