"""What every CardReader promises, on the in-process simulator and through the real pcscd."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field

import pytest

from drivers import (
    Cancelled,
    CardReader,
    CardUnread,
    Deadline,
    DeadlineExceeded,
    DeviceKind,
    DriverError,
    IdentityDocument,
    Online,
    ReadFailure,
    TransportError,
)
from drivers.card import ApduCardReader, open_pcsc_reader
from drivers.card.sam_pages import PAGES
from drivers.sim.card import SimCardTransport, document_of, sim_card
from drivers.sim.residents import load_residents
from drivers.sim.vpcd import VpcdCard
from drivers.sim.world import PlannedTrouble, Trouble, World
from tests.fixtures.pcscd import Pcscd, running_pcscd

RESIDENTS = load_residents()
REMOVED = CardUnread(ReadFailure.REMOVED)
UNREADABLE = CardUnread(ReadFailure.UNREADABLE)
PATIENCE = 20.0
"""Seconds after which a wait has failed; far above what a loaded machine needs."""


@dataclass
class Bench:
    """A reader, the world in front of it, and what happens at each APDU."""

    world: World
    reader: CardReader
    on_apdu: dict[int, Callable[[], None]] = field(default_factory=dict)

    def lay(self, key: str) -> None:
        self.world.tap_card(key)
        assert self.reader.wait_for_card(Deadline.after(PATIENCE))

    def read(self) -> IdentityDocument | CardUnread:
        return self.reader.read(Deadline.after(PATIENCE))


class Watched:
    """A card that tells when its n-th APDU has reached it."""

    def __init__(self, card, on_apdu):
        self.atr = card.atr
        self._card = card
        self._on_apdu = on_apdu
        self._count = 0

    def respond(self, apdu: bytes) -> bytes:
        act = self._on_apdu.pop(self._count, None)
        self._count += 1
        if act:
            act()
        return self._card.respond(apdu)


@pytest.fixture(scope="module")
def pcscd() -> Iterator[Pcscd]:
    with running_pcscd() as daemon:
        yield daemon


@pytest.fixture(params=["in_process", pytest.param("pcscd", marks=pytest.mark.pcscd)])
def bench(request) -> Iterator[Bench]:
    world = World()
    on_apdu: dict[int, Callable[[], None]] = {}

    def make_card(key, residents):
        return Watched(sim_card(key, residents), on_apdu)

    with ExitStack() as stack:
        if request.param == "in_process":
            reader = ApduCardReader(SimCardTransport(world, RESIDENTS, make_card))
        else:
            daemon = request.getfixturevalue("pcscd")
            stack.enter_context(VpcdCard(world, daemon.connect, RESIDENTS, make_card))
            reader = open_pcsc_reader("Virtual PCD 00 00")
            assert reader.wait_for_removal(Deadline.after(PATIENCE))
        stack.callback(reader.close)
        stack.callback(world.clear, DeviceKind.CARD_READER)
        yield Bench(world, reader, on_apdu)


@pytest.mark.parametrize("key", RESIDENTS)
def test_each_resident_is_read_whole(bench, key):
    bench.lay(key)

    assert bench.read() == document_of(RESIDENTS[key])


def test_a_card_can_be_read_again_without_lifting_it(bench):
    bench.lay("li")

    assert bench.read() == bench.read() == document_of(RESIDENTS["li"])


def test_a_transit_card_is_told_from_a_damaged_one(bench):
    bench.lay("metro")
    transit = bench.read()
    bench.world.take_card()
    assert bench.reader.wait_for_removal(Deadline.after(PATIENCE))
    bench.lay("blank")

    assert transit == CardUnread(ReadFailure.NOT_AN_IDENTITY_CARD)
    assert bench.read() == CardUnread(ReadFailure.MALFORMED, "name")


def test_an_empty_field_reads_as_removed(bench):
    assert bench.read() == REMOVED


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


@pytest.mark.parametrize("trouble", [Trouble.FAIL, Trouble.GARBLE])
@pytest.mark.parametrize("apdu", range(PAGES))
def test_a_failing_or_garbled_apdu_makes_the_card_unreadable_once(bench, apdu, trouble):
    bench.lay("su")
    bench.world.plan(DeviceKind.CARD_READER, PlannedTrouble(trouble, skip=apdu))

    assert bench.read() == UNREADABLE
    assert bench.read() == document_of(RESIDENTS["su"])


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


def test_waiting_for_a_card_ends_with_its_deadline(bench):
    assert bench.reader.wait_for_card(Deadline.after(0.05)) is False


def test_waiting_for_removal_ends_with_its_deadline(bench):
    bench.lay("li")

    assert bench.reader.wait_for_removal(Deadline.after(0.05)) is False


def test_a_wait_is_woken_by_the_card_and_by_its_removal(bench):
    with InBackground(lambda: bench.reader.wait_for_card(Deadline.after(PATIENCE))) as came:
        bench.world.tap_card("li")
    with InBackground(lambda: bench.reader.wait_for_removal(Deadline.after(PATIENCE))) as went:
        bench.world.take_card()

    assert came.result is True
    assert went.result is True


@pytest.mark.parametrize("wait", ["wait_for_card", "wait_for_removal"])
def test_a_wait_can_be_cancelled(bench, wait):
    if wait == "wait_for_removal":
        bench.lay("li")
    cancel = threading.Event()
    call = getattr(bench.reader, wait)

    with InBackground(lambda: call(Deadline.after(PATIENCE, cancel))) as waiting:
        cancel.set()

    assert isinstance(waiting.error, Cancelled)


@pytest.mark.parametrize("call", ["status", "read"])
def test_a_call_whose_time_is_up_does_nothing(bench, call):
    with pytest.raises(DeadlineExceeded):
        getattr(bench.reader, call)(Deadline.after(0.0))


def test_status_tells_the_reader_and_whether_a_card_lies_on_it(bench):
    empty = bench.reader.status(Deadline.after(PATIENCE))
    bench.lay("li")
    laid = bench.reader.status(Deadline.after(PATIENCE))

    assert empty.health == laid.health == Online()
    assert (empty.card_present, laid.card_present) == (False, True)
    assert empty.reader == laid.reader != ""


def test_close_is_safe_twice_and_while_a_wait_runs(bench):
    with InBackground(lambda: bench.reader.wait_for_card(Deadline.after(0.3))) as waiting:
        bench.reader.close()
        bench.reader.close()

    assert waiting.result is False or isinstance(waiting.error, TransportError)


def test_nothing_personal_shows_in_the_representation(bench):
    bench.lay("su")
    resident = RESIDENTS["su"]

    shown = repr(bench.read())

    for secret in (resident.name, resident.id_number, resident.address, resident.issuer):
        assert secret not in shown


def hang(bench: Bench, skip: int) -> None:
    bench.world.plan(DeviceKind.CARD_READER, PlannedTrouble(Trouble.HANG, skip=skip, times=0))


def read_again(bench: Bench) -> IdentityDocument | CardUnread:
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


class InBackground:
    """Runs a call on a thread inside the ``with`` block and keeps how it ended."""

    def __init__(self, call):
        self.result = None
        self.error = None
        self._call = call
        self._thread = threading.Thread(target=self._run)

    def _run(self):
        try:
            self.result = self._call()
        except DriverError as error:
            self.error = error

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *exc_info):
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive()
