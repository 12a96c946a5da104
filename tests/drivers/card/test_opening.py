"""From a reader's configuration to a reader; nothing is opened, so no device is needed."""

import sys
from types import ModuleType
from typing import ClassVar

import pytest

from drivers import CardUnread, ChipOnly, ConfigurationError, Deadline, ReadFailure
from drivers._config import CCID_ESCAPE, SAM_BAUD, CardProfile, CardReaderConfig
from drivers.card import ApduCardReader, open_card_reader, open_pcsc_reader
from drivers.card import pcsc as pcsc_module
from drivers.card.apdu import Response
from drivers.card.sam_frames import SamCommand
from drivers.card.transport import CardLink
from drivers.sim.wallet import load_wallet

WALLET = load_wallet()


class FakeTransport(CardLink):
    """Stands for PC/SC: a card that is asked directly."""

    card = None
    names: ClassVar[list[str]] = []

    def __init__(self, reader_name: str) -> None:
        self.names.append(reader_name)

    def connect(self, deadline):
        return self

    def close(self):
        pass

    def transmit(self, apdu, deadline):
        return Response.from_bytes(self.card.respond(apdu))


class BareChip:
    """A resident card on a reader without a SAM."""

    def respond(self, apdu: bytes) -> bytes:
        serial = apdu == bytes.fromhex("0036000008")
        return bytes(range(8)) + b"\x90\x00" if serial else b"\x6d\x00"


@pytest.fixture
def transport(monkeypatch) -> type[FakeTransport]:
    monkeypatch.setattr(pcsc_module, "PcscTransport", FakeTransport)
    monkeypatch.setattr(FakeTransport, "names", [])
    return FakeTransport


def read(config: CardReaderConfig, card, transport) -> object:
    transport.card = card
    return open_card_reader(config).read(Deadline.after(20.0))


def test_a_sam_reader_reads_identity_and_social_security_cards(transport):
    config = CardReaderConfig(CardProfile.PCSC_SAM_READBINARY, reader_name="Contactless")

    for key in ("li", "he", "moore", "silva", "li_ss2"):
        assert read(config, WALLET.card(key), transport) == WALLET.expected(key)
    assert read(config, WALLET.card("doe"), transport) == CardUnread(ReadFailure.KEY_NEEDED)
    assert {*transport.names} == {"Contactless"}


def test_a_sam_reader_makes_no_serial_number_of_a_chip(transport):
    config = CardReaderConfig(CardProfile.PCSC_SAM_READBINARY)
    outcome = read(config, BareChip(), transport)

    assert outcome == CardUnread(ReadFailure.NOT_AN_IDENTITY_CARD)


def test_a_plain_reader_reads_what_needs_no_sam_and_else_a_serial_number(transport):
    config = CardReaderConfig(CardProfile.PCSC_UID)

    assert read(config, WALLET.card("li_ss2"), transport) == WALLET.expected("li_ss2")
    assert read(config, WALLET.card("doe"), transport) == CardUnread(ReadFailure.KEY_NEEDED)
    assert read(config, BareChip(), transport) == ChipOnly(bytes(range(8)))


def test_a_plain_reader_never_makes_an_identity_of_an_identity_card(transport):
    outcome = read(CardReaderConfig(CardProfile.PCSC_UID), WALLET.card("li"), transport)

    assert outcome == CardUnread(ReadFailure.NOT_AN_IDENTITY_CARD)


def test_the_other_profiles_are_opened_with_what_they_need(monkeypatch):
    frame_reader, probing = ModuleType("frame_reader"), ModuleType("probing")
    frame_reader.open_sam_serial_reader = lambda path, baud, reset: ("serial", path, baud, reset)
    frame_reader.open_sam_escape_reader = lambda name, code, reset: ("escape", name, code, reset)
    probing.open_probed_reader = lambda config: ("probe", config)
    monkeypatch.setitem(sys.modules, "drivers.card.frame_reader", frame_reader)
    monkeypatch.setitem(sys.modules, "drivers.card.probing", probing)
    serial = CardReaderConfig(CardProfile.SAM_SERIAL, serial_path="/dev/ttyS1", old_reset=True)
    escape = CardReaderConfig(CardProfile.PCSC_SAM_ESCAPE, reader_name="SAM")
    probe = CardReaderConfig(CardProfile.PROBE)

    assert open_card_reader(serial) == ("serial", "/dev/ttyS1", SAM_BAUD, SamCommand.RESET_OLD)
    assert open_card_reader(escape) == ("escape", "SAM", CCID_ESCAPE, SamCommand.RESET)
    assert open_card_reader(probe) == ("probe", probe)


def test_a_serial_reader_needs_a_port():
    with pytest.raises(ConfigurationError, match="serial_path"):
        open_card_reader(CardReaderConfig(CardProfile.SAM_SERIAL))


def test_a_simulated_reader_is_not_opened_here():
    with pytest.raises(ConfigurationError, match="simulated"):
        open_card_reader(CardReaderConfig())


@pytest.mark.parametrize("profile", [CardProfile.PCSC_SAM_READBINARY, CardProfile.PCSC_UID])
def test_country_authorities_that_cannot_be_loaded_are_told_at_once(profile, tmp_path, transport):
    (tmp_path / "authority.pem").write_text("not a certificate")

    with pytest.raises(ConfigurationError):
        open_card_reader(CardReaderConfig(profile, csca_folder=tmp_path))


def test_the_short_way_to_a_sam_reader(transport):
    assert isinstance(open_pcsc_reader("Virtual"), ApduCardReader)
    assert transport.names == ["Virtual"]
