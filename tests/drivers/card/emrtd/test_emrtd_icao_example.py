"""The worked example of ICAO 9303-11, appendix D: every step against the printed values."""

from collections.abc import Iterator

import pytest

from drivers.card.apdu import Response
from drivers.card.emrtd import Malformed, MrzKey, Tampered, mrz_key
from drivers.card.emrtd.basic_access import authentication_token, chip_key_part, first_counter
from drivers.card.emrtd.ciphers import KEY_LENGTH, SessionKeys, derive_keys, key_seed, pad, unpad
from drivers.card.emrtd.commands import PlainCommand, read_binary, select_file
from drivers.card.emrtd.secure_messaging import SecureChannel

CHIP_NONCE = bytes.fromhex("4608F91988702212")
TERMINAL_NONCE = bytes.fromhex("781723860C06C226")
TERMINAL_PART = bytes.fromhex("0B795240CB7049B01C19B33E32804F0B")
CHIP_PART = bytes.fromhex("0B4F80323EB3191CB04970CB4052790B")
SESSION = SessionKeys(
    enc=bytes.fromhex("979EC13B1CBFE9DCD01AB0FED307EAE5"),
    mac=bytes.fromhex("F1CB1F1FB5ADF208806B89DC579DC1F8"),
)
COUNTER = 0x887022120C06C226
EXCHANGES = (
    (
        select_file(0x011E),
        "0CA4020C158709016375432908C044F68E08BF8B92D635FF24F800",
        "990290008E08FA855A5D4C50A8ED9000",
        "",
    ),
    (
        read_binary(0, 4),
        "0CB000000D9701048E08ED6705417E96BA5500",
        "8709019FF0EC34F9922651990290008E08AD55CC17140B2DED9000",
        "60145F01",
    ),
    (
        read_binary(4, 18),
        "0CB000040D9701128E082EA28A70F3C7B53500",
        "871901FB9235F4E4037F2327DCC8964F1F9B8C30F42C8E2FFF224A990290008E08C8B2787EAEA07D749000",
        "04303130365F36063034303030305C026175",
    ),
)


@pytest.fixture
def key() -> MrzKey:
    made = mrz_key("L898902C", "690806", "940623")
    assert isinstance(made, MrzKey)
    return made


def test_document_basic_access_keys(key: MrzKey) -> None:
    assert key.information == "L898902C<369080619406236"
    assert key_seed(key.information).hex().upper() == "239AB9CB282DAF66231DC5A4DF6BFBAE"
    assert key.keys.enc.hex().upper() == "AB94FDECF2674FDFB9B391F85D7F76F2"
    assert key.keys.mac.hex().upper() == "7962D9ECE03D1ACD4C76089DCE131543"


def test_number_longer_than_its_field() -> None:
    made = mrz_key("D23145890734", "340712", "950712")
    assert isinstance(made, MrzKey)
    assert made.information == "D23145890734934071279507122"
    assert key_seed(made.information).hex().upper() == "B366AD857DDCA2B08C0E299811714730"


def test_mutual_authentication(key: MrzKey) -> None:
    token = authentication_token(key.keys, TERMINAL_NONCE + CHIP_NONCE + TERMINAL_PART)
    assert token.hex().upper() == (
        "72C29C2371CC9BDB65B779B8E8D37B29ECC154AA56A8799FAE2F498F76ED92F25F1448EEA8AD90A7"
    )
    answer = bytes.fromhex(
        "46B9342A41396CD7386BF5803104D7CEDC122B9132139BAF2EEDC94EE178534F2F2D235D074D7449"
    )
    assert chip_key_part(key.keys, answer, CHIP_NONCE + TERMINAL_NONCE) == CHIP_PART
    assert chip_key_part(key.keys, answer, TERMINAL_NONCE + CHIP_NONCE) is None
    seed = bytes(a ^ b for a, b in zip(TERMINAL_PART, CHIP_PART, strict=True))
    assert len(seed) == KEY_LENGTH
    assert derive_keys(seed) == SESSION
    assert first_counter(CHIP_NONCE, TERMINAL_NONCE) == COUNTER


def test_secure_messaging() -> None:
    chip = _Script(answer for _, _, answer, _ in EXCHANGES)
    channel = SecureChannel(chip.transmit, SESSION, COUNTER)
    for command, _, _, plain in EXCHANGES:
        assert channel.exchange(command) == Response(bytes.fromhex(plain), 0x9000)
    assert chip.sent == [sent for _, sent, _, _ in EXCHANGES]


def test_replayed_response_ends_the_channel() -> None:
    first, second = EXCHANGES[0], EXCHANGES[1]
    chip = _Script([first[2], first[2], second[2]])
    channel = SecureChannel(chip.transmit, SESSION, COUNTER)
    assert isinstance(channel.exchange(first[0]), Response)
    assert channel.exchange(second[0]) == Tampered()
    assert channel.exchange(second[0]) == Tampered()
    assert len(chip.sent) == 2


def test_success_without_a_mac_is_tampered() -> None:
    channel = SecureChannel(lambda _: Response(b"", 0x9000), SESSION, COUNTER)
    assert channel.exchange(select_file(0x011E)) == Tampered()


def test_plain_refusal_is_passed_on() -> None:
    channel = SecureChannel(lambda _: Response(b"", 0x6988), SESSION, COUNTER)
    assert channel.exchange(select_file(0x011E)) == Response(b"", 0x6988)


@pytest.mark.parametrize(
    ("number", "birth", "expiry", "field"),
    [
        ("", "690806", "940623", "document_number"),
        ("l898902c", "690806", "940623", "document_number"),
        ("L898902C<", "690806", "940623", "document_number"),
        ("L898902C\n", "690806", "940623", "document_number"),
        ("L" * 23, "690806", "940623", "document_number"),
        ("L898902C", "691306", "940623", "birth"),
        ("L898902C", "６９0806", "940623", "birth"),
        ("L898902C", "690806", "940600", "expiry"),
        ("L898902C", "690806", "<<<<<<", "expiry"),
    ],
)
def test_key_grammar(number: str, birth: str, expiry: str, field: str) -> None:
    assert mrz_key(number, birth, expiry) == Malformed(field)


def test_unknown_birth_month_and_day_are_allowed() -> None:
    assert isinstance(mrz_key("L898902C", "69<<<<", "940623"), MrzKey)


def test_nothing_shows_the_key(key: MrzKey) -> None:
    assert "L898902C" not in repr(key)
    assert key.keys.mac.hex() not in repr(key.keys)
    assert "token" not in repr(PlainCommand(0x82, 0, 0, b"token"))


@pytest.mark.parametrize("data", [b"", b"1234567", b"12345678", b"\x80\0"])
def test_padding(data: bytes) -> None:
    assert len(pad(data)) % 8 == 0
    assert unpad(pad(data)) == data


@pytest.mark.parametrize("data", [b"", bytes(8), b"12345678", b"\x80" + bytes(8)])
def test_bad_padding(data: bytes) -> None:
    assert unpad(data) is None


class _Script:
    def __init__(self, answers: Iterator[str] | list[str]) -> None:
        self._answers = iter(answers)
        self.sent: list[str] = []

    def transmit(self, apdu: bytes) -> Response:
        self.sent.append(apdu.hex().upper())
        return Response.from_bytes(bytes.fromhex(next(self._answers)))
