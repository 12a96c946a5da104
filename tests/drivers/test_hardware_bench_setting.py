"""How ``KIOSK_HARDWARE`` names the reader on a technician's bench."""

import pytest

from drivers import CardProfile, CardReaderConfig
from tests.fixtures.hardware import hardware_config


@pytest.mark.parametrize(
    ("text", "config"),
    [
        ("pcsc-uid", CardReaderConfig(CardProfile.PCSC_UID)),
        (
            "pcsc-sam-readbinary:ACS: 2",
            CardReaderConfig(CardProfile.PCSC_SAM_READBINARY, "ACS: 2"),
        ),
        (
            "sam-serial:/dev/ttyUSB0",
            CardReaderConfig(CardProfile.SAM_SERIAL, serial_path="/dev/ttyUSB0"),
        ),
    ],
)
def test_a_profile_with_its_place(text, config):
    assert hardware_config(text) == config


def test_a_profile_file_is_taken_as_the_kiosk_takes_it(tmp_path):
    file = tmp_path / "bench.yaml"
    file.write_text(
        "devices:\n  card_reader:\n    driver: sam-serial\n"
        "    serial_path: /dev/ttyS1\n    baud: 9600\n  printer:\n    driver: simulated\n"
    )
    expected = CardReaderConfig(CardProfile.SAM_SERIAL, serial_path="/dev/ttyS1", baud=9600)
    assert hardware_config(str(file)) == expected


def test_an_unknown_profile_is_refused():
    with pytest.raises(ValueError, match="pcsc-magic"):
        hardware_config("pcsc-magic")
