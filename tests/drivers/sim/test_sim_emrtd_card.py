"""The simulated eMRTD chip refuses what a real one refuses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers._documents import Sex
from drivers.card.apdu import Response
from drivers.card.emrtd import Mrz, MrzForm, MrzKey, mrz_key
from drivers.card.emrtd.basic_access import authentication_token, open_channel
from drivers.card.emrtd.commands import (
    PlainCommand,
    external_authenticate,
    get_challenge,
    read_binary,
    select_application,
    select_file,
)
from drivers.card.emrtd.secure_messaging import SecureChannel
from drivers.sim.emrtd_card import SimEmrtdCard

READ_COM = bytes.fromhex("00B09E0000")
COM = 0x011E


def make_card() -> SimEmrtdCard:
    mrz = Mrz(
        MrzForm.TD3, "P", "UTO", "L898902C3", "740812", Sex.FEMALE, "320415", "UTO", "DOE", "JO"
    )
    return SimEmrtdCard(mrz, image=b"image", random_bytes=lambda count: bytes(range(count)))


@pytest.fixture
def card() -> SimEmrtdCard:
    return make_card()


@pytest.fixture
def sent() -> list[bytes]:
    return []


@pytest.fixture
def channel(card: SimEmrtdCard, sent: list[bytes]) -> SecureChannel:
    def transmit(apdu: bytes) -> Response:
        sent.append(apdu)
        return Response.from_bytes(card.respond(apdu))

    key = mrz_key("L898902C3", "740812", "320415")
    assert isinstance(key, MrzKey)
    opened = open_channel(transmit, key, lambda count: bytes(count))
    assert isinstance(opened, SecureChannel)
    return opened


def sw(card: SimEmrtdCard, apdu: bytes) -> str:
    return card.respond(apdu)[-2:].hex()


def test_nothing_without_the_application(card: SimEmrtdCard) -> None:
    assert sw(card, get_challenge().to_bytes()) == "6a82"


def test_plain_reads_are_refused(card: SimEmrtdCard) -> None:
    assert sw(card, select_application().to_bytes()) == "9000"
    assert sw(card, select_file(COM).to_bytes()) == "6982"
    assert sw(card, READ_COM) == "6982"


def test_a_plain_command_ends_the_session(card: SimEmrtdCard, channel: SecureChannel) -> None:
    assert channel.exchange(select_file(COM)) == Response(b"", 0x9000)
    assert sw(card, READ_COM) == "6982"
    assert channel.exchange(read_binary(0, 4)) == Response(b"", 0x6982)


def test_a_replayed_command_ends_the_session(
    card: SimEmrtdCard, channel: SecureChannel, sent: list[bytes]
) -> None:
    channel.exchange(select_file(COM))
    assert sw(card, sent[-1]) == "6988"
    assert sw(card, sent[-1]) == "6982"


def test_missing_objects(card: SimEmrtdCard, channel: SecureChannel) -> None:
    assert sw(card, bytes.fromhex("0CB0000000")) == "6987"


def test_a_challenge_is_good_once(card: SimEmrtdCard, sent: list[bytes]) -> None:
    card.respond(select_application().to_bytes())
    card.respond(get_challenge().to_bytes())
    wrong = bytes.fromhex("0082000028") + bytes(40) + b"\x28"
    assert sw(card, wrong) == "6300"
    assert sw(card, wrong) == "6982"


def test_reads_stop_at_the_end(channel: SecureChannel) -> None:
    channel.exchange(select_file(COM))
    whole = channel.exchange(read_binary(0, 223))
    assert isinstance(whole, Response)
    assert whole.data.hex().startswith("60155f01043031303")
    assert channel.exchange(read_binary(len(whole.data), 1)) == Response(b"", 0x6B00)


def test_absent_file(channel: SecureChannel) -> None:
    assert channel.exchange(select_file(0x0103)) == Response(b"", 0x6A82)


def test_answer_to_reset_checksum() -> None:
    checksum = 0
    for byte in SimEmrtdCard.atr[1:]:
        checksum ^= byte
    assert checksum == 0


def test_unknown_command(channel: SecureChannel) -> None:
    assert channel.exchange(PlainCommand(0xD6, 0, 0, b"write")) == Response(b"", 0x6D00)


@given(st.lists(st.binary(max_size=60), max_size=5))
def test_any_command_is_answered(apdus: list[bytes]) -> None:
    card = make_card()
    card.respond(select_application().to_bytes())
    for apdu in apdus:
        assert len(card.respond(apdu)) >= 2


def test_token_for_another_challenge(card: SimEmrtdCard) -> None:
    key = mrz_key("L898902C3", "740812", "320415")
    assert isinstance(key, MrzKey)
    for challenge, status in ((bytes(8), "6300"), (bytes(range(8)), "9000")):
        card.respond(select_application().to_bytes())
        assert card.respond(get_challenge().to_bytes())[:8] == bytes(range(8))
        token = authentication_token(key.keys, bytes(8) + challenge + bytes(16))
        assert sw(card, external_authenticate(token).to_bytes()) == status
