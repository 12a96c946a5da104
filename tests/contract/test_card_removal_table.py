"""A card of every kind, taken away during every single command of its read, on the real pcscd.

Each command meets two hands: one that only takes the card, and one that lays another card at once.
The read has to end as removed, and the next card has to be read whole. The outcomes are kept as a
table, ``build/reports/card-removal.md``: command headers only, no data.

vpcd notices a card within 0.4 s and not sooner, so the kinds are tried side by side, each on a
field of its own.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest

from drivers import CardRead, CardReader, CardUnread, Deadline, ReadFailure
from drivers.card import open_pcsc_reader
from drivers.sim.vpcd import VpcdCard
from drivers.sim.wallet import load_wallet
from drivers.sim.world import World
from tests.fixtures.card_readers import PATIENCE, Watched
from tests.fixtures.pcscd import SLOTS, Pcscd, reader_name, running_pcscd

pytestmark = pytest.mark.pcscd

REPORT = Path(__file__).parents[2] / "build" / "reports" / "card-removal.md"
WALLET = load_wallet()
REMOVED = CardUnread(ReadFailure.REMOVED)
NEXT = "wang"
"""The card that is laid afterwards."""

CARDS = {
    "resident": "li",
    "residence permit J": "he",
    "permanent residence I": "moore",
    "permanent residence Y": "silva",
    "social security 1.00": "chen_ss1",
    "social security 2.00": "li_ss2",
    "social security 3.00": "ma_ss3",
    "passport": "doe",
    "travel permit": "kwok",
}
"""One card of each kind that the wallet has."""

HANDS = ("takes it", "lays another")
FEWEST_COMMANDS = 6
"""The pages of an identity card; the other kinds take more."""
NOTICE_SECONDS = 0.1


@dataclass(frozen=True)
class Row:
    """What became of one removal."""

    card: str
    number: int
    header: str
    hand: str
    outcome: CardRead
    next_read: bool

    @property
    def good(self) -> bool:
        return self.outcome == REMOVED and self.next_read

    def __str__(self) -> str:
        outcome = self.outcome
        told = outcome.reason if isinstance(outcome, CardUnread) else type(outcome).__name__
        then = "read" if self.next_read else "NOT READ"
        return f"| {self.card} | {self.number} | `{self.header}` | {self.hand} | {told} | {then} |"


@dataclass
class Field:
    """A field on the service, its reader, and the commands of the present read."""

    world: World
    reader: CardReader
    on_apdu: dict[int, Callable[[], None]] = field(default_factory=dict)
    headers: list[str] = field(default_factory=list)

    def make_card(self, key: str) -> Watched:
        return Watched(WALLET.card(key), self.on_apdu, self.headers)

    def rows(self, kind: str, hand: str) -> list[Row]:
        """Every removal of this kind of card by this hand."""
        key = CARDS[kind]
        act = self.world.take_card if hand == HANDS[0] else partial(self.world.tap_card, NEXT)
        return [
            Row(kind, number, header, hand, *self.removal(key, number, act))
            for number, header in enumerate(self.clean_read(key))
        ]

    def clean_read(self, key: str) -> list[str]:
        """The headers of all commands of a whole read."""
        self.world.tap_card(key)
        assert self.read(key, lambda outcome: outcome != REMOVED) == WALLET.expected(key)
        return list(self.headers)

    def removal(self, key: str, number: int, act: Callable[[], None]) -> tuple[CardRead, bool]:
        """Read the card, let the hand act at a command, then read the next card."""
        self.world.tap_card(key)
        self.on_apdu[number] = act
        outcome = self.read(key, lambda _: not self.on_apdu)
        self.world.tap_card(NEXT)
        then = self.read(NEXT, lambda outcome: outcome != REMOVED)
        return outcome, then == WALLET.expected(NEXT)

    def read(self, key: str, done: Callable[[CardRead], bool]) -> CardRead:
        """Read until the service has noticed the card that lies there."""
        limit = Deadline.after(PATIENCE)
        while self.reader.wait_for_card(limit):
            self.headers.clear()
            outcome = self.reader.read(limit, WALLET.travel_key(key))
            if done(outcome):
                return outcome
            assert outcome == REMOVED
            self.reader.wait_for_removal(limit.within(NOTICE_SECONDS))
        pytest.fail(f"{key} is not noticed")


def open_field(stack: ExitStack, daemon: Pcscd, number: int) -> Field:
    reader = open_pcsc_reader(reader_name(number))
    stack.callback(reader.close)
    opened = Field(World(), reader)
    stack.enter_context(VpcdCard(opened.world, partial(daemon.connect, number), opened.make_card))
    return opened


@pytest.fixture(scope="module")
def rows() -> dict[str, list[Row]]:
    """All removals by kind of card; the report is written even when some are wrong."""
    jobs = [(kind, hand) for kind in reversed(CARDS) for hand in HANDS]
    readers = len(CARDS) * len(HANDS) // SLOTS - 1
    with running_pcscd(readers) as daemon, ExitStack() as stack:
        fields = [open_field(stack, daemon, number) for number in range(readers * SLOTS)]

        def work(kind: str, hand: str) -> list[Row]:
            taken = fields.pop()
            try:
                return taken.rows(kind, hand)
            finally:
                fields.append(taken)

        with ThreadPoolExecutor(len(fields)) as pool:
            done = list(pool.map(lambda job: work(*job), jobs))
    found = [row for part in done for row in part]
    by_kind = {
        kind: sorted((row for row in found if row.card == kind), key=lambda row: row.number)
        for kind in CARDS
    }
    write_report([row for part in by_kind.values() for row in part])
    return by_kind


def write_report(rows: list[Row]) -> None:
    REPORT.parent.mkdir(parents=True, exist_ok=True)
    head = (
        "# Cards taken away during every command of their read\n\n"
        "Through pcscd and vpcd; the header is CLA INS P1 P2 of the command that got no answer.\n\n"
        "| Card | Command | Header | Hand | Read ends as | Next card |\n"
        "| --- | --- | --- | --- | --- | --- |\n"
    )
    good = sum(row.good for row in rows)
    foot = f"\n{good} of {len(rows)} removals ended as they must.\n"
    REPORT.write_text(head + "".join(f"{row}\n" for row in rows) + foot, encoding="utf-8")


@pytest.mark.parametrize("kind", CARDS)
def test_a_card_pulled_at_any_command_is_removed_and_the_next_one_reads(rows, kind):
    found = rows[kind]

    assert [str(row) for row in found if not row.good] == []
    for hand in HANDS:
        numbers = [row.number for row in found if row.hand == hand]
        assert numbers == list(range(len(numbers)))
        assert len(numbers) >= FEWEST_COMMANDS


def test_verify_is_sent_to_no_card(rows):
    sent = {row.header.split()[1] for part in rows.values() for row in part}

    assert "20" not in sent
    assert {"B0", "A4", "B2", "84", "82"} <= sent
