"""A seat that was taken, and a machine that stays out of service."""

from kiosk import flow
from kiosk.session import NoticeCode, Visit, effects, events
from kiosk.session.visit import (
    Attract,
    Form,
    Home,
    Maintenance,
    OutOfService,
    Review,
    SignIn,
    Working,
)
from tests.kiosk.session.visits import BOOKING, FACTS, SLOTS, VISITOR, Walk


def reviewed():
    """A booking with all answers, at its review."""
    walk = Walk(Visit(scene=Home(), visitor=VISITOR, touched_at=1000.0))
    walk.do(events.ItemChosen(BOOKING), events.Began())
    walk.do(events.FactsReady(walk.ticket, FACTS))
    walk.do(events.Answered("office", "o1"), events.NextPressed())
    walk.do(events.FactsReady(walk.ticket, SLOTS))
    walk.do(events.Answered("slot", "s1"), events.NextPressed(), events.NextPressed())
    assert isinstance(walk.scene, Review)
    return walk


def test_a_taken_time_leads_to_the_times_still_free_with_all_other_answers_kept():
    walk = reviewed().do(events.SubmitPressed())
    assert isinstance(walk.scene, Working)
    walk.do(events.Failed(walk.ticket, NoticeCode.SLOT_TAKEN))
    assert walk.visit.notice is NoticeCode.SLOT_TAKEN
    assert isinstance(walk.scene, Form)
    step = flow.current(walk.scene.flow)
    assert step is not None
    assert step.id == "slot"
    assert walk.effects == (effects.FetchFacts(walk.ticket, BOOKING, VISITOR, "slots:o1"),)
    walk.do(events.FactsReady(walk.ticket, SLOTS))
    assert walk.visit.notice is NoticeCode.SLOT_TAKEN
    assert "slot" not in walk.scene.flow.answers
    walk.do(events.Answered("slot", "s1"), events.NextPressed(), events.NextPressed())
    assert isinstance(walk.scene, Review)
    assert flow.payload(walk.scene.flow)["office"] == "o1"


def test_any_other_refusal_stays_at_the_review():
    walk = reviewed().do(events.SubmitPressed())
    walk.do(events.Failed(walk.ticket, NoticeCode.BACKEND_DOWN))
    assert isinstance(walk.scene, Review)
    assert flow.payload(walk.scene.flow)["slot"] == "s1"


def test_an_identity_nobody_asks_for_is_not_taken():
    walk = Walk(Visit(scene=Attract(), ticket=5, touched_at=1000.0))
    assert walk.do(events.IdentityKnown(5, VISITOR)).visit.visitor is None


def broken():
    walk = Walk(Visit(scene=Home(), visitor=VISITOR, touched_at=1000.0))
    return walk.do(events.Broken("KeyError"))


def test_out_of_service_is_not_left_through_the_technicians_door():
    there = OutOfService("KeyError")
    walk = broken().do(events.Knocked())
    assert walk.scene == SignIn()
    assert walk.do(events.BackPressed()).scene == there
    assert walk.do(events.Knocked(), events.HomePressed()).scene == there
    assert walk.do(events.Knocked(), events.LeavePressed()).scene == there
    walk.do(events.Knocked(), events.PinEntered("246810"))
    walk.do(events.PinAccepted(walk.ticket))
    assert walk.scene == Maintenance()
    assert walk.do(events.LeavePressed()).scene == there
    walk.do(events.Knocked())
    walk.now += 121
    assert walk.do(events.Ticked()).scene == there


def test_a_second_breakdown_names_the_newest_reason():
    walk = broken().do(events.Broken("ValueError"))
    assert walk.scene == OutOfService("ValueError")
    assert walk.visit.visitor is None
