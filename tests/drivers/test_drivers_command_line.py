"""``python -m drivers``: every command on simulated devices, and honest exit codes without any."""

import pytest

from drivers.__main__ import main


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (["list"], "simulated"),
        (["status"], "printer       Online"),
        (["read"], "read: resident (use --show)"),
        (["read", "--show"], "860303194103121221"),
        (["scan"], "qr, 14 bytes (use --show)"),
        (["scan", "--show"], "SIMULATED-CODE"),
        (["print"], "Printed"),
    ],
)
def test_simulated_devices(command, told, capsys):
    assert main(["--simulated", *command]) == 0
    assert told in capsys.readouterr().out


def test_a_wrong_card_is_told_and_fails(capsys):
    assert main(["--simulated", "--card", "metro", "read"]) == 1
    assert "not_an_identity_card" in capsys.readouterr().out


def test_a_printer_that_is_not_there_fails(capsys):
    assert main(["--port", "9", "--seconds", "2", "print"]) == 1
    assert "NotPrinted" in capsys.readouterr().out
