"""Scanned codes: sorted before anything sees them, opened once, and forgotten at once."""

from dataclasses import replace

import pytest

from kiosk.codes import Purpose
from kiosk.session import NoticeCode, Outcome, OutcomeKind, events
from kiosk.session.data import ConfigurationCheck, PaperKind, PaperState, ScannedPaper
from kiosk.session.visit import (
    Done,
    Home,
    Identify,
    Maintenance,
    OutOfService,
    Result,
    Scanned,
    Task,
    Working,
)
from kiosk.submissions import EnrolmentAsked, NotTaken, RefusedError, Resumed, StaffCame
from tests.kiosk.conductor.stage_setting import IDENTITY_CODE, Rig
from tests.kiosk.session.visits import ALLOWANCE, BOOKING, OUTCOME, VISITOR

OWN = "LH1:" + "A" * 200
ON_PAPER = f"https://kiosk.example/v/GL1?c=ABCD2345#{OWN}".encode()
RECEIPT = ScannedPaper(PaperKind.RECEIPT, PaperState.VALID, "GL1")
SLIP = ScannedPaper(PaperKind.APPOINTMENT, PaperState.VALID, "YY1")
BOOKED = Outcome(OutcomeKind.BOOKED, "YY1", "2026-11-22 23:06")
TOKEN = bytes(32)


@pytest.fixture
def rig(qapp, tmp_path):
    made = Rig(tmp_path)
    yield made
    made.store.close()


def show(rig, seen, payload=ON_PAPER):
    """A code of ours comes into view and turns out to be ``seen``."""
    rig.checkpoint.seen = seen
    rig.desk.code_shown.emit(payload)
    rig.jobs.all()


def in_maintenance(rig):
    show(rig, StaffCame(), OWN.encode())
    assert rig.scene == Maintenance()


@pytest.mark.parametrize(
    ("payload", "notice"),
    [
        (b"wxp://f2f0abc", NoticeCode.CODE_PAYMENT),
        (b"WIFI:S:lobby;P:secret;;", NoticeCode.CODE_WIFI),
        (b"https://menu.example/table/7", NoticeCode.CODE_WEB_PAGE),
        (b"a\x00b", NoticeCode.CODE_CONTROL_CHARACTERS),
        ("a\u202eb".encode(), NoticeCode.CODE_TURNED_TEXT),
        (b"x" * 10_000_000, NoticeCode.CODE_TOO_LONG),
        (b"LH1:SHORT", NoticeCode.CODE_CUT_OFF),
        (b"LH2:" + b"A" * 200, NoticeCode.CODE_OTHER_VERSION),
    ],
)
def test_what_is_not_ours_is_told_and_goes_nowhere(rig, payload, notice, capsys):
    rig.desk.code_shown.emit(payload)
    assert (rig.scene, rig.visit.notice) == (Identify(), notice)
    assert (rig.conductor._vault.code, rig.jobs.waiting) == (None, [])
    written = "".join(capsys.readouterr())
    assert "secret" not in written
    assert "menu.example" not in written


def test_a_code_nobody_asked_for_is_not_kept(rig):
    rig.send(events.Knocked())
    for payload in (IDENTITY_CODE, ON_PAPER):
        rig.desk.code_shown.emit(payload)
        assert (rig.conductor._vault.code, rig.jobs.waiting) == (None, [])


def test_one_of_ours_is_opened_for_what_the_scene_allows(rig):
    rig.desk.code_shown.emit(ON_PAPER)
    assert rig.scene == Working(Task.CHECKING)
    assert rig.conductor._vault.code is None
    rig.checkpoint.seen = RECEIPT
    rig.jobs.all()
    ((text, purposes, known),) = rig.checkpoint.looked
    assert (text, known) == (OWN, None)
    assert {Purpose.STAFF_SIGN_IN, Purpose.CERTIFICATE} <= purposes
    assert Purpose.KIOSK_ENROLMENT not in purposes
    assert rig.scene == Scanned(RECEIPT)
    assert OWN not in repr(rig.visit)


def test_a_code_that_does_not_open_says_until_when_it_was_good(rig):
    show(rig, NotTaken(NoticeCode.CODE_PAST, "2026-11-22 09:30"))
    assert rig.scene == Identify()
    assert (rig.visit.notice, rig.visit.until) == (NoticeCode.CODE_PAST, "2026-11-22 09:30")


def test_a_credential_identifies(rig):
    show(rig, VISITOR, OWN.encode())
    assert (rig.scene, rig.visit.visitor) == (Home(), VISITOR)


def test_a_bearer_that_comes_too_late_is_given_back(rig):
    rig.checkpoint.seen = VISITOR
    rig.desk.code_shown.emit(OWN.encode())
    rig.send(events.HomePressed())
    rig.jobs.all()
    assert rig.visit.visitor is None
    assert rig.office.ended == [VISITOR.visit_id]


def test_a_broken_store_lets_nobody_in(rig):
    rig.checkpoint.error = RefusedError(NoticeCode.STORE_FAULT)
    rig.desk.code_shown.emit(OWN.encode())
    rig.jobs.all()
    assert (rig.scene, rig.visit.notice) == (Identify(), NoticeCode.STORE_FAULT)


def test_a_receipt_leads_to_its_case(rig):
    show(rig, RECEIPT)
    rig.send(events.ResumePressed())
    assert rig.scene == Identify(resumes=RECEIPT)
    rig.casework.found = Resumed(ALLOWANCE, RECEIPT, OUTCOME)
    rig.desk.card_laid.emit()
    rig.desk.reads.pop()(object())
    rig.jobs.all()
    assert rig.casework.asked == [("resume", RECEIPT, VISITOR)]
    assert rig.scene == Result(ALLOWANCE, OUTCOME)


def test_somebody_elses_receipt_is_refused_where_it_was_shown(rig):
    show(rig, RECEIPT)
    rig.send(events.ResumePressed())
    rig.casework.error = RefusedError(NoticeCode.NOT_YOURS)
    rig.desk.code_shown.emit(IDENTITY_CODE)
    rig.jobs.all()
    assert (rig.scene, rig.visit.notice) == (Scanned(RECEIPT), NoticeCode.NOT_YOURS)


def test_an_appointment_is_shown_printed_and_cancelled(rig):
    show(rig, SLIP)
    rig.send(events.ResumePressed())
    rig.casework.found = Resumed(BOOKING, SLIP, BOOKED)
    rig.desk.code_shown.emit(IDENTITY_CODE)
    rig.jobs.all()
    assert rig.scene == Scanned(SLIP, BOOKING, BOOKED)
    gone = replace(SLIP, state=PaperState.CANCELLED)
    rig.casework.found = Resumed(BOOKING, gone, BOOKED)
    rig.send(events.CancelPressed(), events.CancelConfirmed())
    rig.jobs.all()
    assert rig.casework.asked[-1] == ("cancel", SLIP, VISITOR)
    assert rig.scene == Scanned(gone, BOOKING, BOOKED)
    rig.send(events.PrintPressed())
    assert rig.scene == Scanned(gone, BOOKING, BOOKED)
    rig.send(events.FinishPressed())
    assert rig.scene == Done(BOOKING, "YY1", printed=False)


def test_staff_come_in_to_a_machine_that_is_out_of_service(rig):
    rig.conductor.break_down("KeyError")
    rig.jobs.all()
    assert rig.desk.listening.code
    show(rig, StaffCame(), OWN.encode())
    assert rig.checkpoint.looked[-1][1] == {Purpose.STAFF_SIGN_IN}
    assert rig.scene == Maintenance()
    rig.send(events.LeavePressed())
    assert rig.scene == OutOfService("KeyError")


def test_an_enrolment_waits_for_a_hand_and_may_be_tried_again(rig):
    in_maintenance(rig)
    show(rig, EnrolmentAsked("https://kiosk.example/v1", TOKEN), OWN.encode())
    assert rig.checkpoint.looked[-1][1] == {Purpose.KIOSK_ENROLMENT, Purpose.CONFIGURATION}
    assert rig.scene == Maintenance(enrolment="https://kiosk.example/v1")
    assert rig.checkpoint.enrolled == []
    rig.checkpoint.error = RefusedError(NoticeCode.BACKEND_DOWN)
    rig.send(events.EnrolPressed())
    rig.jobs.all()
    assert rig.visit.notice is NoticeCode.BACKEND_DOWN
    rig.checkpoint.error = None
    rig.send(events.EnrolPressed())
    rig.jobs.all()
    assert rig.checkpoint.enrolled == [TOKEN, TOKEN]
    assert (rig.scene, rig.visit.notice) == (Maintenance(), NoticeCode.ENROLLED)
    assert rig.conductor._vault.enrolment is None


@pytest.mark.parametrize("event", [events.EnrolDeclined(), events.LeavePressed()])
def test_an_enrolment_that_is_not_wanted_is_forgotten(rig, event):
    in_maintenance(rig)
    show(rig, EnrolmentAsked("https://kiosk.example/v1", TOKEN), OWN.encode())
    assert rig.conductor._vault.enrolment == TOKEN
    rig.send(event)
    rig.jobs.all()
    assert rig.conductor._vault.enrolment is None
    assert rig.checkpoint.enrolled == []


def test_an_enrolment_that_opens_after_the_technician_left_is_not_kept(rig):
    in_maintenance(rig)
    rig.checkpoint.seen = EnrolmentAsked("https://kiosk.example/v1", TOKEN)
    rig.desk.code_shown.emit(OWN.encode())
    rig.send(events.LeavePressed())
    rig.jobs.all()
    assert rig.conductor._vault.enrolment is None


@pytest.mark.parametrize("same", [True, False])
def test_a_configuration_is_compared(rig, same):
    in_maintenance(rig)
    check = ConfigurationCheck(7, same)
    show(rig, check, OWN.encode())
    assert rig.scene == Maintenance(configuration=check)


def test_trust_is_renewed_while_the_backend_answers(rig):
    assert rig.checkpoint.renewed == 1
    rig.office.answers = False
    rig.now += 16
    rig.conductor.tick()
    rig.jobs.all()
    assert rig.checkpoint.renewed == 1
    rig.office.answers = True
    rig.now += 16
    rig.conductor.tick()
    rig.jobs.all()
    assert rig.checkpoint.renewed == 2
