"""PC/SC result codes."""

import pytest

from drivers import TransportError
from drivers.card.pcsc_codes import error_of
from drivers.card.transport import CardGone, CardMute, LineFault


@pytest.mark.parametrize("code", [0x8010000C, 0x80100016, 0x80100068, 0x80100069])
def test_a_pulled_or_exchanged_card_is_gone(code):
    assert isinstance(error_of(code), CardGone)


@pytest.mark.parametrize("code", [0x8010000F, 0x80100066, 0x80100067])
def test_a_silent_object_is_mute(code):
    assert isinstance(error_of(code), CardMute)


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        (0x8010001D, LineFault.SERVICE_DOWN),
        (0x80100013, LineFault.SERVICE_DOWN),
        (0x80100003, LineFault.SERVICE_DOWN),
        (0x8010006A, LineFault.ACCESS_DENIED),
        (0x80100009, LineFault.NOT_CONNECTED),
        (0x8010002E, LineFault.NOT_CONNECTED),
        (0x8010000B, LineFault.IN_USE),
        (0x80100001, LineFault.HARDWARE),
    ],
)
def test_a_broken_line_has_a_code_and_tells_the_number(code, fault):
    error = error_of(code)

    assert isinstance(error, TransportError)
    assert error.code == fault
    assert error.detail == f"0x{code:08X}"


def test_signed_codes_are_the_same_codes():
    assert isinstance(error_of(0x80100069 - (1 << 32)), CardGone)
