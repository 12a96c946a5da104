"""``python -m drivers page`` and ``zone``: results, masks, files, and honest exit codes."""

import json
import stat

import cv2
import numpy as np
import pytest

from drivers import PageShape, RetakeReason, ZoneFailure
from drivers.cli import main, page_view
from drivers.sim.page_pose import PagePose
from tests.fixtures.posed_pages import colour_view, empty_tray


@pytest.fixture
def folder(tmp_path):
    def fill(**pictures):
        for name, picture in pictures.items():
            cv2.imwrite(str(tmp_path / f"{name}.png"), picture)
        return str(tmp_path)

    return fill


def test_a_simulated_page_is_photographed(capsys):
    assert main(["--simulated", "page", "--document", "kwok"]) == 0
    told = capsys.readouterr().out
    assert "已拍好，卡片 [id_1]" in told
    assert "清晰度" in told


def test_a_simulated_zone_is_read_and_masked(capsys):
    assert main(["--simulated", "zone"]) == 0
    told = capsys.readouterr().out
    assert "U00****01" in told
    assert "1988-**-**" in told
    assert "U00000001" not in told


def test_a_key_is_shown_only_when_asked(capsys):
    assert main(["--simulated", "zone", "--document", "kwok", "--reveal", "--json"]) == 0
    (zone,) = json.loads(capsys.readouterr().out)["zones"]
    assert zone["number"] == "H00000002"
    assert zone["birth"] == "1996-10-30"
    assert not zone["masked"]


def test_a_folder_is_gone_through(folder, capsys):
    path = folder(a=colour_view("doe"), b=empty_tray(), c=colour_view("doe", PagePose(glare=0.03)))
    assert main(["page", "--source", path, "--json", "--seconds", "1.5"]) == 1
    pages = json.loads(capsys.readouterr().out)["pages"]
    assert [page["source"] for page in pages] == ["a.png", "b.png", "c.png"]
    assert [page["result"] for page in pages] == ["picture", "retake", "retake"]
    assert pages[1]["reasons"] == ["no_page"]
    assert pages[2]["reasons"] == ["glare"]
    assert pages[0]["bytes"] > 1000


def test_zones_of_a_folder(folder, capsys):
    assert main(["zone", "--source", folder(a=colour_view("doe"))]) == 0
    assert "a.png：已读到" in capsys.readouterr().out


def test_a_page_without_a_zone_is_told(folder, capsys):
    assert main(["zone", "--source", folder(a=empty_tray()), "--seconds", "1"]) == 1
    assert "[no_zone]" in capsys.readouterr().out


def test_a_picture_that_cannot_be_read_does_not_stop_the_others(folder, tmp_path, capsys):
    path = folder(b=colour_view("doe"))
    (tmp_path / "a.png").write_bytes(b"no picture")
    assert main(["zone", "--source", path, "--seconds", "1"]) == 1
    told = capsys.readouterr().out
    assert "a.png：送来的画面残缺" in told
    assert "b.png：已读到" in told


def test_an_empty_folder_is_no_success(tmp_path, capsys):
    assert main(["page", "--source", str(tmp_path)]) == 1
    capsys.readouterr()
    assert main(["zone", "--source", str(tmp_path), "--json"]) == 1
    assert json.loads(capsys.readouterr().out) == {"zones": []}


def test_a_picture_is_saved_for_its_owner_alone(tmp_path, capsys):
    out = tmp_path / "page.jpg"
    command = ["--simulated", "page", "--document", "kwok", "--reveal", "--out", str(out)]
    assert main(command) == 0
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert cv2.imdecode(np.frombuffer(out.read_bytes(), np.uint8), cv2.IMREAD_COLOR) is not None
    before = out.read_bytes()
    assert main(command) == 1
    assert out.read_bytes() == before
    assert "没有存下" in capsys.readouterr().err


def test_several_pictures_do_not_fit_in_one_file(folder, tmp_path, capsys):
    path = folder(a=colour_view("doe"), b=colour_view("doe"))
    out = tmp_path / "page.jpg"
    assert main(["page", "--source", path, "--reveal", "--out", str(out)]) == 1
    assert not out.exists()
    assert "[several]" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (["--simulated", "page", "--out", "x.jpg"], "--reveal"),
        (["--simulated", "page", "--document", "hat"], "没有叫 hat 的模拟页面"),
        (["--simulated", "zone", "--source", "/dev/video0"], "--source"),
        (["zone", "--document", "doe"], "--document"),
        (["zone", "--source", "/nowhere/at/all"], "/nowhere/at/all"),
    ],
)
def test_commands_that_make_no_sense(command, told, capsys):
    assert main(command) == 2
    assert told in capsys.readouterr().err


def test_every_outcome_has_its_words():
    assert set(page_view.REASONS) == set(RetakeReason)
    assert set(page_view.FAILURES) == set(ZoneFailure)
    assert set(page_view.SHAPES) == set(PageShape)
