"""A real reader with a real card: what no simulator can promise.

Assertions never show a document: pytest would print its fields. Use your own identity card, or any
card that the reader's profile reads without a key.
"""

import time
from collections.abc import Callable

import pytest

from drivers import CardRead, CardReader, CardUnread, Deadline, ReadFailure, fault_of, usable

HANDS_SECONDS = 60.0
"""For a person to do what was asked."""
READ_SECONDS = 10.0
"""What the kiosk gives a read (``timing.card_read_seconds``)."""
ROUNDS = 3
PULLS = 8

Tell = Callable[[str], None]


def hands() -> Deadline:
    return Deadline.after(HANDS_SECONDS)


def lift(reader: CardReader, tell: Tell) -> None:
    tell("请把所有卡从读卡器上拿开 / take every card off the reader")
    assert reader.wait_for_removal(hands()), "a card is still in the field"


def lay(reader: CardReader, tell: Tell) -> None:
    tell("请放上身份证，不要移动 / lay your ID card now and leave it there")
    assert reader.wait_for_card(hands()), "no card was heard"


def read(reader: CardReader, tell: Tell) -> CardRead:
    """One read; prints its time and the kind of card."""
    began = time.monotonic()
    outcome = reader.read(Deadline.after(READ_SECONDS))
    seconds = time.monotonic() - began
    kind = getattr(outcome, "kind", type(outcome).__name__)
    tell(f"{seconds:.2f} s: {kind}")
    return outcome


def why_not(outcome: CardRead) -> str:
    """The reason of a failed read, and nothing of a card."""
    return str(outcome.reason) if isinstance(outcome, CardUnread) else ""


def test_the_reader_is_online(reader, tell):
    status = reader.status(Deadline.after(5.0))
    tell(f"{type(status.health).__name__}: {status.reader} {status.sam}")

    assert usable(status.health), fault_of(status.health)


def test_a_card_is_heard_when_it_comes_and_when_it_goes(reader, tell):
    lift(reader, tell)
    assert reader.status(hands()).card_present is False
    lay(reader, tell)
    assert reader.status(hands()).card_present is True
    lift(reader, tell)
    assert not reader.wait_for_card(Deadline.after(1.0)), "a card was heard in an empty field"


def test_the_same_card_reads_the_same_each_time_it_is_laid(reader, tell):
    outcomes = []
    for _ in range(ROUNDS):
        lift(reader, tell)
        lay(reader, tell)
        outcomes.append(read(reader, tell))

    assert [why_not(outcome) for outcome in outcomes] == [""] * ROUNDS
    same = all(outcome == outcomes[0] for outcome in outcomes)
    assert same, "the reads differ from each other"


def test_a_card_pulled_in_the_middle_is_never_half_a_document(reader, tell):
    lift(reader, tell)
    lay(reader, tell)
    whole = read(reader, tell)
    assert why_not(whole) == ""
    seen: set[str] = set()
    for attempt in range(PULLS):
        lift(reader, tell)
        tell(f"第 {attempt + 1} 次：放上同一张卡，马上拿走 / lay it and pull it away at once")
        assert reader.wait_for_card(hands()), "no card was heard"
        outcome = read(reader, tell)
        complete = outcome == whole
        assert complete or isinstance(outcome, CardUnread), "half a document"
        seen.add(why_not(outcome))
        if ReadFailure.REMOVED in seen:
            break

    assert seen & {ReadFailure.REMOVED, ReadFailure.UNREADABLE}, "never pulled fast enough: again"
    lift(reader, tell)
    lay(reader, tell)
    assert why_not(read(reader, tell)) == "", "the reader did not recover from the pull"


def test_a_reader_that_was_unplugged_comes_back(reader, tell):
    tell("请拔下读卡器的数据线 / unplug the reader")
    assert becomes(reader, wanted=False), "the reader still answers"
    tell("请插回读卡器 / plug the reader in again")
    assert becomes(reader, wanted=True), "the reader was not found again"
    lift(reader, tell)
    lay(reader, tell)
    assert why_not(read(reader, tell)) == ""


def becomes(reader: CardReader, *, wanted: bool) -> bool:
    """Wait until the reader is usable, or no longer so."""
    deadline = hands()
    while not deadline.expired():
        if usable(reader.status(Deadline.after(5.0)).health) is wanted:
            return True
        deadline.cancel.wait(0.2)
    return False


@pytest.mark.parametrize("seconds", [30.0])
def test_an_empty_field_stays_empty(reader, tell, seconds):
    lift(reader, tell)
    tell(f"请 {seconds:.0f} 秒内不要碰读卡器 / keep away from the reader for {seconds:.0f} s")

    assert not reader.wait_for_card(Deadline.after(seconds)), "a card was heard in an empty field"
