"""What every implementation of ``Printer`` must keep, over each kind of line.

The same simulated printer stands behind TCP, a serial port and a device file (pseudo-terminals), a
USB bus that pyusb believes in, and a line in memory.
"""

import threading

import pytest

from drivers import (
    Action,
    Bitmap,
    Cancelled,
    DeadlineExceeded,
    DeviceKind,
    Evidence,
    Fault,
    FaultCode,
    HardwareError,
    NoDevice,
    NotPrinted,
    Offline,
    Online,
    PaperLevel,
    Printed,
    Printer,
    PrintJob,
    Unknown,
    Unproven,
)
from drivers.sim.printer import SimModel
from drivers.sim.printer.paper import HEAD_TO_CUTTER_DOTS
from drivers.sim.world import PlannedTrouble, Trouble, World
from tests.fixtures.printer_lines import dots_of, numbered_page, rows_of
from tests.fixtures.printer_rigs import LINES, line_rig

HEAD = 384
STRIDE = HEAD // 8
PAGE_MM = 50
OUT = Fault(FaultCode.PAPER_OUT, Action.REPLENISH)
OPEN = Fault(FaultCode.COVER_OPEN, Action.CLEAR)


FIRST, SECOND = (numbered_page(HEAD, pattern, PAGE_MM * 8) for pattern in (b"\xa5", b"\x3c"))


@pytest.fixture
def world():
    return World()


@pytest.fixture(params=LINES)
def kind(request):
    return request.param


@pytest.fixture
def rig(kind, world):
    with line_rig(kind, world, SimModel(head_dots=HEAD)) as opened:
        yield opened


@pytest.fixture
def printer(rig):
    return rig.printer


@pytest.fixture
def soon(rig):
    return rig.soon


def rows_on(world):
    """The rows of known pages on the pieces that came out, in order.

    (A purge may complete a half-received row with its own bytes: that one is nobody's.)
    """
    dots = b"".join(dots_of(paper, HEAD) for paper in world.state.papers)
    found = [dots[at : at + STRIDE] for at in range(0, len(dots), STRIDE)]
    return [row for row in found if row in KNOWN_ROWS]


KNOWN_ROWS = {*rows_of(FIRST), *rows_of(SECOND)}


def test_it_is_a_printer_and_says_how_wide(printer):
    as_contract: Printer = printer
    assert as_contract.head_dots == HEAD


def test_healthy_status(printer, soon):
    status = printer.status(soon())
    assert (status.health, status.paper, status.cover_open) == (Online(), PaperLevel.FULL, False)
    assert status.model == "SIM-80"


def test_a_page_is_printed_dot_by_dot_and_proven(printer, world, soon):
    assert printer.print(PrintJob(1, FIRST), soon()) == Printed(Evidence.PROCESS_ECHO)
    assert rows_on(world) == rows_of(FIRST)
    assert world.state.papers[0].length_mm == PAGE_MM + HEAD_TO_CUTTER_DOTS / 8


def test_two_jobs_are_two_pieces(printer, world, soon):
    for job_id, page in enumerate((FIRST, SECOND), start=1):
        assert isinstance(printer.print(PrintJob(job_id, page), soon()), Printed)
    assert rows_on(world) == rows_of(FIRST) + rows_of(SECOND)
    assert len(world.state.papers) == 2


def test_without_process_echo_the_status_is_the_evidence(kind, world):
    with line_rig(kind, world, SimModel(head_dots=HEAD, process_echo=False)) as rig:
        assert rig.printer.print(PrintJob(1, FIRST), rig.soon()) == Printed(Evidence.STATUS_AFTER)
        world.load_paper(PAGE_MM / 2)
        assert rig.printer.print(PrintJob(2, FIRST), rig.soon()) == Unproven(OUT)


@pytest.mark.parametrize(
    ("job_id", "width"), [(0, HEAD), (100_000_000, HEAD), (1, HEAD - 8), (1, HEAD + 8)]
)
def test_a_job_outside_the_contract_is_a_mistake(printer, world, job_id, width, soon):
    with pytest.raises(ValueError, match=r"dots|job id"):
        printer.print(PrintJob(job_id, Bitmap(width, 1, bytes(width // 8))), soon())
    assert world.state.papers == ()


def test_paper_out_before_a_job(printer, world, soon):
    world.load_paper(0)
    assert printer.status(soon()).health == Offline(OUT)
    assert printer.status(soon()).paper is PaperLevel.OUT
    assert printer.print(PrintJob(1, FIRST), soon()) == NotPrinted(OUT)
    world.load_paper(1000)
    assert isinstance(printer.print(PrintJob(2, SECOND), soon()), Printed)
    assert rows_on(world) == rows_of(SECOND)


def test_paper_out_in_the_middle_and_nothing_of_the_job_after_the_refill(printer, world, soon):
    world.load_paper(PAGE_MM / 2)
    assert printer.print(PrintJob(1, FIRST), soon()) == Unproven(OUT)
    torn = rows_on(world)
    assert torn == rows_of(FIRST)[: len(torn)]
    assert 0 < len(torn) < len(rows_of(FIRST))
    world.load_paper(1000)
    assert printer.status(soon()).health == Online()
    assert rows_on(world) == torn
    assert isinstance(printer.print(PrintJob(2, SECOND), soon()), Printed)
    assert rows_on(world) == torn + rows_of(SECOND)


def test_low_paper_is_told(printer, world, soon):
    world.load_paper(1000)
    assert printer.status(soon()).paper is PaperLevel.LOW


def test_cover_open(printer, world, soon):
    world.open_cover()
    status = printer.status(soon())
    assert (status.health, status.cover_open) == (Offline(OPEN), True)
    assert printer.print(PrintJob(1, FIRST), soon()) == NotPrinted(OPEN)
    world.open_cover(is_open=False)
    assert printer.status(soon()).health == Online()


def _when_printing(world, action, share=0.25):
    """Act once, on the printer's own thread, when this share of the page is burnt."""
    start = world.state.paper_mm
    done = threading.Event()

    def watch(state):
        if state.paper_mm < start - PAGE_MM * share and not done.is_set():
            done.set()
            action()

    world.subscribe(watch)


def test_cover_opened_in_the_middle(printer, world, soon):
    _when_printing(world, world.open_cover)
    assert printer.print(PrintJob(1, FIRST), soon()) == Unproven(OPEN)
    world.open_cover(is_open=False)
    assert isinstance(printer.print(PrintJob(2, SECOND), soon()), Printed)
    fragment, piece = world.state.papers
    assert fragment.length_mm < PAGE_MM < piece.length_mm
    assert rows_on(world)[-len(rows_of(SECOND)) :] == rows_of(SECOND)


def test_unplugged_before_and_in_the_middle(printer, world, soon):
    gone = NoDevice(Fault(FaultCode.NOT_CONNECTED, Action.MAINTAIN))
    _when_printing(world, lambda: world.unplug(DeviceKind.PRINTER))
    assert printer.print(PrintJob(1, FIRST), soon()) == Unproven(gone.fault)
    assert printer.status(soon()).health == gone
    assert printer.print(PrintJob(2, FIRST), soon()) == NotPrinted(gone.fault)


@pytest.mark.parametrize("share", [0.05, 0.3, 0.6])
def test_disconnected_in_the_middle_and_nothing_of_the_job_afterwards(printer, world, share, soon):
    broken = PlannedTrouble(Trouble.DISCONNECT)
    _when_printing(world, lambda: world.plan(DeviceKind.PRINTER, broken), share)
    first = printer.print(PrintJob(1, FIRST), soon())
    assert first == Unproven(Fault(FaultCode.NOT_CONNECTED, Action.MAINTAIN))
    _back(printer, soon)
    before = rows_on(world)
    assert before == rows_of(FIRST)[: len(before)]
    assert isinstance(printer.print(PrintJob(2, SECOND), soon()), Printed)
    assert rows_on(world) == before + rows_of(SECOND)


def _back(printer, soon):
    """A device file is gone for a moment when its cable was cut."""
    limit = soon()
    while isinstance(printer.status(soon()).health, NoDevice):
        assert not limit.expired()


def test_a_silent_printer_is_unknown_and_gets_no_job(printer, world, soon):
    world.plan(DeviceKind.PRINTER, PlannedTrouble(Trouble.HANG, times=0))
    silent = Fault(FaultCode.NO_ANSWER, Action.RESET)
    status = printer.status(soon(0.1))
    assert (status.health, status.paper) == (Unknown(silent), PaperLevel.UNKNOWN)
    assert printer.print(PrintJob(1, FIRST), soon(0.1)) == NotPrinted(silent)
    world.clear(DeviceKind.PRINTER)
    assert isinstance(printer.print(PrintJob(2, SECOND), soon()), Printed)
    assert rows_on(world) == rows_of(SECOND)


def test_a_printer_that_talks_nonsense_is_unknown(printer, world, soon):
    world.plan(DeviceKind.PRINTER, PlannedTrouble(Trouble.GARBLE, times=0))
    assert isinstance(printer.status(soon(0.3)).health, Unknown)
    world.clear(DeviceKind.PRINTER)
    assert printer.status(soon()).health == Online()


def test_a_broken_printer_says_so(printer, world, soon):
    world.plan(DeviceKind.PRINTER, PlannedTrouble(Trouble.FAIL, times=0))
    broken = Fault(FaultCode.HARDWARE, Action.MAINTAIN)
    assert printer.status(soon()).health == HardwareError(broken)
    assert printer.print(PrintJob(1, FIRST), soon()) == NotPrinted(broken)


def test_an_unwanted_job_sends_nothing(printer, world, soon):
    paper = world.state.paper_mm
    assert printer.print(PrintJob(1, FIRST), soon(), lambda: False) == NotPrinted(None)
    assert world.state.paper_mm == paper


def test_a_job_no_longer_wanted_before_the_cut_stays_unproven_and_apart(printer, world, soon):
    answers = iter([True, False])
    result = printer.print(PrintJob(1, FIRST), soon(), lambda: next(answers))
    assert result == Unproven(Fault(FaultCode.NO_ANSWER, Action.NONE))
    assert isinstance(printer.print(PrintJob(2, SECOND), soon()), Printed)
    assert len(world.state.papers) == 2
    assert rows_on(world)[-len(rows_of(SECOND)) :] == rows_of(SECOND)


def test_called_off_in_the_middle(kind, world):
    cancel = threading.Event()
    _when_printing(world, cancel.set)
    with line_rig(kind, world, SimModel(head_dots=HEAD, mm_per_second=200.0)) as rig:
        result = rig.printer.print(PrintJob(1, FIRST), rig.soon(cancel=cancel))
        assert result == Unproven(Fault(FaultCode.NO_ANSWER, Action.NONE))
        assert rig.printer.status(rig.soon()).health == Online()
        (fragment,) = world.state.papers
        assert fragment.length_mm < PAGE_MM
        assert isinstance(rig.printer.print(PrintJob(2, SECOND), rig.soon()), Printed)


def test_before_the_first_byte_deadline_and_cancellation_are_raised(printer, world, soon):
    paper = world.state.paper_mm
    cancelled = threading.Event()
    cancelled.set()
    for call in (printer.status, lambda deadline: printer.print(PrintJob(1, FIRST), deadline)):
        with pytest.raises(Cancelled):
            call(soon(cancel=cancelled))
        with pytest.raises(DeadlineExceeded):
            call(soon(0.0))
    assert world.state.paper_mm == paper


def test_close_twice_and_nothing_after(printer, soon):
    printer.status(soon())
    printer.close()
    printer.close()
    assert isinstance(printer.status(soon()).health, NoDevice)
