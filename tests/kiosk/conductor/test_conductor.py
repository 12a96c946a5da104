"""The loop of a visit with jobs run by hand: late results, refusals, bugs, the wipe, printing."""

import pytest
from sqlalchemy import text

from kiosk.devices import Part, PrintEnd, PrintVerdict, State
from kiosk.session import NoticeCode, effects, events
from kiosk.session.visit import (
    Attract,
    Done,
    Guide,
    Home,
    Identify,
    Maintenance,
    OutOfService,
    Preview,
    Records,
    SignIn,
    Task,
    Working,
)
from kiosk.store import AuditKind, PrintState, StoreBroken
from kiosk.submissions import RefusedError
from tests.kiosk.conductor.stage_setting import IDENTITY_CODE, PAGE, Rig
from tests.kiosk.session.visits import QUERY, VISITOR

DOCUMENT = object()
CONFIRMED = PrintEnd(PrintVerdict.CONFIRMED)
PAPER_OUT = PrintEnd(PrintVerdict.FAILED, NoticeCode.PRINTER_PAPER_OUT, "paper_out")
UNKNOWN = PrintEnd(PrintVerdict.UNKNOWN, NoticeCode.PRINT_UNPROVEN, "paper_out")


@pytest.fixture
def rig(qapp, tmp_path):
    made = Rig(tmp_path)
    yield made
    made.store.close()


@pytest.fixture
def known(rig):
    """Somebody known, before her records."""
    rig.send(events.Touched(), events.ItemChosen(QUERY), events.Began())
    assert rig.scene == Identify(QUERY)
    rig.desk.card_laid.emit()
    rig.desk.reads.pop()(DOCUMENT)
    rig.jobs.all()
    assert isinstance(rig.scene, Records)
    return rig


@pytest.fixture
def previewed(known):
    known.send(events.PrintPressed())
    known.jobs.all()
    assert isinstance(known.scene, Preview)
    return known


def to_printer(rig):
    """Press print and let the journal commit; returns the page's way to the printer."""
    rig.send(events.PrintPressed())
    rig.jobs.all()
    return rig.desk.prints[-1]


# identity


def test_the_desk_hears_only_what_the_scene_wants(rig):
    assert rig.desk.listening.card
    rig.desk.card_laid.emit()
    assert not rig.desk.listening.card
    rig.desk.card_laid.emit()
    assert len(rig.desk.reads) == 1


def test_a_read_that_failed_is_told_where_cards_are_laid(rig):
    rig.desk.card_laid.emit()
    rig.desk.reads.pop()(NoticeCode.CARD_REMOVED)
    assert rig.scene == Identify(None)
    assert rig.visit.notice is NoticeCode.CARD_REMOVED
    assert rig.jobs.waiting == []


def test_a_code_is_handed_on_once_and_forgotten(rig):
    rig.desk.code_shown.emit(IDENTITY_CODE)
    assert rig.conductor._vault.code is None
    rig.jobs.all()
    assert rig.office.codes == [IDENTITY_CODE]
    assert isinstance(rig.scene, Home)
    assert rig.visit.visitor is VISITOR


def test_a_bearer_nobody_waits_for_is_given_back(rig):
    rig.desk.code_shown.emit(IDENTITY_CODE)
    rig.send(events.HomePressed())
    rig.jobs.all()
    assert rig.visit.visitor is None
    assert rig.office.ended == [VISITOR.visit_id]


def test_several_codes_are_told(rig):
    rig.desk.codes_many.emit()
    assert rig.visit.notice is NoticeCode.CODES_MANY


# results


def test_a_late_result_finds_nobody(known):
    known.send(events.BackPressed(), events.Began())
    assert isinstance(known.scene, Working)
    known.send(events.LeavePressed())
    known.jobs.all()
    assert isinstance(known.scene, Attract)


def test_a_refusal_is_told_where_the_work_began(rig):
    rig.send(events.Touched(), events.ItemChosen(QUERY))
    rig.desk.card_laid.emit()
    rig.desk.reads.pop()(DOCUMENT)
    rig.jobs.step()
    rig.office.error = RefusedError(NoticeCode.BACKEND_DOWN)
    rig.jobs.all()
    assert rig.scene == Guide(QUERY)
    assert rig.visit.notice is NoticeCode.BACKEND_DOWN
    assert rig.visit.visitor is VISITOR


def test_a_bug_is_raised_and_not_told_as_a_refusal(rig):
    rig.desk.code_shown.emit(IDENTITY_CODE)
    rig.office.error = ZeroDivisionError()
    with pytest.raises(ZeroDivisionError):
        rig.jobs.step()


# the end of a visit


def test_the_wipe_leaves_nothing_and_gives_the_bearer_back(previewed):
    rig = previewed
    assert rig.images.kept
    rig.send(events.LeavePressed())
    assert rig.images.kept == {}
    assert rig.conductor._vault.papers == {}
    assert rig.desk.forgotten == 1
    rig.jobs.all()
    assert rig.office.ended == [VISITOR.visit_id]
    assert rig.filing.voided == ["S1"]
    assert (AuditKind.VISIT_ENDED, {"visit": 1}) in rig.filing.notes


def test_a_broken_store_does_not_keep_the_bearer_alive(previewed):
    previewed.filing.error = StoreBroken()
    previewed.send(events.LeavePressed())
    previewed.jobs.all()
    assert previewed.office.ended == [VISITOR.visit_id]


def test_a_breakdown_is_written_down_and_stands(previewed):
    previewed.conductor.break_down("KeyError")
    previewed.jobs.all()
    assert previewed.scene == OutOfService("KeyError")
    assert previewed.images.kept == {}
    assert (AuditKind.BROKEN, {"code": "KeyError"}) in previewed.filing.notes


def test_nobody_there_any_more(previewed):
    previewed.now += 170
    previewed.conductor.tick()
    assert previewed.visit.presence_until is not None
    assert previewed.stage.idle_left == pytest.approx(10)
    previewed.now += 11
    previewed.conductor.tick()
    assert isinstance(previewed.scene, Attract)
    assert previewed.images.kept == {}


# printing


def test_reserved_and_sent_are_committed_before_the_printer_hears_of_it(previewed):
    previewed.send(events.PrintPressed())
    assert previewed.desk.prints == []
    call = to_printer(previewed)
    assert call.page == PAGE
    assert call.still_wanted()
    assert previewed.states() == [PrintState.SENT]
    call.done(CONFIRMED)
    assert isinstance(previewed.scene, Working)
    previewed.jobs.all()
    assert previewed.states() == [PrintState.CONFIRMED]
    assert previewed.scene == Done(QUERY, "GL1", printed=True)


def test_a_journal_that_cannot_be_written_prints_nothing(previewed):
    with previewed.store.begin() as connection:
        connection.execute(text("drop table prints"))
    previewed.send(events.PrintPressed())
    previewed.jobs.all()
    assert previewed.desk.prints == []
    assert isinstance(previewed.scene, Preview)
    assert previewed.visit.notice is NoticeCode.STORE_FAULT


def test_a_result_that_cannot_be_written_is_still_told(previewed):
    call = to_printer(previewed)
    with previewed.store.begin() as connection:
        connection.execute(text("drop table prints"))
    call.done(CONFIRMED)
    previewed.jobs.all()
    assert isinstance(previewed.scene, Done)


def test_a_failed_copy_is_printed_again_as_the_same_copy(previewed):
    to_printer(previewed).done(PAPER_OUT)
    previewed.jobs.all()
    assert isinstance(previewed.scene, Preview)
    assert previewed.visit.notice is NoticeCode.PRINTER_PAPER_OUT
    to_printer(previewed).done(CONFIRMED)
    previewed.jobs.all()
    assert previewed.states() == [PrintState.FAILED, PrintState.CONFIRMED]
    assert previewed.office.issued == 1
    previewed.send(events.LeavePressed())
    previewed.jobs.all()
    assert previewed.filing.voided == []


def test_a_failed_copy_that_nobody_tries_again_is_void(previewed):
    to_printer(previewed).done(PAPER_OUT)
    previewed.jobs.all()
    previewed.send(events.LeavePressed())
    previewed.jobs.all()
    assert previewed.filing.voided == ["S1"]


def test_an_unproven_copy_is_neither_void_nor_printed_again(previewed):
    to_printer(previewed).done(UNKNOWN)
    previewed.jobs.all()
    assert previewed.scene == Done(QUERY, "GL1", printed=False)
    assert previewed.visit.notice is NoticeCode.PRINT_UNPROVEN
    previewed.send(events.PrintPressed(), events.LeavePressed())
    previewed.jobs.all()
    assert len(previewed.desk.prints) == 1
    assert previewed.states() == [PrintState.UNKNOWN]
    assert previewed.filing.voided == []


@pytest.mark.parametrize(
    ("end", "state", "voided"),
    [
        (CONFIRMED, PrintState.CONFIRMED, []),
        (UNKNOWN, PrintState.UNKNOWN, []),
        (PrintEnd(PrintVerdict.FAILED), PrintState.FAILED, ["S1"]),
    ],
)
def test_a_print_under_way_when_the_visit_breaks_off_is_settled_by_its_own_end(
    previewed, end, state, voided
):
    call = to_printer(previewed)
    previewed.conductor.break_down("KeyError")
    previewed.jobs.all()
    assert not call.still_wanted()
    assert previewed.filing.voided == []
    call.done(end)
    previewed.jobs.all()
    assert previewed.states() == [state]
    assert previewed.filing.voided == voided
    assert isinstance(previewed.scene, OutOfService)


def test_a_paper_made_for_a_visit_that_is_over_is_void_and_never_seen(known):
    known.send(events.PrintPressed())
    known.send(events.LeavePressed())
    known.jobs.all()
    assert known.filing.voided == ["S1"]
    assert known.images.kept == {}
    assert known.conductor._vault.papers == {}


def test_a_paper_that_cannot_be_printed_truthfully_is_void(known):
    known.press.error = RefusedError(NoticeCode.GLYPH_MISSING)
    known.send(events.PrintPressed())
    known.jobs.all()
    assert known.filing.voided == ["S1"]
    assert isinstance(known.scene, Records)
    assert known.visit.notice is NoticeCode.GLYPH_MISSING


# staff and technicians


@pytest.mark.parametrize("refused", [False, True])
def test_a_call_for_staff_is_answered_either_way(rig, refused):
    rig.office.error = RefusedError(NoticeCode.BACKEND_DOWN) if refused else None
    rig.send(events.Touched(), events.HelpPressed())
    rig.jobs.all()
    assert rig.visit.notice is (NoticeCode.HELP_NOT_SENT if refused else NoticeCode.HELP_SENT)


def test_a_rating_that_cannot_be_kept_disturbs_nobody(known):
    known.filing.error = StoreBroken()
    known.send(events.FinishPressed(), events.Rated(5))
    known.jobs.all()
    assert isinstance(known.scene, Done)
    known.filing.error = None
    known.conductor._run(effects.SendRating(QUERY, "GL1", 4), known.visit)
    known.jobs.all()
    assert known.filing.rated == [("GL1", 4)]


def test_the_test_print_is_journalled_and_told(rig):
    rig.send(events.Knocked(), events.PinEntered("135791"))
    rig.jobs.all()
    assert rig.visit.notice is NoticeCode.PIN_WRONG
    rig.send(events.PinEntered("246810"))
    rig.jobs.all()
    rig.send(events.TestPrintPressed())
    rig.jobs.all()
    rig.desk.prints[-1].done(PAPER_OUT)
    rig.jobs.all()
    assert rig.scene == Maintenance()
    assert rig.visit.notice is NoticeCode.PRINTER_PAPER_OUT
    rig.send(events.TestPrintPressed())
    rig.jobs.all()
    rig.desk.prints[-1].done(CONFIRMED)
    rig.jobs.all()
    assert rig.visit.notice is NoticeCode.TEST_PRINTED
    assert rig.states() == [PrintState.FAILED, PrintState.CONFIRMED]


def test_a_keypad_is_no_home_for_cards(rig):
    rig.send(events.Knocked())
    assert isinstance(rig.scene, SignIn)
    rig.desk.card_laid.emit()
    assert rig.desk.reads == []


# health


def test_the_board_learns_how_the_backend_is_now_and_then(rig):
    assert rig.board[Part.BACKEND].state is State.ONLINE
    assert rig.board.waiting == 3
    rig.office.answers = False
    rig.now += 10
    rig.conductor.tick()
    assert rig.jobs.waiting == []
    rig.now += 6
    rig.conductor.tick()
    rig.jobs.all()
    health = rig.board[Part.BACKEND]
    assert (health.state, health.fault) == (State.NO_DEVICE, "no_answer")


def test_printing_is_a_task_of_its_own(previewed):
    previewed.send(events.PrintPressed())
    assert previewed.scene == Working(Task.PRINTING, QUERY)
    previewed.send(events.LeavePressed(), events.HomePressed(), events.BackPressed())
    assert previewed.scene == Working(Task.PRINTING, QUERY)
