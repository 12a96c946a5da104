"""``kiosk doctor``: every part in words, an honest exit code, and JSON for a program."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from drivers import CardReaderStatus, FaultCode, Online, PrinterStatus, open_devices
from drivers.camera.examination import Examination, SelfTest
from drivers.camera.faults import line_broke
from drivers.camera.pacing import Pacer
from drivers.camera.scoring import Light
from drivers.sim.camera import SimFrameSource
from kiosk.command_line import main
from kiosk.doctor import PartReport, report_json, report_lines
from kiosk.doctor.checks import camera_report, decoder_report
from kiosk.ownership import own
from tests.fixtures.virtual_clock import VirtualClock

GOOD = Examination(1280, 720, 45, 30.0, focus=80, light=Light(120.0, 0.0, 0.0))


@pytest.fixture
def state(monkeypatch, tmp_path):
    """The simulation profile with its data in a folder of this test, and a punctual camera."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    folder = tmp_path / "luohu-kiosk"
    folder.mkdir()
    clock = VirtualClock()

    def source(world):
        pacer = Pacer(clock=clock, pause=clock.pause)
        return SimFrameSource(world, pacer=pacer, clock=clock)

    monkeypatch.setattr("kiosk.doctor.checks.SimFrameSource", source)
    return folder


def test_simulated_devices_are_in_order(state, capsys):
    assert main(["doctor"]) == 0
    out = capsys.readouterr().out
    for part in (
        "[正常] 摄像头",
        "[正常] 解码",
        "[正常] 读卡器",
        "[正常] 打印机",
        "结论：一切正常",
    ):
        assert part in out
    assert "清晰度：" in out


def test_a_program_gets_the_same_as_data(state, capsys):
    assert main(["doctor", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["profile"], told["in_order"]) == ("simulation", True)
    parts = {part["part"]: part for part in told["parts"]}
    assert set(parts) == {"program", "camera", "decoder", "card_reader", "printer"}
    camera = parts["camera"]
    assert camera["fps"] > 15
    assert 0 < camera["focus"] <= 100
    assert camera["frozen"] is False
    assert camera["light_verdict"] == "good"
    assert parts["printer"]["state"] == "Online"


def test_devices_that_are_missing_are_told_with_what_to_do(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert main(["doctor", "--profile", "production"]) == 1
    out = capsys.readouterr().out
    assert "[要处理] 摄像头" in out
    assert "[not_connected]" in out
    assert "结论：请处理" in out


def test_a_running_kiosk_is_told(state, capsys):
    release = own(state)
    try:
        assert main(["doctor"]) == 1
    finally:
        release()
    assert "kiosk 正在运行" in capsys.readouterr().out


def test_a_profile_with_a_mistake_ends_with_2(tmp_path, capsys):
    profile = tmp_path / "wrong.yaml"
    profile.write_text("profile: wrong\n")
    assert main(["doctor", "--profile", str(profile)]) == 2
    assert "wrong.yaml" in capsys.readouterr().err


class Camera:
    """Nothing but a name; what is seen through it is given by the test."""

    name = "usb-Camera-video-index0"


@pytest.mark.parametrize(
    ("seen", "in_order", "word"),
    [
        (GOOD, True, "清晰"),
        (replace(GOOD, focus=5), False, "模糊"),
        (replace(GOOD, focus=None), True, "无法判断"),
        (replace(GOOD, frozen=True), False, "画面不动"),
        (replace(GOOD, fps=5.0), False, "太慢"),
        (replace(GOOD, light=Light(2.0, 0.0, 1.0)), False, "全黑"),
        (replace(GOOD, light=Light(220.0, 0.6, 0.0)), False, "过曝"),
        (Examination(), False, "没有收到画面"),
    ],
)
def test_the_camera_part(seen, in_order, word):
    report = camera_report(Camera(), lambda _source, _deadline: seen)
    assert report.in_order is in_order
    assert word in "\n".join(report.lines)
    assert report.data["focus"] == seen.focus


def test_a_camera_whose_line_breaks():
    def broken(_source, _deadline):
        raise line_broke(FaultCode.MISCONFIGURED, "no permission (group video)")

    report = camera_report(Camera(), broken)
    assert not report.in_order
    (line,) = report.lines
    assert "[misconfigured]" in line
    assert "group video" in line
    assert report.data == {"fault": FaultCode.MISCONFIGURED}


def test_the_decoder_part():
    assert decoder_report(SelfTest(passed=True, milliseconds=4.2)).in_order
    failed = decoder_report(SelfTest(passed=False, milliseconds=4.2))
    assert not failed.in_order
    assert "重新安装" in failed.lines[0]


def test_a_report_ends_with_what_has_to_be_done():
    parts = [PartReport("a", "甲", True, ("好",)), PartReport("b", "乙", False, ("坏", "修"))]
    assert report_lines("p", parts) == [
        "配置 p",
        "[正常] 甲",
        "    好",
        "[要处理] 乙",
        "    坏",
        "    修",
        "结论：请处理 乙",
    ]
    assert report_json("p", parts)["in_order"] is False


def test_devices_that_answer_are_in_order(state, capsys, monkeypatch):
    """The card reader and the printer are asked for their own status."""
    asked = []

    class Reader:
        def status(self, _deadline):
            asked.append("reader")
            return CardReaderStatus(Online(), reader="R")

        def close(self):
            pass

    class Printer:
        def status(self, _deadline):
            asked.append("printer")
            return PrinterStatus(Online(), model="M")

        def close(self):
            pass

    real = open_devices

    def opened(config, world):
        assert not config.hosted
        devices = real(config, world)
        devices.card_reader, devices.printer = Reader(), Printer()
        return devices

    monkeypatch.setattr("kiosk.doctor.checks.open_devices", opened)
    assert main(["doctor"]) == 0
    assert asked == ["reader", "printer"]
    assert "model=M" in capsys.readouterr().out
