"""How PcscTransport waits: woken by events, by cancellation, by its end and by a dying service."""

import threading
import time
from collections.abc import Iterator

import pytest

from drivers import Cancelled, Deadline, TransportError
from drivers.card import LineFault
from drivers.card import call_lane as call_lane_module
from drivers.card import pcsc as pcsc_module
from drivers.card import pcsc_watch as watch_module
from drivers.card.pcsc import MAX_STUCK_CALLS, PcscTransport
from drivers.sim.vpcd import VpcdCard
from drivers.sim.world import World
from tests.fixtures.pcscd import Pcscd, running_pcscd, wait_for

pytestmark = pytest.mark.pcscd

PATIENCE = 20.0


def soon() -> Deadline:
    return Deadline.after(PATIENCE)


@pytest.fixture(scope="module")
def daemon() -> Iterator[Pcscd]:
    with running_pcscd() as daemon:
        yield daemon


@pytest.fixture
def transport(daemon) -> Iterator[PcscTransport]:
    transport = PcscTransport()
    assert transport.wait_for(soon(), present=False)
    yield transport
    transport.close()


@pytest.fixture
def waits(monkeypatch) -> list[float]:
    """The seconds of every question that the transport asks the service."""
    asked: list[float] = []
    real = watch_module.watch

    def watch(context, wanted, before, seconds):
        asked.append(seconds)
        return real(context, wanted, before, seconds)

    monkeypatch.setattr(pcsc_module, "watch", watch)
    return asked


def test_an_empty_field_is_not_polled(transport, waits):
    assert transport.wait_for(Deadline.after(1.3), present=True) is False

    assert len(waits) <= 4
    assert max(waits) == 1.0


def test_a_card_ends_the_wait_at_once(daemon, transport, waits):
    world = World()
    with VpcdCard(world, daemon.connect):
        threading.Timer(0.05, world.tap_card, ["li"]).start()
        assert transport.wait_for(soon(), present=True)

    assert len(waits) <= 3


def test_waits_can_be_cancelled_again_and_again(transport, monkeypatch):
    monkeypatch.setattr(pcsc_module, "WATCH_SECONDS", PATIENCE)
    for _ in range(2 * MAX_STUCK_CALLS):
        cancel = threading.Event()
        threading.Timer(0.02, cancel.set).start()
        with pytest.raises(Cancelled):
            transport.wait_for(Deadline.after(PATIENCE, cancel), present=True)

    assert transport.wait_for(soon(), present=False)


def test_a_cancelled_wait_is_called_off_and_not_left_behind(transport, monkeypatch):
    monkeypatch.setattr(pcsc_module, "WATCH_SECONDS", PATIENCE)
    monkeypatch.setattr(call_lane_module, "GRACE_SECONDS", PATIENCE)
    cancel = threading.Event()
    threading.Timer(0.02, cancel.set).start()
    started = time.monotonic()
    with pytest.raises(Cancelled):
        transport.wait_for(Deadline.after(PATIENCE, cancel), present=True)

    assert time.monotonic() - started < PATIENCE / 2


def test_a_closed_transport_ends_its_wait(transport):
    closing = threading.Timer(0.05, transport.close)
    closing.start()
    with pytest.raises(TransportError) as closed:
        transport.wait_for(soon(), present=True)
    closing.join()

    assert closed.value.code == LineFault.NOT_CONNECTED
    wait_for(
        lambda: not any(thread.name.startswith("pcsc") for thread in threading.enumerate()),
        "the threads to end",
    )


def test_a_service_that_freezes_during_a_wait_does_not_answer(daemon, transport, monkeypatch):
    monkeypatch.setattr(pcsc_module, "WATCH_SECONDS", 0.2)
    monkeypatch.setattr(pcsc_module, "SILENCE_SECONDS", 0.3)
    with daemon.frozen(), pytest.raises(TransportError) as silent:
        transport.wait_for(soon(), present=True)

    assert silent.value.code == LineFault.NO_ANSWER
    assert transport.wait_for(soon(), present=False)


def test_a_frozen_service_cannot_hold_a_cancelled_wait(daemon, transport):
    cancel = threading.Event()
    with daemon.frozen():
        threading.Timer(0.05, cancel.set).start()
        with pytest.raises(Cancelled):
            transport.wait_for(Deadline.after(PATIENCE, cancel), present=True)

    assert transport.wait_for(soon(), present=False)


def test_a_card_is_found_after_a_restart_in_the_middle_of_a_wait(daemon, transport, waits):
    def stop_amid_the_wait():
        wait_for(lambda: any(waits), "the wait in the service")
        daemon.stop()

    stopping = threading.Thread(target=stop_amid_the_wait)
    stopping.start()
    with pytest.raises(TransportError) as broken:
        transport.wait_for(soon(), present=True)
    stopping.join()
    daemon.start()
    world = World()
    with VpcdCard(world, daemon.connect):
        world.tap_card("li")

        assert broken.value.code == LineFault.SERVICE_DOWN
        assert transport.wait_for(soon(), present=True)
