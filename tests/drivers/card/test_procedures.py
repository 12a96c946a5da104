"""Which way of reading a card is tried, in which order, and what ends the search."""

from datetime import date

import pytest

from drivers import CardUnread, ChipOnly, ReadFailure, TravelKey
from drivers.card.apdu import Response
from drivers.card.procedures import SAM_READER, in_turn
from drivers.card.sam_pages import PAGES
from drivers.card.transport import CardGone
from drivers.sim.wallet import load_wallet

WALLET = load_wallet()
FOREIGN = CardUnread(ReadFailure.NOT_AN_IDENTITY_CARD)
KEY = TravelKey("X1234567", date(1990, 1, 1), date(2030, 1, 1))

PAGE = "FFB0"
SELECT = "00A4"


def refuse(apdu: bytes) -> Response:
    return Response(b"", 0x6A82)


def test_the_first_procedure_that_knows_the_card_is_the_last_one():
    tried = []

    def procedure(name, outcome):
        def read(transmit, key):
            tried.append((name, key))
            return outcome

        return read

    chip = ChipOnly(b"1234")
    read = in_turn([procedure("a", FOREIGN), procedure("b", chip), procedure("c", FOREIGN)])

    assert read(refuse, KEY) == chip
    assert tried == [("a", KEY), ("b", KEY)]


@pytest.mark.parametrize("reason", [r for r in ReadFailure if r is not FOREIGN.reason])
def test_a_known_card_that_cannot_be_read_ends_the_search(reason):
    unread = CardUnread(reason)
    read = in_turn([lambda transmit, key: unread, lambda transmit, key: pytest.fail("tried")])

    assert read(refuse, None) == unread


def test_a_card_of_no_kind_is_no_identity_card():
    assert in_turn([])(refuse, None) == FOREIGN
    assert SAM_READER(refuse, None) == FOREIGN


def test_what_the_line_raises_passes():
    def gone(apdu: bytes) -> Response:
        raise CardGone

    with pytest.raises(CardGone):
        SAM_READER(gone, None)


@pytest.mark.parametrize("key", WALLET.keys)
def test_the_simulated_wallet_reads_over_a_perfect_line(key):
    card = WALLET.card(key)
    outcome = SAM_READER(lambda apdu: Response.from_bytes(card.respond(apdu)), None)

    if WALLET.travel_key(key) is not None:
        assert outcome == CardUnread(ReadFailure.KEY_NEEDED)
    elif WALLET.expected(key) is not None:
        assert outcome == WALLET.expected(key)
    else:
        assert isinstance(outcome, CardUnread)


def headers_until(sw: int) -> list[str]:
    """What a card is sent that answers everything with ``sw``."""
    asked: list[str] = []

    def answer(apdu: bytes) -> Response:
        asked.append(apdu[:2].hex().upper())
        return Response(b"", sw)

    SAM_READER(answer, None)
    return asked


@pytest.mark.parametrize("sw", [0x6700, 0x6981, 0x6A81, 0x6A86, 0x6B00, 0x6D00, 0x6E00])
def test_a_card_that_refuses_pages_is_asked_for_its_applications(sw):
    asked = headers_until(sw)

    assert asked[0] == PAGE
    assert SELECT in asked


def test_an_error_at_the_first_page_is_not_another_kind_of_card():
    assert headers_until(0x6F00) == [PAGE]


def test_a_garbled_first_page_is_not_another_kind_of_card():
    asked = []

    def garbled(apdu: bytes) -> Response:
        asked.append(apdu)
        return Response(b"\xff" * 40, 0x9000)

    assert SAM_READER(garbled, None) == CardUnread(ReadFailure.UNREADABLE)
    assert len(asked) == 1 < PAGES
