"""The farewell: what is to be taken, the rating, and the way out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.devices.health import HealthBoard
from kiosk.screens.done.view_model import DoneViewModel, derive_done_props
from kiosk.session import NoticeCode, Visit
from kiosk.session.data import IdentifiedBy
from kiosk.session.events import HomePressed, LeavePressed, Rated
from kiosk.session.visit import Done
from kiosk.stage import Stage
from tests.qml.scenes_entry import LONGEST, VISITOR

UNPROVEN = NoticeCode.PRINT_UNPROVEN


@pytest.mark.parametrize(
    ("printed", "number", "notice", "usable", "take", "later"),
    [
        (True, "N-1", None, True, True, False),
        (False, "N-1", None, True, False, False),
        (False, "N-1", None, False, False, True),
        (False, "", None, False, False, False),
        (False, "N-1", UNPROVEN, False, False, False),
    ],
)
def test_what_is_said_about_paper(
    printed: bool, number: str, notice: NoticeCode | None, usable: bool, take: bool, later: bool
) -> None:
    visit = Visit(scene=Done(LONGEST, number, printed=printed), notice=notice)
    props = derive_done_props(visit, printer_usable=usable)
    assert (props.take_paper, props.print_later) == (take, later)


def test_only_who_came_with_a_card_is_told_to_take_it() -> None:
    done = Done(LONGEST, "", printed=True)
    by_code = replace(VISITOR, by=IdentifiedBy.CODE)
    told = [
        derive_done_props(Visit(scene=done, visitor=visitor), printer_usable=True).take_card
        for visitor in (VISITOR, by_code, None)
    ]
    assert told == [True, False, False]


def test_hands_become_events_and_the_countdown_follows_the_clock() -> None:
    sent: list[object] = []
    stage = Stage()
    stage.connect_dispatch(sent.append)
    stage.show(Visit(scene=Done(LONGEST, "N-1", printed=True)))
    model = DoneViewModel(stage, HealthBoard())
    model.rate(4)
    model.goOn()
    model.leave()
    assert sent == [Rated(4), HomePressed(), LeavePressed()]
    stage.tick(29.2)
    assert model.property("secondsLeft") == 30
    stage.tick(None)
    assert model.property("secondsLeft") == 0
    stage.show(Visit(number=2))
    assert (model.property("number"), model.property("name")) == ("", "")
