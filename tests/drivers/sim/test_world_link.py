"""The simulated field lent to another process keeps the promises of a card transport."""

import threading
from pathlib import Path

import pytest

from drivers import Cancelled, Deadline, DeadlineExceeded, DeviceKind, DriverError, TransportError
from drivers.card.apdu import Response
from drivers.card.sam_pages import READ_BINARY, READER_CLASS
from drivers.card.transport import CardGone, CardMute, LineFault
from drivers.sim.card import SimCardTransport
from drivers.sim.wallet import load_wallet
from drivers.sim.world import PlannedTrouble, Trouble, World
from drivers.sim.world_link import CardTransportServer, RemoteCardTransport

PATIENCE = 20.0
FIRST_PAGE = bytes((READER_CLASS, READ_BINARY, 0, 0, 0))
WALLET = load_wallet()


@pytest.fixture
def world():
    return World()


@pytest.fixture
def local(world):
    return SimCardTransport(world)


@pytest.fixture
def server(local):
    server = CardTransportServer(local)
    server.start()
    yield server
    server.stop()
    assert [t for t in threading.enumerate() if t.name.startswith("card-field")] == []
    assert not Path(server.path).exists()


@pytest.fixture
def remote(server):
    return RemoteCardTransport(server.path)


def test_presence_is_that_of_the_world(world, local, remote):
    assert remote.presence(soon()) == local.presence(soon())
    world.tap_card("li")

    assert remote.presence(soon()) == local.presence(soon())
    assert remote.presence(soon()).atr is not None


def test_waits_are_woken_by_the_hand(world, remote):
    with Background(lambda: remote.wait_for(soon(), present=True)) as came:
        world.tap_card("li")
    with Background(lambda: remote.wait_for(soon(), present=False)) as went:
        world.take_card()

    assert (came.result, went.result) == (True, True)


def test_a_wait_ends_with_its_deadline(remote):
    assert remote.wait_for(Deadline.after(0.05), present=True) is False
    assert remote.wait_for(Deadline.after(0.0), present=True) is False


def test_the_card_answers_as_it_does_here(world, local, remote):
    world.tap_card("li")
    with local.connect(soon()) as link:
        expected = link.transmit(FIRST_PAGE, soon())

    with remote.connect(soon()) as link:
        assert link.transmit(FIRST_PAGE, soon()) == expected
        assert link.transmit(FIRST_PAGE, soon()) == expected


def test_an_empty_field_has_no_card_to_connect(remote):
    with pytest.raises(CardGone):
        remote.connect(soon())


def test_a_card_that_was_taken_is_gone(world, remote):
    world.tap_card("li")
    with remote.connect(soon()) as link:
        world.take_card()
        world.tap_card("li")
        with pytest.raises(CardGone):
            link.transmit(FIRST_PAGE, soon())


def test_a_closed_link_is_of_no_use(world, remote):
    world.tap_card("li")
    link = remote.connect(soon())
    link.close()
    link.close()

    with pytest.raises(TransportError):
        link.transmit(FIRST_PAGE, soon())


def test_a_pulled_plug_is_told_as_such(world, remote):
    world.unplug(DeviceKind.CARD_READER)

    with pytest.raises(TransportError) as caught:
        remote.presence(soon())
    assert caught.value.code == LineFault.NOT_CONNECTED


def test_a_hanging_card_ends_at_the_deadline(world, remote):
    world.tap_card("li")
    hang(world)
    with remote.connect(soon()) as link, pytest.raises(DeadlineExceeded):
        link.transmit(FIRST_PAGE, Deadline.after(0.1))


def test_a_hanging_card_can_be_called_off(world, server, remote):
    """And the other side lets go of it at once."""
    world.tap_card("li")
    hang(world)
    cancel = threading.Event()
    with (
        remote.connect(soon()) as link,
        Background(lambda: link.transmit(FIRST_PAGE, Deadline.after(PATIENCE, cancel))) as asked,
    ):
        cancel.set()

    assert isinstance(asked.error, Cancelled)
    server.stop()


def test_troubles_count_apdus_whoever_sends_them(world, remote):
    world.tap_card("li")
    world.plan(DeviceKind.CARD_READER, PlannedTrouble(Trouble.FAIL, skip=1, sw=0x6F12))
    with remote.connect(soon()) as link:
        first = link.transmit(FIRST_PAGE, soon())
        second = link.transmit(FIRST_PAGE, soon())

    assert first.sw == 0x9000
    assert second == Response(b"", 0x6F12)


def test_a_mute_object_is_told_as_such(server, world):
    class Mute(SimCardTransport):
        def connect(self, deadline):
            raise CardMute

    other = CardTransportServer(Mute(world))
    other.start()
    try:
        with pytest.raises(CardMute):
            RemoteCardTransport(other.path).connect(soon())
    finally:
        other.stop()


def test_without_a_server_there_is_no_reader(server, remote):
    server.stop()
    server.stop()

    with pytest.raises(TransportError) as caught:
        remote.presence(soon())
    assert caught.value.code == LineFault.NOT_CONNECTED


def test_a_server_that_stops_ends_what_runs(server, remote):
    with Background(lambda: remote.wait_for(soon(), present=True)) as waiting:
        server.stop()

    assert isinstance(waiting.error, TransportError | Cancelled)


def test_only_this_user_may_enter(server):
    assert Path(server.path).parent.stat().st_mode & 0o077 == 0


def test_a_server_that_never_started_stops(local):
    server = CardTransportServer(local)
    server.stop()

    assert not Path(server.path).exists()


def hang(world):
    world.plan(DeviceKind.CARD_READER, PlannedTrouble(Trouble.HANG, times=0))


def soon():
    return Deadline.after(PATIENCE)


class Background:
    """Runs a call on a thread inside the ``with`` block and keeps how it ended."""

    def __init__(self, call):
        self.result = self.error = None
        self._call = call
        self._thread = threading.Thread(target=self._run)

    def _run(self):
        try:
            self.result = self._call()
        except (DriverError, CardGone) as error:
            self.error = error

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *exc_info):
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive()
