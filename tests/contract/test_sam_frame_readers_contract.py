"""Card readers by SAM frames, over a pty and over control commands: cards, frames and swaps.

What they share with all readers: ``test_card_reader_promises``; what a SAM does otherwise than a
PC/SC reader comes at the end; faults of the line: ``test_sam_frame_readers_faults_contract``.
"""

import threading
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace

import pytest

from drivers import (
    CardUnread,
    Deadline,
    Online,
    ReadFailure,
    TransportError,
)
from drivers.sim.wallet import BLANK_CARD, TRANSIT_CARD
from drivers.sim.world import Trouble
from tests.fixtures.in_background import InBackground
from tests.fixtures.sam_readers import (
    ADDRESS_FRAME,
    BENCHES,
    FRAMES,
    NEW_ADDRESS,
    PATIENCE,
    PERMITS,
    REMOVED,
    WALLET,
    Bench,
    soon,
)


@pytest.fixture(params=BENCHES)
def bench(request, monkeypatch) -> Iterator[Bench]:
    with ExitStack() as stack:
        yield BENCHES[request.param](stack, monkeypatch)


def test_a_malformed_record_names_its_field(bench):
    bench.lay(BLANK_CARD)

    assert bench.read() == CardUnread(ReadFailure.MALFORMED, "name")


@pytest.mark.parametrize("frame", FRAMES)
def test_a_card_pulled_at_any_frame_is_never_an_identity(bench, frame):
    bench.lay("wang")
    bench.plan(Trouble.REMOVE, skip=frame)

    assert bench.read() == REMOVED
    assert bench.reader.wait_for_removal(soon())
    bench.lay("wang")
    assert bench.read() == WALLET.expected("wang")


@pytest.mark.parametrize("frame", [*FRAMES, ADDRESS_FRAME])
def test_records_and_addresses_of_two_cards_are_never_mixed(bench, frame):
    def swap():
        bench.world.take_card()
        bench.world.tap_card("chen")

    bench.lay("wang")
    bench.world.begin()
    bench.world.on_frame[frame] = swap

    assert bench.read() == WALLET.expected("wang" if frame == ADDRESS_FRAME else "chen")


def test_status_tells_the_number_of_the_sam(bench):
    assert bench.reader.status(soon()).sam == "05.03-20200101-0000000001-0000000001"


def test_a_closed_reader_is_free_for_the_next_one(bench):
    assert bench.reader.status(soon()).health == Online()
    bench.reader.close()

    assert bench.open_another().status(soon()).health == Online()


def test_close_is_safe_twice_and_ends_a_wait_that_runs(bench):
    waiting_frames = threading.Event()
    bench.world.on_frame[1] = waiting_frames.set
    with InBackground(lambda: bench.reader.wait_for_card(soon())) as waiting:
        assert waiting_frames.wait(PATIENCE)
        bench.reader.close()
        bench.reader.close()

    assert isinstance(waiting.error, TransportError)
    with pytest.raises(TransportError):
        bench.read()


# what a SAM does otherwise than a PC/SC reader


def test_a_card_that_was_read_is_not_found_again_before_it_was_lifted(bench):
    bench.lay("li")
    assert bench.read() == WALLET.expected("li")

    assert bench.reader.wait_for_removal(soon())
    assert bench.reader.wait_for_card(Deadline.after(0.5)) is False
    assert bench.reader.status(soon()).card_present is False
    assert bench.read() == REMOVED

    bench.lift()
    bench.lay("li")
    assert bench.read() == WALLET.expected("li")


@pytest.mark.parametrize("trouble", [Trouble.GARBLE, Trouble.WRONG_LENGTH])
def test_a_record_that_is_garbled_on_the_line_is_unreadable_until_the_card_is_lifted(
    bench, trouble
):
    bench.lay("su")
    bench.plan(trouble, skip=2)

    assert bench.read() == CardUnread(ReadFailure.UNREADABLE)
    assert bench.read() == REMOVED
    bench.lift()
    bench.lay("su")
    assert bench.read() == WALLET.expected("su")


@pytest.mark.parametrize("key", [TRANSIT_CARD, "li_ss2", "doe"])
def test_a_card_of_another_kind_is_as_no_card(bench, key):
    bench.world.tap_card(key)

    assert bench.reader.wait_for_card(Deadline.after(0.3)) is False
    assert bench.read() == REMOVED


def test_the_newest_address_takes_the_place_of_the_record_s(bench):
    bench.lay("moved:li")

    assert bench.read() == replace(WALLET.expected("li"), address=NEW_ADDRESS)


@pytest.mark.parametrize("key", PERMITS)
def test_a_permit_keeps_the_address_of_its_record(bench, key):
    bench.lay(f"moved:{key}")

    assert bench.read() == WALLET.expected(key)


@pytest.mark.parametrize(
    "trouble", [Trouble.REMOVE, Trouble.FAIL, Trouble.HANG, Trouble.DISCONNECT]
)
def test_a_whole_record_is_not_lost_with_its_newest_address(bench, trouble):
    bench.lay("wang")
    bench.plan(trouble, skip=ADDRESS_FRAME)

    assert bench.reader.read(Deadline.after(1.5)) == WALLET.expected("wang")
