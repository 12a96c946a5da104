"""A printer behind a device file or a pair of named pipes."""

import os
import select
import threading
import tty

import pytest

from drivers import Cancelled, Deadline, DeadlineExceeded, TransportError, Unknown
from drivers.printer import EscPosPrinter, LineFault, profile_named
from drivers.printer.file import FileTransport
from tests.fixtures.in_background import PATIENCE, InBackground


def _soon(seconds=PATIENCE, cancel=None):
    return Deadline.after(seconds, cancel)


class Pipes:
    """Two named pipes and the printer's ends of them."""

    def __init__(self, folder):
        self.to_printer, self.from_printer = str(folder / "lp0"), str(folder / "answers")
        os.mkfifo(self.to_printer)
        os.mkfifo(self.from_printer)
        self.reads = os.open(self.to_printer, os.O_RDONLY | os.O_NONBLOCK)
        # a pipe may be opened for writing only once somebody reads it
        self.writes = os.open(self.from_printer, os.O_RDWR | os.O_NONBLOCK)

    def close(self):
        for each in (self.reads, self.writes):
            if each >= 0:
                os.close(each)
        self.reads = self.writes = -1


@pytest.fixture
def pipes(tmp_path):
    pair = Pipes(tmp_path)
    yield pair
    pair.close()


def test_a_pair_of_pipes_carries_both_directions(pipes):
    line = FileTransport(pipes.to_printer, pipes.from_printer)
    line.open(_soon())
    line.send(b"\x10\x04\x01", _soon())
    assert os.read(pipes.reads, 10) == b"\x10\x04\x01"
    os.write(pipes.writes, b"\x12")
    assert line.receive(_soon()) == b"\x12"
    assert line.bytes_sent == 3
    line.close()


def test_a_pipe_without_answers_is_written_and_stays_unknown(pipes):
    line = FileTransport(pipes.to_printer)
    printer = EscPosPrinter(line, profile_named("generic-80"))
    assert isinstance(printer.status(_soon(0.1)).health, Unknown)
    line.open(_soon())
    line.send(b"abc", _soon())
    assert os.read(pipes.reads, 4096).endswith(b"abc")
    assert line.receive(_soon(0.05)) == b""
    line.close()


def test_a_pipe_that_nobody_reads_is_no_printer(pipes):
    os.close(pipes.reads)
    pipes.reads = -1
    line = FileTransport(pipes.to_printer, pipes.from_printer)
    with pytest.raises(TransportError) as caught:
        line.open(_soon())
    assert caught.value.code == LineFault.CONNECT_FAILED


def test_a_reader_who_leaves_breaks_the_line(pipes):
    line = FileTransport(pipes.to_printer, pipes.from_printer)
    line.open(_soon())
    os.close(pipes.reads)
    pipes.reads = -1
    with pytest.raises(TransportError) as caught:
        line.send(b"abc", _soon())
    assert caught.value.code == LineFault.LINE_BROKEN
    assert not line.connected


def test_a_full_pipe_uses_up_the_deadline_and_counts_what_left(pipes):
    line = FileTransport(pipes.to_printer)
    line.open(_soon())
    with pytest.raises(DeadlineExceeded):
        line.send(bytes(1_000_000), _soon(0.2))
    assert line.bytes_sent == len(os.read(pipes.reads, 1_000_000))
    line.close()


@pytest.mark.parametrize("name", ["missing", "ordinary", "folder"])
def test_only_device_files_are_opened(tmp_path, name):
    """A mistyped path must not become a file full of residents' papers."""
    (tmp_path / "ordinary").write_bytes(b"")
    (tmp_path / "folder").mkdir()
    with pytest.raises(TransportError) as caught:
        FileTransport(str(tmp_path / name)).open(_soon())
    expected = LineFault.CONNECT_FAILED if name == "missing" else LineFault.MISCONFIGURED
    assert caught.value.code == expected
    assert (tmp_path / "ordinary").read_bytes() == b""


def test_a_terminal_is_set_raw_and_answers_come_back():
    printer, host = os.openpty()
    line = FileTransport(os.ttyname(host))
    line.open(_soon())
    line.send(b"\n\x03\x04", _soon())
    assert os.read(printer, 10) == b"\n\x03\x04"
    os.write(printer, b"\x12\r")
    assert line.receive(_soon()) == b"\x12\r"
    assert select.select([printer], [], [], 0.1)[0] == []  # no echo
    tty.setraw(host)
    cancel = threading.Event()
    with InBackground(lambda: line.receive(_soon(60, cancel))) as waiting:
        cancel.set()
    assert isinstance(waiting.error, Cancelled)
    line.close()
    os.close(printer)
    os.close(host)


def test_an_empty_read_of_a_device_is_not_its_end():
    """usblp gives one for an empty USB packet; /dev/null always does."""
    line = FileTransport("/dev/null")
    line.open(_soon())
    assert line.receive(_soon(0.1)) == b""
    assert line.connected
    line.close()
