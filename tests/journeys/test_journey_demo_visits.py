"""The five visits of the demonstration, one by one and through the command line."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.demo.visits import SCRIPTS

ROOT = Path(__file__).parents[2]
PAPERS = {"query": 1, "appointment": 1, "application": 1, "print": 1, "technician": 1}
NUMBERS = {"query": "CX", "appointment": "HY", "application": "GL", "print": "SB"}


@pytest.mark.journey
@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.verb)
def test_a_visit_ends_with_number_and_paper(house, tmp_path, script):
    stage = house.stagehand(tmp_path / "out")
    number = script.play(stage)
    assert number.startswith(NUMBERS.get(script.verb, ""))
    assert bool(number) == (script.verb in NUMBERS)
    assert stage.papers == house.world.state.pieces == PAPERS[script.verb]
    assert house.visit.visitor is None


@pytest.mark.journey
def test_the_command_makes_all_visits_and_leaves_pictures_papers_and_a_report(tmp_path):
    out = tmp_path / "out"
    words = [sys.executable, "-m", "kiosk", "demo", "--out", str(out), "--size", "540x960"]
    ended = subprocess.run(
        words, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=110, check=False
    )
    assert (ended.returncode, ended.stderr) == (0, ""), ended.stdout
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    assert [visit["verb"] for visit in report] == [script.verb for script in SCRIPTS]
    assert all(visit["ok"] and visit["printed"] == 1 for visit in report)
    assert len(list((out / "paper").glob("*.png"))) == len(SCRIPTS)
    assert len(list((out / "screens").glob("*.png"))) >= 20
