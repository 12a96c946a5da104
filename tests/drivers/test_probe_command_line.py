"""``python -m drivers probe``: a readable report, and lines that fit a profile file."""

import json

import pytest
from ruamel.yaml import YAML

from drivers import CardProfile, CardReaderConfig
from drivers.card import LineFault
from drivers.card.probe_findings import CARD_MUTE, CARD_REMOVED, NOT_TRIED
from drivers.card.probing import (
    Answer,
    AtrKind,
    EscapeFinding,
    ProbeReport,
    ReaderFinding,
    Reason,
    Recommendation,
    SamFinding,
    StepFinding,
)
from drivers.cli import main, probe_report
from drivers.cli.probe_report import config_lines, report_lines
from drivers.sim.sam_pty import SamPtyReader
from drivers.sim.vpcd import VpcdCard
from drivers.sim.wallet import load_wallet
from drivers.sim.world import World
from kiosk.settings import CardReaderSettings
from tests.fixtures.pcscd import READER, running_pcscd, wait_for

WALLET = load_wallet()
SAM_NUMBER = "05.03-20200101-0000000001-0000000001"


def pasted(out):
    """What the printed lines say as YAML."""
    lines = out.splitlines()
    return YAML(typ="safe").load("\n".join(lines[lines.index("devices:") :]))


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        (
            CardReaderConfig(CardProfile.PCSC_SAM_READBINARY, 'ACME "Pro" 01'),
            {"driver": "pcsc-sam-readbinary", "reader_name": 'ACME "Pro" 01'},
        ),
        (
            CardReaderConfig(CardProfile.PCSC_UID, "ACME"),
            {"driver": "pcsc-uid", "reader_name": "ACME"},
        ),
        (
            CardReaderConfig(CardProfile.PCSC_SAM_ESCAPE, "ACME", control_code=0x42000001),
            {"driver": "pcsc-sam-escape", "reader_name": "ACME", "control_code": 0x42000001},
        ),
        (
            CardReaderConfig(CardProfile.SAM_SERIAL, serial_path="/dev/ttyUSB0", baud=9600),
            {"driver": "sam-serial", "serial_path": "/dev/ttyUSB0", "baud": 9600},
        ),
    ],
)
@pytest.mark.parametrize("reason", Reason)
def test_the_lines_can_be_pasted(config, expected, reason):
    lines = list(config_lines(Recommendation(config, reason)))

    assert pasted("\n".join(lines)) == {"devices": {"card_reader": expected}}
    assert CardReaderSettings(**expected).driver == config.profile
    assert f"profile: {config.profile}" in lines
    assert any(line.endswith(f"[{reason}]") for line in lines)


def test_every_finding_has_words():
    assert set(probe_report.REASONS) == set(Reason)
    assert set(probe_report.KINDS) == set(AtrKind)
    assert set(probe_report.ANSWERS) == set(Answer)
    assert set(probe_report.FAULTS) == {CARD_MUTE, CARD_REMOVED, NOT_TRIED, *LineFault}


@pytest.mark.parametrize(
    ("sam", "told"),
    [
        (SamFinding(True, SAM_NUMBER), f"SAM 有应答，编号 {SAM_NUMBER}"),
        (SamFinding(True, fault="sam_refused"), "[sam_refused]"),
        (SamFinding(False, fault="garbled"), "[garbled]"),
        (SamFinding(False, fault="something_new"), "出错 [something_new]"),
    ],
)
def test_control_codes_are_reported(sam, told):
    reader = ReaderFinding("A", present=False, escapes=(EscapeFinding(0x42000001, sam),))
    lines = list(report_lines(ProbeReport((reader,))))

    assert lines[0] == "PC/SC 读卡器 A：空 [empty]"
    assert lines[-1].startswith("  控制码 0x42000001：")
    assert told in lines[-1]


@pytest.mark.pcscd
def test_a_card_in_the_real_service_is_reported(capsys):
    world = World()
    with running_pcscd() as daemon, VpcdCard(world, daemon.connect):
        world.tap_card("chen_ss1")

        def laid():
            main(["list"])
            return f"{READER}  有卡 [card]" in capsys.readouterr().out

        wait_for(laid, "the card")
        assert main(["probe", "--reader", READER]) == 0
        out = capsys.readouterr().out
        assert main(["probe", "--reader", READER, "--json"]) == 0
        told = json.loads(capsys.readouterr().out)

    assert WALLET.card("chen_ss1").atr.hex(" ").upper() in out
    assert "  社会保障应用：有" in out
    assert "  旅行证件应用（eMRTD）：没有" in out
    assert "[other_document]" in out
    assert pasted(out)["devices"]["card_reader"]["reader_name"] == READER
    (reader,) = told["readers"]
    assert reader["card"]["social_security"]["answer"] == "yes"
    assert reader["card"]["atr"]["atr"] == WALLET.card("chen_ss1").atr.hex().upper()
    assert told["recommended"]["proven"] is False


def test_a_serial_reader_is_reported(capsys):
    world = World()
    with SamPtyReader(world, lambda key: WALLET.card(key).id_card) as pty:
        assert main(["probe", "--serial", pty.path]) == 0
        out = capsys.readouterr().out

    assert f"串口 {pty.path}：SAM 有应答，编号 {SAM_NUMBER}，115200 波特" in out
    assert pasted(out)["devices"]["card_reader"] == {
        "driver": "sam-serial",
        "serial_path": pty.path,
        "baud": 115200,
    }


def test_nothing_at_all_is_reported(capsys):
    assert main(["probe"]) == 1
    assert "[service_down]" in capsys.readouterr().out
    assert main(["probe", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["service_fault"], told["recommended"]) == ("service_down", None)


@pytest.mark.parametrize("key", WALLET.keys)
@pytest.mark.parametrize("options", [[], ["--json"]])
def test_a_probe_of_any_card_tells_nobodys_name(key, options, capsys):
    assert main(["--simulated", "probe", "--card", key, *options]) == 0
    out = capsys.readouterr().out
    document = WALLET.expected(key)
    for name in ("name", "latin_name", "id_number", "number"):
        secret = getattr(document, name, None)
        assert not secret or secret not in out


def test_a_step_without_an_answer_says_why():
    assert probe_report.told_step(StepFinding(Answer.UNKNOWN, fault="mute")) == (
        "不能确定：卡片没有应答 [mute]"
    )
    assert probe_report.told_step(StepFinding(Answer.NO, 0x6A82)) == "没有（SW 6A82）"
    assert probe_report.told_step(StepFinding(Answer.YES, 0x9000, 256)) == "有，256 字节（SW 9000）"
