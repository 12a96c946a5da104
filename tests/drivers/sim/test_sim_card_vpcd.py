"""The card's side of vpcd's protocol, against a socket that plays vpcd."""

import socket
import threading

import pytest

from drivers import DeviceKind
from drivers.card.apdu import Response
from drivers.card.sam_pages import page_command
from drivers.sim.residents import load_residents
from drivers.sim.sam_card import SimSamCard, sim_card
from drivers.sim.vpcd import VpcdCard, local_vpcd
from drivers.sim.world import World

RESIDENTS = load_residents()
PATIENCE = 20.0


class FakeVpcd:
    """Listens as vpcd does and talks to the card by hand."""

    def __init__(self):
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(PATIENCE)
        self.port = self._listener.getsockname()[1]
        self._line = None

    def accept(self):
        if self._line:
            self._line.close()
        self._line, _ = self._listener.accept()
        self._line.settimeout(PATIENCE)

    def send(self, message):
        """As vpcd: length and data in two writes."""
        self._line.sendall(len(message).to_bytes(2, "big"))
        self._line.sendall(message)

    def receive(self):
        head = self._read(2)
        return self._read(int.from_bytes(head, "big"))

    def hung_up(self):
        return self._line.recv(1) == b""

    def hang_up(self):
        self._line.close()

    def close(self):
        self._listener.close()
        if self._line:
            self._line.close()

    def _read(self, count):
        data = b""
        while len(data) < count:
            chunk = self._line.recv(count - len(data))
            assert chunk
            data += chunk
        return data


@pytest.fixture
def world():
    return World()


@pytest.fixture
def vpcd(world):
    vpcd = FakeVpcd()
    with VpcdCard(world, local_vpcd(vpcd.port), RESIDENTS):
        yield vpcd
    vpcd.close()


def test_controls_are_obeyed_and_apdus_answered(world, vpcd):
    world.tap_card("li")
    vpcd.accept()
    for control in (b"\x01", b"\x02", b"\x00", b"\x01", b"\x04"):
        vpcd.send(control)
    atr = vpcd.receive()
    vpcd.send(page_command(0))

    assert atr == SimSamCard.atr
    assert vpcd.receive() == sim_card("li", RESIDENTS).respond(page_command(0))


@pytest.mark.parametrize(
    "vanish", [World.take_card, lambda world: world.unplug(DeviceKind.CARD_READER)]
)
def test_a_card_that_goes_hangs_up_at_once(world, vpcd, vanish):
    world.tap_card("li")
    vpcd.accept()
    vanish(world)

    assert vpcd.hung_up()


def test_another_card_is_another_connection(world, vpcd):
    world.tap_card("li")
    vpcd.accept()
    world.tap_card("metro")
    assert vpcd.hung_up()
    vpcd.accept()
    vpcd.send(page_command(0))

    assert Response.from_bytes(vpcd.receive()).sw == 0x6A81


def test_a_restarted_service_gets_its_card_back(world, vpcd):
    world.tap_card("li")
    vpcd.accept()
    vpcd.hang_up()
    vpcd.accept()
    vpcd.send(b"\x04")

    assert vpcd.receive() == SimSamCard.atr


def test_a_card_may_be_there_before_the_service(world):
    vpcd = FakeVpcd()
    refused = threading.Event()

    def connect():
        if not refused.is_set():
            refused.set()
            raise ConnectionRefusedError
        return local_vpcd(vpcd.port)()

    world.tap_card("li")
    with VpcdCard(world, connect, RESIDENTS):
        vpcd.accept()
    assert refused.is_set()
    vpcd.close()


@pytest.mark.parametrize("card", [None, "li"])
def test_stop_ends_the_thread_and_takes_the_card(world, card):
    vpcd = FakeVpcd()
    hand = VpcdCard(world, local_vpcd(vpcd.port), RESIDENTS)
    hand.start()
    if card:
        world.tap_card(card)
        vpcd.accept()
    hand.stop()
    hand.stop()

    assert not any(thread.name == "vpcd-card" for thread in threading.enumerate())
    assert card is None or vpcd.hung_up()
    vpcd.close()
