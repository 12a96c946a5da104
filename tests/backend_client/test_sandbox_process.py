"""The reference backend as a process of its own."""

from __future__ import annotations

import hashlib
import signal
from datetime import timedelta
from uuid import uuid4

import cv2
import pytest
import zxingcpp
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from backend_client import BackendClient, EmbeddedBackend, Timeouts
from backend_client.contracts import CredentialIdentity
from backend_client.signed_codes import (
    Asked,
    Configuration,
    KioskEnrolment,
    Opened,
    Purpose,
    ReplayGuard,
    ResidentCredential,
    StaffSignIn,
    open_code,
)
from tests.backend_client.conftest import KIOSK, SEED


def test_the_process_serves_enrolled_kiosks_and_ends_on_sigterm(tmp_path, device_key, python):
    public = tmp_path / "kiosk.pub"
    key = device_key.private.public_key()
    public.write_bytes(key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    options = ["--db", f"sqlite:///{tmp_path / 'backend.db'}", "--enrol", f"LH-0001={public}"]
    with python("-m", "backend_client.sandbox", *options) as process:
        url = process.stdout.readline().strip()
        client = BackendClient(url, device_key, timeouts=Timeouts(call=20.0))
        assert client.offices("mediation").offices
        client.close()
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0


@pytest.fixture
def printed(python, tmp_path):
    """What ``code ...`` prints, and how the process ended."""

    def run(*arguments: str) -> tuple[str, int]:
        options = ["--db", f"sqlite:///{tmp_path / 'backend.db'}", "code", *arguments]
        with python("-m", "backend_client.sandbox", *options) as process:
            text = process.stdout.read().removesuffix("\n")
            return text, process.wait(60)

    return run


@pytest.fixture
def serving(tmp_path, device_key):
    kiosks = {KIOSK: device_key.public_bytes}
    with EmbeddedBackend(f"sqlite:///{tmp_path / 'backend.db'}", SEED, kiosks=kiosks) as backend:
        yield backend


@pytest.mark.parametrize("kind", ["credential", "staff", "enrolment", "configuration"])
def test_an_operator_prints_a_code_that_the_kiosk_believes(serving, printed, tmp_path, kind):
    settings = tmp_path / "settings.yaml"
    settings.write_text("kiosk: 1\n", encoding="utf-8")
    arguments, content = {
        "credential": (["--resident", "zhang"], ResidentCredential),
        "staff": (["--kiosk", KIOSK, "--staff", "chen.staff"], StaffSignIn),
        "enrolment": (["--kiosk", KIOSK, "--backend-url", "https://b.example"], KioskEnrolment),
        "configuration": (["--version", "3", "--file", str(settings)], Configuration),
    }[kind]
    text, ended = printed(kind, *arguments, "--minutes", "3")
    assert ended == 0
    now = serving._running().now()
    asked = Asked(frozenset(Purpose), KIOSK, now)
    opened = open_code(text, serving._running().codes.trusted(), asked, ReplayGuard())
    assert isinstance(opened, Opened)
    assert isinstance(opened.content, content)
    assert timedelta(0) < opened.expires_at - now <= timedelta(minutes=3)
    if isinstance(opened.content, Configuration):
        assert opened.content.digest == hashlib.sha256(settings.read_bytes()).digest()


def test_a_configuration_may_be_named_by_its_digest(serving, printed):
    text, _ = printed("configuration", "--version", "3", "--digest", "ab" * 32)
    asked = Asked(frozenset(Purpose), KIOSK, serving._running().now())
    opened = open_code(text, serving._running().codes.trusted(), asked, ReplayGuard())
    assert isinstance(opened, Opened)
    assert opened.content == Configuration(3, b"\xab" * 32)


def test_a_printed_credential_opens_a_visit_at_the_running_backend(serving, printed, device_key):
    text, _ = printed("credential", "--resident", "zhang")
    client = BackendClient(serving.url, device_key, timeouts=Timeouts(call=20.0))
    assert client.identify(uuid4(), CredentialIdentity(code=text)).display_name == "张桂兰"
    client.close()


def test_a_printed_enrolment_makes_a_new_kiosk_known(serving, printed, other_key):
    text, _ = printed("enrolment", "--kiosk", "LH-0009", "--backend-url", serving.url)
    asked = Asked(frozenset(Purpose), "LH-0009", serving._running().now())
    opened = open_code(text, serving._running().codes.trusted(), asked, ReplayGuard())
    assert isinstance(opened, Opened)
    client = BackendClient(opened.content.backend_url, other_key, timeouts=Timeouts(call=20.0))
    client.enrol("LH-0009", opened.content.token)
    assert client.offices("mediation").offices
    client.close()


def test_the_picture_of_a_code_says_the_code(printed, tmp_path):
    text, _ = printed("credential", "--resident", "li", "--png", str(tmp_path / "code.png"))
    picture = cv2.imread(str(tmp_path / "code.png"), cv2.IMREAD_GRAYSCALE)
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == [text]


@pytest.mark.parametrize(
    "arguments",
    [
        ["credential", "--resident", "nobody"],
        ["credential", "--resident", "li", "--minutes", "60"],
        ["staff", "--kiosk", "*", "--staff", "chen.staff"],
        ["enrolment", "--kiosk", KIOSK, "--backend-url", "http://b.example"],
    ],
)
def test_what_no_kiosk_would_open_is_not_printed(printed, arguments):
    assert printed(*arguments) == ("", 1)
