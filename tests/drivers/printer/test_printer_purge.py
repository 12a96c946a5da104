"""After a fault nothing of the job is left for the next resident: not after a refill either."""

from dataclasses import replace

import pytest

from drivers import Online, PaperLevel, Printed, PrintJob, Unproven
from drivers.printer import Ability, EscPosPrinter, profile_named
from drivers.sim.printer import CLONE, EPSON, Mishap, MishapKind, Unit
from drivers.sim.printer.model import ErrorRequest
from drivers.sim.printer.paper import HEAD_TO_CUTTER_DOTS
from drivers.sim.world import World
from tests.fixtures.printer_lines import Rig, dots_of, inked, numbered_page, rows_of

HEAD = 384
STRIDE = HEAD // 8
FIRST, SECOND = (numbered_page(HEAD, pattern, 400) for pattern in (b"\xa5", b"\x3c"))
TOP = bytes(HEAD_TO_CUTTER_DOTS * STRIDE)
ALWAYS_CLEARS = replace(CLONE, error_request=ErrorRequest.ALWAYS)
WINDOW_ROWS = 4096 // STRIDE


class Purge(Rig):
    def __init__(self, model, **changes):
        super().__init__(World(), replace(model, head_dots=HEAD, mm_per_second=150.0))
        profile = replace(profile_named("generic-80"), head_dots=HEAD, **changes)
        self.printer = EscPosPrinter(self.line, profile)
        self.printer.status(self.deadline())

    def run_out(self, row, kind=MishapKind.PAPER_OUT):
        self.sim.plan(Mishap(kind, Unit.ROW, row))
        result = self.printer.print(PrintJob(1, FIRST), self.deadline())
        assert isinstance(result, Unproven)

    def seen(self):
        return [row for row in inked(self.strip(), STRIDE) if row in rows_of(FIRST)]

    def refill(self):
        """Paper goes in, and the printer has all the time it wants before anybody asks it."""
        self.sim.repair()
        self.let_pass(30.0)


def last_piece(rig):
    return dots_of(rig.world.state.papers[-1], HEAD)


@pytest.mark.parametrize("row", [1, 7, 43, 120, 333, 400])
@pytest.mark.parametrize("kind", [MishapKind.PAPER_OUT, MishapKind.COVER_OPEN])
def test_a_refill_never_prints_the_rest_of_the_old_job(row, kind):
    rig = Purge(EPSON)
    rig.run_out(row, kind)
    before = rig.seen()
    assert before == rows_of(FIRST)[:row]
    rig.refill()
    assert rig.seen() == before
    assert rig.printer.status(rig.deadline()).health == Online()
    assert rig.seen() == before
    assert isinstance(rig.printer.print(PrintJob(2, SECOND), rig.deadline()), Printed)
    assert last_piece(rig) == TOP + SECOND.rows


def test_without_the_purge_the_refill_would_print_it():
    """The simulator is honest: what the driver prevents would happen."""
    rig = Purge(EPSON)
    rig.printer._upkeep._purge = lambda deadline: False
    rig.run_out(120)
    before = rig.seen()
    rig.refill()
    assert len(rig.seen()) > len(before)


@pytest.mark.parametrize("row", [7, 120, 333])
def test_a_clone_that_cannot_be_purged_keeps_a_rest_that_the_next_slip_never_carries(row):
    """At most a window's worth comes out with the refill, on a piece of its own."""
    rig = Purge(CLONE)
    rig.run_out(row)
    before = rig.seen()
    rig.refill()
    rest = len(rig.seen()) - len(before)
    assert 0 < rest <= WINDOW_ROWS
    assert rig.printer.status(rig.deadline()).health == Online()
    pieces = rig.world.state.pieces
    assert isinstance(rig.printer.print(PrintJob(2, SECOND), rig.deadline()), Printed)
    assert rig.world.state.pieces == pieces + 1
    assert last_piece(rig) == TOP + SECOND.rows


def test_a_clone_that_drops_its_data_on_request_keeps_nothing():
    rig = Purge(ALWAYS_CLEARS)
    rig.run_out(120)
    before = rig.seen()
    rig.refill()
    assert rig.seen() == before


def test_nothing_is_printed_while_a_rest_may_still_be_inside():
    rig = Purge(CLONE)
    rig.run_out(120)
    rig.world.load_paper(1000.0)
    rig.sim.plan(Mishap(MishapKind.SILENT, Unit.BYTE, 0))
    for _ in range(3):
        result = rig.printer.print(PrintJob(2, SECOND), rig.deadline())
        assert not isinstance(result, Printed)
    assert not set(inked(rig.strip(), STRIDE)) & set(rows_of(SECOND))


def test_a_half_received_image_is_completed_and_printed_apart():
    """The line breaks inside an image: the next bytes would be its dots."""
    for at in range(300, 2300, 250):
        rig = Purge(CLONE)
        rig.sim.plan(Mishap(MishapKind.LINE_CUT, Unit.BYTE, rig.line.bytes_sent + at))
        result = rig.printer.print(PrintJob(1, FIRST), rig.deadline())
        assert isinstance(result, Unproven), at
        assert isinstance(rig.printer.print(PrintJob(2, SECOND), rig.deadline()), Printed), at
        assert last_piece(rig) == TOP + SECOND.rows, at


def test_a_stuck_blade_is_freed_once_its_cause_is_gone():
    for model in (EPSON, CLONE):
        rig = Purge(model)
        rig.sim.plan(Mishap(MishapKind.CUTTER_JAM, Unit.CUT, 1))
        assert isinstance(rig.printer.print(PrintJob(1, FIRST), rig.deadline()), Unproven)
        stuck = rig.printer.status(rig.deadline())
        assert stuck.health != Online()
        rig.sim.repair()
        assert rig.printer.status(rig.deadline()).health == Online()
        assert isinstance(rig.printer.print(PrintJob(2, SECOND), rig.deadline()), Printed)
        assert last_piece(rig) == TOP + SECOND.rows


def test_an_open_cover_is_left_alone_with_its_stuck_blade():
    """Nobody's fingers are near a blade that the driver sets in motion."""
    rig = Purge(EPSON)
    rig.sim.plan(Mishap(MishapKind.CUTTER_JAM, Unit.CUT, 1))
    rig.printer.print(PrintJob(1, FIRST), rig.deadline())
    rig.world.open_cover()
    asked = []
    send = rig.line.send
    rig.line.send = lambda data, deadline: (asked.append(data), send(data, deadline))[1]
    rig.printer.status(rig.deadline())
    assert not any(b"\x10\x05" in data for data in asked)


def test_a_job_that_never_left_needs_no_purge():
    rig = Purge(EPSON)
    rig.sim.plan(Mishap(MishapKind.DEAF, Unit.BYTE, 0))
    rig.printer.print(PrintJob(1, FIRST), rig.deadline())
    rig.sim.repair()
    status = rig.printer.status(rig.deadline())
    assert (status.health, status.paper) == (Online(), PaperLevel.FULL)
    assert rig.world.state.pieces == 0


def test_the_initialisation_never_follows_a_job():
    """ESC @ right behind a job wipes the last line on some printers."""
    rig = Purge(EPSON, process_echo=Ability.YES)
    sent = []
    send = rig.line.send
    rig.line.send = lambda data, deadline: (sent.append(data), send(data, deadline))[1]
    assert isinstance(rig.printer.print(PrintJob(1, FIRST), rig.deadline()), Printed)
    stream = b"".join(sent)
    assert b"\x1b@" not in stream[stream.index(b"\x1dV") :]
