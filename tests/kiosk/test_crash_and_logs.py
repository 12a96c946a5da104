"""Bugs: one alarm, no content in the log; logs: listed keys only."""

import json
import sys
import threading

import pytest

from kiosk.crash import CrashGuard
from kiosk.logs import log, only_allowed, set_up_logs

CANARY = "860303194103121221"


@pytest.fixture
def guard(monkeypatch, capsys):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    codes = []
    guard = CrashGuard(codes.append)
    guard.codes = codes
    guard.install()
    set_up_logs()
    return guard


def test_a_bug_is_told_once_and_its_message_is_not_logged(guard, capsys):
    for _ in range(2):
        try:
            raise ValueError(CANARY)
        except ValueError as error:
            sys.excepthook(type(error), error, error.__traceback__)
    assert guard.codes == ["ValueError"]
    assert guard.tripped
    written = capsys.readouterr().err
    assert CANARY not in written
    assert "test_crash_and_logs.py" in written


def test_a_bug_in_a_thread_is_caught(guard, capsys):
    def bug():
        raise KeyError(CANARY)

    thread = threading.Thread(target=bug)
    thread.start()
    thread.join()
    assert guard.codes == ["KeyError"]
    assert CANARY not in capsys.readouterr().err


def test_only_listed_keys_are_written(capsys):
    set_up_logs()
    log().info("part", part="printer", state="offline", name=CANARY)
    line = json.loads(capsys.readouterr().err)
    assert line["part"] == "printer"
    assert CANARY not in json.dumps(line)


def test_exceptions_are_dropped_from_events():
    assert only_allowed(None, "", {"event": "x", "exc_info": True, "exception": CANARY}) == {
        "event": "x"
    }
