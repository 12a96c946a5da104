"""The byte 20 never leaves as INS: not from any profile, whatever lies on the reader."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drivers import CardUnread, Deadline, SocialSecurityCard, TravelKey
from drivers._config import CardProfile, CardReaderConfig
from drivers._documents import ChipOnly
from drivers.card import ApduCardReader, pcsc, procedures
from drivers.card.apdu import Response, StatusWord
from drivers.card.opening import open_card_reader
from drivers.card.probe_card import ask_card
from drivers.card.transport import CardLink
from drivers.sim.wallet import load_wallet

VERIFY = 0x20
KEY = TravelKey("L898902C3", date(1974, 8, 12), date(2032, 4, 15))
WALLET = load_wallet()
PROFILES = [CardProfile.PCSC_SAM_READBINARY, CardProfile.PCSC_UID]


class RecordingField(CardLink):
    """Transport and link in one: hands every APDU to ``answer`` and keeps it."""

    def __init__(self, answer):
        self.answer = answer
        self.asked = []

    def connect(self, deadline):
        return self

    def transmit(self, apdu, deadline):
        self.asked.append(apdu)
        return self.answer(apdu)

    def close(self):
        pass

    @property
    def instructions(self):
        return {apdu[1] for apdu in self.asked}


def read_over(profile, field, key=None):
    """A read with the procedures of a profile, as ``open_card_reader`` puts them together."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pcsc, "PcscTransport", lambda *_, **__: field)
        reader = open_card_reader(CardReaderConfig(profile=profile))
    return reader.read(Deadline.after(60.0), key)


ATRS = [b"", bytes.fromhex("3B8F8001804F0CA000000306071000000000007F"), b"\x3b\x6d\0\0" + b"F" * 13]


def bare_procedures():
    """Every procedure that the module offers, the composed ones too."""
    return {
        name: value
        for name, value in vars(procedures).items()
        if callable(value)
        and getattr(value, "__code__", None) is not None
        and value.__code__.co_varnames[: value.__code__.co_argcount] == ("transmit", "key")
    }


def test_the_procedures_are_found():
    assert {"sam_pages", "social_security", "SAM_READER"} <= set(bare_procedures())


@pytest.mark.parametrize("with_key", [False, True])
@pytest.mark.parametrize("card", WALLET.keys)
@pytest.mark.parametrize("profile", PROFILES)
def test_no_card_of_the_wallet_sees_verify(profile, card, with_key):
    simulated = WALLET.card(card)
    field = RecordingField(lambda apdu: Response.from_bytes(simulated.respond(apdu)))

    read_over(profile, field, (WALLET.travel_key(card) or KEY) if with_key else None)

    assert field.asked
    assert VERIFY not in field.instructions


STATUS = st.sampled_from(
    [0x9000, 0x9000, 0x9000, 0x6110, 0x6C14, 0x6982, 0x6983, 0x6985, 0x63C3, 0x6A81, 0x6A82, 0x6D00]
) | st.integers(0, 0xFFFF)
ANSWER = st.builds(Response, st.binary(max_size=300), STATUS)
HOSTILE = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("profile", PROFILES)
@HOSTILE
@given(data=st.data())
def test_no_answer_of_a_card_makes_a_profile_send_verify(profile, data):
    field = RecordingField(lambda apdu: data.draw(ANSWER))

    outcome = read_over(profile, field, data.draw(st.sampled_from([None, KEY])))

    assert VERIFY not in field.instructions
    assert isinstance(outcome, CardUnread | ChipOnly | SocialSecurityCard)


@pytest.mark.parametrize("name", bare_procedures())
@HOSTILE
@given(data=st.data())
def test_no_answer_of_a_card_makes_a_procedure_send_verify(name, data):
    field = RecordingField(lambda apdu: data.draw(ANSWER))

    ApduCardReader(field, bare_procedures()[name]).read(Deadline.after(60.0), KEY)

    assert VERIFY not in field.instructions


@HOSTILE
@given(data=st.data())
def test_no_refusal_in_the_middle_of_an_honest_read_makes_anyone_send_verify(data):
    """Deeper than noise alone would come: right answers up to a step, then whatever."""
    key = data.draw(st.sampled_from(sorted(WALLET.keys)))
    profile = data.draw(st.sampled_from(PROFILES))
    honest, card = data.draw(st.integers(0, 40)), WALLET.card(key)

    def answer(apdu):
        if len(field.asked) <= honest:
            return Response.from_bytes(card.respond(apdu))
        return data.draw(ANSWER | st.just(Response(b"", StatusWord.SECURITY_STATUS)))

    field = RecordingField(answer)
    read_over(profile, field, WALLET.travel_key(key) or KEY)

    assert VERIFY not in field.instructions


@HOSTILE
@given(data=st.data())
def test_no_answer_of_a_card_makes_the_probe_send_verify(data):
    field = RecordingField(lambda apdu: data.draw(ANSWER))

    ask_card(field, data.draw(st.sampled_from(ATRS)), Deadline.after(60.0))

    assert field.asked
    assert VERIFY not in field.instructions
