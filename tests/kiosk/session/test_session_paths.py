"""The four paths of an item, from the guide to the farewell."""

from dataclasses import replace

import pytest

from kiosk import flow
from kiosk.catalog import Verb
from kiosk.flow import Facts, Option
from kiosk.session import NoticeCode, OutcomeKind, Visit, effects, events
from kiosk.session.visit import (
    Attract,
    Done,
    Form,
    Guide,
    Home,
    Identify,
    Listing,
    Preview,
    Records,
    Result,
    Review,
    Task,
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
    SLOTS,
    VISITOR,
    Walk,
)


def identified(item) -> Walk:
    walk = Walk().do(events.VerbChosen(Verb.QUERY), events.ItemChosen(item), events.Began())
    assert walk.scene == Identify(item)
    walk.do(events.CardLaid())
    assert walk.effects == (effects.IdentifyByCard(walk.ticket),)
    return walk.do(events.IdentityKnown(walk.ticket, VISITOR))


def filled(walk: Walk, **answers: str) -> Walk:
    """Answer step by step until the review, or where the flow stops."""
    while isinstance(walk.scene, Form):
        before = walk.visit
        for field in flow.current(walk.scene.flow).fields:
            if field.id in answers:
                walk.do(events.Answered(field.id, answers[field.id]))
        if walk.visit.pending is not None:
            walk.do(events.FactsReady(walk.ticket, SLOTS))
        walk.do(events.NextPressed())
        if isinstance(walk.scene, Form) and walk.scene.flow.at == before.scene.flow.at:
            return walk
    return walk


def answers_for(item) -> dict[str, str]:
    """A good answer for every field of an item's flow."""
    good = {"confirm": "ok", "declaration": "accepted", "phone": "13800138000", "slot": "s1"}
    found = {}
    for step in item.flow.steps:
        for field in step.fields:
            if field.kind == "choice":
                options = field.choices(FACTS, {})
                found[field.id] = options[0].value
            else:
                found[field.id] = good[field.kind]
    return found


def test_query_goes_from_card_to_table_to_preview_to_paper():
    walk = identified(QUERY)
    assert walk.effects == (effects.FetchRecords(walk.ticket, QUERY, VISITOR),)
    walk.do(events.RecordsReady(walk.ticket, RECORDS))
    assert walk.scene == Records(QUERY, RECORDS)
    walk.do(events.PrintPressed())
    walk.do(events.PaperReady(walk.ticket, PAPER, straight=False))
    assert walk.scene == Preview(QUERY, PAPER)
    walk.do(events.PrintPressed())
    assert walk.effects == (effects.Print(walk.ticket, walk.visit.number, PAPER),)
    walk.do(events.PaperOut(walk.ticket))
    assert walk.scene == Done(QUERY, "SB-1", printed=True)


def test_application_is_prefilled_reviewed_submitted_and_its_slip_printed():
    walk = identified(ALLOWANCE)
    assert walk.effects == (effects.FetchFacts(walk.ticket, ALLOWANCE, VISITOR),)
    walk.do(events.FactsReady(walk.ticket, FACTS))
    filled(walk, **answers_for(ALLOWANCE))
    assert isinstance(walk.scene, Review)
    walk.do(events.SubmitPressed())
    (submit,) = walk.effects
    assert isinstance(submit, effects.Submit)
    assert submit.answers == flow.payload(walk.visit.trail[-1].flow)
    walk.do(events.OutcomeReady(walk.ticket, OUTCOME))
    assert walk.scene == Result(ALLOWANCE, OUTCOME)
    assert walk.visit.trail == ()
    walk.do(events.PrintPressed(), events.PaperReady(walk.ticket + 1, PAPER, straight=True))
    assert walk.scene == Working(Task.PRINTING, ALLOWANCE)
    walk.do(events.PaperOut(walk.ticket))
    assert walk.scene == Done(ALLOWANCE, "CASE-1", printed=True)


def test_appointment_fetches_the_slots_of_the_chosen_office():
    walk = identified(BOOKING)
    walk.do(events.FactsReady(walk.ticket, FACTS))
    filled(walk, **answers_for(BOOKING))
    assert isinstance(walk.scene, Review)
    walk.do(events.SubmitPressed())
    booked = replace(OUTCOME, kind=OutcomeKind.BOOKED)
    walk.do(events.OutcomeReady(walk.ticket, booked))
    assert walk.scene == Result(BOOKING, booked)


def test_slots_that_cannot_be_fetched_are_told_and_asked_for_again():
    walk = identified(BOOKING)
    walk.do(events.FactsReady(walk.ticket, FACTS))
    office = flow.current(walk.scene.flow).fields[0].id
    walk.do(events.Answered(office, "o1"), events.NextPressed())
    while walk.visit.pending is None:
        walk.do(events.NextPressed())
    walk.do(events.Failed(walk.ticket, NoticeCode.BACKEND_DOWN))
    assert walk.visit.notice is NoticeCode.BACKEND_DOWN
    assert isinstance(walk.scene, Form)
    walk.do(events.NextPressed())
    assert walk.visit.pending == "slots:o1"


def test_certificate_is_previewed_before_it_is_printed():
    walk = identified(CERTIFICATE)
    walk.do(events.FactsReady(walk.ticket, FACTS))
    filled(walk, **answers_for(CERTIFICATE))
    assert walk.scene == Working(Task.ISSUING, CERTIFICATE)
    walk.do(events.PaperReady(walk.ticket, PAPER, straight=False))
    assert walk.scene == Preview(CERTIFICATE, PAPER)
    walk.do(events.BackPressed())
    assert isinstance(walk.scene, Form)


def test_a_tap_on_the_guide_begins_the_item_at_once():
    walk = Walk().do(events.VerbChosen(Verb.QUERY), events.ItemChosen(QUERY), events.CardLaid())
    walk.do(events.IdentityKnown(walk.ticket, VISITOR))
    assert walk.scene == Working(Task.FETCHING, QUERY)
    walk.do(events.Failed(walk.ticket, NoticeCode.BACKEND_DOWN))
    assert walk.scene == Guide(QUERY)


@pytest.mark.parametrize("start", [Attract(), Home(), Listing(verb=Verb.APPLY)])
def test_a_tap_without_an_item_greets(start):
    walk = Walk(Visit(scene=start, touched_at=1000.0)).do(events.CardLaid())
    walk.do(events.IdentityKnown(walk.ticket, VISITOR))
    assert walk.visit.visitor == VISITOR
    assert walk.scene == (Home() if isinstance(start, Attract) else start)


def test_failed_identification_waits_for_another_card():
    walk = Walk().do(events.VerbChosen(Verb.QUERY), events.ItemChosen(QUERY), events.Began())
    walk.do(events.CardLaid(), events.Failed(walk.ticket + 1, NoticeCode.CARD_REMOVED))
    assert walk.scene == Identify(QUERY)
    assert walk.visit.notice is NoticeCode.CARD_REMOVED
    walk.do(events.CardLaid(), events.IdentityKnown(walk.ticket + 1, VISITOR))
    assert walk.scene == Working(Task.FETCHING, QUERY)


def test_several_codes_in_view_are_never_chosen_from():
    walk = Walk().do(events.CodesMany())
    assert walk.scene == Identify()
    assert walk.visit.notice is NoticeCode.CODES_MANY
    assert walk.effects == ()


def test_a_card_in_the_middle_of_a_visit_changes_nothing():
    walk = identified(QUERY).do(events.RecordsReady(2, RECORDS))
    before = walk.visit
    assert walk.do(events.CardLaid(), events.CodeShown()).visit == before


def test_back_through_the_form_keeps_answers():
    walk = identified(ALLOWANCE)
    walk.do(events.FactsReady(walk.ticket, FACTS))
    first = walk.scene
    field = flow.current(first.flow).fields[0]
    walk.do(events.Answered(field.id, answers_for(ALLOWANCE)[field.id]), events.NextPressed())
    walk.do(events.BackPressed())
    assert walk.scene.flow.at == first.flow.at
    assert field.id in walk.scene.flow.answers
    assert walk.do(events.BackPressed()).scene == Guide(ALLOWANCE)


def test_editing_from_the_review_keeps_the_other_answers():
    walk = identified(ALLOWANCE)
    walk.do(events.FactsReady(walk.ticket, FACTS))
    filled(walk, **answers_for(ALLOWANCE))
    kept = flow.payload(walk.scene.flow)
    walk.do(events.EditPressed(ALLOWANCE.flow.steps[0].id))
    assert isinstance(walk.scene, Form)
    assert flow.payload(walk.scene.flow) == kept


def test_an_unanswered_question_is_not_left():
    walk = identified(ALLOWANCE)
    walk.do(events.FactsReady(walk.ticket, FACTS), events.NextPressed())
    assert walk.scene.errors
    assert walk.scene.flow.at == ALLOWANCE.flow.steps[0].id


def test_printer_fault_before_the_first_byte_leaves_the_preview_for_another_try():
    walk = identified(QUERY)
    walk.do(events.RecordsReady(walk.ticket, RECORDS), events.PrintPressed())
    walk.do(events.PaperReady(walk.ticket, PAPER, straight=False), events.PrintPressed())
    walk.do(events.Failed(walk.ticket, NoticeCode.PRINTER_PAPER_OUT))
    assert walk.scene == Preview(QUERY, PAPER)
    assert walk.visit.notice is NoticeCode.PRINTER_PAPER_OUT


def test_unproven_paper_is_told_and_never_printed_again():
    walk = identified(QUERY)
    walk.do(events.RecordsReady(walk.ticket, RECORDS), events.PrintPressed())
    walk.do(events.PaperReady(walk.ticket, PAPER, straight=False), events.PrintPressed())
    walk.do(events.PaperUnproven(walk.ticket))
    assert walk.scene == Done(QUERY, "SB-1", printed=False)
    assert walk.visit.notice is NoticeCode.PRINT_UNPROVEN
    assert walk.do(events.PrintPressed()).effects == ()


def test_a_rating_counts_once():
    walk = Walk(Visit(scene=Done(QUERY, "SB-1", printed=True), touched_at=1000.0))
    walk.do(events.Rated(5))
    assert walk.effects == (effects.SendRating(QUERY, "SB-1", 5),)
    assert walk.do(events.Rated(1)).effects == ()


def test_missing_prefill_still_opens_the_form():
    walk = identified(ALLOWANCE)
    empty = Facts(values={"address": "", "phone": ""}, options={"accounts": (Option("a", "卡"),)})
    walk.do(events.FactsReady(walk.ticket, empty))
    assert isinstance(walk.scene, Form)
