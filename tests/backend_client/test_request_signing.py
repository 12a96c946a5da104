"""The backend listens to enrolled kiosks only, and only to what they really sent, lately."""

from __future__ import annotations

import json
from datetime import timedelta

import httpx2
import pytest

from backend_client import BackendClient, DeviceKey, Rejected
from backend_client._signing import RequestSigner

BODY = b'{"item_id":"case-progress"}'
PATH = "/v1/items/mediation/offices"


@pytest.fixture
def signer(device_key) -> RequestSigner:
    return RequestSigner(device_key)


def lowered(signed) -> dict[str, str]:
    return {name.lower(): value for name, value in signed.items()}


def answer(method: str, url: str, headers, body: bytes = b"") -> tuple[int, str]:
    reply = httpx2.request(method, url, headers=headers, content=body, timeout=20, trust_env=False)
    code = "" if reply.status_code == 200 else json.loads(reply.content)["code"]
    return reply.status_code, code


def test_a_signed_request_is_heard(backend, signer, clock):
    url = backend.url + PATH
    assert answer("GET", url, signer.sign("GET", url, {}, b"", clock())) == (200, "")


def test_an_unsigned_request_is_refused(backend):
    assert answer("GET", backend.url + PATH, {}) == (401, "signature_refused")


def test_a_kiosk_that_is_not_enrolled_is_refused(backend, clock):
    stranger = BackendClient(backend.url, DeviceKey.generate(), clock)
    with pytest.raises(Rejected) as refusal:
        stranger.offices("mediation")
    assert (refusal.value.status, refusal.value.code) == (401, "signature_refused")
    assert refusal.value.transient
    stranger.close()


def test_what_was_signed_cannot_be_changed(backend, signer, clock):
    url = f"{backend.url}/v1/queries"
    headers = {"content-type": "application/json", "authorization": "Bearer " + "x" * 43}
    signed = lowered(signer.sign("POST", url, headers, BODY, clock()))
    assert answer("POST", url, signed, BODY) == (403, "visit_ended"), "the signature itself holds"
    for method, target, sent, body in (
        ("POST", url, signed, BODY.replace(b"case", b"base")),
        ("POST", url + "?x=1", signed, BODY),
        ("POST", url, signed | {"authorization": "Bearer " + "y" * 43}, BODY),
        ("POST", url, {k: v for k, v in signed.items() if k != "content-digest"}, BODY),
    ):
        assert answer(method, target, sent, body) == (401, "signature_refused")
    other = f"{backend.url}/v1/suggestions"
    assert answer("GET", other, signed) == (401, "signature_refused")


def test_a_second_bearer_beside_the_signed_one_is_refused(backend, signer, clock):
    url = f"{backend.url}/v1/suggestions"
    signed = signer.sign("GET", url, {"authorization": "Bearer " + "x" * 43}, b"", clock())
    doubled = [("authorization", "Bearer " + "y" * 43), *signed.items()]
    assert answer("GET", url, doubled) == (401, "signature_refused")


def test_a_bearer_that_was_not_signed_is_refused(backend, signer, clock):
    url = f"{backend.url}/v1/suggestions"
    signed = signer.sign("GET", url, {}, b"", clock())
    added = signed | {"authorization": "Bearer " + "x" * 43}
    assert answer("GET", url, added) == (401, "signature_refused")


@pytest.mark.parametrize("minutes", [-5.1, 5.1])
def test_a_signature_lives_five_minutes(backend, signer, clock, minutes):
    url = backend.url + PATH
    signed = signer.sign("GET", url, {}, b"", clock() + timedelta(minutes=minutes))
    assert answer("GET", url, signed) == (401, "signature_refused")


def test_garbage_in_the_signature_is_refused(backend, signer, clock):
    url = backend.url + PATH
    signed = lowered(signer.sign("GET", url, {}, b"", clock()))
    for change in (
        {"signature": "pyhms=:AAAA:"},
        {"signature": "("},
        {"signature-input": 'pyhms=("@method");keyid="x"'},
        {"signature-input": signed["signature-input"].replace("created", "expires")},
        {"signature-input": signed["signature-input"].replace('"@path"', '"@paht"')},
    ):
        assert answer("GET", url, signed | change) == (401, "signature_refused")


def test_an_unknown_route_and_a_malformed_body_are_problems(backend, signer, clock):
    url = f"{backend.url}/v1/no-such-route"
    assert answer("GET", url, signer.sign("GET", url, {}, b"", clock())) == (404, "route_unknown")
    url = f"{backend.url}/v1/ratings/not-a-uuid"
    headers = {"content-type": "application/json"}
    for body in (b"{}", b"{", b'{"secret": "860303194103121221"}'):
        signed = signer.sign("PUT", url, headers, body, clock())
        reply = httpx2.put(url, headers=signed, content=body, timeout=20, trust_env=False)
        assert reply.status_code == 422
        assert reply.json()["code"] == "malformed"
        assert "860303194103121221" not in reply.text


def test_the_id_in_the_path_is_the_id_in_the_body(backend, signer, clock, arrive, application):
    filed = application(arrive("li"), "temporary-aid")
    url = f"{backend.url}/v1/applications/00000000-0000-4000-8000-000000000000"
    body = filed.model_dump_json().encode()
    signed = signer.sign("PUT", url, {"content-type": "application/json"}, body, clock())
    assert answer("PUT", url, signed, body) == (422, "malformed")
