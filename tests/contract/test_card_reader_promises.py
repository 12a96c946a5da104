"""What every CardReader promises, whatever brings it its cards: APDUs or SAM frames.

What belongs to one of both ways has suites of its own: ``test_card_reader_contract`` (APDUs),
``test_sam_frame_readers_contract`` and ``test_sam_frame_readers_faults_contract`` (frames).
"""

import threading
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import pytest

from drivers import (
    Cancelled,
    CardReader,
    CardUnread,
    Deadline,
    DeadlineExceeded,
    DeviceKind,
    Online,
    ReadFailure,
)
from drivers.sim.world import World
from tests.fixtures.card_readers import IMPLEMENTATIONS, PATIENCE
from tests.fixtures.in_background import InBackground
from tests.fixtures.pcscd import Pcscd, running_pcscd
from tests.fixtures.sam_readers import BENCHES, IDENTITY_CARDS, WALLET


@dataclass
class Stand:
    """A reader and the world in front of it."""

    world: World
    reader: CardReader

    def lay(self, key):
        self.world.tap_card(key)
        assert self.reader.wait_for_card(Deadline.after(PATIENCE))


@pytest.fixture(scope="module")
def pcscd() -> Iterator[Pcscd]:
    with running_pcscd() as daemon:
        yield daemon


@pytest.fixture(params=[*IMPLEMENTATIONS, *BENCHES])
def stand(request) -> Iterator[Stand]:
    with ExitStack() as stack:
        if request.param in BENCHES:
            bench = BENCHES[request.param](stack, request.getfixturevalue("monkeypatch"))
            yield Stand(bench.world, bench.reader)
        else:
            world = World()
            reader = stack.enter_context(request.param(request, world, WALLET.card))
            stack.callback(world.clear, DeviceKind.CARD_READER)
            yield Stand(world, reader)


@pytest.mark.parametrize("key", IDENTITY_CARDS)
def test_each_identity_card_and_permit_is_read_whole(stand, key):
    stand.lay(key)

    assert stand.reader.read(Deadline.after(PATIENCE)) == WALLET.expected(key)


def test_an_empty_field_reads_as_removed(stand):
    assert stand.reader.read(Deadline.after(PATIENCE)) == CardUnread(ReadFailure.REMOVED)


def test_waiting_for_a_card_ends_with_its_deadline(stand):
    assert stand.reader.wait_for_card(Deadline.after(0.05)) is False


def test_waiting_for_removal_ends_with_its_deadline(stand):
    stand.lay("li")

    assert stand.reader.wait_for_removal(Deadline.after(0.05)) is False


def test_a_wait_is_woken_by_the_card_and_by_its_removal(stand):
    with InBackground(lambda: stand.reader.wait_for_card(Deadline.after(PATIENCE))) as came:
        stand.world.tap_card("li")
    with InBackground(lambda: stand.reader.wait_for_removal(Deadline.after(PATIENCE))) as went:
        stand.world.take_card()

    assert came.result is True
    assert went.result is True


@pytest.mark.parametrize("wait", ["wait_for_card", "wait_for_removal"])
def test_a_wait_can_be_cancelled(stand, wait):
    if wait == "wait_for_removal":
        stand.lay("li")
    cancel = threading.Event()
    call = getattr(stand.reader, wait)

    with InBackground(lambda: call(Deadline.after(PATIENCE, cancel))) as waiting:
        cancel.set()

    assert isinstance(waiting.error, Cancelled)


@pytest.mark.parametrize("call", ["status", "read"])
def test_a_call_whose_time_is_up_does_nothing(stand, call):
    with pytest.raises(DeadlineExceeded):
        getattr(stand.reader, call)(Deadline.after(0.0))


def test_status_tells_the_reader_and_whether_a_card_lies_on_it(stand):
    empty = stand.reader.status(Deadline.after(PATIENCE))
    stand.lay("li")
    laid = stand.reader.status(Deadline.after(PATIENCE))

    assert empty.health == laid.health == Online()
    assert (empty.card_present, laid.card_present) == (False, True)
    assert empty.reader == laid.reader != ""


def test_nothing_personal_shows_in_the_representation(stand):
    stand.lay("su")
    document = WALLET.expected("su")

    shown = repr(stand.reader.read(Deadline.after(PATIENCE)))

    for secret in (document.name, document.id_number, document.address, document.issuer):
        assert secret not in shown
