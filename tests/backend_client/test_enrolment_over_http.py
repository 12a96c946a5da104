"""A new kiosk makes itself known with the one-use token of a signed code."""

from __future__ import annotations

import base64
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import httpx2
import pytest

from backend_client import BackendClient, DeviceKey, Rejected, Timeouts
from backend_client._signing import RequestSigner
from backend_client.contracts import EnrolmentRequest
from backend_client.signed_codes import (
    Asked,
    KioskEnrolment,
    Opened,
    Purpose,
    ReplayGuard,
    open_code,
)

NEW = "LH-0009"


@pytest.fixture
def new_kiosk(backend, clock):
    """Makes clients with keys that nobody has heard of."""
    made = []

    def make(key: DeviceKey | None = None) -> BackendClient:
        timeouts = Timeouts(call=20.0, health=20.0)
        made.append(BackendClient(backend.url, key or DeviceKey.generate(), clock, timeouts))
        return made[-1]

    yield make
    for each in made:
        each.close()


@pytest.fixture
def token(backend, clock):
    def issue(kiosk_id: str = NEW, **how) -> bytes:
        text = backend.issue_enrolment(kiosk_id, **how)
        asked = Asked(frozenset({Purpose.KIOSK_ENROLMENT}), kiosk_id, clock())
        keys = backend._running().codes.trusted()
        opened = open_code(text, keys, asked, ReplayGuard())
        assert isinstance(opened, Opened)
        assert isinstance(opened.content, KioskEnrolment)
        return opened.content.token

    return issue


def refused(call, *arguments):
    with pytest.raises(Rejected) as caught:
        call(*arguments)
    return caught.value.code


def test_a_kiosk_enrols_and_is_heard(new_kiosk, token, clock):
    kiosk = new_kiosk()
    assert refused(kiosk.offices, "mediation") == "signature_refused"
    kiosk.enrol(NEW, token())
    assert kiosk.offices("mediation").offices


def test_the_code_says_where_to_enrol(backend, clock):
    keys = backend._running().codes.trusted()
    asked = Asked(frozenset(Purpose), NEW, clock())
    for told, said in (
        (None, backend.url),
        ("https://kiosk.example/v1", "https://kiosk.example/v1"),
    ):
        opened = open_code(
            backend.issue_enrolment(NEW, backend_url=told), keys, asked, ReplayGuard()
        )
        assert isinstance(opened, Opened)
        assert opened.content.backend_url == said
    with pytest.raises(ValueError, match="KioskEnrolment"):
        backend.issue_enrolment(NEW, backend_url="http://kiosk.example")


def test_asking_again_after_a_lost_answer_is_no_error(new_kiosk, token, clock):
    kiosk, once = new_kiosk(), token()
    kiosk.enrol(NEW, once)
    clock.pass_time(days=2)
    kiosk.enrol(NEW, once)
    assert kiosk.offices("mediation").offices


def test_a_token_enrols_one_key(new_kiosk, token):
    once = token()
    new_kiosk().enrol(NEW, once)
    assert refused(new_kiosk().enrol, NEW, once) == "enrolment_used"


def test_twenty_kiosks_with_one_token_have_one_winner(new_kiosk, token):
    once = token()
    kiosks = [new_kiosk() for _ in range(20)]

    def attempt(kiosk: BackendClient) -> str:
        try:
            kiosk.enrol(NEW, once)
        except Rejected as refusal:
            return refusal.code
        return "enrolled"

    with ThreadPoolExecutor(20) as crowd:
        results = list(crowd.map(attempt, kiosks))
    assert sorted(results) == sorted(["enrolled"] + ["enrolment_used"] * 19)


def test_a_token_expires(new_kiosk, token, clock):
    once = token(life=timedelta(hours=1))
    clock.pass_time(hours=1)
    kiosk = new_kiosk()
    assert refused(kiosk.enrol, NEW, once) == "enrolment_expired"
    assert refused(kiosk.offices, "mediation") == "signature_refused"


@pytest.mark.parametrize("length", [16, 20, 31, 32])
def test_a_token_that_nobody_issued_is_unknown(new_kiosk, token, length):
    token()
    assert refused(new_kiosk().enrol, NEW, bytes(length)) == "enrolment_unknown"


def test_a_token_for_another_kiosk_looks_like_an_unknown_one(new_kiosk, token):
    once = token()
    assert refused(new_kiosk().enrol, "LH-0008", once) == "enrolment_unknown"
    new_kiosk().enrol(NEW, once)


def test_a_new_key_replaces_the_old_one(new_kiosk, client, other_kiosk, token):
    assert client.offices("mediation").offices
    new_kiosk().enrol("LH-0001", token("LH-0001"))
    assert refused(client.offices, "mediation") == "signature_refused"
    assert other_kiosk.offices("mediation").offices


def test_a_kiosk_may_enrol_again_with_the_key_it_has(client, token):
    client.enrol("LH-0001", token("LH-0001"))
    assert client.offices("mediation").offices


@pytest.mark.parametrize("length", [0, 15, 33])
def test_a_token_of_no_possible_length_never_leaves(new_kiosk, length):
    with pytest.raises(ValueError, match="token"):
        new_kiosk().enrol(NEW, bytes(length))


def test_only_who_holds_the_key_enrols_it(backend, token, clock):
    """A request about somebody else's key, signed with the sender's own or not at all."""
    victim, sender, once = DeviceKey.generate(), DeviceKey.generate(), token()
    url = f"{backend.url}/v1/enrolments"
    body = (
        EnrolmentRequest(kiosk_id=NEW, token=_text(once), public_key=_text(victim.public_bytes))
        .model_dump_json()
        .encode()
    )
    plain = {"content-type": "application/json"}
    signed = RequestSigner(sender).sign("POST", url, plain, body, clock())
    for headers in (plain, signed):
        answer = httpx2.post(url, headers=headers, content=body, timeout=20, trust_env=False)
        assert (answer.status_code, answer.json()["code"]) == (401, "signature_refused")
    late = RequestSigner(victim).sign("POST", url, plain, body, clock() - timedelta(minutes=6))
    answer = httpx2.post(url, headers=late, content=body, timeout=20, trust_env=False)
    assert answer.status_code == 401
    good = RequestSigner(victim).sign("POST", url, plain, body, clock())
    assert httpx2.post(url, headers=good, content=body, timeout=20, trust_env=False).is_success


def test_a_malformed_request_is_no_fault_of_the_backend(backend, clock):
    url = f"{backend.url}/v1/enrolments"
    key = DeviceKey.generate()
    good = {"kiosk_id": NEW, "token": "A" * 22, "public_key": _text(key.public_bytes)}
    for change in ({"token": "A" * 25}, {"token": "A" * 44}, {"public_key": "A"}, {"kiosk_id": ""}):
        answer = httpx2.post(url, json=good | change, timeout=20, trust_env=False)
        assert (answer.status_code, answer.json()["code"]) == (422, "malformed")


def test_the_database_does_not_hold_the_token(backend, token, tmp_path):
    once = token()
    backend.stop()
    stored = b"".join(path.read_bytes() for path in tmp_path.glob("backend.db*"))
    assert once not in stored
    assert _text(once).encode() not in stored
    assert once.hex().encode() not in stored


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
