"""What a reader without a SAM tells of a chip: a serial number, and never an identity."""

import pytest

from drivers import CardUnread, ChipOnly, ReadFailure
from drivers.card.apdu import Response
from drivers.card.chip_serial import chip_serial

RESIDENT_SERIAL = "0036000008"
GET_UID = "FFCA000000"
SERIAL = bytes.fromhex("0102030405060708")
NOTHING = CardUnread(ReadFailure.NOT_AN_IDENTITY_CARD)


def read(answers: dict[str, Response]) -> tuple[object, list[str]]:
    asked: list[str] = []

    def transmit(apdu: bytes) -> Response:
        asked.append(apdu.hex().upper())
        return answers.get(asked[-1], Response(b"", 0x6D00))

    return chip_serial(transmit, None), asked


def test_a_resident_card_tells_its_own_serial_number():
    assert read({RESIDENT_SERIAL: Response(SERIAL, 0x9000)}) == (
        ChipOnly(SERIAL),
        [RESIDENT_SERIAL],
    )


@pytest.mark.parametrize("length", [4, 7, 8, 10])
def test_the_reader_tells_the_identifier_of_other_chips(length):
    uid = bytes(range(1, length + 1))

    assert read({GET_UID: Response(uid, 0x9000)}) == (ChipOnly(uid), [RESIDENT_SERIAL, GET_UID])


@pytest.mark.parametrize(
    "uid", [Response(bytes(4), 0x9000), Response(b"", 0x9000), Response(SERIAL[:4], 0x6300)]
)
def test_zeros_nothing_and_errors_are_no_serial_number(uid):
    assert read({GET_UID: uid})[0] == NOTHING


@pytest.mark.parametrize(
    "serial",
    [Response(bytes(8), 0x9000), Response(SERIAL[:7], 0x9000), Response(SERIAL, 0x6281)],
)
def test_a_serial_number_of_another_form_is_not_taken(serial):
    uid = bytes.fromhex("01020304")

    assert read({RESIDENT_SERIAL: serial})[0] == NOTHING
    assert read({RESIDENT_SERIAL: serial, GET_UID: Response(uid, 0x9000)})[0] == ChipOnly(uid)


@pytest.mark.parametrize("length", [1, 3, 11, 256])
def test_an_identifier_of_a_strange_length_is_not_taken(length):
    assert read({GET_UID: Response(b"\1" * length, 0x9000)})[0] == NOTHING


def test_the_serial_number_does_not_show():
    outcome, _ = read({RESIDENT_SERIAL: Response(SERIAL, 0x9000)})

    assert repr(SERIAL) not in repr(outcome)
