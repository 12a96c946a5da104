"""Printing when the printer cannot: told plainly, never twice, never to the next resident."""

import pytest
from sqlalchemy import create_engine, text

from drivers import DeviceKind
from drivers.sim.world import PlannedTrouble, Trouble
from kiosk.devices import Part
from kiosk.session import NoticeCode
from kiosk.session.visit import Done, Home, Preview, Records, Result, Task, Working
from kiosk.store import PrintState

CERTIFICATE = ("print", "insurance-certificate")


def preview(house):
    """A certificate on the screen, not printed yet."""
    house.identify_for(*CERTIFICATE)
    house.hands.tap("zhang")
    house.touch("option-*", "next")
    house.at(Preview)
    house.hands.take()


def copies(state_dir):
    """What the backend knows of each copy, by its number."""
    engine = create_engine(f"sqlite:///{state_dir / 'backend.db'}")
    with engine.connect() as connection:
        rows = connection.execute(text("select copy_no, outcome from copies order by copy_no"))
        found = [tuple(row) for row in rows]
    engine.dispose()
    return found


def journal(house):
    """Every print of this machine as (job, state, fault)."""
    with house.app.parts.store.begin() as connection:
        rows = connection.execute(text("select job_id, state, fault from prints order by job_id"))
        return [tuple(row) for row in rows]


@pytest.mark.journey
@pytest.mark.parametrize(
    ("hinder", "mend", "notice"),
    [
        (
            lambda hands: hands.paper("out"),
            lambda hands: hands.paper("full"),
            NoticeCode.PRINTER_PAPER_OUT,
        ),
        (
            lambda hands: hands.cover(is_open=True),
            lambda hands: hands.cover(is_open=False),
            NoticeCode.PRINTER_COVER_OPEN,
        ),
        (
            lambda hands: hands.plug(DeviceKind.PRINTER, plugged=False),
            lambda hands: hands.plug(DeviceKind.PRINTER, plugged=True),
            NoticeCode.PRINTER_DOWN,
        ),
    ],
    ids=["paper out", "cover open", "unplugged"],
)
def test_a_printer_that_cannot_is_told_and_the_copy_waits(house, state_dir, hinder, mend, notice):
    preview(house)
    hinder(house.hands)
    house.becomes(Part.PRINTER, usable=False)
    house.touch("print")
    house.told(notice, on=Preview)
    assert house.world.state.pieces == 0
    assert [state for _, state, _ in journal(house)] == [PrintState.FAILED]
    mend(house.hands)
    house.becomes(Part.PRINTER, usable=True)
    house.touch("print")
    house.at(Done)
    assert house.scene.printed
    assert house.world.state.pieces == 1
    assert [state for _, state, _ in journal(house)] == [PrintState.FAILED, PrintState.CONFIRMED]
    house.wait(lambda: copies(state_dir) == [(1, "confirmed")], "the backend to know the copy")


@pytest.mark.journey
def test_paper_that_ends_in_the_middle_is_unproven_and_never_printed_again(house, state_dir):
    preview(house)
    house.hands.paper("60")
    house.touch("print")
    house.told(NoticeCode.PRINT_UNPROVEN, on=Done)
    assert not house.scene.printed
    assert [row[1:] for row in journal(house)] == [(PrintState.UNKNOWN, "paper_out")]
    house.wait(lambda: copies(state_dir) == [(1, "unknown")], "the backend to know the copy")
    house.leave()
    torn = house.world.state.pieces
    house.hands.tear()
    house.hands.paper("full")
    house.becomes(Part.PRINTER, usable=True)

    preview(house)
    assert house.world.state.pieces == torn
    house.touch("print")
    house.at(Done)
    pieces = house.world.state.papers
    assert len(pieces) == 1
    assert pieces[0].length_mm < 200
    assert copies(state_dir)[0] == (1, "unknown")
    states = [state for _, state, _ in journal(house)]
    assert states == [PrintState.UNKNOWN, PrintState.CONFIRMED]


@pytest.mark.journey
def test_a_line_that_breaks_in_the_middle_is_unproven(house):
    preview(house)
    house.hands.break_(DeviceKind.PRINTER, PlannedTrouble(Trouble.DISCONNECT, skip=6))
    house.touch("print")
    house.told(NoticeCode.PRINT_UNPROVEN, on=Done)
    assert [state for _, state, _ in journal(house)] == [PrintState.UNKNOWN]


@pytest.mark.journey
def test_a_slip_that_did_not_come_out_is_the_same_copy_when_tried_again(house, state_dir):
    house.identify_for("apply", "high-age-allowance")
    house.hands.tap("zhang")
    house.touch("option-ok", "next", "next", "next", "accept", "next", "submit")
    house.at(Result)
    house.hands.paper("out")
    house.becomes(Part.PRINTER, usable=False)
    house.touch("print")
    house.told(NoticeCode.PRINTER_PAPER_OUT, on=Result)
    house.hands.paper("full")
    house.becomes(Part.PRINTER, usable=True)
    house.touch("print")
    house.at(Done)
    house.wait(lambda: copies(state_dir) == [(1, "confirmed")], "one confirmed copy")
    assert house.world.state.pieces == 1


@pytest.mark.journey
def test_a_copy_that_nobody_printed_is_void(house, state_dir):
    preview(house)
    house.touch("home", "sign-out")
    house.wait(lambda: copies(state_dir) == [(1, "failed")], "the copy to be void")
    assert journal(house) == []


@pytest.mark.journey
def test_a_print_of_a_wiped_visit_never_comes_out_in_the_next(house, state_dir, monkeypatch):
    """The visit ends between RESERVED and the first byte: nothing is printed, the copy is void."""
    preview(house)
    desk, held = house.app._desk, []
    to_printer = desk.print_page
    monkeypatch.setattr(desk, "print_page", lambda *call: held.append(call))
    house.touch("print")
    house.wait(lambda: bool(held), "the page on its way to the printer")
    assert house.scene == Working(Task.PRINTING, house.scene.item)
    number = house.visit.number
    # only a breakdown ends a visit here: nobody can leave while it prints, and no clock runs
    house.app.conductor.break_down("test")
    assert house.visit.number == number + 1
    to_printer(*held[0])
    house.wait(lambda: [row[1] for row in journal(house)] == [PrintState.FAILED], "the journal")
    house.wait(lambda: copies(state_dir) == [(1, "failed")], "the copy to be void")
    assert house.world.state.pieces == 0


@pytest.mark.journey
def test_nobody_walks_away_from_a_running_print(house):
    preview(house)
    house.hands.break_(DeviceKind.PRINTER, PlannedTrouble(Trouble.DELAY, skip=4, seconds=1.0))
    house.touch("print")
    house.wait(lambda: isinstance(house.scene, Working), "printing")
    number = house.visit.number
    house.pass_seconds(1000)
    assert not house.pilot.shows("home")
    house.at(Done)
    assert house.visit.number == number
    assert house.world.state.pieces == 1


@pytest.mark.journey
def test_without_a_printer_everything_else_works(house):
    house.hands.plug(DeviceKind.PRINTER, plugged=False)
    house.becomes(Part.PRINTER, usable=False)
    house.touch("start")
    house.at(Home)
    limited = house.texts.part("printer").limited
    house.wait(lambda: limited in house.words(), "the home screen to say so")
    house.touch("verb-query", "item-insurance-record", "begin")
    house.hands.tap("zhang")
    house.at(Records)
