"""Every official paper has a grant, a copy number and a page that tells the public about it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import httpx2
import pytest

from backend_client import Rejected
from backend_client.contracts import (
    BookingRequest,
    GrantRequest,
    GrantSubject,
    Labelled,
    PrintOutcome,
    SubjectKind,
    Verification,
    VerificationState,
)
from backend_client.sandbox.verify_page import render_page


def wanted(kind: str, reference: str, purpose: str = "") -> GrantRequest:
    subject = GrantSubject(kind=SubjectKind(kind), reference=reference)
    return GrantRequest(grant_id=uuid4(), subject=subject, purpose=purpose)


def page(url: str) -> str:
    return httpx2.get(url, timeout=20, trust_env=False).text


@pytest.mark.parametrize(
    ("who", "item_id", "has_table"),
    [
        ("li", "insurance-certificate", True),
        ("li", "tax-certificate", True),
        ("chen", "low-income-certificate", False),
        ("su", "household-certificate", False),
    ],
)
def test_every_certificate_is_granted(client, arrive, who, item_id, has_table):
    token = arrive(who).resident_token
    grant = client.grant(token, wanted("certificate", item_id, "办理入学"))
    assert grant.specimen
    assert grant.copy_no == 1
    assert grant.purpose == "办理入学"
    assert (grant.table is not None) == has_table
    assert grant.valid_until is not None
    assert all("{" not in line.value and "—" not in line.value for line in grant.fields)


def test_who_is_not_entitled_gets_no_grant(client, arrive):
    token = arrive("li").resident_token
    with pytest.raises(Rejected, match="not_eligible"):
        client.grant(token, wanted("certificate", "low-income-certificate"))
    with pytest.raises(Rejected, match="not_eligible"):
        client.grant(arrive("su").resident_token, wanted("certificate", "insurance-certificate"))
    with pytest.raises(Rejected, match="item_unknown"):
        client.grant(token, wanted("certificate", "insurance-record"))


def test_records_cases_and_appointments_are_granted(client, arrive, application):
    chen = arrive("chen")
    token = chen.resident_token
    records = client.grant(token, wanted("records", "insurance-record"))
    assert records.table is not None
    assert len(records.table.rows) == 12
    case = client.apply(application(chen, "temporary-aid"))
    slip = client.grant(token, wanted("case", case.case_number))
    assert (slip.number, slip.issuer) == (case.case_number, "罗湖区民政局")
    slot = client.calendar("mediation", "yucun-mediation").slots[0]
    booking = BookingRequest(appointment_id=uuid4(), item_id="mediation", slot_id=slot.slot_id)
    booked = client.book(token, booking)
    assert client.grant(token, wanted("appointment", booked.number)).number == booked.number


def test_nobody_prints_another_residents_case(client, arrive, application):
    case = client.apply(application(arrive("chen"), "temporary-aid"))
    for kind in ("case", "appointment"):
        with pytest.raises(Rejected, match="subject_unknown"):
            client.grant(arrive("li").resident_token, wanted(kind, case.case_number))


def test_a_grant_is_one_copy(client, arrive):
    token = arrive("li").resident_token
    first_request = wanted("certificate", "insurance-certificate")
    first = client.grant(token, first_request)
    assert client.grant(token, first_request) == first
    second = client.grant(token, wanted("certificate", "insurance-certificate"))
    assert second.number == first.number
    assert (first.copy_no, second.copy_no) == (1, 2)
    assert first.serial != second.serial
    assert first.check_code != second.check_code
    changed = first_request.model_copy(update={"purpose": "其他"})
    with pytest.raises(Rejected, match="idempotency_conflict"):
        client.grant(token, changed)


def test_another_day_is_another_certificate(client, arrive, clock):
    first = client.grant(
        arrive("li").resident_token, wanted("certificate", "household-certificate")
    )
    clock.pass_time(days=1)
    later = client.grant(
        arrive("li").resident_token, wanted("certificate", "household-certificate")
    )
    assert later.number != first.number
    assert later.copy_no == 1


def test_twenty_grants_at_once_are_copies_one_to_twenty(client, arrive):
    token = arrive("li").resident_token
    requests = [wanted("certificate", "household-certificate") for _ in range(20)]
    with ThreadPoolExecutor(20) as crowd:
        grants = list(crowd.map(lambda each: client.grant(token, each), requests))
    assert sorted(grant.copy_no for grant in grants) == list(range(1, 21))
    assert len({grant.number for grant in grants}) == 1


def test_a_print_outcome_is_final_but_for_unknown(client, arrive, clock):
    grant = client.grant(
        arrive("li").resident_token, wanted("certificate", "household-certificate")
    )

    def report(outcome: str) -> PrintOutcome:
        return client.report_print(PrintOutcome(serial=grant.serial, outcome=outcome, at=clock()))

    assert report("unknown").outcome == "unknown"
    assert report("unknown").outcome == "unknown"
    assert client.verification(grant.number, grant.check_code).copies_unproven == 1
    assert report("confirmed").outcome == "confirmed"
    assert report("confirmed").outcome == "confirmed"
    with pytest.raises(Rejected, match="outcome_conflict"):
        report("failed")
    seen = client.verification(grant.number, grant.check_code)
    assert (seen.copies_printed, seen.copies_unproven) == (1, 0)


def test_outcomes_are_told_by_the_kiosk_that_printed(client, other_kiosk, arrive, clock):
    grant = client.grant(
        arrive("li").resident_token, wanted("certificate", "household-certificate")
    )
    foreign = PrintOutcome(serial=grant.serial, outcome="confirmed", at=clock())
    with pytest.raises(Rejected, match="serial_unknown"):
        other_kiosk.report_print(foreign)
    with pytest.raises(Rejected, match="serial_unknown"):
        client.report_print(foreign.model_copy(update={"serial": "HJ2026112200000000-01"}))


def test_the_public_page_shows_a_valid_certificate_masked(client, arrive, clock):
    grant = client.grant(
        arrive("li").resident_token, wanted("certificate", "insurance-certificate")
    )
    client.report_print(PrintOutcome(serial=grant.serial, outcome="confirmed", at=clock()))
    seen = page(grant.verify_url)
    for text in (
        "有效",
        "社会保险参保证明",
        "李*轩",
        "8603**********0314",
        "已打印1份",
        "第1份",
        "样张",
    ):
        assert text in seen
    for secret in ("李明轩", "860303199307180314", "600000002", "深圳市示例科技有限公司"):
        assert secret not in seen


def test_an_expired_certificate_is_not_valid(client, arrive, clock):
    grant = client.grant(
        arrive("li").resident_token, wanted("certificate", "household-certificate")
    )
    clock.pass_time(days=30)
    assert client.verification(grant.number, grant.check_code).state == "valid"
    clock.pass_time(days=1)
    assert client.verification(grant.number, grant.check_code).state == "expired"
    assert "无效" in page(grant.verify_url)


def test_a_voided_copy_is_void_and_its_sister_is_not(client, arrive, clock):
    token = arrive("li").resident_token
    voided = client.grant(token, wanted("certificate", "household-certificate"))
    sister = client.grant(token, wanted("certificate", "household-certificate"))
    client.report_print(PrintOutcome(serial=voided.serial, outcome="failed", at=clock()))
    assert client.verification(voided.number, voided.check_code).state == "void"
    assert "已作废" in page(voided.verify_url)
    assert client.verification(sister.number, sister.check_code).state == "valid"


def test_a_wrong_check_code_looks_like_an_unknown_number(client, backend, arrive):
    grant = client.grant(
        arrive("li").resident_token, wanted("certificate", "household-certificate")
    )
    wrong = client.verification(grant.number, "AAAAAAAA")
    assert wrong == Verification(state=VerificationState.UNKNOWN, number=grant.number)
    absent = client.verification("HJ2026112200000000", grant.check_code)
    assert absent == Verification(state=VerificationState.UNKNOWN, number="HJ2026112200000000")
    first = page(f"{backend.url}/verify/{grant.number}")
    second = page(f"{backend.url}/verify/HJ2026112200000000?c=AAAAAAAA")
    assert first.replace(grant.number, "#") == second.replace("HJ2026112200000000", "#")
    assert "查无此证" in first


def test_a_decision_and_an_appointment_verify_without_paper(client, arrive, application):
    chen = arrive("chen")
    decision = client.apply(application(chen, "temporary-aid"))
    seen = client.verification(decision.case_number, decision.check_code)
    assert (seen.state, seen.copy_no, seen.title) == ("valid", 0, "临时救助")
    assert "电子记录" in page(decision.verify_url)


def test_the_page_escapes_what_it_is_given(backend):
    attack = "%3Cscript%3Ealert(1)"
    answer = httpx2.get(f"{backend.url}/verify/{attack}?c=%3Cb%3E", timeout=20, trust_env=False)
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "<script" not in answer.text
    assert "&lt;script&gt;" in answer.text


def test_every_value_on_the_page_is_escaped():
    evil = '"><img src=x>'
    seen = render_page(
        Verification(
            state=VerificationState.VALID,
            number=evil,
            title=evil,
            issuer=evil,
            copy_no=0,
            fields=(Labelled(label=evil, value=evil),),
        )
    )
    assert "<img" not in seen
    assert seen.count("&lt;img") == 5
