"""A serial line: a real pair of pseudo-terminals, with the kernel's own flow control."""

import os
import select
import threading
import tty

import pytest

from drivers import Cancelled, ConfigurationError, Deadline, DeadlineExceeded, TransportError
from drivers._config import FlowControl
from drivers.printer import LineFault
from drivers.printer.serial_port import SerialTransport
from tests.fixtures.in_background import PATIENCE, InBackground

XON, XOFF = b"\x11", b"\x13"


class Wire:
    """The printer's end of the line, and the path of ours."""

    def __init__(self):
        self.printer, self._host = os.openpty()
        tty.setraw(self._host)
        self.path = os.ttyname(self._host)
        os.set_blocking(self.printer, False)

    def read(self, count):
        """This many bytes, or what has come until nothing more does for a while."""
        data = b""
        while len(data) < count and select.select([self.printer], [], [], PATIENCE)[0]:
            data += os.read(self.printer, count - len(data))
        return data

    def silent(self, seconds=0.2):
        """Whether nothing comes for so long."""
        return not select.select([self.printer], [], [], seconds)[0]

    def cut(self):
        for end in (self._host, self.printer):
            if end >= 0:
                os.close(end)
        self._host = self.printer = -1


@pytest.fixture
def wire():
    pair = Wire()
    yield pair
    pair.cut()


def _soon(seconds=PATIENCE, cancel=None):
    return Deadline.after(seconds, cancel)


def _opened(path, flow=FlowControl.NONE, **more):
    line = SerialTransport(path, 115200, flow, **more)
    line.open(_soon())
    return line


def test_bytes_go_both_ways_and_are_counted(wire):
    line = _opened(wire.path)
    line.send(b"\x1b@\x00\r\n\x11\x13", _soon())
    assert wire.read(7) == b"\x1b@\x00\r\n\x11\x13"
    os.write(wire.printer, b"\x12\x00\x03\x04")
    assert line.receive(_soon()) == b"\x12\x00\x03\x04"
    assert line.bytes_sent == 7
    line.close()


def test_the_speed_bounds_what_the_line_carries():
    assert SerialTransport("/dev/null", 115200).bytes_per_second == 11_520
    assert SerialTransport("/dev/null", 9600).bytes_per_second == 960


@pytest.mark.parametrize("baud", [0, -9600, 12_345])
def test_a_speed_that_ports_do_not_have_is_a_mistake(baud):
    with pytest.raises(ConfigurationError):
        SerialTransport("/dev/null", baud)


def test_a_missing_port_and_one_in_use_are_told_apart(wire):
    with pytest.raises(TransportError) as caught:
        _opened("/dev/no-such-port")
    assert caught.value.code == LineFault.CONNECT_FAILED
    first = _opened(wire.path)
    with pytest.raises(TransportError) as caught:
        _opened(wire.path)
    assert caught.value.code == LineFault.IN_USE
    first.close()


def test_xoff_stops_the_line_until_xon(wire):
    line = _opened(wire.path, FlowControl.XON_XOFF)
    os.write(wire.printer, XOFF)
    with pytest.raises(DeadlineExceeded):
        line.send(b"stopped", _soon(0.2))
    assert wire.silent()
    assert line.bytes_sent == 0
    os.write(wire.printer, XON)
    line.send(b"goes on", _soon())
    assert wire.read(7) == b"goes on"
    line.close()


def test_xon_and_xoff_do_not_reach_the_reader(wire):
    line = _opened(wire.path, FlowControl.XON_XOFF)
    os.write(wire.printer, b"\x12" + XOFF + XON + b"\x16")
    got = line.receive(_soon())
    while len(got) < 2:
        got += line.receive(_soon())
    assert got == b"\x12\x16"
    line.close()


def test_a_printer_that_lowers_its_ready_line_gets_nothing_more(wire):
    ready = threading.Event()
    looks = []

    def look(port):
        looks.append(port.out_waiting)
        return ready.is_set()

    line = _opened(wire.path, FlowControl.DTR_DSR, ready=look)
    with pytest.raises(DeadlineExceeded):
        line.send(bytes(1000), _soon(0.2))
    assert wire.silent()
    assert line.bytes_sent == 0
    ready.set()
    with InBackground(lambda: line.send(bytes(1000), _soon())):
        assert wire.read(1000) == bytes(1000)
    assert line.bytes_sent == 1000
    assert looks.count(0) >= 1000 // 64
    line.close()


def test_with_a_ready_line_no_more_than_64_bytes_are_under_way(wire):
    """The printer lowers its line in the middle of a band: what follows stays here."""
    budget = [3]

    def look(_):
        budget[0] -= 1
        return budget[0] >= 0

    line = _opened(wire.path, FlowControl.DTR_DSR, ready=look)
    with pytest.raises(DeadlineExceeded):
        line.send(bytes(4000), _soon(0.2))
    assert line.bytes_sent == 3 * 64
    assert wire.read(3 * 64) == bytes(3 * 64)
    assert wire.silent()
    line.close()


def test_a_full_line_uses_up_the_deadline_and_counts_what_left(wire):
    line = _opened(wire.path)
    with pytest.raises(DeadlineExceeded):
        line.send(bytes(1_000_000), _soon(0.2))
    assert 0 < line.bytes_sent < 1_000_000
    cancel = threading.Event()
    cancel.set()
    with pytest.raises(Cancelled):
        line.send(bytes(1_000_000), _soon(cancel=cancel))
    line.close()


def test_a_line_that_is_cut_is_noticed_and_found_again_by_its_link(tmp_path):
    link = tmp_path / "printer"
    first, second = Wire(), Wire()
    link.symlink_to(first.path)
    line = _opened(str(link))
    assert line.connected
    first.cut()
    with pytest.raises(TransportError) as caught:
        line.receive(_soon())
    assert caught.value.code == LineFault.LINE_BROKEN
    assert not line.connected
    link.unlink()
    link.symlink_to(second.path)
    line.open(_soon())
    line.send(b"again", _soon())
    assert second.read(5) == b"again"
    line.close()
    second.cut()


def test_what_was_left_unread_is_forgotten_when_opening_and_purging(wire):
    os.write(wire.printer, b"stale")
    line = _opened(wire.path)
    os.write(wire.printer, b"older")
    assert line.receive(_soon()) == b"older"
    os.write(wire.printer, b"stale")
    line.purge_input()
    os.write(wire.printer, b"fresh")
    assert line.receive(_soon()) == b"fresh"
    line.close()


def test_close_from_another_thread_ends_a_waiting_call_and_is_final(wire):
    line = _opened(wire.path)
    with InBackground(lambda: line.receive(_soon(60))) as waiting:
        line.close()
        line.close()
    assert isinstance(waiting.error, TransportError)
    with pytest.raises(TransportError) as caught:
        line.open(_soon())
    assert caught.value.code == LineFault.CLOSED
