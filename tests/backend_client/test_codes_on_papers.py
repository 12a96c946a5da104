"""Papers carry a code that kiosks check offline with the published key, and phones a page."""

from __future__ import annotations

import re
from datetime import date, timedelta
from urllib.parse import urlsplit
from uuid import uuid4

import httpx2
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from backend_client import BackendClient, EmbeddedBackend
from backend_client.contracts import (
    BookingRequest,
    GrantRequest,
    GrantSubject,
    SubjectKind,
    Verification,
)
from backend_client.sandbox.paper_codes import paper_url
from backend_client.signed_codes import (
    POLICIES,
    ApplicationReceipt,
    AppointmentSlip,
    Asked,
    Certificate,
    CodeRefused,
    Opened,
    Purpose,
    Reason,
    ReplayGuard,
    TrustedKey,
    behind_address,
    open_code,
    trusted,
    unescaped,
)
from tests.backend_client.conftest import KIOSK, SEED


def wanted(kind: str, reference: str) -> GrantRequest:
    subject = GrantSubject(kind=SubjectKind(kind), reference=reference)
    return GrantRequest(grant_id=uuid4(), subject=subject)


def signed_part(url: str) -> str:
    behind = behind_address(url)
    assert behind is not None, "no kiosk would accept the address"
    text = unescaped(behind)
    assert text is not None
    return text


@pytest.fixture
def trusted_keys(client):
    return trusted(
        TrustedKey(_public(key), key.issuer, frozenset(Purpose[name] for name in key.purposes))
        for key in client.code_keys().keys
    )


def _public(key):
    return Ed25519PublicKey.from_public_bytes(key.public_bytes)


@pytest.fixture
def opened(trusted_keys, clock):
    def at_a_kiosk(url: str) -> Opened | CodeRefused:
        asked = Asked(frozenset(Purpose), KIOSK, clock())
        return open_code(signed_part(url), trusted_keys, asked, ReplayGuard())

    return at_a_kiosk


def test_the_published_key_is_the_same_for_ever(client, backend):
    first = client.code_keys()
    backend.stop()
    backend.start()
    assert client.code_keys() == first
    (key,) = first.keys
    assert (key.issuer, key.algorithm, len(key.public_bytes)) == ("luohu", "EdDSA", 32)
    assert set(key.purposes) == {purpose.name for purpose in Purpose}


@pytest.mark.parametrize(
    ("who", "kind", "item_id"),
    [
        ("li", "certificate", "insurance-certificate"),
        ("su", "certificate", "household-certificate"),
        ("li", "records", "insurance-record"),
    ],
)
def test_certificates_and_lists_carry_their_code(client, arrive, opened, clock, who, kind, item_id):
    grant = client.grant(arrive(who).resident_token, wanted(kind, item_id))
    code = opened(grant.verify_url)
    assert isinstance(code, Opened)
    assert code.content == Certificate(grant.number, grant.check_code)
    assert code.expires_at - clock() == POLICIES[Purpose.CERTIFICATE].longest_life
    seen = client.verification(grant.number, grant.check_code)
    assert (seen.state, seen.kind, seen.item_id) == ("valid", kind, item_id)


def test_a_case_carries_its_code_on_the_decision_and_on_the_receipt(
    client, arrive, application, opened
):
    chen = arrive("chen")
    decision = client.apply(application(chen, "temporary-aid"))
    electronic = opened(decision.verify_url)
    assert isinstance(electronic, Opened)
    assert electronic.content == ApplicationReceipt(decision.case_number, decision.check_code)
    grant = client.grant(chen.resident_token, wanted("case", decision.case_number))
    receipt = opened(grant.verify_url)
    assert isinstance(receipt, Opened)
    assert receipt.content == ApplicationReceipt(grant.number, grant.check_code)
    assert grant.check_code != decision.check_code
    seen = client.verification(grant.number, grant.check_code)
    assert (seen.kind, seen.item_id, seen.copy_no) == ("case", "temporary-aid", 1)


def test_an_appointment_carries_its_code_until_its_day_is_over(client, arrive, opened, clock):
    token = arrive("wang").resident_token
    slot = client.calendar("mediation", "yucun-mediation").slots[0]
    booked = client.book(
        token, BookingRequest(appointment_id=uuid4(), item_id="mediation", slot_id=slot.slot_id)
    )
    grant = client.grant(token, wanted("appointment", booked.number))
    for paper in (booked, grant):
        code = opened(paper.verify_url)
        assert isinstance(code, Opened)
        assert code.content == AppointmentSlip(booked.number, paper.check_code)
        end = code.expires_at.astimezone(booked.start.tzinfo)
        assert (end - timedelta(seconds=1)).date() == booked.start.date()
        assert (end.hour, end.minute) == (0, 0)
    clock.at = booked.end + timedelta(days=1)
    late = opened(booked.verify_url)
    assert isinstance(late, CodeRefused)
    assert (late.reason, late.purpose) == (Reason.EXPIRED, Purpose.APPOINTMENT_SLIP)


def test_the_same_grant_says_the_same_and_another_copy_another_code(client, arrive):
    token = arrive("li").resident_token
    request = wanted("certificate", "household-certificate")
    first = client.grant(token, request)
    assert client.grant(token, request).verify_url == first.verify_url
    second = client.grant(token, wanted("certificate", "household-certificate"))
    assert signed_part(second.verify_url) != signed_part(first.verify_url)


def test_check_codes_are_what_codes_can_say_and_hard_to_guess(client, arrive):
    grant = client.grant(arrive("li").resident_token, wanted("certificate", "tax-certificate"))
    assert re.fullmatch(r"[A-Z2-7]{8}", grant.check_code), "40 bits"
    assert re.fullmatch(r"[A-Z0-9-]{6,32}", grant.number)


def test_the_page_opens_from_the_papers_address_and_never_sees_the_code(client, arrive):
    grant = client.grant(arrive("li").resident_token, wanted("certificate", "tax-certificate"))
    answer = httpx2.get(grant.verify_url, timeout=20, trust_env=False)
    assert "有效" in answer.text
    assert grant.number in answer.text
    assert answer.request.url.raw_path.decode() == (
        f"/verify/{grant.number}?c={urlsplit(grant.verify_url).query.removeprefix('c=')}"
    )
    assert b"LH1" not in answer.request.url.raw_path


def test_a_backend_without_a_plain_public_address_prints_the_page_alone(
    tmp_path, clock, device_key, arrive
):
    url = f"sqlite:///{tmp_path / 'other.db'}"
    kiosks = {KIOSK: device_key.public_bytes}
    with EmbeddedBackend(
        url, SEED, clock, kiosks=kiosks, public_url="http://intranet.example"
    ) as elsewhere:
        sandbox = elsewhere._running()
        plain = paper_url(sandbox, SubjectKind.CASE, "JZ2026112200000001", 0)
        assert plain == sandbox.verify_url("JZ2026112200000001", 0)


def test_an_appointment_whose_day_is_over_has_no_code_any_more(backend, clock):
    sandbox = backend._running()
    number = "TJ2026112200000001"
    today = clock().date()
    assert "#LH1:" in paper_url(sandbox, SubjectKind.APPOINTMENT, number, 1, today)
    past = paper_url(sandbox, SubjectKind.APPOINTMENT, number, 1, date(2026, 11, 21))
    assert past == sandbox.verify_url(number, 1)
    far = paper_url(sandbox, SubjectKind.APPOINTMENT, number, 1, date(2028, 1, 1))
    assert "#LH1:" in far


def test_a_number_from_before_the_kinds_is_verified_without_one(client, backend, arrive):
    grant = client.grant(arrive("li").resident_token, wanted("certificate", "tax-certificate"))
    with backend._running().database.write() as connection:
        connection.exec_driver_sql("DELETE FROM document_subjects")
    seen = client.verification(grant.number, grant.check_code)
    assert isinstance(seen, Verification)
    assert (seen.state, seen.kind, seen.item_id) == ("valid", None, "")


def test_the_signing_key_is_not_in_the_database_in_the_clear(backend, clock, tmp_path):
    signer = backend._running().codes
    raw = signer.key.private_bytes_raw()
    backend.stop()
    stored = b"".join(path.read_bytes() for path in tmp_path.glob("backend.db*"))
    assert raw not in stored
    other = EmbeddedBackend(f"sqlite:///{tmp_path / 'backend.db'}", SEED, clock, key=b"another")
    with pytest.raises(ValueError, match="another backend key"):
        other.start()
    assert raw.hex() not in repr(signer)


def test_two_backends_trust_each_others_codes_not(client, arrive, clock, tmp_path, device_key):
    grant = client.grant(arrive("li").resident_token, wanted("certificate", "tax-certificate"))
    kiosks = {KIOSK: device_key.public_bytes}
    with EmbeddedBackend(f"sqlite:///{tmp_path / 'two.db'}", SEED, clock, kiosks=kiosks) as two:
        other = BackendClient(two.url, device_key, clock)
        keys = trusted(
            TrustedKey(_public(key), key.issuer, frozenset(Purpose))
            for key in other.code_keys().keys
        )
        other.close()
    asked = Asked(frozenset(Purpose), KIOSK, clock())
    refused = open_code(signed_part(grant.verify_url), keys, asked, ReplayGuard())
    assert refused == CodeRefused(Reason.UNKNOWN_KEY)
