"""The line to the running kiosk: with nobody there, with garbage, with two callers at once."""

from __future__ import annotations

import json
import socket
import stat
import subprocess
import sys
import threading
from dataclasses import replace

import pytest

from kiosk.dock.commands import CommandError
from kiosk.dock.line import LONGEST_REQUEST, SOCKET_NAME, DockServer, LineTakenError, send

PATIENCE = 30.0
GARBAGE = [
    b"\n",
    b"hello\n",
    b"\xff\xfe\x00\n",
    b"null\n",
    b'"state"\n',
    b'["state"]\n',
    b'{"words": "state", "folder": "."}\n',
    b'{"words": [1], "folder": "."}\n',
    b'{"words": ["state"]}\n',
    b'{"words": ["state"], "folder": 7}\n',
    b"[" * 60_000 + b"\n",
]


@pytest.fixture
def server(tmp_path, hands):
    server = DockServer(tmp_path, hands)
    server.start()
    yield server
    server.stop()


def call(folder) -> socket.socket:
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    line.settimeout(PATIENCE)
    line.connect(str(folder / SOCKET_NAME))
    return line


def answer_to(line: socket.socket) -> dict:
    with line, line.makefile("rb") as answers:
        return json.loads(answers.readline())


@pytest.mark.usefixtures("server")
def test_a_command_reaches_the_world(tmp_path, hands):
    assert send(tmp_path, ["tap", "zhang"]) == "ok"
    assert hands.world.state.card == "zhang"
    assert "张桂兰" in send(tmp_path, ["residents"])


@pytest.mark.usefixtures("server")
def test_a_refusal_reaches_the_caller(tmp_path, hands):
    with pytest.raises(CommandError, match="unknown name nobody"):
        send(tmp_path, ["tap", "nobody"])
    assert hands.world.state.card is None


@pytest.mark.usefixtures("server")
def test_words_that_are_no_unicode_are_refused(tmp_path):
    with pytest.raises(CommandError, match="unknown name"):
        send(tmp_path, ["tap", "\udcff"])


@pytest.mark.usefixtures("server")
def test_papers_land_where_the_caller_is(tmp_path, hands, receipt, monkeypatch):
    hands.world.add_paper(receipt, 90.0)
    (tmp_path / "caller").mkdir()
    monkeypatch.chdir(tmp_path / "caller")
    send(tmp_path, ["papers", "out"])
    assert (tmp_path / "caller" / "out" / "paper-001.png").read_bytes() == receipt


def test_without_a_kiosk_it_is_said_how_to_start_one(tmp_path):
    with pytest.raises(CommandError, match=r"no kiosk .* is running here: start it with make run"):
        send(tmp_path, ["state"])


def test_grammar_and_help_need_no_kiosk(tmp_path):
    with pytest.raises(CommandError, match="invalid choice: 'dance'"):
        send(tmp_path, ["dance"])
    assert send(tmp_path, ["tap", "-h"]).startswith("usage: kiosk dock tap")


def test_a_folder_too_deep_for_a_socket_is_told(tmp_path):
    deep = tmp_path / ("d" * 120)
    deep.mkdir()
    with pytest.raises(CommandError, match="path too long"):
        send(deep, ["state"])


def test_a_socket_left_by_a_dead_kiosk_is_replaced(tmp_path, hands):
    script = (
        "import os, socket, sys\n"
        "line = socket.socket(socket.AF_UNIX)\n"
        "line.bind(sys.argv[1])\n"
        "line.listen()\n"
        "os._exit(0)\n"
    )
    path = tmp_path / SOCKET_NAME
    subprocess.run([sys.executable, "-c", script, str(path)], check=True)
    assert path.is_socket()
    with pytest.raises(CommandError, match="no kiosk"):
        send(tmp_path, ["state"])
    server = DockServer(tmp_path, hands)
    server.start()
    try:
        assert send(tmp_path, ["take"]) == "ok"
    finally:
        server.stop()
    assert not path.exists()


@pytest.mark.usefixtures("server")
def test_a_second_kiosk_does_not_take_the_line_over(tmp_path, hands):
    with pytest.raises(LineTakenError, match="another kiosk"):
        DockServer(tmp_path, hands).start()
    assert send(tmp_path, ["state"])


@pytest.mark.usefixtures("server")
def test_only_its_own_user_reaches_the_socket(tmp_path):
    assert stat.S_IMODE((tmp_path / SOCKET_NAME).stat().st_mode) == 0o600


@pytest.mark.usefixtures("server")
@pytest.mark.parametrize("garbage", GARBAGE, ids=lambda value: str(value[:24]))
def test_garbage_is_answered_and_does_no_harm(tmp_path, garbage):
    line = call(tmp_path)
    line.sendall(garbage)
    answer = answer_to(line)
    assert not answer["ok"]
    assert "not understood" in answer["text"]
    assert send(tmp_path, ["state"])


@pytest.mark.usefixtures("server")
def test_an_endless_request_is_cut_short(tmp_path):
    line = call(tmp_path)
    line.sendall(b"x" * LONGEST_REQUEST)
    assert not answer_to(line)["ok"]
    assert send(tmp_path, ["state"])


@pytest.mark.usefixtures("server")
def test_a_caller_that_hangs_up_does_no_harm(tmp_path):
    call(tmp_path).close()
    line = call(tmp_path)
    line.sendall(b'{"words": ["tap", "zhang"], "folder": "."}\n')
    line.close()
    assert send(tmp_path, ["state"])


@pytest.mark.usefixtures("server")
def test_a_silent_caller_holds_up_nobody(tmp_path):
    with call(tmp_path):
        assert send(tmp_path, ["tap", "li"]) == "ok"


def test_two_callers_are_served_one_after_the_other(tmp_path, hands):
    entered, leave, order = threading.Event(), threading.Event(), []

    def slow(is_on: bool) -> None:
        order.append("backend begins")
        entered.set()
        assert leave.wait(PATIENCE)
        order.append("backend ends")

    hands.world.subscribe(lambda _: order.append("tap"))
    server = DockServer(tmp_path, replace(hands, backend_on=slow))
    server.start()
    try:
        first = threading.Thread(target=send, args=(tmp_path, ["backend", "off"]))
        first.start()
        assert entered.wait(PATIENCE)
        second = call(tmp_path)
        second.sendall(b'{"words": ["tap", "li"], "folder": "."}\n')
        for _ in range(20):  # garbage is answered at once, so the line itself is not blocked
            line = call(tmp_path)
            line.sendall(b"garbage\n")
            assert not answer_to(line)["ok"]
        assert order == ["backend begins"]
        leave.set()
        assert answer_to(second)["ok"]
        first.join(PATIENCE)
    finally:
        leave.set()
        server.stop()
    assert order == ["backend begins", "backend ends", "tap"]


def test_a_kiosk_that_ends_in_the_middle_is_told(tmp_path):
    path = tmp_path / SOCKET_NAME
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
        listener.bind(str(path))
        listener.listen()

        def end_in_the_middle() -> None:
            line, _ = listener.accept()
            line.recv(LONGEST_REQUEST)
            line.close()

        dying = threading.Thread(target=end_in_the_middle)
        dying.start()
        with pytest.raises(CommandError, match="gave no answer"):
            send(tmp_path, ["state"])
        dying.join(PATIENCE)


def test_stopping_is_harmless_before_the_start_and_twice(tmp_path, hands):
    server = DockServer(tmp_path, hands)
    server.stop()
    server.start()
    server.stop()
    server.stop()
    with pytest.raises(CommandError, match="no kiosk"):
        send(tmp_path, ["state"])
    server.start()
    try:
        assert send(tmp_path, ["take"]) == "ok"
    finally:
        server.stop()
