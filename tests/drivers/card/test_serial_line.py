"""SerialLine on a real pseudo-terminal."""

import errno
import os
import threading
import tty

import pytest
import serial

from drivers import Cancelled, ConfigurationError, Deadline, DeadlineExceeded, TransportError
from drivers.card import LineFault
from drivers.card.serial_line import SerialLine

PATIENCE = 20.0


class Pty:
    """The far end of the line."""

    def __init__(self):
        self.master, self._device = os.openpty()
        tty.setraw(self._device)
        self.path = os.ttyname(self._device)

    def say(self, data: bytes) -> None:
        os.write(self.master, data)

    def heard(self, count: int) -> bytes:
        """So many bytes, waiting for them; the test's time-out bounds it."""
        heard = b""
        while len(heard) < count:
            heard += os.read(self.master, count - len(heard))
        return heard

    def vanish(self) -> None:
        if self.master >= 0:
            os.close(self._device)
            os.close(self.master)
            self.master = -1


@pytest.fixture
def pty():
    pty = Pty()
    yield pty
    pty.vanish()


@pytest.fixture
def line(pty):
    line = SerialLine(pty.path)
    yield line
    line.close()


def soon() -> Deadline:
    return Deadline.after(PATIENCE)


def code_of(line: SerialLine) -> str:
    with pytest.raises(TransportError) as broken:
        line.send(b"?", soon())
    return broken.value.code


def test_bytes_go_out_and_come_in_unchanged(pty, line):
    every = bytes(range(256))
    line.send(every, soon())
    heard = pty.heard(256)
    pty.say(every)
    got = b""
    while len(got) < 256:
        got += line.receive(soon())

    assert heard == got == every
    assert line.name == pty.path


def test_what_came_unasked_is_forgotten_at_the_next_request(pty, line):
    line.send(b"1", soon())
    pty.say(b"stale")
    assert line.receive(soon())[:1] == b"s"
    pty.say(b"staler")
    line.send(b"2", soon())
    pty.say(b"fresh")

    assert line.receive(soon()) == b"fresh"


def test_nothing_comes_by_the_deadline(line):
    line.send(b"1", soon())

    assert line.receive(Deadline.after(0.01)) == b""
    assert line.receive(Deadline.after(0.0)) == b""


def test_a_wait_can_be_cancelled(line):
    line.send(b"1", soon())
    cancel = threading.Event()
    timer = threading.Timer(0.05, cancel.set)
    timer.start()

    with pytest.raises(Cancelled):
        line.receive(Deadline.after(PATIENCE, cancel))
    timer.join()


def test_a_request_whose_time_is_up_is_not_sent(pty, line):
    with pytest.raises(DeadlineExceeded):
        line.send(b"late", Deadline.after(0.0))
    line.send(b"in time", soon())

    assert pty.heard(7) == b"in time"


def test_the_speed_and_the_format_are_set(pty):
    line = SerialLine(pty.path, 38400)
    line.send(b"1", soon())
    port = line._port
    line.close()

    assert (port.baudrate, port.bytesize, port.parity, port.stopbits) == (38400, 8, "N", 1)


@pytest.mark.parametrize("baud", [-9600, 0, 12345])
def test_a_speed_that_no_port_has_is_a_wrong_configuration(baud):
    with pytest.raises(ConfigurationError):
        SerialLine("/dev/null", baud)


def test_a_port_that_another_one_holds_is_in_use_until_it_is_let_go(pty, line):
    other = SerialLine(pty.path)
    other.send(b"1", soon())

    assert code_of(line) == LineFault.IN_USE
    other.close()
    line.send(b"2", soon())
    assert pty.heard(2) == b"12"


def test_no_port_is_not_connected(tmp_path):
    assert code_of(SerialLine(str(tmp_path / "ttyUSB0"))) == LineFault.NOT_CONNECTED


def test_what_is_no_serial_port_is_not_connected(tmp_path):
    file = tmp_path / "file"
    file.write_bytes(b"")

    assert code_of(SerialLine(str(file))) == LineFault.NOT_CONNECTED


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.EACCES, LineFault.ACCESS_DENIED),
        (errno.EPERM, LineFault.ACCESS_DENIED),
        (errno.EBUSY, LineFault.IN_USE),
        (errno.ENXIO, LineFault.NOT_CONNECTED),
        (errno.EIO, LineFault.NOT_CONNECTED),
    ],
)
def test_why_a_port_does_not_open(monkeypatch, line, number, code):
    monkeypatch.setattr("os.open", lambda *args, **kwargs: refuse(number))

    assert code_of(line) == code


def refuse(number: int) -> int:
    raise OSError(number, os.strerror(number))


def test_a_port_that_takes_no_bytes_does_not_answer(monkeypatch, line):
    line.send(b"1", soon())
    monkeypatch.setattr(line, "_port", Stuffed())

    assert code_of(line) == LineFault.NO_ANSWER


class Stuffed:
    """A port whose flow control holds it back for ever."""

    def reset_input_buffer(self):
        """Nothing is there."""

    def write(self, data):
        raise serial.SerialTimeoutException

    def close(self):
        """Nothing to do."""


@pytest.mark.parametrize("call", ["send", "receive"])
def test_a_device_that_vanishes_is_not_connected(pty, line, call):
    line.send(b"1", soon())
    pty.vanish()

    with pytest.raises(TransportError) as gone:
        line.send(b"2", soon()) if call == "send" else line.receive(soon())
    assert gone.value.code == LineFault.NOT_CONNECTED
    assert code_of(line) == LineFault.NOT_CONNECTED


def test_a_device_that_comes_back_is_opened_again(pty, tmp_path):
    link = tmp_path / "reader"
    link.symlink_to(pty.path)
    line = SerialLine(str(link))
    line.send(b"1", soon())
    pty.vanish()
    assert code_of(line) == LineFault.NOT_CONNECTED
    back = Pty()
    link.unlink()
    link.symlink_to(back.path)

    line.send(b"2", soon())
    assert back.heard(1) == b"2"
    line.close()
    back.vanish()


def test_a_closed_line_stays_closed_and_lets_the_port_go(pty, line):
    line.send(b"1", soon())
    line.close()
    line.close()

    assert code_of(line) == LineFault.NOT_CONNECTED
    other = SerialLine(pty.path)
    other.send(b"2", soon())
    other.close()


def test_closing_from_another_thread_ends_a_wait(line):
    line.send(b"1", soon())
    timer = threading.Timer(0.05, line.close)
    timer.start()

    with pytest.raises(TransportError) as closed:
        line.receive(soon())
    timer.join()
    assert closed.value.code == LineFault.NOT_CONNECTED
