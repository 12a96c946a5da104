"""The card's side of vpcd's protocol, against a socket that plays vpcd."""

import signal
import socket
import subprocess
import sys
import threading

import pytest

from drivers import DeviceKind
from drivers.card.apdu import Response
from drivers.card.sam_pages import page_command
from drivers.sim.sam_card import SimSamCard
from drivers.sim.ssc_card import SimSscCard
from drivers.sim.vpcd import VpcdCard, local_vpcd
from drivers.sim.wallet import load_wallet
from drivers.sim.world import PlannedTrouble, Trouble, World

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
    with VpcdCard(world, local_vpcd(vpcd.port)):
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
    assert vpcd.receive() == load_wallet().card("li").respond(page_command(0))


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
    with VpcdCard(world, connect):
        vpcd.accept()
    assert refused.is_set()
    vpcd.close()


@pytest.mark.parametrize("card", [None, "li"])
def test_stop_ends_the_thread_and_takes_the_card(world, card):
    vpcd = FakeVpcd()
    hand = VpcdCard(world, local_vpcd(vpcd.port))
    hand.start()
    if card:
        world.tap_card(card)
        vpcd.accept()
    hand.stop()
    hand.stop()

    assert not any(thread.name == "vpcd-card" for thread in threading.enumerate())
    assert card is None or vpcd.hung_up()
    vpcd.close()


@pytest.mark.parametrize("break_at", [0, 2])
def test_a_line_that_breaks_hangs_up_and_connects_again(world, vpcd, break_at):
    world.tap_card("li")
    world.plan(DeviceKind.CARD_READER, PlannedTrouble(Trouble.DISCONNECT, skip=break_at))
    vpcd.accept()
    for _ in range(break_at):
        vpcd.send(page_command(0))
        vpcd.receive()
    vpcd.send(page_command(0))

    assert vpcd.hung_up()
    vpcd.accept()
    vpcd.send(b"\x04")
    assert vpcd.receive() == SimSamCard.atr


def test_a_card_that_is_taken_during_an_apdu_hangs_up_without_an_answer(world, vpcd):
    world.tap_card("li")
    world.plan(DeviceKind.CARD_READER, PlannedTrouble(Trouble.REMOVE))
    vpcd.accept()
    vpcd.send(page_command(0))

    assert vpcd.hung_up()
    assert world.state.card is None


def test_polls_and_resets_are_no_steps_of_a_plan(world, vpcd):
    world.tap_card("li")
    world.plan(DeviceKind.CARD_READER, PlannedTrouble(Trouble.FAIL, sw=0x6A82))
    vpcd.accept()
    vpcd.send(b"\x04")
    vpcd.receive()
    vpcd.send(b"\x02")
    vpcd.send(page_command(0))

    assert vpcd.receive() == b"\x6a\x82"


def command_line(*arguments):
    return subprocess.Popen(
        [sys.executable, "-m", "drivers.sim.vpcd", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def test_the_command_line_lists_the_cards():
    listed, complaint = command_line("--list").communicate(timeout=PATIENCE)
    wallet = load_wallet()

    assert complaint == ""
    assert [line.split(maxsplit=1) for line in listed.splitlines()] == [
        [key, wallet.label(key)] for key in wallet.keys
    ]


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_the_command_line_lays_a_card_down_until_it_is_told_to_stop(ending):
    vpcd = FakeVpcd()
    with command_line("--card", "li_ss2", "--port", str(vpcd.port)) as process:
        vpcd.accept()
        vpcd.send(b"\x04")
        atr = vpcd.receive()
        told = process.stdout.readline()
        process.send_signal(ending)
        assert vpcd.hung_up()
        assert process.wait(PATIENCE) == 0
    vpcd.close()

    assert atr == SimSscCard.atr
    assert told.startswith(load_wallet().label("li_ss2"))


def test_the_command_line_connects_again_to_a_restarted_service():
    vpcd = FakeVpcd()
    with command_line("--card", "li", "--port", str(vpcd.port)) as process:
        vpcd.accept()
        process.stdout.readline()
        vpcd.hang_up()
        vpcd.accept()
        process.terminate()
    vpcd.close()


def test_the_command_line_says_that_nothing_listens():
    with socket.socket() as unheard:
        unheard.bind(("127.0.0.1", 0))
        port = unheard.getsockname()[1]
        process = command_line("--card", "li", "--port", str(port))
        _, complaint = process.communicate(timeout=PATIENCE)

    assert process.returncode == 1
    assert f"nothing answers on 127.0.0.1:{port}" in complaint
    assert "Traceback" not in complaint


@pytest.mark.parametrize("arguments", [["--card", "nobody"], [], ["--card", "li", "--list"]])
def test_the_command_line_refuses_what_makes_no_sense(arguments):
    process = command_line(*arguments)
    _, complaint = process.communicate(timeout=PATIENCE)

    assert process.returncode == 2
    assert "usage: python -m drivers.sim.vpcd" in complaint
