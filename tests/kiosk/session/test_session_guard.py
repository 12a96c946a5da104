"""Time, privacy and the machine's own end."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.catalog import Verb
from kiosk.session import NoticeCode, Visit, effects, events, idle_left, listening, step
from kiosk.session.data import (
    CodeKind,
    ConfigurationCheck,
    PaperKind,
    PaperState,
    ScannedPaper,
)
from kiosk.session.key_entry import KeyField
from kiosk.session.scanning import welcome
from kiosk.session.visit import (
    Attract,
    Done,
    Home,
    Identify,
    Maintenance,
    OutOfService,
    Result,
    SignIn,
    Task,
    Unlock,
    Working,
)
from tests.kiosk.session.visits import (
    ALLOWANCE,
    BOOKING,
    CERTIFICATE,
    FACTS,
    OUTCOME,
    PAPER,
    QUERY,
    RECORDS,
    TIMING,
    VISITOR,
    Walk,
)

WEAK = replace(VISITOR, assurance=1)
SLIP = ScannedPaper(PaperKind.APPOINTMENT, PaperState.VALID, "YY1")


def test_the_question_comes_before_the_wipe_and_a_touch_answers_it():
    walk = Walk()
    walk.now += 180 - 15
    walk.do(events.Ticked())
    assert walk.visit.presence_until == walk.now + 15
    assert isinstance(walk.scene, Home)
    walk.do(events.Touched())
    assert walk.visit.presence_until is None
    assert idle_left(walk.visit, walk.now, TIMING) == 180


def test_nobody_answers_and_the_visit_is_wiped():
    walk = Walk(Visit(scene=Home(), visitor=VISITOR, touched_at=1000.0))
    number = walk.visit.number
    walk.now += 170
    walk.do(events.Ticked())
    walk.now += 15
    walk.do(events.Ticked())
    assert walk.effects == (effects.Wipe(number),)
    assert walk.visit.number == number + 1
    assert walk.visit.visitor is None
    assert walk.scene == Attract()


@pytest.mark.parametrize(
    ("scene", "seconds"),
    [
        (Done(QUERY, "", printed=False), 30),
        (SignIn(), 120),
        (Maintenance(), 120),
        (Attract(), None),
    ],
)
def test_each_scene_has_its_own_patience(scene, seconds):
    assert idle_left(Visit(scene=scene, touched_at=5.0), 5.0, TIMING) == seconds


def test_work_is_never_wiped_by_the_clock():
    walk = Walk(Visit(scene=Working(Task.PRINTING, QUERY), touched_at=0.0))
    walk.now = 10_000
    assert walk.do(events.Ticked()).scene == Working(Task.PRINTING, QUERY)


@pytest.mark.parametrize("task", [Task.SUBMITTING, Task.PRINTING])
@pytest.mark.parametrize(
    "event", [events.HomePressed(), events.BackPressed(), events.LeavePressed()]
)
def test_nobody_walks_away_from_sending_and_printing(task, event):
    visit = Visit(scene=Working(task, QUERY), touched_at=1000.0)
    assert Walk(visit).do(event).visit.scene == visit.scene


def test_a_late_answer_finds_nobody():
    walk = Walk().do(events.CardLaid())
    ticket = walk.ticket
    walk.do(events.LeavePressed(), events.IdentityKnown(ticket, VISITOR))
    assert walk.visit.visitor is None
    assert walk.scene == Attract()


def test_home_keeps_who_is_identified_and_leave_does_not():
    walk = Walk(Visit(scene=Result(ALLOWANCE, OUTCOME), visitor=VISITOR, touched_at=1000.0))
    assert walk.do(events.HomePressed()).visit.visitor == VISITOR
    assert walk.do(events.LeavePressed()).visit.visitor is None


def test_cards_and_codes_are_heard_only_before_identification():
    assert listening(Visit(scene=Attract())).code
    assert not listening(Visit(scene=Home(), visitor=VISITOR)).code
    assert not listening(Visit(scene=SignIn())).card
    assert not listening(Visit(scene=OutOfService("x"))).card
    assert not listening(Visit(scene=Maintenance())).card


def test_help_is_one_touch_away_and_says_whether_it_came_through():
    walk = Walk().do(events.HelpPressed())
    assert walk.visit.helping
    assert walk.effects == (effects.CallStaff(walk.visit.number, "home"),)
    walk.do(events.HelpAnswered(walk.visit.number, sent=True))
    assert walk.visit.notice is NoticeCode.HELP_SENT
    assert not walk.do(events.HelpClosed()).visit.helping


def test_broken_wipes_and_only_a_technician_gets_past():
    walk = Walk(Visit(scene=Home(), visitor=VISITOR, touched_at=1000.0))
    walk.do(events.Broken("KeyError"))
    assert walk.scene == OutOfService("KeyError")
    assert walk.visit.visitor is None
    assert walk.effects == (effects.Wipe(1),)
    assert walk.do(events.Touched(), events.CardLaid(), events.HomePressed()).scene == OutOfService(
        "KeyError"
    )
    assert walk.do(events.Knocked()).scene == SignIn()


def test_technician_signs_in_tests_and_leaves():
    walk = Walk(Visit(scene=Attract(), touched_at=1000.0)).do(events.Knocked())
    walk.do(events.PinEntered("111111"), events.PinRefused(1, locked_seconds=0))
    assert walk.visit.notice is NoticeCode.PIN_WRONG
    walk.do(events.PinEntered("246810"))
    assert walk.effects == (effects.CheckPin(walk.ticket, "246810"),)
    walk.do(events.PinAccepted(walk.ticket), events.TestPrintPressed())
    assert walk.effects == (effects.PrintTest(walk.ticket),)
    walk.do(events.TestPrintEnded(walk.ticket, NoticeCode.TEST_PRINTED))
    assert walk.visit.notice is NoticeCode.TEST_PRINTED
    assert walk.do(events.LeavePressed()).scene == Attract()


def test_the_knock_never_interrupts_a_resident():
    visit = Visit(scene=Home(), visitor=VISITOR, touched_at=1000.0)
    assert Walk(visit).do(events.Knocked()).scene == Home()


def test_locked_keypad_says_for_how_long():
    walk = Walk(Visit(scene=SignIn(), touched_at=1000.0)).do(events.PinEntered("1"))
    walk.do(events.PinRefused(walk.ticket, locked_seconds=15))
    assert walk.scene == SignIn(locked_seconds=15)
    assert walk.visit.notice is NoticeCode.PIN_LOCKED


HANDS = st.sampled_from(
    [
        events.Touched(),
        events.HomePressed(),
        events.BackPressed(),
        events.LeavePressed(),
        events.HelpPressed(),
        events.HelpClosed(),
        events.ElderToggled(),
        events.VerbChosen(Verb.APPLY),
        events.ThemeChosen("pension"),
        events.Searched("sb"),
        events.ItemChosen(QUERY),
        events.ItemChosen(ALLOWANCE),
        events.ItemChosen(CERTIFICATE),
        events.Began(),
        events.IdentifyPressed(),
        events.NextPressed(),
        events.SubmitPressed(),
        events.PrintPressed(),
        events.FinishPressed(),
        events.Rated(3),
        events.CardLaid(),
        events.CodeShown(),
        events.CodeShown(CodeKind.SIGNED),
        events.CodeMisplaced(NoticeCode.CODE_PAYMENT),
        events.CodesMany(),
        events.ResumePressed(),
        events.CancelPressed(),
        events.CancelDeclined(),
        events.CancelConfirmed(),
        events.EnrolPressed(),
        events.EnrolDeclined(),
        events.KeyTyped("7"),
        events.KeyErased(),
        events.KeyFieldChosen(KeyField.BIRTH),
        events.Knocked(),
        events.PinEntered("123123"),
        events.TestPrintPressed(),
        events.Ticked(),
    ]
)
ANSWERS = st.sampled_from(
    [
        lambda t: events.Failed(t, NoticeCode.BACKEND_DOWN),
        lambda t: events.Failed(t, NoticeCode.CARD_KEY_NEEDED),
        lambda t: events.Failed(t, NoticeCode.OTHER_PERSON),
        lambda t: events.IdentityKnown(t, VISITOR),
        lambda t: events.IdentityKnown(t, WEAK),
        lambda t: events.PaperScanned(t, SLIP),
        lambda t: events.CaseReady(t, ALLOWANCE, OUTCOME),
        lambda t: events.AppointmentReady(t, BOOKING, SLIP, OUTCOME),
        lambda t: events.StaffKnown(t),
        lambda t: events.EnrolmentRead(t, "https://kiosk.example"),
        lambda t: events.Enrolled(t),
        lambda t: events.ConfigurationChecked(t, ConfigurationCheck(7, same=True)),
        lambda t: events.FactsReady(t, FACTS),
        lambda t: events.RecordsReady(t, RECORDS),
        lambda t: events.OutcomeReady(t, OUTCOME),
        lambda t: events.PaperReady(t, PAPER, straight=False),
        lambda t: events.PaperOut(t),
        lambda t: events.PaperUnproven(t),
        lambda t: events.PinAccepted(t),
        lambda t: events.TestPrintEnded(t, NoticeCode.TEST_PRINTED),
    ]
)


def check_effect(effect, before, visit):
    """No effect reaches further than the visit that asks for it."""
    match effect:
        case effects.Wipe():
            assert effect.visit == before.number
        case effects.FetchFacts() | effects.FetchRecords() | effects.Submit():
            assert visit.level >= effect.item.assurance
        case effects.OpenCode():
            assert effect.purposes == welcome(before)
        case effects.CancelAppointment():
            assert before.scene.asking
        case effects.Release():
            assert effect.visitor == before.visitor
        case effects.Print():
            assert effect.visit == visit.number


@given(
    st.lists(
        st.tuples(HANDS | ANSWERS, st.integers(-1, 0), st.sampled_from([0.0, 1.0, 40.0, 200.0])),
        max_size=60,
    )
)
def test_any_sequence_keeps_the_invariants(happenings):
    visit, now, wiped = Visit(scene=Home(), touched_at=0.0), 0.0, set()
    for happening, offset, later in happenings:
        now += later
        event = happening(visit.ticket + offset) if callable(happening) else happening
        before = visit
        result = step(visit, event, now, TIMING)
        visit = result.visit
        assert visit.ticket >= before.ticket
        for effect in result.effects:
            check_effect(effect, before, visit)
            if isinstance(effect, effects.Wipe):
                wiped.add(effect.visit)
        if visit.number != before.number:
            assert visit.visitor is None
            assert visit.trail == ()
            assert before.number in wiped
        if isinstance(visit.scene, Attract | SignIn | Maintenance | OutOfService):
            assert visit.visitor is None
        assert not any(isinstance(scene, Unlock) for scene in visit.trail)


def test_a_hint_shows_while_a_code_is_awaited_and_goes_with_its_reason():
    walk = Walk(Visit(scene=Identify(QUERY), touched_at=900.0))
    walk.do(events.CodeUnclear(NoticeCode.CODE_BLURRED))
    assert walk.visit.notice is NoticeCode.CODE_BLURRED
    assert walk.visit.touched_at == 900.0
    assert walk.do(events.CodeUnclear(None)).visit.notice is None


def test_a_hint_never_covers_another_notice_or_another_scene():
    told = Visit(scene=Identify(), notice=NoticeCode.CARD_REMOVED, touched_at=1000.0)
    assert Walk(told).do(events.CodeUnclear(NoticeCode.CODE_TOO_DARK)).visit == told
    assert Walk().do(events.CodeUnclear(NoticeCode.CODE_TOO_DARK)).visit.notice is None
