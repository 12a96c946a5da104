"""``python -m drivers``: honest exit codes, words for every fault, and never a traceback."""

import json
import os
import subprocess
import sys

import pytest

from drivers import (
    Action,
    Authenticity,
    CardProfile,
    CardReaderStatus,
    DeadlineExceeded,
    DocumentKind,
    FaultCode,
    Protection,
    ReadFailure,
    ScanHint,
    Sex,
)
from drivers.card import LineFault
from drivers.card.line_health import HEALTH
from drivers.card.ssc import Item
from drivers.cli import main, words
from drivers.cli.opened import opened_card_reader
from tests.fixtures.pcscd import READER, running_pcscd


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (["list"], "simulated"),
        (["status"], "打印机  正常 [Online]"),
        (["read"], "已读到：居民身份证 [resident]"),
        (["read", "--reveal"], "860303194103121221"),
        (["scan"], "已扫到 14 字节"),
        (["scan", "--reveal"], "SIMULATED-CODE"),
        (["print"], "已打印 [printed]"),
        (["probe"], "profile: pcsc-sam-readbinary"),
    ],
)
def test_simulated_devices(command, told, capsys):
    assert main(["--simulated", *command]) == 0
    before = measured_nothing(capsys.readouterr())
    assert told in before.out
    assert main([*command, "--simulated"]) == 0
    assert measured_nothing(capsys.readouterr()) == before


def measured_nothing(told):
    """The same without what is measured anew through the camera: the indented lines."""
    lines = [line for line in told.out.splitlines() if not line.startswith("        ")]
    return told._replace(out="\n".join(lines))


def test_a_code_is_shown_only_when_asked(capsys):
    assert main(["--simulated", "scan", "--code", "PRIVATE"]) == 0
    assert "PRIVATE" not in capsys.readouterr().out


@pytest.mark.parametrize(
    "command",
    [
        ["read", "--profile", "sam-serial"],
        ["read", "--serial", "/dev/ttyUSB0", "--baud", "7"],
        ["read", "--card", "zhang"],
        ["probe", "--card", "zhang"],
        ["--simulated", "read", "--card", "nobody"],
        ["--simulated", "read", "--reader", "ACS"],
        ["--simulated", "read", "--profile", "probe"],
        ["--simulated", "probe", "--serial", "/dev/ttyUSB0"],
        ["--simulated", "read", "--number", "A1"],
        ["--simulated", "read", "--ask", "--number", "A1"],
        ["read", "--csca", "/nowhere/at/all"],
        ["print"],
    ],
)
def test_commands_that_make_no_sense_end_with_2_and_a_reason(command, capsys):
    assert main(command) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("命令写错：")


@pytest.mark.parametrize(
    "command",
    [
        [],
        ["fly"],
        ["read", "--show"],
        ["read", "--rev"],
        ["--reveal", "read"],
        ["read", "--seconds", "0"],
        ["read", "--seconds", "nan"],
        ["read", "--seconds", "soon"],
        ["read", "--baud", "fast"],
        ["read", "--control-code", "-1"],
        ["read", "--birth", "1974-13-01"],
        ["read", "--profile", "simulated"],
        ["list", "--seconds", "3"],
    ],
)
def test_unknown_options_and_values_are_usage_errors(command, capsys):
    with pytest.raises(SystemExit) as ended:
        main(command)
    assert ended.value.code == 2
    assert capsys.readouterr().err


def test_ctrl_c_ends_quietly(monkeypatch, capsys):
    def interrupted(_asked):
        raise KeyboardInterrupt

    monkeypatch.setattr("drivers.cli.opened.simulated_world", interrupted)
    assert main(["--simulated", "read"]) == 130
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("options", "profile"),
    [
        ([], "pcsc-sam-readbinary"),
        (["--serial", "/dev/s"], "sam-serial"),
        (["--control-code", "0x42000DAC"], "pcsc-sam-escape"),
        (["--serial", "/dev/s", "--profile", "probe"], "probe"),
    ],
)
def test_options_name_the_profile(monkeypatch, capsys, options, profile):
    configs = []

    def opened(config):
        configs.append(config)
        raise KeyboardInterrupt

    monkeypatch.setattr("drivers.cli.opened.open_card_reader", opened)
    main(["read", "--reader", "ACS", *options])

    (config,) = configs
    assert (config.profile, config.reader_name) == (profile, "ACS")
    assert config.serial_path == ("/dev/s" if "--serial" in options else "")
    assert config.control_code == (0x42000DAC if "--control-code" in options else 0x42000001)


def test_a_printer_that_is_not_there_fails(capsys):
    assert main(["print", "--host", "127.0.0.1", "--port", "9", "--seconds", "2"]) == 1
    assert "没有打印 [not_printed]" in capsys.readouterr().out


def test_nothing_connected_is_told_by_every_command(capsys, tmp_path):
    camera = ["--camera", "/dev/video-nowhere"]
    assert main(["list"]) == 0
    assert "[service_down]" in capsys.readouterr().out
    assert main(["status", *camera]) == 1
    assert "[service_down]" in capsys.readouterr().out
    assert main(["status", *camera, "--json"]) == 1
    reader, scanner = json.loads(capsys.readouterr().out)["devices"]
    assert (reader["state"], reader["fault"]) == ("NoDevice", "service_down")
    assert scanner["device"] == "code_scanner"
    assert main(["read", "--seconds", "1"]) == 1
    assert "[service_down]" in capsys.readouterr().out
    assert main(["read", "--serial", str(tmp_path / "port")]) == 1
    assert "[not_connected]" in capsys.readouterr().out
    assert main(["probe", "--serial", str(tmp_path / "port")]) == 1
    assert "[nothing_found]" in capsys.readouterr().out


@pytest.mark.pcscd
def test_a_real_service_is_listed_and_asked(capsys):
    with running_pcscd():
        assert main(["list"]) == 0
        assert f"{READER}  空 [empty]" in capsys.readouterr().out
        assert main(["list", "--json"]) == 0
        names = [entry["name"] for entry in json.loads(capsys.readouterr().out)["pcsc_readers"]]
        assert names[0] == READER
        assert main(["read", "--reader", READER, "--seconds", "0.1"]) == 1
        assert "[no_card]" in capsys.readouterr().out
        assert main(["read", "--reader", "Another", "--seconds", "0.5"]) == 1
        assert "[not_connected]" in capsys.readouterr().out


def test_the_reader_is_closed_at_the_end(monkeypatch):
    closed = []

    class Reader:
        def close(self):
            closed.append(True)

    monkeypatch.setattr("drivers.cli.opened.open_card_reader", lambda _config: Reader())
    asked = type("Asked", (), {"simulated": False, "card": None, "profile": None, "reader": ""})
    asked.serial, asked.baud, asked.control_code = "", None, None
    with pytest.raises(KeyboardInterrupt), opened_card_reader(asked):
        raise KeyboardInterrupt
    assert closed == [True]


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_it_runs_as_a_module_in_any_terminal(encoding):
    ended = subprocess.run(
        [sys.executable, "-m", "drivers", "read", "--simulated"],
        capture_output=True,
        env={"PATH": os.environ["PATH"], "LC_ALL": "C", "PYTHONIOENCODING": encoding},
        timeout=60,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    assert b"[resident]" in ended.stdout
    assert b"Traceback" not in ended.stderr


@pytest.mark.parametrize("command", ["", "list", "status", "read", "probe", "scan", "print"])
def test_help_is_there_for_everything(command, capsys):
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"] if command else ["--help"])
    assert ended.value.code == 0
    assert "--simulated" in capsys.readouterr().out


def test_every_outcome_has_words():
    assert set(words.FAILURES) == set(ReadFailure)
    assert set(words.FAULTS) >= {*FaultCode, *LineFault}
    assert set(words.KINDS) == set(DocumentKind)
    assert set(words.SEXES) == set(Sex)
    assert set(words.PROTECTIONS) == set(Protection)
    assert set(words.AUTHENTICITIES) == set(Authenticity)
    assert set(words.ACTIONS) == set(Action)
    assert set(words.PROFILES) == set(CardProfile)
    assert set(words.HINTS) == set(ScanHint)
    assert set(words.FIELDS) >= {item.label for item in Item}


@pytest.mark.parametrize(
    ("fault", "told"),
    [(LineFault.ACCESS_DENIED, "[access_denied]"), (LineFault.IN_USE, "[in_use]")],
)
def test_status_says_why_the_reader_is_not_usable(monkeypatch, capsys, fault, told):
    class Faulty:
        def status(self, _deadline):
            return CardReaderStatus(HEALTH[fault])

        def close(self):
            pass

    monkeypatch.setattr("drivers.cli.opened.open_card_reader", lambda _config: Faulty())
    assert main(["status", "--camera", "/dev/video-nowhere"]) == 1
    assert told in capsys.readouterr().out


def test_a_reader_that_runs_out_of_time_is_a_status(monkeypatch, capsys):
    class Late:
        def status(self, _deadline):
            raise DeadlineExceeded

        def close(self):
            pass

    monkeypatch.setattr("drivers.cli.opened.open_card_reader", lambda _config: Late())
    assert main(["status", "--camera", "/dev/video-nowhere", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["devices"][0]["fault"] == "no_answer"
