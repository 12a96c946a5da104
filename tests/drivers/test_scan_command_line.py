"""``python -m drivers scan``: cameras, films and folders; what it tells and what it keeps."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import replace

import cv2
import numpy as np
import pytest

from drivers import FaultCode, ScanHint
from drivers.camera.examination import Examination
from drivers.camera.exposure import Exposure
from drivers.camera.negotiation import Agreed
from drivers.camera.nodes import VideoNode
from drivers.camera.pacing import Pacer
from drivers.camera.scoring import FocusVerdict, Light, LightVerdict
from drivers.camera.stream_facts import StreamCounts
from drivers.camera.usb_formats import UsbFormat
from drivers.cli import camera_words, main
from drivers.cli.camera_words import agreed_text, counts_text, examination_lines, exposure_text
from drivers.cli.frame_source import camera_config
from drivers.cli.scan_folder import Verdict, verdict_on
from drivers.cli.scan_view import VERDICTS
from drivers.sim.camera import SimFrameSource
from drivers.sim.camera_scene import lobby, phone_scene
from drivers.sim.world import Pose
from tests.fixtures.virtual_clock import VirtualClock

SECRET = "居民 860303194103121221".encode()


def seen(payload, seed=0, **pose):
    clean = lobby() if payload is None else phone_scene(lobby(), payload, Pose(**pose))
    noise = np.random.default_rng(seed).normal(0, 2.5, clean.shape)
    return np.clip(clean + noise, 0, 255).astype(np.uint8)


def write_film(path, payloads):
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 30, (1280, 720))
    assert writer.isOpened()
    for number, payload in enumerate(payloads):
        writer.write(cv2.cvtColor(seen(payload, number), cv2.COLOR_GRAY2BGR))
    writer.release()
    return path


def write_picture(folder, name, payload, text=None, **pose):
    (folder / name).write_bytes(cv2.imencode(".png", seen(payload, **pose))[1].tobytes())
    if text is not None:
        (folder / name).with_suffix(".txt").write_bytes(text)


@pytest.fixture
def film(tmp_path):
    """A third of a second of an empty lobby, then a code for one."""
    return write_film(tmp_path / "film.avi", [None] * 10 + [SECRET] * 30)


def told(capsys, *command):
    code = main(["scan", "--json", *command])
    return code, json.loads(capsys.readouterr().out)


def test_a_code_of_a_film_is_told_without_saying_what_it_holds(film, capsys):
    code, answer = told(capsys, "--source", str(film))
    assert (code, answer["result"], answer["hint"]) == (0, "read", "none")
    (symbol,) = answer["symbols"]
    assert symbol["symbology"] == "qr"
    assert symbol["length"] == len(SECRET)
    assert hashlib.sha256(SECRET).hexdigest().startswith(symbol["sha256"])
    assert len(symbol["sha256"]) == 12
    assert len(symbol["corners"]) == 4
    assert symbol["module_px"] > 2
    assert "base64" not in symbol
    assert "stats" not in answer


def test_reveal_gives_the_exact_bytes(film, capsys):
    _, answer = told(capsys, "--source", str(film), "--reveal")
    assert base64.b64decode(answer["symbols"][0]["base64"]) == SECRET


def test_words_keep_the_payload_too(film, capsys):
    assert main(["scan", "--source", str(film)]) == 0
    out = capsys.readouterr().out
    assert f"已扫到 {len(SECRET)} 字节" in out
    assert "860303" not in out
    assert main(["scan", "--source", str(film), "--reveal"]) == 0
    assert SECRET.decode() in capsys.readouterr().out


def test_a_film_ends_with_its_last_frame_and_the_hint(tmp_path, capsys):
    film = write_film(tmp_path / "empty.avi", [None] * 6)
    code, answer = told(capsys, "--source", str(film), "--seconds", "60")
    assert (code, answer["result"], answer["symbols"]) == (1, "none", [])
    assert answer["hint"] == ScanHint.NONE


def test_figures_of_a_film(film, capsys):
    code, answer = told(capsys, "--source", str(film), "--stats", "--seconds", "60")
    stats = answer["stats"]
    assert code == 0
    assert 3 <= stats["frames"] <= 40
    assert 1 <= stats["read"] <= 30
    assert 0 < stats["fps"] <= 31
    assert 0 < stats["decode_median"] <= stats["decode_p95"] <= stats["decode_longest"]
    assert stats["first_read_ms"] >= 300
    assert (stats["damaged"], stats["outdated"]) == (0, 0)
    assert main(["scan", "--source", str(film), "--stats"]) == 0
    out = capsys.readouterr().out
    for word in ("帧/秒", "解码每帧", "第一次读到", "丢帧"):
        assert word in out


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "photos"
    place.mkdir()
    write_picture(place, "right.png", SECRET, SECRET + b"\n")
    write_picture(place, "empty-right.png", None, b"")
    return place


def verdicts(answer):
    return {picture["picture"]: picture["verdict"] for picture in answer["pictures"]}


def test_a_folder_is_compared_with_its_texts(folder, capsys):
    code, answer = told(capsys, "--source", str(folder))
    assert code == 0
    assert verdicts(answer) == {"empty-right.png": "right", "right.png": "right"}
    assert answer["counts"] == {"right": 2}


def test_what_is_not_right_in_a_folder_is_told_by_picture(folder, capsys):
    write_picture(folder, "wrong.png", SECRET, b"something else")
    write_picture(folder, "none.png", SECRET, SECRET, blur=30.0)
    write_picture(folder, "no-text.png", SECRET)
    (folder / "damaged.png").write_bytes(b"\x89PNG")
    code, answer = told(capsys, "--source", str(folder), "--reveal")
    assert code == 1
    expected = {"wrong", "none", "damaged"}
    assert {name.removesuffix(".png") for name, v in verdicts(answer).items() if v == "right"} == {
        "right",
        "empty-right",
    }
    assert verdicts(answer)["no-text.png"] == "read"
    assert {verdicts(answer)[f"{name}.png"] for name in expected} == {"wrong", "none", "unreadable"}
    assert main(["scan", "--source", str(folder)]) == 1
    out = capsys.readouterr().out
    assert "damaged.png  图片损坏或不是图片 [unreadable]" in out
    assert "860303" not in out


def test_an_empty_folder_is_told(tmp_path, capsys):
    assert main(["scan", "--source", str(tmp_path)]) == 1
    assert "[no_pictures]" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("read", "expected", "verdict"),
    [
        (set(), None, Verdict.NONE),
        ({b"a"}, None, Verdict.READ),
        (set(), frozenset(), Verdict.RIGHT),
        ({b"a"}, frozenset(), Verdict.WRONG),
        ({b"a"}, frozenset({b"a"}), Verdict.RIGHT),
        ({b"a"}, frozenset({b"a", b"b"}), Verdict.NONE),
        ({b"a", b"c"}, frozenset({b"a"}), Verdict.WRONG),
    ],
)
def test_verdicts(read, expected, verdict):
    assert verdict_on(read, expected) is verdict


def test_verdicts_all_have_words():
    assert set(VERDICTS) == set(Verdict)


@pytest.mark.parametrize(
    "make",
    [
        lambda path: None,
        lambda path: path.write_bytes(b"no film"),
        lambda path: path.with_suffix(".png").write_bytes(b""),
    ],
    ids=["nothing there", "no video", "one picture"],
)
def test_a_source_that_is_nothing_is_a_usage_error(tmp_path, capsys, make):
    path = tmp_path / "source"
    make(path)
    if not path.exists() and path.with_suffix(".png").exists():
        path = path.with_suffix(".png")
    assert main(["scan", "--source", str(path)]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("命令写错：--source")


def test_a_camera_that_is_not_plugged_in_is_a_fault_and_no_usage_error(tmp_path, capsys):
    link = tmp_path / "usb-Camera-video-index0"
    link.symlink_to("/dev/video-nowhere")
    for path in (str(link), "/dev/video-nowhere"):
        code, answer = told(capsys, "--source", path)
        assert (code, answer["result"]) == (1, "failed")
        assert answer["error"] == FaultCode.NOT_CONNECTED
    assert main(["scan", "--source", "/dev/null"]) == 1
    assert "[misconfigured]" in capsys.readouterr().out


def test_the_simulated_camera_takes_no_source(capsys):
    assert main(["--simulated", "scan", "--source", "/dev/video0"]) == 2
    code, answer = told(capsys, "--simulated", "--stats", "--seconds", "1")
    assert code == 0
    assert answer["stats"]["frames"] == pytest.approx(answer["stats"]["read"], abs=3)


def test_without_a_source_the_first_camera_is_taken(monkeypatch):
    nodes = (
        VideoNode("", "/dev/video0", "metadata", 1),
        VideoNode("/dev/v4l/by-id/usb-Cam-video-index0", "/dev/video1", "Cam", 0),
    )
    monkeypatch.setattr("drivers.cli.frame_source.video_nodes", lambda: nodes)
    assert camera_config("").path == "/dev/v4l/by-id/usb-Cam-video-index0"
    monkeypatch.setattr("drivers.cli.frame_source.video_nodes", lambda: ())
    assert camera_config("").path == "/dev/video0"


def test_list_names_cameras_by_their_stable_links(monkeypatch, capsys):
    formats = (UsbFormat("MJPG", 1280, 720, 30.0),)
    nodes = (
        VideoNode("/dev/v4l/by-id/usb-Cam-video-index0", "/dev/video1", "Cam", 0, formats),
        VideoNode("/dev/v4l/by-id/usb-Cam-video-index1", "/dev/video2", "Cam", 1),
    )
    monkeypatch.setattr("drivers.cli.list_command.video_nodes", lambda: nodes)
    assert main(["list"]) == 0
    out = capsys.readouterr().out
    assert "/dev/v4l/by-id/usb-Cam-video-index0  Cam  /dev/video1" in out
    assert "MJPG 1280x720 30 帧/秒" in out
    assert "usb-Cam-video-index1  不出图像" in out
    assert main(["list", "--json"]) == 0
    first, second = json.loads(capsys.readouterr().out)["cameras"]
    assert first["path"].endswith("index0")
    assert first["formats"] == [{"fourcc": "MJPG", "width": 1280, "height": 720, "fps": 30.0}]
    assert second["index"] == 1


@pytest.fixture
def punctual(monkeypatch):
    """The simulated camera on a clock of its own, on which every frame is in time."""
    clock = VirtualClock()

    def source(world):
        return SimFrameSource(world, pacer=Pacer(clock=clock, pause=clock.pause), clock=clock)

    monkeypatch.setattr("drivers.cli.frame_source.SimFrameSource", source)


def test_status_tells_what_the_camera_shows(punctual, capsys):
    assert main(["--simulated", "status"]) == 0
    out = capsys.readouterr().out
    assert "清晰度：" in out
    assert main(["--simulated", "status", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["camera"]["in_order"]


AGREED = Agreed(
    "MJPG", 1280, 720, 30.0, 2, Exposure(mode=1, exposure=80, gain=30, steady_rate=True)
)


def test_what_was_agreed_in_words():
    assert agreed_text(AGREED) == (
        "MJPG，1280x720，标称 30 帧/秒，缓冲 2 帧；曝光手动，8 毫秒，增益 30，暗处帧率不变"
    )
    assert agreed_text(Agreed()) == "格式不详，0x0，帧率不详"
    assert exposure_text(Exposure(mode=9, steady_rate=False)) == "曝光方式 9，暗处会降帧率"


def test_lost_frames_in_words():
    assert counts_text(StreamCounts(frames=9)) == ""
    assert counts_text(StreamCounts(damaged=2, odd_size=1)) == "残缺丢弃 2 帧，尺寸不符 1 帧"


def test_each_finding_has_its_mend():
    poor = Examination(
        width=640,
        height=480,
        frames=9,
        fps=6.0,
        frozen=True,
        focus=12,
        light=Light(10.0, 0.0, 0.5),
        agreed=Agreed("YUYV", 640, 480, 30.0, 2),
        counts=StreamCounts(damaged=4),
    )
    text = "\n".join(examination_lines(poor))
    for word in ("不是首选格式", "太慢", "残缺丢弃 4 帧", "画面不动", "12 分，模糊", "太暗"):
        assert word in text
    good = Examination(1280, 720, 45, 30.0, focus=90, light=Light(120.0, 0, 0), agreed=AGREED)
    assert "不是首选格式" not in "\n".join(examination_lines(good))
    assert "低于标称" not in "\n".join(examination_lines(good))
    assert "低于标称" in "\n".join(examination_lines(replace(good, fps=20.0)))
    assert examination_lines(Examination()) == [
        "没有收到画面：重新插拔摄像头；插在主机后面的 USB 口，不要经过集线器"
    ]


def test_verdicts_and_faults_of_cameras_have_words():
    assert set(camera_words.FOCUS) == set(FocusVerdict)
    assert set(camera_words.LIGHT) == set(LightVerdict)
    camera_faults = {
        FaultCode.NOT_CONNECTED,
        FaultCode.IN_USE,
        FaultCode.NO_ANSWER,
        FaultCode.GARBLED,
        FaultCode.MISCONFIGURED,
        FaultCode.FRAME_STALE,
        FaultCode.FRAME_DARK,
        FaultCode.HARDWARE,
    }
    assert set(camera_words.FAULTS) == camera_faults
