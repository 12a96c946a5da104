"""Photos of materials in a form: the tray live, taking, taken, kept; and what is still used."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk import flow
from kiosk.flow import Flow
from kiosk.session import NoticeCode, Visit, events, listening, picturing
from kiosk.session.effects import CapturePage, Submit, Wipe
from kiosk.session.shots import Place, RetakeReason, Shot, ShotStage
from kiosk.session.visit import Form, Guide, Review, Working
from tests.kiosk.session.visits import ALLOWANCE, FACTS, OUTCOME, VISITOR, Walk

FIRST, SECOND = "00000000-0000-4000-8000-000000000001", "00000000-0000-4000-8000-000000000002"
PICTURES = Flow.model_validate(
    {
        "steps": [
            {
                "id": "office",
                "title": "在哪里办？",
                "fields": [
                    {"kind": "picture", "id": "bill", "label": "单据"},
                    {"kind": "choice", "id": "office", "label": "窗口", "source": "offices"},
                ],
            },
            {
                "id": "more",
                "title": "还有吗？",
                "fields": [
                    {"kind": "picture", "id": "more", "label": "其他", "required": False},
                ],
            },
        ]
    }
)
ITEM = ALLOWANCE.model_copy(update={"flow": PICTURES})


def begun(**answers: str) -> Walk:
    """On the first question, with these answers."""
    state = flow.start(PICTURES, FACTS)
    for field_id, value in answers.items():
        state = flow.answer(state, field_id, value)
    walk = Walk()
    walk.visit = Visit(
        scene=Form(ITEM, state), trail=(Guide(ITEM),), visitor=VISITOR, touched_at=walk.now
    )
    return walk


def taken(walk: Walk, field_id: str = "bill", picture_id: str = FIRST) -> Walk:
    walk.do(events.CapturePressed(field_id))
    return walk.do(events.PageCaptured(walk.ticket, picture_id))


def form(walk: Walk) -> Form:
    assert isinstance(walk.scene, Form)
    return walk.scene


def test_the_tray_is_live_until_there_is_a_picture() -> None:
    walk = begun()
    assert listening(walk.visit).page
    walk.do(events.CapturePressed("bill"))
    assert walk.effects == (CapturePage(walk.ticket, "bill"),)
    assert form(walk).shot == Shot("bill", ShotStage.TAKING)
    assert listening(walk.visit).page
    walk.do(events.PageCaptured(walk.ticket, FIRST))
    assert form(walk).shot == Shot("bill", ShotStage.TAKEN, FIRST)
    assert not listening(walk.visit).page
    walk.do(events.PictureKept("bill"))
    assert form(walk).shot is None
    assert form(walk).flow.answers["bill"] == FIRST
    assert not listening(walk.visit).page


def test_other_questions_leave_the_tray_dark() -> None:
    walk = Walk()
    walk.visit = Visit(scene=Form(ALLOWANCE, flow.start(ALLOWANCE.flow, FACTS)))
    assert not listening(walk.visit).page
    assert not listening(Visit(scene=Review(ITEM, flow.start(PICTURES, FACTS)))).page


def test_all_reasons_are_told_and_the_tray_is_live_again() -> None:
    walk = begun().do(events.CapturePressed("bill"))
    reasons = (RetakeReason.GLARE, RetakeReason.TOO_DARK)
    walk.do(events.PageRefused(walk.ticket, reasons, (Place.TOP_LEFT,)))
    assert form(walk).shot == Shot("bill", ShotStage.REFUSED, "", reasons, (Place.TOP_LEFT,))
    assert listening(walk.visit).page
    walk.do(events.NextPressed())
    assert form(walk).errors["bill"] == "no_picture"
    assert form(walk).shot is not None, "the reasons stay while something is missing"
    walk.do(events.CapturePressed("bill"))
    assert "bill" not in form(walk).errors
    assert form(walk).shot == Shot("bill", ShotStage.TAKING)


@pytest.mark.parametrize("keep", [True, False])
def test_another_picture_takes_the_place_of_the_first(keep: bool) -> None:
    walk = taken(begun())
    if keep:
        walk.do(events.PictureKept("bill"))
    assert picturing.pictures(walk.visit) == {FIRST}
    walk.do(events.RetakePressed("bill"))
    assert picturing.pictures(walk.visit) == frozenset()
    assert listening(walk.visit).page
    taken(walk, picture_id=SECOND).do(events.PictureKept("bill"))
    assert form(walk).flow.answers == {"bill": SECOND}


def test_a_camera_that_fails_is_told_and_may_be_tried_again() -> None:
    walk = begun().do(events.CapturePressed("bill"))
    walk.do(events.Failed(walk.ticket, NoticeCode.DOCUMENT_CAMERA_DOWN))
    assert walk.visit.notice is NoticeCode.DOCUMENT_CAMERA_DOWN
    assert form(walk).shot is None
    walk.do(events.CapturePressed("bill"))
    assert walk.visit.notice is None
    assert walk.effects == (CapturePage(walk.ticket, "bill"),)


def test_nothing_else_happens_on_the_page_until_the_picture_is_decided_upon() -> None:
    walk = begun(office="o1").do(events.CapturePressed("bill"))
    during = walk.visit
    others = (
        events.CapturePressed("bill"),
        events.RetakePressed("bill"),
        events.PictureKept("bill"),
        events.Answered("office", "o2"),
        events.NextPressed(),
    )
    for event in others:
        walk.do(event)
        assert (walk.visit, walk.effects) == (during, ())
    walk.do(events.PageCaptured(walk.ticket, FIRST))
    after = walk.visit
    for event in (events.NextPressed(), events.Answered("office", "o2")):
        walk.do(event)
        assert walk.visit == after


def test_only_the_field_of_the_question_is_heard() -> None:
    walk = begun()
    before = walk.visit
    for event in (
        events.CapturePressed("more"),
        events.CapturePressed("office"),
        events.PictureKept("bill"),
        events.PageCaptured(walk.ticket, FIRST),
        events.PageRefused(walk.ticket, (RetakeReason.MOVED,)),
    ):
        walk.do(event)
        assert walk.visit == before


def test_nothing_is_taken_while_options_are_fetched() -> None:
    walk = begun()
    walk.visit = replace(walk.visit, pending="offices")
    walk.do(events.CapturePressed("bill"))
    assert walk.effects == ()
    assert form(walk).shot is None


@pytest.mark.parametrize("leaves", [events.BackPressed(), events.HomePressed()])
def test_who_leaves_the_question_wants_no_late_picture(leaves: events.Event) -> None:
    walk = begun().do(events.CapturePressed("bill"))
    ticket = walk.ticket
    walk.do(leaves)
    left = walk.visit
    walk.do(events.PageCaptured(ticket, FIRST))
    assert walk.visit == left
    assert picturing.pictures(walk.visit) == frozenset()
    assert not listening(walk.visit).page


def test_pictures_go_with_the_answers_through_the_form_to_the_sending() -> None:
    walk = taken(begun(office="o1")).do(events.PictureKept("bill"), events.NextPressed())
    assert listening(walk.visit).page, "the second picture is asked for"
    taken(walk, "more", SECOND).do(events.BackPressed())
    assert picturing.pictures(walk.visit) == {FIRST}, "what was not kept is left behind"
    walk.do(events.NextPressed(), events.NextPressed())
    assert isinstance(walk.scene, Review)
    assert picturing.pictures(walk.visit) == {FIRST}
    walk.do(events.EditPressed("more"))
    taken(walk, "more", SECOND).do(events.PictureKept("more"), events.NextPressed())
    assert picturing.pictures(walk.visit) == {FIRST, SECOND}
    walk.do(events.SubmitPressed())
    (send,) = walk.effects
    assert isinstance(send, Submit)
    assert send.answers == {"bill": FIRST, "office": "o1", "more": SECOND}
    assert picturing.pictures(walk.visit) == {FIRST, SECOND}, "a refusal leads back to the review"
    walk.do(events.OutcomeReady(walk.ticket, OUTCOME))
    assert picturing.pictures(walk.visit) == frozenset()


def test_an_optional_picture_may_be_left_out() -> None:
    walk = taken(begun(office="o1")).do(events.PictureKept("bill"), events.NextPressed())
    walk.do(events.NextPressed())
    assert isinstance(walk.scene, Review)
    assert flow.payload(walk.scene.flow) == {"bill": FIRST, "office": "o1"}


def test_leaving_the_visit_or_the_item_leaves_no_picture_behind() -> None:
    walk = taken(begun()).do(events.PictureKept("bill"))
    back = Walk(walk.visit).do(events.BackPressed())
    assert isinstance(back.scene, Guide)
    assert picturing.pictures(back.visit) == frozenset()
    walk.do(events.LeavePressed())
    assert walk.effects == (Wipe(1),)
    assert picturing.pictures(walk.visit) == frozenset()


def test_a_working_page_hears_nothing_of_pictures() -> None:
    walk = taken(begun(office="o1")).do(events.PictureKept("bill"), events.NextPressed())
    walk.do(events.NextPressed(), events.SubmitPressed())
    assert isinstance(walk.scene, Working)
    sending = walk.visit
    walk.do(events.RetakePressed("bill"), events.PageCaptured(walk.ticket, SECOND))
    assert walk.visit == sending
