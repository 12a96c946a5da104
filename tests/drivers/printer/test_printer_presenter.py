"""A printer that holds the slip in its mouth: proof by its sensor, and nobody gets another's."""

from dataclasses import replace

import pytest

from drivers import (
    Action,
    Evidence,
    Fault,
    FaultCode,
    NotPrinted,
    Offline,
    Online,
    PaperLevel,
    Printed,
    PrintJob,
    Unproven,
)
from drivers.printer import EscPosPrinter, profile_named
from drivers.sim.printer import KIOSK, Mishap, MishapKind, Unit
from drivers.sim.printer.paper import HEAD_TO_CUTTER_DOTS
from drivers.sim.world import World
from tests.fixtures.printer_lines import Rig, dots_of, numbered_page

HEAD = 576
FIRST, SECOND = (numbered_page(HEAD, pattern, 200) for pattern in (b"\xa5", b"\x3c"))
TOP = bytes(HEAD_TO_CUTTER_DOTS * HEAD // 8)


class Kiosk(Rig):
    def __init__(self, profile="custom-vkp80", **model):
        super().__init__(World(), replace(KIOSK, mm_per_second=150.0, **model))
        self.printer = EscPosPrinter(self.line, profile_named(profile))

    def print(self, number, page, still_wanted=lambda: True):
        return self.printer.print(PrintJob(number, page), self.deadline(), still_wanted)


def test_the_sensor_in_the_mouth_is_the_proof():
    rig = Kiosk()
    assert rig.print(1, FIRST) == Printed(Evidence.PRESENTED)
    assert rig.printer.status(rig.deadline()).in_mouth
    assert rig.world.state.papers == ()
    rig.sim.mouth.take()
    assert not rig.printer.status(rig.deadline()).in_mouth
    assert dots_of(rig.world.state.papers[0], HEAD) == TOP + FIRST.rows
    assert rig.sim.refused == []


def test_a_slip_taken_at_once_is_proven_by_the_status():
    rig = Kiosk()
    rig.sim.mouth.present = rig.sim.mouth._expel
    assert rig.print(1, FIRST) == Printed(Evidence.STATUS_AFTER)


@pytest.mark.parametrize(
    ("profile", "retracted"), [("custom-vkp80", 0), ("custom-vkp80-retract", 1)]
)
def test_a_slip_that_nobody_took_is_gone_before_the_next_one(profile, retracted):
    rig = Kiosk(profile)
    assert rig.print(1, FIRST) == Printed(Evidence.PRESENTED)
    assert rig.print(2, SECOND) == Printed(Evidence.PRESENTED)
    assert len(rig.sim.mouth.retracted) == retracted
    assert len(rig.world.state.papers) == 1 - retracted
    rig.sim.mouth.take()
    assert dots_of(rig.world.state.papers[-1], HEAD) == TOP + SECOND.rows


def test_a_slip_that_sticks_in_the_mouth_stops_the_next_one():
    rig = Kiosk("custom-vkp80-retract")
    assert rig.print(1, FIRST) == Printed(Evidence.PRESENTED)
    rig.sim.mouth.retract = lambda: None
    paper = rig.world.state.paper_mm
    assert rig.print(2, SECOND) == NotPrinted(Fault(FaultCode.PAPER_JAM, Action.CLEAR))
    assert rig.world.state.paper_mm == paper


def test_a_fragment_is_not_presented_to_anybody():
    rig = Kiosk("custom-vkp80-retract")
    answers = iter([True, False])
    assert isinstance(rig.print(1, FIRST, lambda: next(answers)), Unproven)
    assert rig.printer.status(rig.deadline()).health == Online()
    assert not rig.sim.mouth.full
    assert len(rig.sim.mouth.retracted) == 1
    assert rig.world.state.papers == ()


def test_a_jam_in_the_presenter_is_told_and_proves_nothing():
    rig = Kiosk()
    rig.sim.plan(Mishap(MishapKind.PRESENTER_JAM, Unit.AFTER_CUT, 1))
    jam = Fault(FaultCode.PAPER_JAM, Action.CLEAR)
    assert rig.print(1, FIRST) == Unproven(jam)
    status = rig.printer.status(rig.deadline())
    assert (status.health, status.paper) == (Offline(jam), PaperLevel.JAMMED)


def test_a_mechanism_that_does_not_tell_its_full_status_is_unknown():
    """The four bytes alone would hide a slip in the mouth."""
    rig = Kiosk(full_status=False)
    assert isinstance(rig.print(1, FIRST), NotPrinted)
    assert rig.world.state.paper_mm == World().state.paper_mm
