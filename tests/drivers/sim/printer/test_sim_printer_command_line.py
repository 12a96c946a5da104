"""``python -m drivers.sim.printer`` as a tester starts it."""

import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from drivers.sim.printer.command_line import main

ROOT = Path(__file__).parents[4]
STATUS = b"\x10\x04\x02"
SLIP = b"\x1b@HELLO\n\x1bZ\x1dVA\x00"


class Started:
    """The process, and the words it says."""

    def __init__(self, *arguments):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "drivers.sim.printer", *arguments],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.where = self.until("listening on ").removeprefix("listening on ")

    def until(self, begin):
        for line in self.process.stdout:
            if line.startswith(begin):
                return line.strip()
        raise AssertionError(self.process.stderr.read())

    def say(self, order):
        self.process.stdin.write(f"{order}\n")
        self.process.stdin.flush()

    def end(self):
        self.say("quit")
        out, errors = self.process.communicate(timeout=20)
        return self.process.returncode, out, errors


def _ask(line):
    line.sendall(STATUS)
    return line.recv(1)


def test_over_tcp_with_hands_papers_and_refusals(tmp_path):
    started = Started("--port", "0", "--speed", "0", "--papers", str(tmp_path))
    host, _, port = started.where.partition(":")
    with socket.create_connection((host, int(port)), timeout=20) as line:
        assert _ask(line) == b"\x12"
        started.say("cover open")
        while _ask(line) != b"\x16":
            pass
        started.say("cover close")
        while _ask(line) != b"\x12":
            pass
        line.sendall(SLIP)
        said = started.until("piece 1")
        started.say("dance")
    code, _, errors = started.end()
    assert code == 0
    assert re.fullmatch(r"piece 1: 15\.8 mm .*piece-001\.png", said)
    assert (tmp_path / "piece-001.png").read_bytes().startswith(b"\x89PNG")
    assert "unknown: dance" in errors
    assert "refused: unknown command 1b 5a" in errors


def test_over_a_pseudo_terminal_with_a_fault(tmp_path):
    link = tmp_path / "lp0"
    started = Started("--pty", "--link", str(link), "--fault", "cover_open@byte:4")
    assert started.where == str(link)
    port = os.open(link, os.O_RDWR | os.O_NOCTTY)
    os.write(port, STATUS + b"\x1bE\x00" + STATUS)
    answers = os.read(port, 1)
    while len(answers) < 2:
        answers += os.read(port, 1)
    assert answers == b"\x12\x16"
    os.close(port)
    assert started.end()[0] == 0


@pytest.mark.parametrize(
    "arguments", [["--fault", "fire@row:1"], ["--fault", "nonsense"], ["--host", "256.0.0.1"]]
)
def test_a_mistake_ends_it_with_2(arguments, capsys):
    assert main(["--port", "0", *arguments]) == 2
    assert capsys.readouterr().err.startswith("sim.printer: ")


def test_orders_may_come_in_one_piece(capsys):
    """Every order of a hand is known; several may come in one piece."""
    reads, writes = os.pipe()
    os.write(writes, b"paper 120\nplug out\nplug in\nrepair\ntake\nquit\n")
    os.close(writes)
    assert main(["--port", "0", "--speed", "0"], hands=reads) == 0
    os.close(reads)
    assert "unknown" not in capsys.readouterr().err
