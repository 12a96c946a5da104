"""``python -m drivers read``: every document, masked unless asked; every failure in words."""

import json

import pytest

from drivers import (
    ChipOnly,
    DeviceKind,
    IdentityDocument,
    ReadFailure,
    SocialSecurityCard,
    TravelDocument,
)
from drivers.cli import main
from drivers.sim.wallet import load_wallet
from drivers.sim.world import PlannedTrouble, Trouble, World

WALLET = load_wallet()
DOCUMENTS = sorted(WALLET.documents)
TRAVEL = [key for key in DOCUMENTS if isinstance(WALLET.documents[key], TravelDocument)]
EXPIRED = {"zhao", "qian"}


def read(key, *options):
    """``read`` of a simulated card, with what opens it."""
    travel_key = WALLET.travel_key(key)
    opening = []
    if travel_key is not None:
        opening = ["--number", travel_key.number]
        opening += ["--birth", travel_key.birth_date.isoformat()]
        opening += ["--until", travel_key.valid_until.strftime("%Y%m%d")]
    return main(["--simulated", "read", "--card", key, *opening, *options])


def secrets_of(document):
    """What must not be seen without --reveal."""
    match document:
        case IdentityDocument():
            own = [document.name, document.latin_name, document.id_number, document.address]
            own += [document.travel_permit, document.former_permit]
        case SocialSecurityCard():
            own = [document.name, document.id_number, document.card_number]
            own += [document.card_identification]
        case TravelDocument():
            own = [document.name, document.latin_name, document.number, document.personal_number]
    birth = [] if document.birth_date is None else [document.birth_date.isoformat()]
    return [secret for secret in own if secret] + birth


@pytest.mark.parametrize("key", DOCUMENTS)
@pytest.mark.parametrize("options", [(), ("--json",)])
def test_every_document_is_masked_unless_revealed(key, options, capsys):
    secrets = secrets_of(WALLET.documents[key])
    assert secrets
    assert read(key, *options) == 0
    masked = capsys.readouterr()
    assert read(key, "--reveal", *options) == 0
    revealed = capsys.readouterr().out

    for secret in secrets:
        assert secret not in masked.out + masked.err
        assert secret in revealed


@pytest.mark.parametrize("key", DOCUMENTS)
def test_json_has_every_field_with_a_name(key, capsys):
    assert read(key, "--json") == 0
    told = json.loads(capsys.readouterr().out)

    assert told["result"] == "read"
    assert told["masked"] is True
    assert told["expired"] is (key in EXPIRED)
    assert told["fields"]


@pytest.mark.parametrize(("key", "told"), [("qian", True), ("zhang", False)])
def test_an_expired_card_is_read_and_told(key, told, capsys):
    assert read(key) == 0
    assert ("[expired]" in capsys.readouterr().out) is told


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("wang_ss_pin", "未给出 姓名 [name]：受密码保护（本程序从不发送密码） [pin]"),
        ("ma_ss3", "未给出 证件号码 [id_number]：需要 PSAM 或发卡方服务器 [secure_module]"),
    ],
)
def test_what_a_social_security_card_keeps_back_is_listed(key, told, capsys):
    assert read(key) == 0
    assert told in capsys.readouterr().out
    assert read(key, "--json") == 0
    withheld = json.loads(capsys.readouterr().out)["withheld"]
    assert {entry["item"] for entry in withheld} >= {"id_number", "sex", "birth_date"}


def test_masks_keep_what_a_technician_needs(capsys):
    assert read("zhang") == 0
    out = capsys.readouterr().out
    for shown in ("张**", "860*************21", "1941-**-**", "长期"):
        assert shown in out


@pytest.mark.parametrize(
    ("card", "reason"),
    [
        ("metro", ReadFailure.NOT_AN_IDENTITY_CARD),
        ("blank", ReadFailure.MALFORMED),
        (TRAVEL[0], ReadFailure.KEY_NEEDED),
    ],
)
def test_a_card_that_gives_nothing_is_told_in_words(card, reason, capsys):
    assert main(["--simulated", "read", "--card", card]) == 1
    out = capsys.readouterr().out
    assert out.startswith("未读到证件：")
    assert out.endswith(f"[{reason}]\n")
    assert main(["--simulated", "read", "--card", card, "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["result"], told["reason"]) == ("unread", reason)


def test_a_wrong_travel_key_is_refused(capsys):
    wrong = ["--number", "L898902C3", "--birth", "1974-08-12", "--until", "2012-04-15"]
    assert main(["--simulated", "read", "--card", TRAVEL[0], *wrong]) == 1
    assert "[key_refused]" in capsys.readouterr().out


def test_the_travel_key_can_be_asked_for_without_echo(monkeypatch, capsys):
    key = WALLET.travel_key(TRAVEL[0])
    answers = [f" {key.number.lower()}", key.birth_date.isoformat(), key.valid_until.isoformat()]
    monkeypatch.setattr("getpass.getpass", lambda _prompt: answers.pop(0))

    assert main(["--simulated", "read", "--card", TRAVEL[0], "--ask"]) == 0
    told = capsys.readouterr()
    assert "[travel]" in told.out
    assert key.number not in told.out + told.err


def no_terminal(_prompt):
    raise EOFError


@pytest.mark.parametrize("answer", [lambda _prompt: "tomorrow?", no_terminal])
def test_bad_answers_are_usage_errors(monkeypatch, capsys, answer):
    monkeypatch.setattr("getpass.getpass", answer)
    assert main(["--simulated", "read", "--card", TRAVEL[0], "--ask"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "tomorrow" not in told.err


@pytest.mark.parametrize(
    ("trouble", "code"),
    [
        (Trouble.REMOVE, "removed"),
        (Trouble.FAIL, "unreadable"),
        (Trouble.DISCONNECT, "not_connected"),
        (Trouble.HANG, "deadline"),
    ],
)
@pytest.mark.parametrize("as_json", [False, True])
def test_troubles_of_the_reader_are_told_in_words(monkeypatch, capsys, trouble, code, as_json):
    world = World()
    world.tap_card("zhang")
    world.plan(DeviceKind.CARD_READER, PlannedTrouble(trouble))
    monkeypatch.setattr("drivers.cli.opened.simulated_world", lambda _asked: world)
    options = ["--json"] if as_json else []

    assert main(["--simulated", "read", "--seconds", "0.2", *options]) == 1
    out = capsys.readouterr().out
    if as_json:
        told = json.loads(out)
        assert code in (told.get("reason"), told.get("error"))
    else:
        assert f"[{code}]" in out


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_no_card_in_time_is_told(monkeypatch, capsys, options):
    monkeypatch.setattr("drivers.cli.opened.simulated_world", lambda _asked: World())

    assert main(["--simulated", "read", "--seconds", "0.01", *options]) == 1
    assert "no_card" in capsys.readouterr().out


def test_a_bare_chip_is_no_identity(monkeypatch, capsys):
    class Bare:
        def wait_for_card(self, _deadline):
            return True

        def read(self, _deadline, _key=None):
            return ChipOnly(bytes.fromhex("0102030405060708"))

        def close(self):
            pass

    monkeypatch.setattr("drivers.cli.opened.open_card_reader", lambda _config: Bare())
    assert main(["read", "--profile", "pcsc-uid"]) == 0
    out = capsys.readouterr().out
    assert "不能证明身份 [chip_only]" in out
    assert "0102030405060708" not in out
    assert main(["read", "--profile", "pcsc-uid", "--reveal"]) == 0
    assert "0102030405060708" in capsys.readouterr().out


def test_a_photo_goes_to_a_file_of_its_owner(tmp_path, capsys):
    file = tmp_path / "face.jpg"

    assert read("doe", "--reveal", "--photo", str(file)) == 0

    assert file.read_bytes() == WALLET.documents["doe"].image
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_photo_never_replaces_a_file(tmp_path, capsys):
    file = tmp_path / "kept.jpg"
    file.write_text("kept")

    assert read("doe", "--reveal", "--photo", str(file)) == 1

    assert file.read_text() == "kept"
    assert "[not_written]" in capsys.readouterr().err


def test_a_photo_without_a_decoder_is_told(tmp_path, capsys):
    file = tmp_path / "face.bmp"

    assert read("li", "--reveal", "--photo", str(file)) == 1

    assert not file.exists()
    assert "[no_photo]" in capsys.readouterr().err


def test_a_photo_is_personal(tmp_path, capsys):
    assert read("doe", "--photo", str(tmp_path / "face.jpg")) == 2
