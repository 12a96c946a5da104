"""A hosted reader on the real PC/SC service: a lost host does not take the service with it."""

import threading
import time

import pytest

from drivers import CardProfile, CardReaderConfig, Deadline, DeviceKind, TransportError
from drivers.host.card_reader import HostedCardReader
from drivers.host.messages import OpenCardReader
from drivers.sim.vpcd import VpcdCard
from drivers.sim.world import PlannedTrouble, Trouble, World
from tests.fixtures.card_readers import PATIENCE, Watched
from tests.fixtures.hosted_reader import (
    WALLET,
    HostedBench,
    InBackground,
    freeze,
    kill,
    seconds_until_read,
)
from tests.fixtures.pcscd import READER, running_pcscd
from tests.fixtures.recovery_report import report_recovery

pytestmark = pytest.mark.pcscd

LI = WALLET.expected("li")
FAULTS = {"crashed": kill, "frozen": freeze}


@pytest.fixture(scope="module")
def pcscd():
    with running_pcscd() as daemon:
        yield daemon


@pytest.fixture
def bench(pcscd):
    world, on_apdu = World(), {}
    config = CardReaderConfig(CardProfile.PCSC_SAM_READBINARY, reader_name=READER)
    with VpcdCard(world, pcscd.connect, lambda key: Watched(WALLET.card(key), on_apdu, [])):
        reader = HostedCardReader(OpenCardReader(config))
        try:
            assert reader.wait_for_removal(Deadline.after(PATIENCE))
            yield HostedBench(world, reader, on_apdu)
            world.clear(DeviceKind.CARD_READER)
        finally:
            reader.close()


@pytest.mark.parametrize("fault", FAULTS)
def test_a_host_lost_while_idle_finds_its_card_again(bench, fault):
    lay(bench)
    lost = bench.pid()

    since = time.monotonic()
    FAULTS[fault](lost)

    report_recovery(f"host {fault} while idle, pcscd", seconds_until_read(bench.reader, LI, since))


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("apdu", [1, 4])
def test_a_host_lost_under_a_read_leaves_a_card_that_can_be_read(bench, fault, apdu):
    """The card itself hangs in the n-th APDU; it goes on once the host is lost."""
    lay(bench)
    lost = bench.pid()
    started = threading.Event()
    bench.on_apdu[apdu - 1] = started.set
    bench.world.plan(DeviceKind.CARD_READER, PlannedTrouble(Trouble.HANG, skip=apdu, times=0))

    with InBackground(bench.read) as reading:
        assert started.wait(PATIENCE)
        since = time.monotonic()
        FAULTS[fault](lost)
    bench.world.clear(DeviceKind.CARD_READER)
    seconds = seconds_until_read(bench.reader, LI, since)

    report_recovery(f"host {fault} under a read, pcscd", seconds)
    assert isinstance(reading.error, TransportError)


def test_a_restarted_service_is_found_by_the_same_host(bench, pcscd):
    lay(bench)
    host = bench.pid()

    since = time.monotonic()
    pcscd.restart()
    seconds = seconds_until_read(bench.reader, LI, since)

    report_recovery("pcscd restarted", seconds)
    assert bench.reader.host_pid == host


def lay(bench):
    bench.world.tap_card("li")
    assert bench.reader.wait_for_card(Deadline.after(PATIENCE))
