"""A USB printer: pyusb's own code over a bus that a backend plays."""

import errno
import threading

import pytest

from drivers import (
    Cancelled,
    ConfigurationError,
    Deadline,
    DeadlineExceeded,
    DeviceKind,
    Online,
    Printed,
    PrintJob,
    TransportError,
)
from drivers.printer import EscPosPrinter, LineFault, commands
from drivers.printer.usb_bulk import UsbAddress, UsbTransport
from drivers.sim.printer import SimModel
from drivers.sim.world import PlannedTrouble, Trouble, World
from tests.fixtures.in_background import PATIENCE, InBackground
from tests.fixtures.printer_lines import numbered_page
from tests.fixtures.printer_rigs import profile_for
from tests.fixtures.usb_printer import Plugged, UsbBus

MODEL = SimModel(head_dots=384)
IDS = UsbAddress(0x04B8, 0x0E28)


def _soon(seconds=PATIENCE, cancel=None):
    return Deadline.after(seconds, cancel)


@pytest.fixture
def world():
    return World()


@pytest.fixture
def plugged(world):
    return Plugged(world, MODEL)


@pytest.fixture
def line(plugged):
    opened = UsbTransport(IDS, UsbBus(plugged))
    yield opened
    opened.close()


def _code(call):
    with pytest.raises(TransportError) as caught:
        call()
    return caught.value.code


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("04b8:0e28", UsbAddress(0x04B8, 0x0E28)),
        ("04B8:0E28:A:1", UsbAddress(0x04B8, 0x0E28, "A:1")),
    ],
)
def test_addresses(text, address):
    assert UsbAddress.parse(text) == address


@pytest.mark.parametrize("text", ["", "04b8", "printer:1", ":", "04b8:"])
def test_what_is_no_address(text):
    with pytest.raises(ConfigurationError):
        UsbAddress.parse(text)


def test_the_pipes_are_found_from_the_descriptors_and_the_kernel_lets_go(line, plugged):
    line.open(_soon())
    assert not plugged.kernel_driver
    assert line.connected
    line.send(commands.REAL_TIME_STATUS, _soon())
    assert line.receive(_soon()) == b"\x12" * 4
    assert line.bytes_sent == 12


def test_a_printer_of_the_vendors_own_class_is_a_printer_too(plugged, line):
    plugged.interface_class, plugged.protocol = 0xFF, 0xFF
    line.open(_soon())
    assert line.connected


@pytest.mark.parametrize("protocol", [3, 4])
def test_an_interface_that_is_no_raw_line_is_refused(plugged, line, protocol):
    """1284.4 packets and IPP over USB are not ESC/POS."""
    plugged.protocol = protocol
    assert _code(lambda: line.open(_soon())) == LineFault.MISCONFIGURED


def test_an_unconfigured_printer_is_configured(plugged, line):
    plugged.configured = False
    line.open(_soon())
    assert plugged.configured


def test_a_printer_without_a_pipe_back_is_written_and_never_answers(world):
    plugged = Plugged(world, MODEL, answers=False)
    line = UsbTransport(IDS, UsbBus(plugged))
    line.open(_soon())
    line.send(commands.REAL_TIME_STATUS, _soon())
    assert line.receive(_soon(0.1)) == b""
    line.close()


def test_one_of_two_printers_alike_is_chosen_by_its_serial_number(world):
    left, right = Plugged(world, MODEL, serial="LEFT"), Plugged(world, MODEL, serial="RIGHT")
    bus = UsbBus(left, right)
    assert _code(lambda: UsbTransport(IDS, bus).open(_soon())) == LineFault.MISCONFIGURED
    line = UsbTransport(UsbAddress(*left.ids, "RIGHT"), bus)
    line.open(_soon())
    assert (left.claims, right.claims) == (0, 1)
    missing = UsbTransport(UsbAddress(*left.ids, "MIDDLE"), bus)
    assert _code(lambda: missing.open(_soon())) == LineFault.CONNECT_FAILED
    line.close()


def test_a_busy_printer_is_reset_and_claimed_at_its_new_address(plugged, line):
    plugged.busy = 1
    line.open(_soon())
    assert (plugged.resets, plugged.claims, plugged.address) == (1, 2, 2)
    line.send(b"abc", _soon())


def test_a_printer_that_stays_busy_is_in_use(plugged, line):
    plugged.busy, plugged.stubborn = 1, True
    assert _code(lambda: line.open(_soon())) == LineFault.IN_USE
    assert not line.connected


def test_forbidden_and_missing_printers_are_told_apart(world, plugged, line):
    plugged.failure = errno.EACCES
    assert _code(lambda: line.open(_soon())) == LineFault.ACCESS_DENIED
    plugged.failure = 0
    world.unplug(DeviceKind.PRINTER)
    assert _code(lambda: line.open(_soon())) == LineFault.CONNECT_FAILED


@pytest.mark.parametrize("code", [errno.ENODEV, errno.EIO, errno.EPIPE, errno.EPROTO])
def test_a_broken_transfer_breaks_the_line(plugged, line, code):
    for call in (lambda: line.send(b"abc", _soon()), lambda: line.receive(_soon())):
        line.open(_soon())
        plugged.failure = code
        assert _code(call) == LineFault.LINE_BROKEN
        plugged.failure = 0
        assert not line.connected
        assert _code(call) == LineFault.NOT_CONNECTED


def test_a_power_cycle_is_noticed_before_the_next_use(plugged, line, world):
    line.open(_soon())
    world.unplug(DeviceKind.PRINTER)
    assert not line.connected
    world.plug(DeviceKind.PRINTER)
    plugged.address += 1
    assert not line.connected
    line.open(_soon())
    line.send(b"abc", _soon())


def test_a_printer_that_takes_nothing_uses_up_the_deadline_and_counts_what_left(world):
    world.load_paper(0)
    plugged = Plugged(world, MODEL)
    line = UsbTransport(IDS, UsbBus(plugged))
    line.open(_soon())
    with pytest.raises(DeadlineExceeded):
        line.send(b"x" * 10_000, _soon(0.2))
    assert line.bytes_sent == MODEL.buffer_bytes
    cancel = threading.Event()
    with InBackground(lambda: line.send(b"x", _soon(60, cancel))) as sending:
        cancel.set()
    assert isinstance(sending.error, Cancelled)
    line.close()


def test_empty_packets_are_no_answer(plugged, line):
    line.open(_soon())
    plugged.empty_packets = 5
    line.send(b"\x10\x04\x01", _soon())
    assert line.receive(_soon()) == b"\x12"


def test_purge_forgets_what_the_printer_holds_ready(line):
    line.open(_soon())
    line.send(commands.REAL_TIME_STATUS, _soon())
    line.purge_input()
    assert line.receive(_soon(0.05)) == b""


def test_a_printer_that_falls_off_the_bus_amid_a_job_prints_the_next_one(world, plugged, line):
    printer = EscPosPrinter(line, profile_for(MODEL))
    page = numbered_page(384, b"\xa5", 100)
    assert printer.status(_soon()).health == Online()
    world.plan(DeviceKind.PRINTER, PlannedTrouble(Trouble.DISCONNECT, skip=3))
    assert not isinstance(printer.print(PrintJob(1, page), _soon()), Printed)
    assert plugged.address == 2
    assert isinstance(printer.print(PrintJob(2, page), _soon()), Printed)


def test_close_is_final(line):
    line.open(_soon())
    line.close()
    line.close()
    assert _code(lambda: line.open(_soon())) == LineFault.CLOSED


def test_without_libusb_the_setup_is_at_fault(monkeypatch):
    monkeypatch.setattr("usb.backend.libusb1.get_backend", lambda: None)
    monkeypatch.setattr("usb.backend.libusb0.get_backend", lambda: None)
    monkeypatch.setattr("usb.backend.openusb.get_backend", lambda: None)
    assert _code(lambda: UsbTransport(IDS).open(_soon())) == LineFault.MISCONFIGURED
