"""A bug anywhere ends the visit, shows that the machine is out of service, and exits."""

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from kiosk.crash import EXIT_CODE, CrashGuard
from kiosk.logs import set_up_logs
from kiosk.session.visit import Maintenance, OutOfService, Records, SignIn
from kiosk.store import PrintJournal
from kiosk.submissions import BackOffice

ROOT = Path(__file__).parents[2]
CANARY = "860303194103121221"
pytestmark = [pytest.mark.journey, pytest.mark.qt_no_exception_capture]


class Bug(Exception):
    """Nobody handles it; its message quotes a resident."""


def bug(*_):
    raise Bug(CANARY)


@pytest.fixture
def guarded(house, monkeypatch, capfd):
    """The house with the guard that the start installs."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    set_up_logs()
    house.guard = CrashGuard(house.app.crashed)
    house.guard.install()
    return house


def broken_down(house, capfd):
    house.at(OutOfService)
    assert house.guard.tripped
    assert house.visit.visitor is None
    assert house.visit.trail == ()
    house.wait(lambda: house.texts.out_of_service.title in house.words(), "the screen")
    assert "Bug" in house.words()
    written = "".join(capfd.readouterr())
    assert '"error": "Bug"' in written
    assert CANARY not in written


@pytest.mark.qt_log_ignore(r"RecordsScreen\.qml")  # Qt names the place of the failed call as well
def test_in_a_button(guarded, monkeypatch, capfd):
    guarded.identify_for("query", "insurance-record")
    guarded.hands.tap("zhang")
    guarded.at(Records)
    monkeypatch.setattr(type(guarded.app.conductor), "_run", bug)
    guarded.touch("print")
    guarded.wait(lambda: guarded.guard.tripped, "the guard")
    monkeypatch.undo()
    broken_down(guarded, capfd)


def test_in_work_that_ran_elsewhere(guarded, monkeypatch, capfd):
    monkeypatch.setattr(BackOffice, "records", bug)
    guarded.identify_for("query", "insurance-record")
    guarded.hands.tap("zhang")
    broken_down(guarded, capfd)


def test_in_a_thread(guarded, monkeypatch, capfd):
    guarded.identify_for("query", "insurance-record")
    thread = threading.Thread(target=bug)
    thread.start()
    thread.join()
    broken_down(guarded, capfd)


def test_in_the_journal_while_it_prints(guarded, monkeypatch, capfd):
    monkeypatch.setattr(PrintJournal, "sent", bug)
    guarded.identify_for("query", "insurance-record")
    guarded.hands.tap("zhang")
    guarded.touch("print", "print")
    broken_down(guarded, capfd)
    assert guarded.world.state.pieces == 0


def test_a_second_bug_changes_nothing_and_only_technicians_get_past(guarded, monkeypatch, capfd):
    monkeypatch.setattr(BackOffice, "records", bug)
    guarded.identify_for("query", "insurance-record")
    guarded.hands.tap("zhang")
    broken_down(guarded, capfd)
    sys.excepthook(Bug, Bug(), None)
    guarded.hands.tap("li")
    guarded.hands.show("wang")
    guarded.pass_seconds(1000)
    assert isinstance(guarded.scene, OutOfService)
    guarded.hands.hide()

    guarded.touch(*["clock"] * 5)
    guarded.at(SignIn)
    guarded.touch("home")
    guarded.at(OutOfService)
    guarded.touch(*["clock"] * 5)
    guarded.touch(*(f"key-{digit}" for digit in guarded.app.settings.technician_pin))
    guarded.at(Maintenance)
    guarded.touch("leave")
    guarded.at(OutOfService)


START = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from kiosk import CONFIG, startup
from kiosk.conductor import Conductor

startup.FAREWELL_MILLISECONDS = 300
started = Conductor.start

def start(self):
    started(self)
    QTimer.singleShot(300, {what})

Conductor.start = start

def bug():
    raise ValueError("{canary}")

def leave():
    import os, signal
    os.kill(os.getpid(), signal.SIGTERM)

sys.exit(startup.run(Path(sys.argv[1]), (540, 960)))
"""


def run_kiosk(tmp_path, what):
    """A real process; returns how it ended."""
    text = (ROOT / "config/profiles/simulation.yaml").read_text(encoding="utf-8")
    state = f"state_dir: {tmp_path / 'state'}"
    lines = [state if line.startswith("state_dir:") else line for line in text.splitlines()]
    profile = tmp_path / "here.yaml"
    profile.write_text("\n".join(lines).replace("dock: true", "dock: false"), encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-c", START.format(what=what, canary=CANARY), str(profile)],
        cwd=ROOT,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_the_process_exits_for_its_supervisor(tmp_path):
    ended = run_kiosk(tmp_path, "bug")
    assert ended.returncode == EXIT_CODE, ended.stderr
    assert '"error": "ValueError"' in ended.stderr
    assert CANARY not in ended.stdout + ended.stderr


def test_the_process_leaves_quietly_when_it_is_asked_to(tmp_path):
    ended = run_kiosk(tmp_path, "leave")
    assert ended.returncode == 0
    logged = [json.loads(line) for line in ended.stderr.splitlines()]
    assert {line["event"] for line in logged} <= {"part_up"}
