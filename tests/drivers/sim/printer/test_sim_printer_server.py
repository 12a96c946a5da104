"""The simulated printer's TCP front."""

import socket

import pytest

from drivers import Deadline, DeviceKind
from drivers.printer import commands
from drivers.sim.printer import SimModel, SimPrinterServer
from drivers.sim.world import PlannedTrouble, Trouble, World

CLEAN = b"\x12" * 4
FEED_AND_CUT = b"\x1dVA\x00"


@pytest.fixture
def world():
    return World()


@pytest.fixture
def server(world):
    with SimPrinterServer(world, SimModel(head_dots=64)) as running:
        yield running


def _call(server):
    line = socket.create_connection((server.host, server.port), timeout=5)
    line.settimeout(5)
    return line


def _until(server, *, accepted):
    """Call until the server accepts (the line) or refuses (None)."""
    while True:
        try:
            line = _call(server)
        except ConnectionRefusedError:
            if not accepted:
                return None
        except ConnectionResetError:
            continue  # caught between accepting and refusing
        else:
            if accepted:
                return line
            line.close()


def _ask(line):
    line.sendall(commands.REAL_TIME_STATUS)
    answer = b""
    while len(answer) < 4:
        data = line.recv(4 - len(answer))
        assert data
        answer += data
    return answer


def test_answers_one_caller_after_the_other(server):
    for _ in range(3):
        with _call(server) as line:
            assert _ask(line) == CLEAN


def test_unplugging_resets_and_refuses_and_plugging_answers_on_the_same_port(server, world):
    with _call(server) as line:
        _ask(line)
        world.unplug(DeviceKind.PRINTER)
        with pytest.raises(ConnectionResetError):
            line.recv(1)
    assert _until(server, accepted=False) is None
    world.plug(DeviceKind.PRINTER)
    with _until(server, accepted=True) as line:
        assert _ask(line) == CLEAN


def test_disconnect_is_a_reset(server, world):
    world.plan(DeviceKind.PRINTER, PlannedTrouble(Trouble.DISCONNECT))
    with _call(server) as line:
        line.sendall(commands.REAL_TIME_STATUS)
        with pytest.raises(ConnectionResetError):
            line.recv(1)


def test_a_hang_lasts_until_it_is_cleared(server, world):
    world.plan(DeviceKind.PRINTER, PlannedTrouble(Trouble.HANG, times=0))
    with _call(server) as line:
        line.sendall(commands.REAL_TIME_STATUS)
        line.settimeout(0.1)
        with pytest.raises(TimeoutError):
            line.recv(4)
        world.clear(DeviceKind.PRINTER)
        line.settimeout(5)
        assert line.recv(1) == b"\x12"


def test_a_single_hang_ends_with_the_connection(server, world):
    world.plan(DeviceKind.PRINTER, PlannedTrouble(Trouble.HANG))
    with _call(server) as line:
        line.sendall(commands.REAL_TIME_STATUS)
        line.settimeout(0.1)
        with pytest.raises(TimeoutError):
            line.recv(4)
    with _call(server) as line:
        assert _ask(line) == CLEAN


def test_a_delay_answers_late(server, world):
    world.plan(DeviceKind.PRINTER, PlannedTrouble(Trouble.DELAY, seconds=0.05))
    with _call(server) as line:
        assert _ask(line) == CLEAN


def test_status_is_pushed_when_the_cover_opens(server, world):
    with _call(server) as line:
        line.sendall(commands.AUTO_STATUS)
        assert line.recv(4) == b"\x10\0\0\0"
        world.open_cover()
        assert line.recv(4) == b"\x38\0\0\0"


def test_a_full_buffer_pushes_back(server, world):
    world.load_paper(0)
    with _call(server) as line:
        line.settimeout(0.2)
        with pytest.raises(TimeoutError):
            line.sendall(bytes(64_000_000))


def test_slow_paper_comes_bit_by_bit(world):
    model = SimModel(head_dots=64, mm_per_second=400.0)
    lengths = []
    world.load_paper(1000)
    world.subscribe(lambda state: lengths.append(state.paper_mm))
    with SimPrinterServer(world, model) as server, _call(server) as line:
        line.sendall(commands.feed(400) + FEED_AND_CUT)
        assert world.wait_until(lambda state: bool(state.papers), Deadline.after(5))
    assert world.state.paper_mm == pytest.approx(1000 - 50 - 12)
    assert len(lengths) > 3


def test_what_was_sent_is_printed_though_the_caller_has_gone(world):
    model = SimModel(head_dots=64, mm_per_second=1000.0, buffer_bytes=256)
    with SimPrinterServer(world, model) as server:
        with _call(server) as line:
            line.sendall(b"\x1dv0\x00\x08\x00\xc8\x00" + b"\xff" * 8 * 200 + FEED_AND_CUT)
        assert world.wait_until(lambda state: bool(state.papers), Deadline.after(5))
    assert world.state.papers[0].length_mm == 25 + 12


def test_stop_frees_the_port_and_may_come_twice_or_without_a_start(world):
    server = SimPrinterServer(world)
    server.start()
    server.stop()
    server.stop()
    with pytest.raises(ConnectionRefusedError):
        _call(server)
    SimPrinterServer(world).stop()
