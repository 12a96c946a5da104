"""What every implementation of ``Printer`` must keep, run against the simulated network printer."""

import io
import threading

import pytest
from PIL import Image

from drivers import (
    Action,
    Bitmap,
    Cancelled,
    Deadline,
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
from drivers.printer import EscPosPrinter, NetworkTransport, PrinterTraits, open_network_printer
from drivers.sim.printer import SimModel, SimPrinterServer
from drivers.sim.printer.paper import HEAD_TO_CUTTER_DOTS, MARGIN_DOTS
from drivers.sim.world import PlannedTrouble, Trouble, World

HEAD = 384
STRIDE = HEAD // 8
PAGE_MM = 50
OUT = Fault(FaultCode.PAPER_OUT, Action.REPLENISH)
OPEN = Fault(FaultCode.COVER_OPEN, Action.CLEAR)


def page_of(pattern):
    rows = PAGE_MM * 8
    return Bitmap(HEAD, rows, b"".join(y.to_bytes(2) + pattern * 46 for y in range(1, rows + 1)))


FIRST, SECOND = page_of(b"\xa5"), page_of(b"\x3c")


@pytest.fixture
def world():
    return World()


@pytest.fixture
def server(world):
    with SimPrinterServer(world, SimModel(head_dots=HEAD)) as running:
        yield running


@pytest.fixture
def printer(server):
    opened = open_network_printer(server.host, server.port, HEAD)
    yield opened
    opened.close()


def soon(seconds=20.0, cancel=None):
    return Deadline.after(seconds, cancel)


def rows_on(world):
    """The rows of known pages on the pieces that came out, in order.

    (A purge may complete a half-received row with its own bytes: that one is nobody's.)
    """
    found = []
    for paper in world.state.papers:
        image = Image.open(io.BytesIO(paper.png)).convert("L")
        reach = image.crop((MARGIN_DOTS, 0, MARGIN_DOTS + HEAD, image.height))
        dots = reach.point(lambda grey: 255 - grey).convert("1", dither=Image.Dither.NONE).tobytes()
        found += [dots[at : at + STRIDE] for at in range(0, len(dots), STRIDE)]
    return [row for row in found if row in KNOWN_ROWS]


def rows_of(page):
    return [page.rows[at : at + STRIDE] for at in range(0, len(page.rows), STRIDE)]


KNOWN_ROWS = {*rows_of(FIRST), *rows_of(SECOND)}


def test_it_is_a_printer_and_says_how_wide(printer):
    as_contract: Printer = printer
    assert as_contract.head_dots == HEAD


def test_healthy_status(printer):
    status = printer.status(soon())
    assert (status.health, status.paper, status.cover_open) == (Online(), PaperLevel.FULL, False)
    assert status.model == "SIM-80"


def test_a_page_is_printed_dot_by_dot_and_proven(printer, world):
    assert printer.print(PrintJob(1, FIRST), soon()) == Printed(Evidence.PROCESS_ECHO)
    assert rows_on(world) == rows_of(FIRST)
    assert world.state.papers[0].length_mm == PAGE_MM + HEAD_TO_CUTTER_DOTS / 8


def test_two_jobs_are_two_pieces(printer, world):
    for job_id, page in enumerate((FIRST, SECOND), start=1):
        assert isinstance(printer.print(PrintJob(job_id, page), soon()), Printed)
    assert rows_on(world) == rows_of(FIRST) + rows_of(SECOND)
    assert len(world.state.papers) == 2


def test_without_process_echo_the_status_is_the_evidence(world):
    with SimPrinterServer(world, SimModel(head_dots=HEAD, process_echo=False)) as server:
        traits = PrinterTraits(process_echo=False)
        printer = EscPosPrinter(NetworkTransport(server.host, server.port), HEAD, traits)
        assert printer.print(PrintJob(1, FIRST), soon()) == Printed(Evidence.STATUS_AFTER)
        world.load_paper(PAGE_MM / 2)
        assert printer.print(PrintJob(2, FIRST), soon()) == Unproven(OUT)
        printer.close()


@pytest.mark.parametrize(
    ("job_id", "width"), [(0, HEAD), (100_000_000, HEAD), (1, HEAD - 8), (1, HEAD + 8)]
)
def test_a_job_outside_the_contract_is_a_mistake(printer, world, job_id, width):
    with pytest.raises(ValueError, match=r"dots|job id"):
        printer.print(PrintJob(job_id, Bitmap(width, 1, bytes(width // 8))), soon())
    assert world.state.papers == ()


def test_paper_out_before_a_job(printer, world):
    world.load_paper(0)
    assert printer.status(soon()).health == Offline(OUT)
    assert printer.status(soon()).paper is PaperLevel.OUT
    assert printer.print(PrintJob(1, FIRST), soon()) == NotPrinted(OUT)
    world.load_paper(1000)
    assert isinstance(printer.print(PrintJob(2, SECOND), soon()), Printed)
    assert rows_on(world) == rows_of(SECOND)


def test_paper_out_in_the_middle_and_nothing_of_the_job_after_the_refill(printer, world):
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


def test_low_paper_is_told(printer, world):
    world.load_paper(1000)
    assert printer.status(soon()).paper is PaperLevel.LOW


def test_cover_open(printer, world):
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


def test_cover_opened_in_the_middle(printer, world):
    _when_printing(world, world.open_cover)
    assert printer.print(PrintJob(1, FIRST), soon()) == Unproven(OPEN)
    world.open_cover(is_open=False)
    assert isinstance(printer.print(PrintJob(2, SECOND), soon()), Printed)
    fragment, piece = world.state.papers
    assert fragment.length_mm < PAGE_MM < piece.length_mm
    assert rows_on(world)[-len(rows_of(SECOND)) :] == rows_of(SECOND)


def test_unplugged_before_and_in_the_middle(printer, world):
    gone = NoDevice(Fault(FaultCode.NOT_CONNECTED, Action.MAINTAIN))
    _when_printing(world, lambda: world.unplug(DeviceKind.PRINTER))
    assert printer.print(PrintJob(1, FIRST), soon()) == Unproven(gone.fault)
    assert printer.status(soon()).health == gone
    assert printer.print(PrintJob(2, FIRST), soon()) == NotPrinted(gone.fault)


@pytest.mark.parametrize("share", [0.05, 0.3, 0.6])
def test_disconnected_in_the_middle_and_nothing_of_the_job_afterwards(printer, world, share):
    broken = PlannedTrouble(Trouble.DISCONNECT)
    _when_printing(world, lambda: world.plan(DeviceKind.PRINTER, broken), share)
    first = printer.print(PrintJob(1, FIRST), soon())
    assert first == Unproven(Fault(FaultCode.NOT_CONNECTED, Action.MAINTAIN))
    before = rows_on(world)
    assert before == rows_of(FIRST)[: len(before)]
    assert isinstance(printer.print(PrintJob(2, SECOND), soon()), Printed)
    assert rows_on(world) == before + rows_of(SECOND)


def test_a_silent_printer_is_unknown_and_gets_no_job(printer, world):
    world.plan(DeviceKind.PRINTER, PlannedTrouble(Trouble.HANG, times=0))
    silent = Fault(FaultCode.NO_ANSWER, Action.RESET)
    status = printer.status(soon(0.1))
    assert (status.health, status.paper) == (Unknown(silent), PaperLevel.UNKNOWN)
    assert printer.print(PrintJob(1, FIRST), soon(0.1)) == NotPrinted(silent)
    world.clear(DeviceKind.PRINTER)
    assert isinstance(printer.print(PrintJob(2, SECOND), soon()), Printed)
    assert rows_on(world) == rows_of(SECOND)


def test_a_printer_that_talks_nonsense_is_unknown(printer, world):
    world.plan(DeviceKind.PRINTER, PlannedTrouble(Trouble.GARBLE, times=0))
    assert isinstance(printer.status(soon(0.3)).health, Unknown)
    world.clear(DeviceKind.PRINTER)
    assert printer.status(soon()).health == Online()


def test_a_broken_printer_says_so(printer, world):
    world.plan(DeviceKind.PRINTER, PlannedTrouble(Trouble.FAIL, times=0))
    broken = Fault(FaultCode.HARDWARE, Action.MAINTAIN)
    assert printer.status(soon()).health == HardwareError(broken)
    assert printer.print(PrintJob(1, FIRST), soon()) == NotPrinted(broken)


def test_an_unwanted_job_sends_nothing(printer, world):
    paper = world.state.paper_mm
    assert printer.print(PrintJob(1, FIRST), soon(), lambda: False) == NotPrinted(None)
    assert world.state.paper_mm == paper


def test_a_job_no_longer_wanted_before_the_cut_stays_unproven_and_apart(printer, world):
    answers = iter([True, False])
    result = printer.print(PrintJob(1, FIRST), soon(), lambda: next(answers))
    assert result == Unproven(Fault(FaultCode.NO_ANSWER, Action.NONE))
    assert isinstance(printer.print(PrintJob(2, SECOND), soon()), Printed)
    assert len(world.state.papers) == 2
    assert rows_on(world)[-len(rows_of(SECOND)) :] == rows_of(SECOND)


def test_called_off_in_the_middle(world):
    cancel = threading.Event()
    _when_printing(world, cancel.set)
    model = SimModel(head_dots=HEAD, mm_per_second=200.0)
    with SimPrinterServer(world, model) as server:
        printer = open_network_printer(server.host, server.port, HEAD)
        result = printer.print(PrintJob(1, FIRST), soon(cancel=cancel))
        assert result == Unproven(Fault(FaultCode.NO_ANSWER, Action.NONE))
        (fragment,) = world.state.papers
        assert fragment.length_mm < PAGE_MM
        assert isinstance(printer.print(PrintJob(2, SECOND), soon()), Printed)
        printer.close()


def test_before_the_first_byte_deadline_and_cancellation_are_raised(printer, world):
    paper = world.state.paper_mm
    cancelled = threading.Event()
    cancelled.set()
    for call in (printer.status, lambda deadline: printer.print(PrintJob(1, FIRST), deadline)):
        with pytest.raises(Cancelled):
            call(soon(cancel=cancelled))
        with pytest.raises(DeadlineExceeded):
            call(soon(0.0))
    assert world.state.paper_mm == paper


def test_close_twice_and_nothing_after(printer):
    printer.status(soon())
    printer.close()
    printer.close()
    assert isinstance(printer.status(soon()).health, NoDevice)
