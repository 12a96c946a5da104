"""The byte 20 never leaves as INS: a few wrong PINs would lock a resident's card."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drivers import CardUnread, SocialSecurityCard
from drivers.card.apdu import Response, StatusWord
from drivers.card.ssc import read_card
from drivers.card.ssc.commands import SscCommand
from drivers.card.ssc.items import Item
from drivers.card.ssc.reader import FOLLOW_UPS
from drivers.card.ssc.record import encode_record
from drivers.sim.residents import load_residents
from drivers.sim.ssc_card import HOLDER_ITEMS, SimSscCard, SscTraits
from tests.fixtures.social_security import PLAIN, FakeCard

ALLOWED_INS = {0xA4, 0xB2, 0xC0}
BEHIND_THE_EXTENSION = 4
MOST_EXCHANGES = (1 + 2 * 2 + 2 * len(Item) + BEHIND_THE_EXTENSION) * (1 + FOLLOW_UPS)


@pytest.mark.parametrize("ins", sorted(set(range(256)) - ALLOWED_INS))
def test_no_other_instruction_can_be_built(ins):
    with pytest.raises(ValueError, match="is not a valid Instruction"):
        SscCommand(ins, 0, 0)


STATUS = st.sampled_from(
    [0x9000, 0x9000, 0x6102, 0x6C14, 0x6282, 0x6982, 0x6983, 0x63C3, 0x6A82, 0x6A83, 0x6A86]
) | st.integers(0, 0xFFFF)


@st.composite
def hostile_answer(draw):
    item = draw(st.sampled_from(Item))
    value = draw(st.just(PLAIN[item]) | st.binary(max_size=item.length))
    data = draw(st.just(encode_record(item, value)) | st.binary(max_size=258))
    return Response(data, draw(STATUS))


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_verify_never_leaves_whatever_the_card_answers(data):
    asked = []
    record_of = {item.tag: encode_record(item, value) for item, value in PLAIN.items()}

    def exchange(apdu):
        asked.append(apdu)
        honest = Response(record_of.get(apdu[2], b""), StatusWord.OK)
        return data.draw(st.just(honest) | hostile_answer())

    outcome = read_card(exchange)

    assert {apdu[0] for apdu in asked} == {0}
    assert {apdu[1] for apdu in asked} <= ALLOWED_INS
    assert len(asked) <= MOST_EXCHANGES == 185
    assert isinstance(outcome, SocialSecurityCard | CardUnread)


def asked_of(card):
    """Read the simulated card; every command that it was sent."""
    asked = []

    def exchange(apdu):
        asked.append(apdu)
        return Response.from_bytes(card.respond(apdu))

    outcome = read_card(exchange)
    assert isinstance(outcome, SocialSecurityCard)
    return asked


WITHHELD = [None, frozenset(), HOLDER_ITEMS, frozenset({Item.VERSION}), frozenset(Item)]


@pytest.mark.parametrize("withheld", WITHHELD)
@pytest.mark.parametrize("padding", [b"\0", b" ", b""])
@pytest.mark.parametrize("by_tag", [False, True])
@pytest.mark.parametrize("t0", [False, True])
@pytest.mark.parametrize("version", ["1.00", "2.00", "3.00"])
def test_no_simulated_card_ever_sees_verify(version, t0, by_tag, padding, withheld):
    """Least of all those that refuse, where a PIN would be the next step."""
    traits = SscTraits(t0=t0, by_tag=by_tag, padding=padding, withheld=withheld)
    for resident in load_residents().values():
        asked = asked_of(SimSscCard(version, resident, traits))

        assert {apdu[0] for apdu in asked} == {0}
        assert {apdu[1] for apdu in asked} <= ALLOWED_INS


REFUSALS = [0x6982, 0x6983, 0x6984, 0x6985, 0x6987, 0x6988, 0x63C3, 0x63C0, 0x6300]


@pytest.mark.parametrize("sw", REFUSALS)
@pytest.mark.parametrize("free", range(12))
def test_a_card_that_asks_for_a_pin_from_any_step_on_does_not_get_one(sw, free):
    card = FakeCard()
    asked = []

    def exchange(apdu):
        asked.append(apdu)
        return card.exchange(apdu) if len(asked) <= free else Response(b"", sw)

    read_card(exchange)

    assert len(asked) > free
    assert {apdu[1] for apdu in asked} <= ALLOWED_INS
