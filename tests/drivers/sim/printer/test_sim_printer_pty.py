"""The simulated printer as a serial port, with the kernel's flow control in between."""

import contextlib
import os
import select
import time

import pytest
import serial

from drivers import DeviceKind
from drivers.sim.printer import Mishap, SimModel, SimPrinterPty
from drivers.sim.world import PlannedTrouble, Trouble, World

MODEL = SimModel(head_dots=64)
STATUS = b"\x10\x04\x01\x10\x04\x02\x10\x04\x03\x10\x04\x04"
PATIENCE = 20.0


@pytest.fixture
def world():
    return World()


def _opened(front, **more):
    return serial.Serial(front.path, 115200, timeout=PATIENCE, **more)


def _until(condition):
    limit = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < limit
        select.select([], [], [], 0.005)


def test_it_answers_as_a_serial_port(world):
    with SimPrinterPty(world, MODEL) as front, _opened(front) as port:
        port.write(STATUS)
        assert port.read(4) == b"\x12" * 4


def test_a_full_printer_stops_the_host_and_lets_it_go_on(world):
    """Nothing is lost of 192 kB that come while the cover is open, more than the kernel holds."""
    world.open_cover()
    band = b"\x1dv0\x00\x08\x00\xdc\x05" + b"\x81" * 8 * 1500
    page = band * 16 + b"\x1dVA\x00"
    with SimPrinterPty(world, MODEL, xon_xoff=True) as front:
        port = serial.Serial(front.path, 115200, timeout=0, write_timeout=0, xonxoff=True)
        sent, stopped = 0, False
        while sent < len(page):
            if select.select([], [port.fileno()], [], 0.3)[1]:
                with contextlib.suppress(BlockingIOError):  # XOFF came in between
                    sent += os.write(port.fileno(), page[sent:])
            else:
                stopped = True
                world.open_cover(is_open=False)
        _until(lambda: world.state.papers)
        port.close()
    assert stopped
    assert world.state.papers[0].length_mm == (16 * 1500 + 96) / 8


def test_pulling_the_plug_takes_the_device_away(world):
    with SimPrinterPty(world, MODEL) as front, _opened(front) as port:
        world.unplug(DeviceKind.PRINTER)
        _until(lambda: not os.path.lexists(front.path))
        with pytest.raises(serial.SerialException):
            port.read(1)
        world.plug(DeviceKind.PRINTER)
        _until(lambda: os.path.lexists(front.path))
        with _opened(front) as again:
            again.write(STATUS)
            assert again.read(4) == b"\x12" * 4


def test_a_disconnect_cuts_the_cable_and_a_reset_does_not(world):
    resets = [Mishap.parse("reset@byte:15")]
    model = SimModel(head_dots=64, boot_seconds=0.05, power_on_notice=True)
    with SimPrinterPty(world, model, resets) as front, _opened(front) as port:
        port.write(STATUS)
        assert port.read(4) == b"\x12" * 4
        port.write(STATUS)
        assert port.read(3) == b"\x3b\x31\x00"
        world.plan(DeviceKind.PRINTER, PlannedTrouble(Trouble.DISCONNECT))
        port.write(STATUS)
        with pytest.raises(serial.SerialException):
            port.read(1)


def test_the_host_may_come_and_go(world):
    with SimPrinterPty(world, MODEL) as front:
        for _ in range(3):
            with _opened(front) as port:
                port.write(STATUS)
                assert port.read(4) == b"\x12" * 4


def test_a_link_of_ones_own(world, tmp_path):
    with SimPrinterPty(world, MODEL, link=tmp_path / "lp0") as front:
        assert front.path == str(tmp_path / "lp0")
        assert (tmp_path / "lp0").is_symlink()
    assert not os.path.lexists(tmp_path / "lp0")


def test_stop_may_come_twice_or_without_a_start(world):
    front = SimPrinterPty(world)
    front.start()
    front.stop()
    front.stop()
    SimPrinterPty(world).stop()
