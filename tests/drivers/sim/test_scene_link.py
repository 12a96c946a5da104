"""The simulated world lent to a camera in another process is that very world."""

import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from drivers import Deadline, DeviceKind, TransportError
from drivers.camera import decode_image
from drivers.host.messages import LookAtField, LookAtWorld, WorldSeen
from drivers.sim.call_socket import CallLine
from drivers.sim.camera import SimFrameSource
from drivers.sim.scene_link import RemoteWorld, SceneServer
from drivers.sim.world import Carrier, PlannedTrouble, Pose, Trouble, World
from tests.fixtures.in_background import PATIENCE, InBackground

SCANNER = DeviceKind.CODE_SCANNER
RAW = bytes(range(256))
"""Every byte there is: no text at all."""
HELD = Pose(distance=1.5, angle=12.0, tilt=3.5, dark=True, carrier=Carrier.PAPER, second=RAW)


@pytest.fixture
def world():
    return World()


@pytest.fixture
def server(world):
    server = SceneServer(world)
    server.start()
    yield server
    server.stop()
    assert [t for t in threading.enumerate() if t.name.startswith("camera-scene")] == []
    assert not Path(server.path).exists()


@pytest.fixture
def remote(server):
    remote = RemoteWorld(server.path)
    yield remote
    remote.close()


def test_at_first_both_are_as_a_world_begins(world, remote):
    assert remote.state == world.state


def test_every_part_of_the_state_goes_over_but_the_papers(world, remote):
    """Whatever parts it may get: those that this test does not know must come back as well."""
    world.tap_card("li")
    world.show_code(RAW, HELD)
    world.lay_document("lease")
    world.load_paper(12.5)
    world.open_cover()
    world.unplug(DeviceKind.PRINTER)
    for kind in DeviceKind:
        world.plan(kind, PlannedTrouble(Trouble.DELAY, skip=3, times=0, seconds=0.25, sw=0x6982))
    world.add_paper(b"\x89PNG with what a resident printed", 80.0)

    assert remote.state == replace(world.state, papers=())


def test_the_papers_are_not_on_the_line(world, server):
    world.add_paper(b"\x89PNG", 80.0)
    with CallLine(server.path) as line:
        seen = line.ask(LookAtWorld(), soon())

    assert isinstance(seen, WorldSeen)
    assert b"papers" not in seen.data
    assert "unplugged" not in repr(seen)


def test_what_hands_do_is_seen_at_once(world, remote):
    for payload in (b"one", b"two"):
        world.show_code(payload)
        assert remote.state.code == payload
    world.hide_code()
    assert remote.state.code is None


def test_plugs_are_those_of_the_world(world, remote):
    assert remote.plugged(SCANNER)
    world.unplug(SCANNER)
    assert not remote.plugged(SCANNER)
    assert remote.plugged(DeviceKind.PRINTER)


def test_steps_are_counted_in_the_world_whoever_makes_them(world, remote):
    planned = PlannedTrouble(Trouble.FAIL, skip=2, times=2)
    world.plan(SCANNER, planned)

    assert remote.step(SCANNER) is None
    assert world.step(SCANNER) is None
    assert remote.step(DeviceKind.PRINTER) is None
    assert remote.step(SCANNER) == replace(planned, skip=0)
    assert remote.step(SCANNER) == replace(planned, skip=0, times=1)
    assert remote.step(SCANNER) is None
    assert world.state.troubles == ()


def test_a_hang_ends_when_the_world_is_mended(world, remote):
    world.plan(SCANNER, PlannedTrouble(Trouble.HANG, times=0))
    with InBackground(lambda: remote.hang(SCANNER, soon())):
        world.clear(SCANNER)


def test_a_hang_ends_with_its_deadline_or_by_being_called_off(world, remote):
    world.plan(SCANNER, PlannedTrouble(Trouble.HANG, times=0))
    since = time.monotonic()
    remote.hang(SCANNER, Deadline.after(0.1))
    assert time.monotonic() - since >= 0.1

    cancel = threading.Event()
    with InBackground(lambda: remote.hang(SCANNER, Deadline.after(PATIENCE * 10, cancel))):
        cancel.set()


def test_a_wait_ends_when_the_condition_holds(world, remote):
    def shown(state):
        return state.code is not None

    assert remote.wait_until(shown, Deadline.after(0.05)) is False
    with InBackground(lambda: remote.wait_until(shown, soon())) as waiting:
        world.show_code(b"code")
    assert waiting.result is True


def test_a_camera_renders_what_it_is_told(world, remote):
    world.show_code(RAW)
    camera = SimFrameSource(remote)
    camera.open(soon())
    (symbol,) = decode_image(camera.read(soon()).image)

    assert symbol.payload == RAW


def test_a_world_that_is_gone_has_pulled_every_plug_and_may_come_back(server, remote):
    assert remote.plugged(SCANNER)
    server.stop()

    assert not remote.plugged(SCANNER)
    assert remote.step(SCANNER) is None
    assert not SimFrameSource(remote).present()


def test_a_broken_line_is_made_anew(world, remote):
    assert remote.state == world.state
    remote.close()
    remote.close()

    assert remote.state == world.state


def test_a_question_that_no_camera_asks_is_refused(server):
    with CallLine(server.path) as line, pytest.raises(TransportError):
        line.ask(LookAtField(), soon())


def test_only_this_user_may_enter(server):
    assert Path(server.path).parent.stat().st_mode & 0o077 == 0


def soon():
    return Deadline.after(PATIENCE)
