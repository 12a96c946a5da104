"""Our own codes before a real backend: opened once, followed up, and refused with a reason."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import text

from backend_client import contracts, utc_now
from kiosk.codes import (
    ApplicationReceipt,
    AppointmentSlip,
    Certificate,
    Configuration,
    KioskEnrolment,
    OwnSigned,
    ParkingPermit,
    StaffSignIn,
    classify,
)
from kiosk.session import NoticeCode
from kiosk.session.data import ConfigurationCheck, PaperKind, PaperState, ScannedPaper
from kiosk.session.scanning import IDENTITY, PAPERS, STAFF, UPKEEP
from kiosk.store import AuditKind, CodeKeyShelf, UsedCodes
from kiosk.submissions import (
    Casework,
    Checkpoint,
    EnrolmentAsked,
    NotTaken,
    RefusedError,
    StaffCame,
    Trust,
)
from kiosk.submissions.casework import stand_in
from kiosk.submissions.scanned_papers import mask_plate
from tests.kiosk.submissions.conftest import ITEMS, KIOSK

BOOKING, PROOF = "marriage-registration", "insurance-certificate"
DIGEST = bytes(range(32))
ALL = IDENTITY | PAPERS | STAFF | UPKEEP


@pytest.fixture
def desk(counter):
    """Where codes are opened, with the keys fetched."""
    trust = Trust(CodeKeyShelf(counter.store), counter.office.client, utc_now)
    trust.renew()
    uses, url = UsedCodes(counter.store), counter.backend.url
    return Checkpoint(counter.office, trust, uses, utc_now, DIGEST, url)


@pytest.fixture
def casework(counter):
    return Casework(counter.office.client, ITEMS, utc_now, "12345")


def own(url):
    """What classify makes of a paper's address."""
    code = classify(url.encode())
    assert isinstance(code, OwnSigned)
    return code.text


def audited(counter, kind):
    return [data for at, data in counter.rows("select kind, data from audit") if at == kind]


def grant_of(counter, visitor):
    subject = contracts.GrantSubject(kind=contracts.SubjectKind.CERTIFICATE, reference=PROOF)
    request = contracts.GrantRequest(grant_id=uuid4(), subject=subject)
    return counter.office.client.grant(visitor.token, request)


def booked_by(counter, visitor):
    client = counter.office.client
    office = client.offices(BOOKING).offices[0]
    slot = next(slot for slot in client.calendar(BOOKING, office.office_id).slots if slot.left)
    request = contracts.BookingRequest(
        appointment_id=uuid4(), item_id=BOOKING, slot_id=slot.slot_id
    )
    return client.book(visitor.token, request)


# credentials


def test_a_credential_identifies_once(counter, desk):
    code = counter.backend.issue_credential("wang")
    visitor = desk.look(code, IDENTITY)
    assert (visitor.masked_name, visitor.assurance) == ("王*雨", 2)
    assert desk.look(code, IDENTITY) == NotTaken(NoticeCode.CODE_USED)


def test_a_credential_of_somebody_else_is_told(counter, desk):
    known = counter.visitor("li")
    with pytest.raises(RefusedError) as refused:
        desk.look(counter.backend.issue_credential("wang"), IDENTITY, known)
    assert refused.value.notice is NoticeCode.OTHER_PERSON


def test_a_credential_that_never_arrived_may_be_shown_again(counter, desk):
    code = counter.backend.issue_credential("wang")
    counter.backend.stop()
    with pytest.raises(RefusedError) as refused:
        desk.look(code, IDENTITY)
    assert refused.value.notice is NoticeCode.BACKEND_DOWN
    counter.backend.start()
    assert desk.look(code, IDENTITY).masked_name == "王*雨"


def test_without_a_memory_of_used_codes_no_credential_is_taken(counter, desk):
    with counter.store.begin() as connection:
        connection.execute(text("drop table used_codes"))
    with pytest.raises(RefusedError) as refused:
        desk.look(counter.backend.issue_credential("wang"), IDENTITY)
    assert refused.value.notice is NoticeCode.STORE_FAULT


# refusals


def test_an_expired_code_says_until_when_it_was_good(counter, desk):
    start = utc_now() - timedelta(hours=2)
    code = counter.backend.issue_credential("wang", life=timedelta(minutes=5), start=start)
    seen = desk.look(code, IDENTITY)
    assert seen.notice is NoticeCode.CODE_PAST
    assert len(seen.until) == len("2026-11-22 23:06")


def test_other_reasons_say_no_time(counter, desk):
    staff = counter.backend.issue_code(StaffSignIn("chen.staff"), "LH-YC-008")
    assert desk.look(staff, STAFF) == NotTaken(NoticeCode.CODE_OTHER_KIOSK)
    here = counter.backend.issue_code(StaffSignIn("chen.staff"), KIOSK)
    assert desk.look(here, UPKEEP) == NotTaken(NoticeCode.CODE_FOR_STAFF)
    assert audited(counter, AuditKind.STAFF_IN) == []
    assert isinstance(desk.look(here, STAFF), StaffCame), "a wrong place uses up nothing"


def test_without_keys_no_issuer_is_known(counter, desk):
    nobody = Trust(CodeKeyShelf(counter.store), counter.office.client, utc_now)
    nobody._keys = {}
    blind = replace(desk, trust=nobody)
    code = counter.backend.issue_credential("wang")
    assert blind.look(code, IDENTITY) == NotTaken(NoticeCode.CODE_ISSUER_UNKNOWN)


# papers


def test_a_proof_is_shown_as_the_backend_knows_it(counter, desk):
    grant = grant_of(counter, counter.visitor("zhang"))
    paper = desk.look(own(grant.verify_url), PAPERS)
    assert (paper.kind, paper.state) == (PaperKind.CERTIFICATE, PaperState.VALID)
    assert (paper.number, paper.title, paper.issuer) == (grant.number, grant.title, grant.issuer)
    shown = {row.label: row.value for row in paper.rows}
    assert shown["有效期至"] == f"{grant.valid_until}"
    assert shown["打印次数"].startswith("已打印")
    assert "张桂兰" not in "".join(shown.values())
    assert grant.number not in repr(paper)
    outcome = contracts.PrintOutcome(
        serial=grant.serial, outcome=contracts.PrintResult.FAILED, at=utc_now()
    )
    counter.office.client.report_print(outcome)
    assert desk.look(own(grant.verify_url), PAPERS).state is PaperState.VOID


def test_a_number_that_the_backend_never_gave_is_not_to_be_believed(counter, desk):
    code = counter.backend.issue_code(Certificate("ZM2026112200099999", "ABCD2345"))
    paper = desk.look(code, PAPERS)
    assert (paper.state, paper.title, paper.rows) == (PaperState.UNKNOWN, "", ())


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (Certificate("ZM2026112200099999", "ABCD2345"), PaperKind.CERTIFICATE),
        (ApplicationReceipt("GL2026112200099999", "ABCD2345"), PaperKind.RECEIPT),
        (AppointmentSlip("YY2026112200099999", "ABCD2345"), PaperKind.APPOINTMENT),
    ],
)
def test_a_paper_is_genuine_although_the_backend_is_away(counter, desk, content, kind):
    code = counter.backend.issue_code(content)
    counter.backend.stop()
    paper = desk.look(code, PAPERS)
    assert paper == ScannedPaper(kind, PaperState.UNASKED, content.number)
    counter.backend.start()


def test_a_permit_needs_nobody_but_its_signature(counter, desk):
    code = counter.backend.issue_code(ParkingPermit("TC2026112200012345", "粤B98765"))
    counter.backend.stop()
    paper = desk.look(code, PAPERS)
    counter.backend.start()
    assert (paper.kind, paper.state) == (PaperKind.PERMIT, PaperState.VALID)
    assert paper.rows[0].value == mask_plate("粤B98765") == "粤B***65"
    assert "98765" not in repr(paper.rows)


# cases and appointments


def test_a_case_goes_on_for_its_own_resident_only(counter, casework):
    li = counter.visitor("li")
    item = ITEMS["high-age-allowance"]
    answers = {"account": "a1", "phone": "15400000001"}
    number = counter.office.filing.apply(item, li, answers, 5.0).number
    paper = ScannedPaper(PaperKind.RECEIPT, PaperState.VALID, number)
    found = casework.resume(paper, counter.visitor("li"))
    assert (found.item, found.outcome.number) == (item, number)
    for stranger in (counter.visitor("zhang"), counter.visitor("wang")):
        with pytest.raises(RefusedError) as refused:
            casework.resume(paper, stranger)
        assert refused.value.notice is NoticeCode.NOT_YOURS
    with pytest.raises(RefusedError) as refused:
        casework.resume(paper, None)
    assert refused.value.notice is NoticeCode.PERSON_UNKNOWN


def test_an_appointment_is_given_back_once_and_for_all(counter, casework, desk):
    zhang = counter.visitor("zhang")
    booked = booked_by(counter, zhang)
    paper = desk.look(own(booked.verify_url), PAPERS)
    assert (paper.kind, paper.state) == (PaperKind.APPOINTMENT, PaperState.VALID)
    with pytest.raises(RefusedError) as refused:
        casework.cancel(paper, counter.visitor("li"))
    assert refused.value.notice is NoticeCode.NOT_YOURS
    found = casework.resume(paper, zhang)
    assert (found.paper.state, found.outcome.number) == (PaperState.VALID, booked.number)
    for _ in range(2):
        assert casework.cancel(paper, zhang).paper.state is PaperState.CANCELLED
    assert casework.resume(paper, zhang).paper.state is PaperState.CANCELLED


def test_an_appointment_of_yesterday_is_past(counter, casework):
    zhang = counter.visitor("zhang")
    booked = booked_by(counter, zhang)
    paper = ScannedPaper(PaperKind.APPOINTMENT, PaperState.VALID, booked.number)
    later = replace(casework, clock=lambda: booked.start + timedelta(hours=1))
    assert later.resume(paper, zhang).paper.state is PaperState.EXPIRED


def test_a_backend_that_is_away_is_told(counter, casework):
    zhang = counter.visitor("zhang")
    paper = ScannedPaper(PaperKind.RECEIPT, PaperState.VALID, "GL2026112200099999")
    counter.backend.stop()
    with pytest.raises(RefusedError) as refused:
        casework.resume(paper, zhang)
    counter.backend.start()
    assert refused.value.notice is NoticeCode.BACKEND_DOWN


@pytest.mark.parametrize("title", ["证", "个人参保证明", "一个特别特别特别长的事项名称"])
def test_an_item_of_another_kiosk_is_still_named(title):
    item = stand_in("other-item", title, "罗湖区", "12345")
    assert (item.name, item.issuer, item.guide.phone) == (title, "罗湖区", "12345")
    assert 2 <= len(item.short_name) <= 12


def test_a_case_whose_item_is_not_offered_here_is_shown_all_the_same(counter, casework):
    zhang = counter.visitor("zhang")
    booked = booked_by(counter, zhang)
    paper = ScannedPaper(PaperKind.APPOINTMENT, PaperState.VALID, booked.number)
    found = replace(casework, items={}).resume(paper, zhang)
    assert (found.item.id, found.item.name) == (BOOKING, booked.title)


# staff, enrolment, configuration


def test_staff_are_written_down(counter, desk):
    code = counter.backend.issue_code(StaffSignIn("chen.staff"), KIOSK)
    assert desk.look(code, STAFF) == StaffCame()
    assert audited(counter, AuditKind.STAFF_IN) == ['{"staff_id": "chen.staff"}']


def test_nobody_comes_in_who_cannot_be_written_down(counter, desk):
    with counter.store.begin() as connection:
        connection.execute(text("drop table audit"))
    with pytest.raises(RefusedError) as refused:
        desk.look(counter.backend.issue_code(StaffSignIn("chen.staff"), KIOSK), STAFF)
    assert refused.value.notice is NoticeCode.STORE_FAULT


def test_a_kiosk_enrols_with_its_token_and_a_wrong_one_is_told(counter, desk):
    asked = desk.look(counter.backend.issue_enrolment(KIOSK), UPKEEP)
    assert isinstance(asked, EnrolmentAsked)
    assert asked.backend == counter.backend.url
    assert asked.token.hex() not in repr(asked)
    desk.enrol(asked.token)
    with pytest.raises(RefusedError) as refused:
        desk.enrol(bytes(32))
    assert refused.value.notice is NoticeCode.ENROLMENT_UNKNOWN
    assert audited(counter, AuditKind.KIOSK_ENROLLED) == [
        '{"outcome": "enrolled"}',
        '{"outcome": "enrolment_unknown"}',
    ]


def test_an_enrolment_elsewhere_is_refused(counter, desk):
    ours = replace(desk, backend_url="https://kiosk.example/v1/")
    for url, taken in (("https://kiosk.example/v1", True), ("https://evil.example/v1", False)):
        code = counter.backend.issue_code(KioskEnrolment(url, bytes(32)), KIOSK)
        seen = ours.look(code, UPKEEP)
        assert isinstance(seen, EnrolmentAsked) is taken
        assert taken or seen == NotTaken(NoticeCode.ENROLMENT_ELSEWHERE)


def test_a_configuration_is_compared_and_noted(counter, desk):
    for digest, same in ((DIGEST, True), (bytes(32), False)):
        code = counter.backend.issue_code(Configuration(7, digest), KIOSK)
        assert desk.look(code, UPKEEP) == ConfigurationCheck(7, same)
    assert audited(counter, AuditKind.CONFIGURATION_CHECKED) == [
        '{"outcome": "same", "version": 7}',
        '{"outcome": "different", "version": 7}',
    ]


def test_nothing_of_a_code_is_logged(counter, desk, capsys):
    code = counter.backend.issue_credential("wang")
    desk.look(code, IDENTITY)
    desk.look(code, IDENTITY)
    desk.look("LH1:" + "A" * 200, ALL)
    written = "".join(capsys.readouterr())
    assert "code_not_taken" in written
    assert code[4:40] not in written
    assert "王" not in written
