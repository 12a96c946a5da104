"""PcscTransport with several readers and with other programs, on the real pcscd."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial

import pytest
from smartcard import scard

from drivers import (
    CardRead,
    CardUnread,
    Deadline,
    DeadlineExceeded,
    FaultCode,
    NoDevice,
    Online,
    ReadFailure,
    TransportError,
)
from drivers.card import ApduCardReader, LineFault
from drivers.card.pcsc import PcscTransport
from drivers.card.sam_pages import page_command
from drivers.sim.sam_card import ForeignCard
from drivers.sim.vpcd import VpcdCard
from drivers.sim.wallet import load_wallet
from drivers.sim.world import World
from tests.fixtures.pcscd import READER, SECOND_SLOT, Pcscd, running_pcscd

pytestmark = pytest.mark.pcscd

WALLET = load_wallet()
PATIENCE = 20.0


def soon() -> Deadline:
    return Deadline.after(PATIENCE)


@pytest.fixture(scope="module")
def daemon() -> Iterator[Pcscd]:
    with running_pcscd() as daemon:
        yield daemon


@pytest.fixture
def transport(daemon) -> Iterator[PcscTransport]:
    """Both slots, and both empty at first."""
    transport = PcscTransport()
    assert transport.wait_for(soon(), present=False)
    yield transport
    transport.close()


@pytest.fixture
def hands(daemon, transport) -> Iterator[tuple[World, World]]:
    """One world for each slot."""
    with ExitStack() as stack:
        worlds = World(), World()
        for slot, world in enumerate(worlds):
            stack.enter_context(VpcdCard(world, partial(daemon.connect, slot)))
        yield worlds


@contextmanager
def another_program(share: int) -> Iterator[int]:
    """Holds the card of the first slot; gives the handle."""
    hresult, context = scard.SCardEstablishContext(scard.SCARD_SCOPE_USER)
    assert hresult == scard.SCARD_S_SUCCESS
    hresult, card, _ = scard.SCardConnect(context, READER, share, scard.SCARD_PROTOCOL_ANY)
    assert hresult == scard.SCARD_S_SUCCESS
    try:
        yield card
    finally:
        scard.SCardDisconnect(card, scard.SCARD_LEAVE_CARD)
        scard.SCardReleaseContext(context)


def lay(world: World, key: str, transport: PcscTransport, reader: str) -> None:
    """Lay the card and wait until it is the one that counts."""
    world.tap_card(key)
    limit = soon()
    seen = transport.presence(limit)
    while seen.reader != reader or seen.atr is None:
        assert not limit.expired()
        other = PcscTransport(reader)
        assert other.wait_for(limit, present=True)
        other.close()
        seen = transport.presence(limit)


def test_a_card_in_the_second_slot_is_noticed_and_read(hands, transport):
    hands[1].tap_card("li")
    assert transport.wait_for(soon(), present=True)

    assert transport.presence(soon()).reader == SECOND_SLOT
    assert ApduCardReader(transport).read(soon()) == WALLET.expected("li")


def test_of_two_cards_the_one_laid_last_counts(hands, transport):
    reader = ApduCardReader(transport)
    lay(hands[0], "li", transport, READER)
    lay(hands[1], "wang", transport, SECOND_SLOT)
    both = reader.read(soon())
    hands[0].take_card()
    first = PcscTransport(READER)
    assert first.wait_for(soon(), present=False)
    lay(hands[0], "su", transport, READER)
    first.close()

    assert both == WALLET.expected("wang")
    assert reader.read(soon()) == WALLET.expected("su")


def test_when_the_last_card_is_taken_the_earlier_one_counts_again(hands, transport):
    lay(hands[0], "li", transport, READER)
    lay(hands[1], "wang", transport, SECOND_SLOT)
    second = PcscTransport(SECOND_SLOT)
    hands[1].take_card()
    assert second.wait_for(soon(), present=False)
    second.close()

    assert transport.presence(soon()).reader == READER
    assert ApduCardReader(transport).read(soon()) == WALLET.expected("li")


def test_the_field_is_empty_only_when_all_slots_are(hands, transport):
    lay(hands[0], "li", transport, READER)
    lay(hands[1], "wang", transport, SECOND_SLOT)
    hands[1].take_card()
    still = transport.wait_for(Deadline.after(0.6), present=False)
    hands[0].take_card()

    assert still is False
    assert transport.wait_for(soon(), present=False)


def test_of_cards_that_lay_there_from_the_start_the_first_readers_counts(hands, transport):
    lay(hands[1], "wang", transport, SECOND_SLOT)
    lay(hands[0], "li", transport, READER)
    late = PcscTransport()

    assert late.presence(soon()).reader == READER
    late.close()


def test_a_card_on_a_reader_of_another_name_is_not_seen(hands, transport):
    lay(hands[1], "wang", transport, SECOND_SLOT)
    named = PcscTransport(READER)

    assert named.wait_for(Deadline.after(0.05), present=True) is False
    assert named.presence(soon()).reader == READER
    assert ApduCardReader(named).read(soon()) == CardUnread(ReadFailure.REMOVED)
    named.close()


def test_a_card_held_on_one_slot_does_not_hold_up_the_other(hands, transport):
    lay(hands[0], "li", transport, READER)
    with another_program(scard.SCARD_SHARE_EXCLUSIVE):
        lay(hands[1], "wang", transport, SECOND_SLOT)
        assert ApduCardReader(transport).read(soon()) == WALLET.expected("wang")


@pytest.mark.parametrize("share", [scard.SCARD_SHARE_EXCLUSIVE, scard.SCARD_SHARE_SHARED])
def test_a_card_held_by_another_program_is_in_use_until_it_is_let_go(hands, transport, share):
    lay(hands[0], "li", transport, READER)
    reader = ApduCardReader(transport)
    with another_program(share), pytest.raises(TransportError) as refused:
        reader.read(soon())

    assert refused.value.code == LineFault.IN_USE
    assert reader.status(soon()).health == Online()
    assert reader.read(soon()) == WALLET.expected("li")


def test_a_transaction_of_another_program_blocks_a_read_until_its_deadline(hands, transport):
    lay(hands[0], "li", transport, READER)
    reader = ApduCardReader(transport)
    with another_program(scard.SCARD_SHARE_SHARED) as card:
        assert scard.SCardBeginTransaction(card) == scard.SCARD_S_SUCCESS
        with pytest.raises(DeadlineExceeded):
            reader.read(Deadline.after(0.2))
        assert reader.status(soon()).health == Online()
        scard.SCardEndTransaction(card, scard.SCARD_LEAVE_CARD)

    assert read_once_let_go(reader) == WALLET.expected("li")


def read_once_let_go(reader: ApduCardReader) -> CardRead:
    """The call that was left behind gets the card for a moment when the transaction ends."""
    limit = soon()
    while True:
        try:
            return reader.read(limit)
        except TransportError:
            assert not limit.expired()


def test_another_program_cannot_read_along(hands, transport):
    lay(hands[0], "li", transport, READER)
    hresult, context = scard.SCardEstablishContext(scard.SCARD_SCOPE_USER)
    assert hresult == scard.SCARD_S_SUCCESS
    with transport.connect(soon()) as link:
        assert link.transmit(page_command(0), soon()).ok
        hresult, _, _ = scard.SCardConnect(
            context, READER, scard.SCARD_SHARE_SHARED, scard.SCARD_PROTOCOL_ANY
        )
    scard.SCardReleaseContext(context)

    assert hresult & 0xFFFFFFFF == 0x8010000B  # SCARD_E_SHARING_VIOLATION


class Silent(ForeignCard):
    """An object without an answer-to-reset."""

    atr = b""


def test_an_object_without_an_answer_to_reset_is_no_card(daemon, transport):
    world = World()
    with VpcdCard(world, daemon.connect, lambda _key: Silent()):
        world.tap_card("leaf")

        assert transport.wait_for(Deadline.after(0.6), present=True) is False
        assert ApduCardReader(transport).read(soon()) == CardUnread(ReadFailure.REMOVED)


def test_readers_come_and_go_with_the_service(daemon, transport):
    reader = ApduCardReader(transport)
    daemon.restart(with_reader=False)
    gone = reader.status(soon()).health
    daemon.restart()
    back = reader.status(soon())
    world = World()
    with VpcdCard(world, partial(daemon.connect, 1)):
        world.tap_card("li")
        assert reader.wait_for_card(soon())

        assert reader.read(soon()) == WALLET.expected("li")
    assert isinstance(gone, NoDevice)
    assert gone.fault.code is FaultCode.NOT_CONNECTED
    assert (back.health, back.reader) == (Online(), READER)
