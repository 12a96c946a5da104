"""PcscTransport on the real pcscd: services that die, readers that go, cards that lie."""

import threading
from collections.abc import Iterator

import pytest
from smartcard import scard

from drivers import (
    CardUnread,
    Deadline,
    DeadlineExceeded,
    DeviceKind,
    FaultCode,
    NoDevice,
    Online,
    ReadFailure,
    TransportError,
    Unknown,
)
from drivers.card import ApduCardReader, LineFault
from drivers.card.pcsc import MAX_STUCK_CALLS, PcscTransport
from drivers.card.sam_pages import page_command
from drivers.card.transport import CardGone
from drivers.sim.residents import load_residents
from drivers.sim.sam_card import ForeignCard, SimSamCard, document_of
from drivers.sim.vpcd import VpcdCard
from drivers.sim.wallet import load_wallet
from drivers.sim.world import PlannedTrouble, Trouble, World
from tests.fixtures.pcscd import READER, Pcscd, running_pcscd

pytestmark = pytest.mark.pcscd

RESIDENTS = load_residents()
PATIENCE = 20.0


def soon() -> Deadline:
    return Deadline.after(PATIENCE)


@pytest.fixture(scope="module")
def daemon() -> Iterator[Pcscd]:
    with running_pcscd() as daemon:
        yield daemon


@pytest.fixture
def pcscd(daemon) -> Iterator[Pcscd]:
    """The daemon, running with its reader before and after each test."""
    yield daemon
    daemon.restart()


@pytest.fixture
def world(pcscd) -> Iterator[World]:
    world = World()
    with VpcdCard(world, pcscd.connect):
        yield world
        world.clear(DeviceKind.CARD_READER)


@pytest.fixture
def transport() -> Iterator[PcscTransport]:
    transport = PcscTransport(READER)
    yield transport
    transport.close()


@pytest.fixture
def reader(transport) -> ApduCardReader:
    return ApduCardReader(transport)


def test_a_missing_service_is_a_status_and_is_found_again(pcscd, reader):
    pcscd.stop()
    down = reader.status(soon()).health
    pcscd.start()

    assert isinstance(down, NoDevice)
    assert down.fault.code is FaultCode.SERVICE_DOWN
    assert reader.status(soon()).health == Online()


def test_a_restart_between_two_calls_goes_unnoticed(pcscd, world, reader):
    world.tap_card("li")
    assert reader.wait_for_card(soon())
    pcscd.restart()
    assert reader.wait_for_card(soon())

    assert reader.read(soon()) == document_of(RESIDENTS["li"])


def test_a_service_that_ends_during_a_wait_ends_the_wait(pcscd, reader):
    assert reader.status(soon()).health == Online()
    stopping = threading.Timer(0.05, pcscd.stop)
    stopping.start()

    with pytest.raises(TransportError) as broken:
        reader.wait_for_card(soon())
    stopping.join()
    assert broken.value.code == LineFault.SERVICE_DOWN


def test_a_service_that_ends_during_a_read_is_a_broken_line(pcscd, world, transport):
    world.tap_card("li")
    assert transport.wait_for(soon(), present=True)
    with transport.connect(soon()) as link:
        assert link.transmit(page_command(0), soon()).ok
        pcscd.stop()
        with pytest.raises(TransportError) as broken:
            link.transmit(page_command(1), soon())

    assert broken.value.code == LineFault.SERVICE_DOWN


def test_an_unplugged_reader_is_a_status_and_is_found_again(pcscd, reader):
    pcscd.restart(with_reader=False)
    gone = reader.status(soon()).health
    with pytest.raises(TransportError):
        reader.wait_for_card(soon())
    pcscd.restart()

    assert isinstance(gone, NoDevice)
    assert gone.fault.code is FaultCode.NOT_CONNECTED
    assert reader.status(soon()).health == Online()


def test_a_reader_is_chosen_by_a_part_of_its_name(pcscd):
    del pcscd
    found = [named(part) for part in ("", "PCD 00 01", "Virtual")]

    assert found == ["Virtual PCD 00 00", "Virtual PCD 00 01", "Virtual PCD 00 00"]
    with pytest.raises(TransportError) as absent:
        named("Contactless SAM")
    assert absent.value.code == LineFault.NOT_CONNECTED


def named(part: str) -> str:
    transport = PcscTransport(part)
    try:
        return transport.presence(soon()).reader
    finally:
        transport.close()


def test_a_frozen_service_is_unknown_in_time_and_recovers(pcscd, reader):
    assert reader.status(soon()).health == Online()
    with pcscd.frozen():
        frozen = reader.status(Deadline.after(0.2)).health

    assert isinstance(frozen, Unknown)
    assert frozen.fault.code is FaultCode.NO_ANSWER
    assert reader.status(soon()).health == Online()


def test_hanging_calls_do_not_pile_up(pcscd, transport):
    with pcscd.frozen():
        for _ in range(MAX_STUCK_CALLS):
            with pytest.raises(DeadlineExceeded):
                transport.presence(Deadline.after(0.05))
        with pytest.raises(TransportError) as refused:
            transport.presence(soon())
        threads = sum(thread.name == "pcsc" for thread in threading.enumerate())

    assert refused.value.code == LineFault.NO_ANSWER
    assert threads == MAX_STUCK_CALLS


def test_a_card_held_by_another_program_is_in_use(world, transport):
    world.tap_card("li")
    assert transport.wait_for(soon(), present=True)
    other = PcscTransport(READER)

    with other.connect(soon()), pytest.raises(TransportError) as refused:
        transport.connect(soon())
    other.close()
    assert refused.value.code == LineFault.IN_USE


def test_a_reader_held_by_our_own_hanging_call_does_not_answer(world, transport):
    world.tap_card("li")
    world.plan(DeviceKind.CARD_READER, PlannedTrouble(Trouble.HANG, times=0))
    assert transport.wait_for(soon(), present=True)
    with transport.connect(soon()) as link, pytest.raises(DeadlineExceeded):
        link.transmit(page_command(0), Deadline.after(0.1))

    with pytest.raises(TransportError) as refused:
        transport.connect(soon())
    assert refused.value.code == LineFault.NO_ANSWER


def test_an_old_connection_never_reads_the_next_card(world, transport):
    world.tap_card("li")
    assert transport.wait_for(soon(), present=True)
    with transport.connect(soon()) as link:
        assert link.transmit(page_command(0), soon()).ok
        world.take_card()
        assert transport.wait_for(soon(), present=False)
        world.tap_card("wang")
        assert transport.wait_for(soon(), present=True)

        with pytest.raises(CardGone):
            link.transmit(page_command(1), soon())


def test_a_connection_whose_card_was_exchanged_in_a_command_stays_dead(pcscd, transport):
    world = World()

    class Exchanged(ForeignCard):
        def respond(self, apdu):
            world.tap_card("wang")
            return super().respond(apdu)

    def make_card(key):
        return load_wallet().card(key) if key == "wang" else Exchanged()

    with VpcdCard(world, pcscd.connect, make_card):
        world.tap_card("li")
        assert transport.wait_for(soon(), present=True)
        with transport.connect(soon()) as link:
            with pytest.raises(CardGone):
                link.transmit(page_command(0), soon())
            transport.wait_for(Deadline.after(1.0), present=False)  # longer than a poll of vpcd
            assert transport.wait_for(soon(), present=True)
            with pytest.raises(CardGone):
                link.transmit(page_command(0), soon())


class Nonsense(ForeignCard):
    """Lies in the field, and its answer-to-reset makes no sense."""

    atr = bytes.fromhex("FFFF")


def test_an_object_that_does_not_talk_is_unreadable(pcscd, reader):
    world = World()
    with VpcdCard(world, pcscd.connect, lambda _key: Nonsense()):
        world.tap_card("coin")
        assert reader.wait_for_card(soon())

        assert reader.read(soon()) == CardUnread(ReadFailure.UNREADABLE)


def test_the_answer_to_reset_of_the_card_is_told(world, transport):
    world.tap_card("li")
    assert transport.wait_for(soon(), present=True)

    assert transport.presence(soon()).atr == SimSamCard.atr


def test_a_closed_transport_refuses_and_releases(pcscd, transport):
    del pcscd
    transport.presence(soon())
    transport.close()

    with pytest.raises(TransportError):
        transport.presence(soon())
    assert not any(thread.name == "pcsc" for thread in threading.enumerate())


def test_a_closed_transport_leaves_the_card_to_others(world, transport):
    world.tap_card("li")
    assert transport.wait_for(soon(), present=True)
    transport.connect(soon())
    transport.close()

    hresult, context = scard.SCardEstablishContext(scard.SCARD_SCOPE_USER)
    assert hresult == scard.SCARD_S_SUCCESS
    hresult, _, _ = scard.SCardConnect(
        context, READER, scard.SCARD_SHARE_EXCLUSIVE, scard.SCARD_PROTOCOL_T1
    )
    scard.SCardReleaseContext(context)
    assert hresult == scard.SCARD_S_SUCCESS
