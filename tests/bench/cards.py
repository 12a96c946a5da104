"""Reading cards through the real pcscd and vpcd, beside a bare pyscard loop on the same card."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from smartcard.CardConnection import CardConnection
from smartcard.System import readers

from drivers import (
    CardProfile,
    CardReader,
    CardReaderConfig,
    Deadline,
    IdentityDocument,
)
from drivers.card import open_card_reader
from drivers.card.sam_pages import PAGES, page_command
from drivers.host.card_reader import HostedCardReader
from drivers.host.messages import OpenCardReader
from drivers.sim.vpcd import VpcdCard
from drivers.sim.world import World
from tests.bench.processor import cpu_seconds
from tests.bench.report import Figure, interleaved, write
from tests.fixtures.pcscd import READER, Pcscd, running_pcscd

CARD = "li"
ROUNDS = 101
INSERTIONS = 15
IDLE_SECONDS = 10.0
PATIENCE = 20.0
CONFIG = CardReaderConfig(CardProfile.PCSC_SAM_READBINARY, READER)

SLOWER_THAN_BARE = 1.15
INSERTION_SECONDS = 0.5
IDLE_SHARE = 0.01
NAME_SECONDS = 0.050


def main() -> bool:
    """Measure, write ``build/bench/cards.json``; whether all targets hold."""
    with running_pcscd() as daemon:
        figures = [*_reading(daemon), *_insertion(daemon), *_idle()]
    figures.append(_greeting())
    return write("cards", figures)


def _reading(daemon: Pcscd) -> Iterator[Figure]:
    with card_process(daemon), reader_in_process() as ours, reader_in_host() as hosted:
        for reader in (ours, hosted):
            assert reader.wait_for_card(soon())
        bare = BareLoop()

        def settled() -> None:
            """The card is let go without waiting; whoever comes next must find it free."""
            ours.status(soon())
            hosted.status(soon())

        times = interleaved(ROUNDS, lambda: read(ours), bare, lambda: read(hosted), between=settled)
    read_s, bare_s, hosted_s = (seconds * 1000 for seconds in times)
    peer = "bare pyscard loop, same APDUs, connect to disconnect"
    yield Figure("SAM block, 1284 bytes", read_s, "ms", peer, bare_s, SLOWER_THAN_BARE)
    yield Figure("SAM block by a device host", hosted_s, "ms", peer, bare_s)


def _insertion(daemon: Pcscd) -> Iterator[Figure]:
    """From the card's line to vpcd being there until the identity is, less the read itself."""
    world = World()
    events, reads = [], []
    with VpcdCard(world, daemon.connect), reader_in_host() as reader:
        assert reader.wait_for_removal(soon())
        for _ in range(INSERTIONS):
            world.tap_card(CARD)
            laid = time.perf_counter()
            assert reader.wait_for_card(soon())
            seen = time.perf_counter()
            read(reader)
            events.append(seen - laid)
            reads.append(time.perf_counter() - seen)
            world.take_card()
            assert reader.wait_for_removal(soon())
    events.sort()
    yield Figure("insertion to event, median", events[len(events) // 2], "s")
    yield Figure("insertion to event, worst", events[-1], "s", target=INSERTION_SECONDS)
    yield Figure("event to identity, worst", max(reads), "s")


def _greeting() -> Figure:
    """Measured in a process of its own, which has loaded what a kiosk loads and no more."""
    command = [sys.executable, "-m", "tests.bench.greeting"]
    told = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    name = "last APDU to name on screen, median"
    return Figure(name, float(told.splitlines()[-1]), "s", target=NAME_SECONDS)


def _idle() -> Iterator[Figure]:
    """CPU time of a monitor that waits for a card in an empty field, in parts of a core."""
    with reader_in_process() as reader:
        reader.status(soon())
        before = time.process_time()
        reader.wait_for_card(Deadline.after(IDLE_SECONDS))
        used = time.process_time() - before
    yield Figure("idle monitor, in process", used / IDLE_SECONDS, "core", target=IDLE_SHARE)
    with reader_in_host() as hosted:
        hosted.status(soon())
        assert hosted.host_pid is not None
        before = time.process_time() + cpu_seconds(hosted.host_pid)
        hosted.wait_for_card(Deadline.after(IDLE_SECONDS))
        used = time.process_time() + cpu_seconds(hosted.host_pid) - before
    yield Figure("idle monitor, host and kiosk", used / IDLE_SECONDS, "core", target=IDLE_SHARE)


class BareLoop:
    """What anybody writes first with pyscard: connect, send, disconnect."""

    def __init__(self) -> None:
        self._reader = next(reader for reader in readers() if str(reader) == READER)
        self._apdus = [list(page_command(page)) for page in range(PAGES)]

    def __call__(self) -> None:
        connection: CardConnection = self._reader.createConnection()
        connection.connect()
        for apdu in self._apdus:
            _, sw1, sw2 = connection.transmit(apdu)
            assert (sw1, sw2) == (0x90, 0x00)
        connection.disconnect()
        connection.release()


def read(reader: CardReader) -> None:
    """One read, which must be a document."""
    assert isinstance(reader.read(soon()), IdentityDocument)


def soon() -> Deadline:
    """Far above what a loaded machine needs."""
    return Deadline.after(PATIENCE)


@contextmanager
def card_process(daemon: Pcscd) -> Iterator[None]:
    """The simulated card in a process of its own, so that it takes no time from ours."""
    command = [sys.executable, "-m", "drivers.sim.vpcd", "--card", CARD, "--port", str(daemon.port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait()


@contextmanager
def reader_in_process() -> Iterator[CardReader]:
    """The driver as the host runs it, but here."""
    yield from _closing(lambda: open_card_reader(CONFIG))


@contextmanager
def reader_in_host() -> Iterator[HostedCardReader]:
    """The driver as the kiosk has it."""
    reader = HostedCardReader(OpenCardReader(CONFIG))
    try:
        yield reader
    finally:
        reader.close()


def _closing(opened: Callable[[], CardReader]) -> Iterator[CardReader]:
    reader = opened()
    try:
        yield reader
    finally:
        reader.close()
