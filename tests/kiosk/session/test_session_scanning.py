"""Papers and codes of ours: welcome where, leading where, and what is said of the others."""

from dataclasses import replace

import pytest

from kiosk.codes import CodeRefused, ForeignKind, Purpose, Reason, Refusal
from kiosk.session import NoticeCode, Outcome, OutcomeKind, Visit, effects, events, listening
from kiosk.session.code_notices import FOREIGN, NOT_OPENED, REFUSED, notice_of
from kiosk.session.data import (
    CodeKind,
    ConfigurationCheck,
    PaperKind,
    PaperState,
    ScannedPaper,
)
from kiosk.session.scanning import IDENTITY, PAPERS, STAFF, UPKEEP, welcome
from kiosk.session.visit import (
    Attract,
    Done,
    Form,
    Guide,
    Home,
    Identify,
    Listing,
    Maintenance,
    OutOfService,
    Result,
    Scanned,
    SignIn,
    Task,
    Unlock,
    Working,
)
from tests.kiosk.session.visits import ALLOWANCE, BOOKING, OUTCOME, QUERY, VISITOR, Walk

RECEIPT = ScannedPaper(PaperKind.RECEIPT, PaperState.VALID, "GL1")
SLIP = ScannedPaper(PaperKind.APPOINTMENT, PaperState.VALID, "YY1")
PROOF = ScannedPaper(PaperKind.CERTIFICATE, PaperState.VALID, "SB1")
PERMIT = ScannedPaper(PaperKind.PERMIT, PaperState.VALID, "TC1")
BOOKED = Outcome(OutcomeKind.BOOKED, "YY1", "2026-11-22 23:06")
SIGNED = events.CodeShown(CodeKind.SIGNED)
WEAK = replace(VISITOR, assurance=1)


def at(scene, **more) -> Walk:
    return Walk(Visit(scene=scene, touched_at=1000.0, **more))


def scanned(paper, **more) -> Walk:
    """A paper was shown at home."""
    walk = at(Home(), **more).do(SIGNED)
    return walk.do(events.PaperScanned(walk.ticket, paper))


def booked() -> Walk:
    """An appointment before its own resident."""
    walk = scanned(SLIP).do(events.ResumePressed(), events.CardLaid())
    walk.do(events.IdentityKnown(walk.ticket, VISITOR))
    return walk.do(events.AppointmentReady(walk.ticket, BOOKING, SLIP, BOOKED))


# which codes are welcome


@pytest.mark.parametrize(
    ("scene", "purposes"),
    [
        (Attract(), IDENTITY | PAPERS | STAFF),
        (Home(), IDENTITY | PAPERS | STAFF),
        (Listing(), IDENTITY | PAPERS),
        (Guide(QUERY), IDENTITY | PAPERS),
        (Identify(QUERY), IDENTITY | PAPERS),
        (Identify(resumes=RECEIPT), IDENTITY),
        (OutOfService("x"), STAFF),
        (Maintenance(), UPKEEP),
    ],
)
def test_a_scene_takes_what_means_something_there(scene, purposes):
    walk = at(scene)
    assert listening(walk.visit).code
    assert welcome(walk.visit) == purposes
    walk.do(SIGNED)
    assert walk.effects == (effects.OpenCode(walk.ticket, purposes),)


@pytest.mark.parametrize(
    "scene",
    [
        SignIn(),
        Unlock(),
        Scanned(RECEIPT),
        Result(ALLOWANCE, OUTCOME),
        Working(Task.CHECKING),
        Maintenance(testing=True),
        Maintenance(checking=True),
        Maintenance(enrolment="https://kiosk.example"),
    ],
)
def test_elsewhere_the_camera_rests(scene):
    walk = at(scene)
    assert not listening(walk.visit).code
    for event in (SIGNED, events.CodesMany(), events.CodeMisplaced(NoticeCode.CODE_WIFI)):
        assert walk.do(event).scene == scene


def test_every_purpose_is_welcome_somewhere_and_only_one_place_lets_a_kind_in():
    assert frozenset(Purpose) == IDENTITY | PAPERS | STAFF | UPKEEP
    assert sum(map(len, (IDENTITY, PAPERS, STAFF, UPKEEP))) == len(Purpose)


def test_staff_never_come_into_somebodys_visit():
    visit = Visit(scene=Home(), visitor=VISITOR, touched_at=1000.0)
    assert STAFF.isdisjoint(welcome(visit))
    walk = at(Working(Task.CHECKING), visitor=VISITOR)
    assert walk.do(events.StaffKnown(walk.ticket)).scene == Working(Task.CHECKING)


# what is said about the others


@pytest.mark.parametrize(
    ("table", "kinds"), [(FOREIGN, ForeignKind), (REFUSED, Refusal), (NOT_OPENED, Reason)]
)
def test_every_kind_and_reason_has_a_sentence(table, kinds):
    assert set(table) == set(kinds)


@pytest.mark.parametrize(
    ("purpose", "asked", "notice"),
    [
        (Purpose.STAFF_SIGN_IN, IDENTITY | PAPERS, NoticeCode.CODE_FOR_STAFF),
        (Purpose.KIOSK_ENROLMENT, IDENTITY | PAPERS | STAFF, NoticeCode.CODE_FOR_UPKEEP),
        (Purpose.CONFIGURATION, STAFF, NoticeCode.CODE_FOR_UPKEEP),
        (Purpose.STAFF_SIGN_IN, UPKEEP, NoticeCode.CODE_FOR_STAFF),
        (Purpose.CERTIFICATE, UPKEEP, NoticeCode.CODE_FOR_RESIDENTS),
        (Purpose.RESIDENT_CREDENTIAL, UPKEEP, NoticeCode.CODE_FOR_RESIDENTS),
        (Purpose.APPLICATION_RECEIPT, IDENTITY, NoticeCode.CODE_NOT_IDENTITY),
    ],
)
def test_a_wrong_purpose_is_told_by_what_the_code_is_for(purpose, asked, notice):
    assert notice_of(CodeRefused(Reason.WRONG_PURPOSE, purpose), asked) is notice


@pytest.mark.parametrize("reason", sorted(set(Reason) - {Reason.WRONG_PURPOSE}))
def test_other_reasons_are_told_alike_everywhere(reason):
    for asked in (IDENTITY | PAPERS, UPKEEP):
        refused = CodeRefused(reason, Purpose.CERTIFICATE)
        assert notice_of(refused, asked) is NOT_OPENED[reason]


@pytest.mark.parametrize("scene", [Attract(), Home(), Listing(), Guide(QUERY), Identify(QUERY)])
def test_somebody_elses_code_is_told_where_the_right_one_is_asked_for(scene):
    item = QUERY if isinstance(scene, Guide | Identify) else None
    walk = at(scene).do(events.CodeMisplaced(NoticeCode.CODE_PAYMENT))
    assert (walk.scene, walk.visit.notice) == (Identify(item), NoticeCode.CODE_PAYMENT)
    assert walk.effects == ()
    back = walk.do(events.BackPressed()).scene
    assert back == (scene if isinstance(scene, Listing | Guide) else Home())


def test_a_code_that_does_not_open_is_told_with_its_time_and_another_may_follow():
    walk = at(Guide(QUERY)).do(SIGNED)
    walk.do(events.Failed(walk.ticket, NoticeCode.CODE_PAST, "2026-11-22 09:30"))
    assert walk.scene == Identify(QUERY)
    assert (walk.visit.notice, walk.visit.until) == (NoticeCode.CODE_PAST, "2026-11-22 09:30")
    walk.do(SIGNED)
    assert walk.scene == Working(Task.CHECKING, QUERY)
    walk.do(events.Failed(walk.ticket, NoticeCode.CODE_FORGED))
    assert walk.visit.until == ""


# a credential


def test_a_credential_is_followed_by_the_item_that_asked():
    walk = at(Identify(QUERY)).do(SIGNED)
    walk.do(events.IdentityKnown(walk.ticket, VISITOR))
    assert walk.scene == Working(Task.FETCHING, QUERY)
    assert walk.visit.visitor == VISITOR


def test_a_credential_must_be_the_same_persons():
    walk = at(Identify(QUERY), visitor=WEAK).do(SIGNED)
    assert walk.effects[0].known == WEAK
    walk.do(events.Failed(walk.ticket, NoticeCode.OTHER_PERSON))
    assert (walk.scene, walk.visit.visitor) == (Identify(QUERY), WEAK)


# papers


@pytest.mark.parametrize("paper", [RECEIPT, SLIP, PROOF, PERMIT])
def test_a_genuine_paper_is_shown_and_nothing_of_it_stays_after_the_end(paper):
    walk = scanned(paper)
    assert walk.scene == Scanned(paper)
    number = walk.visit.number
    walk.do(events.FinishPressed())
    assert walk.effects == (effects.Wipe(number),)
    assert walk.scene == Attract()


def test_a_paper_page_is_wiped_when_nobody_is_there():
    walk = scanned(PROOF)
    walk.now += 170
    walk.do(events.Ticked())
    assert walk.visit.presence_until is not None
    walk.now += 11
    assert walk.do(events.Ticked()).scene == Attract()


def test_only_receipts_and_slips_go_on():
    for paper in (PROOF, PERMIT):
        walk = scanned(paper).do(events.ResumePressed(), events.PrintPressed())
        assert (walk.scene, walk.effects) == (Scanned(paper), ())


@pytest.mark.parametrize("state", sorted(set(PaperState) - {PaperState.VALID}))
def test_only_what_counts_goes_on(state):
    paper = replace(RECEIPT, state=state)
    assert scanned(paper).do(events.ResumePressed()).scene == Scanned(paper)


def test_a_receipt_asks_for_its_resident_and_shows_the_case():
    walk = scanned(RECEIPT).do(events.ResumePressed())
    assert walk.scene == Identify(resumes=RECEIPT)
    walk.do(events.CardLaid())
    assert walk.scene == Working(Task.IDENTIFYING, resumes=RECEIPT)
    walk.do(events.IdentityKnown(walk.ticket, VISITOR))
    assert walk.effects == (effects.Resume(walk.ticket, RECEIPT, VISITOR),)
    walk.do(events.CaseReady(walk.ticket, ALLOWANCE, OUTCOME))
    assert (walk.scene, walk.visit.trail) == (Result(ALLOWANCE, OUTCOME), ())
    walk.do(events.PrintPressed())
    assert walk.effects == (effects.IssueReceipt(walk.ticket, ALLOWANCE, VISITOR, OUTCOME),)


def test_a_weak_document_does_for_a_slip_and_not_for_a_receipt():
    walk = scanned(RECEIPT).do(events.ResumePressed(), events.CardLaid())
    walk.do(events.IdentityKnown(walk.ticket, WEAK))
    assert walk.scene == Identify(resumes=RECEIPT)
    assert walk.visit.notice is NoticeCode.IDENTITY_TOO_WEAK
    walk = scanned(SLIP).do(events.ResumePressed(), events.CardLaid())
    walk.do(events.IdentityKnown(walk.ticket, WEAK))
    assert walk.effects == (effects.Resume(walk.ticket, SLIP, WEAK),)


def test_a_locked_travel_document_opens_for_a_slip_and_not_for_a_receipt():
    for paper, scene in ((SLIP, Unlock), (RECEIPT, Identify)):
        walk = scanned(paper).do(events.ResumePressed(), events.CardLaid())
        walk.do(events.Failed(walk.ticket, NoticeCode.CARD_KEY_NEEDED))
        assert isinstance(walk.scene, scene)
        assert walk.scene.resumes == paper
    walk = scanned(SLIP).do(events.ResumePressed(), events.CardLaid())
    walk.do(events.Failed(walk.ticket, NoticeCode.CARD_KEY_NEEDED), events.KeyTyped("H"))
    assert walk.scene.resumes == SLIP
    assert walk.do(events.CardLaid()).scene.resumes == SLIP


def test_what_fails_while_identifying_keeps_the_paper():
    walk = scanned(RECEIPT).do(events.ResumePressed(), events.CardLaid())
    walk.do(events.Failed(walk.ticket, NoticeCode.CARD_REMOVED))
    assert walk.scene == Identify(resumes=RECEIPT)
    assert walk.do(events.BackPressed()).scene == Scanned(RECEIPT)


def test_somebody_elses_receipt_is_refused_on_its_page():
    walk = scanned(RECEIPT).do(events.ResumePressed(), events.CardLaid())
    walk.do(events.IdentityKnown(walk.ticket, VISITOR))
    walk.do(events.Failed(walk.ticket, NoticeCode.NOT_YOURS))
    assert (walk.scene, walk.visit.notice) == (Scanned(RECEIPT), NoticeCode.NOT_YOURS)
    assert walk.do(events.FinishPressed()).scene == Home()
    assert walk.visit.visitor == VISITOR


def test_an_appointment_is_shown_printed_again_and_cancelled_after_a_question():
    walk = booked()
    assert walk.scene == Scanned(SLIP, BOOKING, BOOKED)
    assert not any(isinstance(scene, Scanned) for scene in walk.visit.trail)
    walk.do(events.CancelConfirmed())
    assert walk.effects == (), "nothing is cancelled without the question"
    walk.do(events.CancelPressed())
    assert walk.scene.asking
    walk.do(events.CancelDeclined())
    assert not walk.scene.asking
    walk.do(events.CancelPressed(), events.CancelConfirmed())
    assert walk.scene == Working(Task.CANCELLING, BOOKING, resumes=SLIP)
    assert walk.effects == (effects.CancelAppointment(walk.ticket, SLIP, VISITOR),)
    for event in (events.HomePressed(), events.BackPressed(), events.LeavePressed()):
        assert walk.do(event).scene.task is Task.CANCELLING
    gone = replace(SLIP, state=PaperState.CANCELLED)
    walk.do(events.AppointmentReady(walk.ticket, BOOKING, gone, BOOKED))
    assert walk.scene == Scanned(gone, BOOKING, BOOKED)
    walk.do(events.CancelPressed(), events.PrintPressed())
    assert (walk.scene, walk.effects) == (Scanned(gone, BOOKING, BOOKED), ())
    assert walk.do(events.FinishPressed()).scene == Done(BOOKING, "YY1", printed=False)


def test_a_slip_is_printed_again_and_a_printer_that_fails_leads_back():
    walk = booked().do(events.PrintPressed())
    assert walk.effects == (effects.IssueReceipt(walk.ticket, BOOKING, VISITOR, BOOKED),)
    walk.do(events.Failed(walk.ticket, NoticeCode.PRINTER_DOWN))
    assert walk.scene == Scanned(SLIP, BOOKING, BOOKED)


def test_a_cancellation_that_fails_leads_back_without_the_question():
    walk = booked().do(events.CancelPressed(), events.CancelConfirmed())
    walk.do(events.Failed(walk.ticket, NoticeCode.APPOINTMENT_PAST))
    assert walk.scene == Scanned(SLIP, BOOKING, BOOKED)
    assert walk.visit.notice is NoticeCode.APPOINTMENT_PAST


# staff


def test_a_staff_code_opens_the_page_and_nothing_is_left_of_the_way_in():
    walk = at(Home()).do(SIGNED)
    walk.do(events.StaffKnown(walk.ticket))
    assert (walk.scene, walk.visit.trail) == (Maintenance(), ())


def test_a_machine_out_of_service_takes_staff_and_keeps_silent_about_the_rest():
    walk = at(OutOfService("x"), broken="x")
    other = (
        events.CodesMany(),
        events.CodeMisplaced(NoticeCode.CODE_WIFI),
        events.CodeShown(CodeKind.IDENTITY),
        events.CardLaid(),
    )
    for event in other:
        assert walk.do(event).visit.notice is None
        assert walk.effects == ()
    walk.do(SIGNED)
    walk.do(events.Failed(walk.ticket, NoticeCode.CODE_FOR_RESIDENTS))
    assert walk.visit.notice is None
    walk.do(SIGNED)
    walk.do(events.Failed(walk.ticket, NoticeCode.CODE_USED))
    assert (walk.scene, walk.visit.notice) == (OutOfService("x"), NoticeCode.CODE_USED)
    walk.now += 31
    assert walk.do(events.Ticked()).visit.notice is None
    walk.do(SIGNED)
    assert walk.do(events.StaffKnown(walk.ticket)).scene == Maintenance()


def test_the_page_asks_before_it_enrols():
    walk = at(Maintenance()).do(SIGNED)
    assert walk.scene == Maintenance(checking=True)
    assert walk.do(events.TestPrintPressed()).effects == ()
    walk.do(events.EnrolmentRead(walk.ticket, "https://kiosk.example"))
    assert walk.scene.asking
    walk.do(events.EnrolPressed())
    assert walk.effects == (effects.Enrol(walk.ticket),)
    assert not walk.scene.asking
    walk.do(events.Enrolled(walk.ticket))
    assert (walk.scene, walk.visit.notice) == (Maintenance(), NoticeCode.ENROLLED)


def test_the_page_keeps_asking_while_the_backend_is_away_and_stops_at_a_refusal():
    walk = at(Maintenance(enrolment="https://kiosk.example")).do(events.EnrolPressed())
    walk.do(events.Failed(walk.ticket, NoticeCode.BACKEND_DOWN))
    assert walk.scene == Maintenance(enrolment="https://kiosk.example")
    walk.do(events.EnrolPressed(), events.Failed(walk.ticket + 1, NoticeCode.ENROLMENT_USED))
    assert (walk.scene, walk.visit.notice) == (Maintenance(), NoticeCode.ENROLMENT_USED)
    walk = at(Maintenance(enrolment="https://kiosk.example")).do(events.EnrolDeclined())
    assert (walk.scene, walk.effects) == (Maintenance(), (effects.DropEnrolment(),))


def test_the_page_says_how_the_configuration_compares():
    walk = at(Maintenance()).do(SIGNED)
    check = ConfigurationCheck(7, same=False)
    assert walk.do(events.ConfigurationChecked(walk.ticket, check)).scene == Maintenance(
        configuration=check
    )


@pytest.mark.parametrize(
    ("event", "notice"),
    [
        (events.CodeShown(CodeKind.IDENTITY), NoticeCode.CODE_FOR_RESIDENTS),
        (events.CodeMisplaced(NoticeCode.CODE_WIFI), NoticeCode.CODE_WIFI),
        (events.CodesMany(), NoticeCode.CODES_MANY),
    ],
)
def test_the_page_says_what_it_has_no_use_for(event, notice):
    walk = at(Maintenance()).do(event)
    assert (walk.scene, walk.visit.notice, walk.effects) == (Maintenance(), notice, ())


def test_a_form_hears_no_answer_about_papers():
    form = at(Form(ALLOWANCE, None), ticket=3)
    assert form.do(events.PaperScanned(3, RECEIPT)).scene == Form(ALLOWANCE, None)
