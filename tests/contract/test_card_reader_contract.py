"""Card readers by APDUs: in process, hosted, and through the real pcscd.

What they share with all readers: ``test_card_reader_promises``.
"""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

import pytest

from drivers import (
    Cancelled,
    CardRead,
    CardReader,
    CardUnread,
    Deadline,
    DeadlineExceeded,
    DeviceKind,
    IdentityDocument,
    ReadFailure,
    TransportError,
    TravelKey,
)
from drivers.card.sam_pages import PAGES
from drivers.sim.residents import load_residents
from drivers.sim.sam_card import document_of
from drivers.sim.wallet import BLANK_CARD, TRANSIT_CARD, load_wallet
from drivers.sim.world import PlannedTrouble, Trouble, World
from tests.fixtures.card_readers import IMPLEMENTATIONS, PATIENCE, Watched
from tests.fixtures.in_background import InBackground
from tests.fixtures.pcscd import Pcscd, running_pcscd

RESIDENTS = load_residents()
WALLET = load_wallet()
PASSPORT = "doe"
REMOVED = CardUnread(ReadFailure.REMOVED)
UNREADABLE = CardUnread(ReadFailure.UNREADABLE)
NOT_AN_IDENTITY_CARD = CardUnread(ReadFailure.NOT_AN_IDENTITY_CARD)


@dataclass
class Bench:
    """A reader, the world in front of it, and what happens at each APDU of a stay."""

    world: World
    reader: CardReader
    on_apdu: dict[int, Callable[[], None]] = field(default_factory=dict)

    def lay(self, key: str) -> None:
        self.world.tap_card(key)
        assert self.reader.wait_for_card(Deadline.after(PATIENCE))

    def take(self) -> None:
        self.world.take_card()
        assert self.reader.wait_for_removal(Deadline.after(PATIENCE))

    def read(self, key: TravelKey | None = None) -> CardRead:
        return self.reader.read(Deadline.after(PATIENCE), key)


@pytest.fixture(scope="module")
def pcscd() -> Iterator[Pcscd]:
    with running_pcscd() as daemon:
        yield daemon


@pytest.fixture(params=IMPLEMENTATIONS)
def bench(request) -> Iterator[Bench]:
    world = World()
    on_apdu: dict[int, Callable[[], None]] = {}
    with request.param(
        request, world, lambda key: Watched(WALLET.card(key), on_apdu, [])
    ) as reader:
        yield Bench(world, reader, on_apdu)
        world.clear(DeviceKind.CARD_READER)


@pytest.mark.parametrize("key", WALLET.specimens)
def test_each_card_of_the_wallet_is_read_whole(bench, key):
    bench.lay(key)

    assert bench.read(WALLET.travel_key(key)) == WALLET.expected(key)


def test_a_travel_document_asks_for_its_key_and_takes_no_other(bench):
    right = WALLET.travel_key(PASSPORT)
    assert right is not None
    bench.lay(PASSPORT)

    assert bench.read() == CardUnread(ReadFailure.KEY_NEEDED)
    assert bench.read(replace(right, number="X0000000")) == CardUnread(ReadFailure.KEY_REFUSED)
    assert bench.read(right) == WALLET.expected(PASSPORT)


def test_other_cards_do_not_look_at_a_key(bench):
    bench.lay("li")

    assert bench.read(WALLET.travel_key(PASSPORT)) == document_of(RESIDENTS["li"])


def test_a_card_can_be_read_again_without_lifting_it(bench):
    bench.lay("li")

    assert bench.read() == bench.read() == document_of(RESIDENTS["li"])


def test_a_transit_card_is_told_from_a_damaged_one(bench):
    bench.lay(TRANSIT_CARD)
    transit = bench.read()
    bench.take()
    bench.lay(BLANK_CARD)

    assert transit == NOT_AN_IDENTITY_CARD
    assert bench.read() == CardUnread(ReadFailure.MALFORMED, "name")


@pytest.mark.parametrize("apdu", range(PAGES))
def test_a_card_pulled_at_any_apdu_is_never_an_identity(bench, apdu):
    bench.on_apdu[apdu] = bench.world.take_card
    bench.lay("wang")

    assert bench.read() == REMOVED
    assert bench.reader.wait_for_removal(Deadline.after(PATIENCE))
    bench.lay("wang")
    assert bench.read() == document_of(RESIDENTS["wang"])


@pytest.mark.parametrize("apdu", range(PAGES))
def test_pages_of_two_cards_are_never_mixed(bench, apdu):
    def swap():
        bench.world.take_card()
        bench.world.tap_card("chen")

    bench.on_apdu[apdu] = swap
    bench.lay("wang")

    assert bench.read() == REMOVED
    assert read_again(bench) == document_of(RESIDENTS["chen"])


@pytest.mark.parametrize("apdu", [0, PAGES - 1])
def test_a_planned_removal_at_any_apdu_reads_as_removed(bench, apdu):
    bench.lay("wang")
    bench.world.plan(DeviceKind.CARD_READER, PlannedTrouble(Trouble.REMOVE, skip=apdu))

    assert bench.read() == REMOVED
    assert bench.world.state.card is None


@pytest.mark.parametrize("trouble", [Trouble.FAIL, Trouble.GARBLE, Trouble.WRONG_LENGTH])
@pytest.mark.parametrize("apdu", range(PAGES))
def test_a_failing_or_garbled_apdu_makes_the_card_unreadable_once(bench, apdu, trouble):
    bench.lay("su")
    bench.world.plan(DeviceKind.CARD_READER, PlannedTrouble(trouble, skip=apdu))

    assert bench.read() == UNREADABLE
    assert bench.read() == document_of(RESIDENTS["su"])


@pytest.mark.parametrize("sw", [0x6281, 0x6300, 0x6581, 0x6982, 0x6A82, 0x6D00, 0x9001, 0xFFFF])
def test_a_status_word_in_the_middle_of_a_read_makes_the_card_unreadable_once(bench, sw):
    bench.lay("su")
    bench.world.plan(DeviceKind.CARD_READER, PlannedTrouble(Trouble.FAIL, skip=2, sw=sw))

    assert bench.read() == UNREADABLE
    assert bench.read() == document_of(RESIDENTS["su"])


@pytest.mark.parametrize("sw", [0x6700, 0x6A81, 0x6B00, 0x6D00, 0x6E00])
def test_a_card_that_refuses_its_first_command_is_asked_in_other_ways(bench, sw):
    bench.lay("li_ss2")
    bench.world.plan(DeviceKind.CARD_READER, PlannedTrouble(Trouble.FAIL, sw=sw))

    assert bench.read() == WALLET.expected("li_ss2")


@pytest.mark.parametrize("apdu", [0, PAGES - 1])
def test_a_hanging_card_ends_at_the_deadline_and_recovers(bench, apdu):
    bench.lay("ma")
    hang(bench, skip=apdu)

    started = time.monotonic()
    with pytest.raises(DeadlineExceeded):
        bench.reader.read(Deadline.after(0.2))
    assert time.monotonic() - started < PATIENCE / 2

    bench.world.clear(DeviceKind.CARD_READER)
    assert read_again(bench) == document_of(RESIDENTS["ma"])


def test_a_hanging_read_can_be_cancelled(bench):
    bench.lay("ma")
    hang(bench, skip=1)
    started, cancel = threading.Event(), threading.Event()
    bench.on_apdu[0] = started.set

    deadline = Deadline.after(PATIENCE, cancel)
    with InBackground(lambda: bench.reader.read(deadline)) as reading:
        assert started.wait(PATIENCE)
        cancel.set()

    assert isinstance(reading.error, Cancelled)


def test_a_late_answer_is_still_an_answer(bench):
    bench.lay("zhao")
    bench.world.plan(DeviceKind.CARD_READER, PlannedTrouble(Trouble.DELAY, skip=2, seconds=0.1))

    assert bench.read() == document_of(RESIDENTS["zhao"])


def test_close_is_safe_twice_and_while_a_wait_runs(bench):
    with InBackground(lambda: bench.reader.wait_for_card(Deadline.after(0.3))) as waiting:
        bench.reader.close()
        bench.reader.close()

    assert waiting.result is False or isinstance(waiting.error, TransportError)


def hang(bench: Bench, skip: int) -> None:
    bench.world.plan(DeviceKind.CARD_READER, PlannedTrouble(Trouble.HANG, skip=skip, times=0))


def read_again(bench: Bench) -> CardRead:
    """Try as the kiosk does until the reader has noticed what lies on it now."""
    limit = Deadline.after(PATIENCE)
    while True:
        try:
            outcome = bench.reader.read(limit)
        except TransportError:
            outcome = REMOVED
        if isinstance(outcome, IdentityDocument) or limit.expired():
            return outcome
        bench.reader.wait_for_removal(Deadline.after(0.1))
