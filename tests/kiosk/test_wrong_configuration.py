"""A wrong profile or catalogue stops every command before it starts: file, line, mend, code 2."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk import CONFIG, command_line, startup

PROFILE = (CONFIG / "profiles" / "simulation.yaml").read_text(encoding="utf-8")
ROOT = Path(__file__).parents[2]


@pytest.fixture
def bad_profile(tmp_path):
    """The simulation's profile with a wrong printer width; returns it and the line."""
    lines = PROFILE.splitlines()
    at = next(at for at, line in enumerate(lines) if "head_dots: 576" in line)
    lines[at] = lines[at].replace("576", "577")
    path = tmp_path / "bad.yaml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path, at + 1


@pytest.fixture
def bad_catalog(tmp_path, monkeypatch):
    """The shipped files with an unknown kind of field in one item; returns the item's file."""
    folder = tmp_path / "config"
    shutil.copytree(CONFIG, folder)
    item = folder / "catalog" / "items" / "senior-card.yaml"
    text = item.read_text(encoding="utf-8")
    item.write_text(text.replace("kind: phone", "kind: fone"), encoding="utf-8")
    for module in (command_line, startup):
        monkeypatch.setattr(module, "CONFIG", folder)
    line = next(at for at, each in enumerate(text.splitlines(), 1) if "kind: phone" in each)
    return item, line


@pytest.mark.parametrize("command", ["check", "run", "demo", "pin"])
def test_a_wrong_profile(bad_profile, command, capsys):
    path, line = bad_profile
    assert command_line.main([command, "--profile", str(path)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert f"{path}:{line}" in said.err
    assert "write one of: 384, 576, 832" in said.err


@pytest.mark.parametrize("command", ["check", "run", "demo"])
def test_a_wrong_catalogue(bad_catalog, command, capsys, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.chdir(tmp_path)
    path, line = bad_catalog
    assert command_line.main([command]) == 2
    said = capsys.readouterr()
    assert f"{path}:{line}" in said.err
    assert "phone" in said.err
    assert not (tmp_path / "state").exists()


def test_a_profile_that_is_not_there(tmp_path, capsys):
    missing = tmp_path / "none.yaml"
    assert command_line.main(["check", "--profile", str(missing)]) == 2
    assert str(missing) in capsys.readouterr().err


def test_the_real_process_says_so_without_a_traceback(bad_profile):
    path, line = bad_profile
    words = [sys.executable, "-m", "kiosk", "run", "--profile", str(path)]
    ended = subprocess.run(
        words, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=60, check=False
    )
    assert ended.returncode == 2
    assert f"{path}:{line}" in ended.stderr
    assert "Traceback" not in ended.stderr
