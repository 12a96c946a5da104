"""What every CardReader promises, kept by SAM frames over a pty and over control commands.

What a SAM does otherwise than a PC/SC reader has tests of its own at the end; faults of the line:
``test_sam_frame_readers_faults_contract``.
"""

import threading
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace

import pytest

from drivers import (
    Cancelled,
    CardUnread,
    Deadline,
    DeadlineExceeded,
    Online,
    ReadFailure,
    TransportError,
)
from drivers.sim.wallet import BLANK_CARD, TRANSIT_CARD
from drivers.sim.world import Trouble
from tests.fixtures.sam_readers import (
    ADDRESS_FRAME,
    BENCHES,
    FRAMES,
    IDENTITY_CARDS,
    NEW_ADDRESS,
    PATIENCE,
    PERMITS,
    REMOVED,
    WALLET,
    Bench,
    InBackground,
    soon,
)


@pytest.fixture(params=BENCHES)
def bench(request, monkeypatch) -> Iterator[Bench]:
    with ExitStack() as stack:
        yield BENCHES[request.param](stack, monkeypatch)


@pytest.mark.parametrize("key", IDENTITY_CARDS)
def test_each_identity_card_and_permit_is_read_whole(bench, key):
    bench.lay(key)

    assert bench.read() == WALLET.expected(key)


def test_a_malformed_record_names_its_field(bench):
    bench.lay(BLANK_CARD)

    assert bench.read() == CardUnread(ReadFailure.MALFORMED, "name")


def test_an_empty_field_reads_as_removed(bench):
    assert bench.read() == REMOVED


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


def test_waiting_for_a_card_ends_with_its_deadline(bench):
    assert bench.reader.wait_for_card(Deadline.after(0.05)) is False


def test_waiting_for_removal_ends_with_its_deadline(bench):
    bench.lay("li")

    assert bench.reader.wait_for_removal(Deadline.after(0.05)) is False


def test_a_wait_is_woken_by_the_card_and_by_its_removal(bench):
    with InBackground(lambda: bench.reader.wait_for_card(soon())) as came:
        bench.world.tap_card("li")
    with InBackground(lambda: bench.reader.wait_for_removal(soon())) as went:
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


def test_status_tells_the_reader_its_sam_and_whether_a_card_lies_on_it(bench):
    empty = bench.reader.status(soon())
    bench.lay("li")
    laid = bench.reader.status(soon())

    assert empty.health == laid.health == Online()
    assert (empty.card_present, laid.card_present) == (False, True)
    assert empty.reader == laid.reader != ""
    assert empty.sam == laid.sam == "05.03-20200101-0000000001-0000000001"


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


def test_nothing_personal_shows_in_the_representation(bench):
    bench.lay("su")
    document = WALLET.expected("su")

    shown = repr(bench.read())

    for secret in (document.name, document.id_number, document.address, document.issuer):
        assert secret not in shown


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
