"""Every fault at every moment of a job, executed; the table stands in build/reports.

What is asserted of each cell: the result tells the truth, the call ends in time, the printer is
well after the repair, and the next slip carries nothing of the first.
"""

from dataclasses import dataclass, replace
from pathlib import Path

from drivers import NotPrinted, Online, PaperLevel, Printed, PrintJob, Unproven, fault_of
from drivers.printer import Ability, EscPosPrinter, Presenter, profile_named
from drivers.sim.printer import CLONE, EPSON, KIOSK, Mishap, MishapKind, Unit
from drivers.sim.printer.paper import HEAD_TO_CUTTER_DOTS
from drivers.sim.world import World
from tests.fixtures.printer_lines import Rig, dots_of, inked, numbered_page, rows_of

REPORT = Path(__file__).parents[3] / "build" / "reports" / "printer-faults.md"
HEAD = 384
STRIDE = HEAD // 8
FIRST, SECOND = (numbered_page(HEAD, pattern, 400) for pattern in (b"\xa5", b"\x3c"))
SECONDS = 30.0

MOMENTS = {
    "before the job": (Unit.BYTE, 0),
    "first band": (Unit.ROW, 2),
    "middle": (Unit.ROW, 200),
    "between last line and cut": (Unit.CUT, 1),
    "after the cut": (Unit.AFTER_CUT, 1),
}
LASTING = {MishapKind.HEAD_HOT: 4.0}
"""Seconds after which a fault mends by itself; the others last until the repair."""

ABILITIES = {
    "epson": (EPSON, {"process_echo": Ability.YES, "buffer_clear": Ability.YES}),
    "clone": (CLONE, {}),
    "kiosk": (
        KIOSK,
        {
            "auto_status": False,
            "process_echo": Ability.NO,
            "buffer_clear": Ability.NO,
            "presenter": Presenter(present=b"\x1de\x03\x0c", clear=b"\x1de\x02", seconds=1.0),
        },
    ),
}


SURE = {"epson": "process_echo", "clone": "status_after", "kiosk": "presented"}
"""What proves a slip of each model."""

EXPECTED = {
    MishapKind.PAPER_OUT: ["- paper_out"] + ["? paper_out"] * 4,
    MishapKind.NEAR_END: ["printed"] * 5,
    MishapKind.COVER_OPEN: ["- cover_open"] + ["? cover_open"] * 4,
    MishapKind.CUTTER_JAM: ["? cutter"] * 4 + ["printed"],  # found out by cutting
    MishapKind.HEAD_HOT: ["- overheated"] + ["printed"] * 4,  # it cools and goes on
    MishapKind.BROKEN: ["- hardware"] + ["? hardware"] * 4,
    MishapKind.PRESENTER_JAM: ["- paper_jam"] + ["? paper_jam"] * 4,
    MishapKind.POWER_LOSS: ["- not_connected"] + ["? not_connected"] * 4,
    MishapKind.RESET: ["- no_answer"] + ["? not_connected"] * 4,
    MishapKind.LINE_CUT: ["printed"] + ["? not_connected"] * 4,  # connects anew before a job
    MishapKind.SILENT: ["- no_answer"] + ["? no_answer"] * 4,
    MishapKind.DEAF: ["- no_answer"] + ["? no_answer"] * 4,
    MishapKind.SLOW: ["printed"] * 5,
    MishapKind.GARBAGE: ["- garbled"] + ["? garbled"] * 4,
    MishapKind.TWICE: ["? garbled"] * 3 + ["printed"] * 2,
    MishapKind.LATE: ["printed"] * 5,
}
"""By moment: "-" not printed, "?" unknown, each with its fault."""
OTHERWISE = {
    ("epson", MishapKind.DEAF): ["- no_answer"] + ["? no_answer"] * 2 + ["printed"] * 2,
    ("epson", MishapKind.TWICE): ["printed"] * 5,  # an echo cannot be taken for another job's
}


class Cell(Rig):
    """One fault at one moment on one model."""

    def __init__(self, name):
        model, abilities = ABILITIES[name]
        model = replace(model, head_dots=HEAD, mm_per_second=150.0)
        super().__init__(World(), model)
        profile = replace(profile_named("generic-80"), head_dots=HEAD, **abilities)
        self.printer = EscPosPrinter(self.line, profile)
        assert self.printer.status(self.deadline()).health == Online()

    def run(self, kind, moment):
        unit, at = MOMENTS[moment]
        began = self.clock.now
        self.sim.plan(Mishap(kind, unit, at, LASTING.get(kind, 0.0)))
        result = self.printer.print(PrintJob(1, FIRST), self.deadline(SECONDS))
        return result, self.clock.now - began

    def rows(self):
        """Rows with ink that are out, in the mouth, in the bin or still inside."""
        slips = [self.sim.mouth._shown, self.sim.mouth._inside, *self.sim.mouth.retracted]
        held = b"".join(dots_of(slip, HEAD) for slip in slips if slip)
        return inked(self.strip() + held, STRIDE)

    def repair(self):
        self.sim.repair()
        self.let_pass(5.0)
        for _ in range(3):
            found = self.printer.status(self.deadline())
            self.let_pass(1.0)
        return found


@dataclass(frozen=True)
class Line:
    """A row of the table."""

    fault: str
    moment: str
    result: str
    paper_mm: float
    seconds: float
    then: str


def told(result):
    match result:
        case Printed():
            return "printed"
        case NotPrinted(fault):
            return f"- {fault.code}"
        case Unproven(fault):
            return f"? {fault.code}"


def check_truth(cell, name, result):
    whole, seen = rows_of(FIRST), cell.rows()
    match result:
        case Printed(evidence):
            assert seen == whole
            assert evidence == SURE[name]
        case NotPrinted():
            assert seen == []
        case Unproven():
            assert seen == whole[: len(seen)], "at most once, and in order"


def check_next(cell, name):
    """The next slip is whole and nothing else is on it."""
    result = cell.printer.print(PrintJob(2, SECOND), cell.deadline())
    assert isinstance(result, Printed), result
    if name == "kiosk":
        cell.sim.mouth.take()
    piece = dots_of(cell.world.state.papers[-1], HEAD)
    assert piece == bytes(HEAD_TO_CUTTER_DOTS * STRIDE) + SECOND.rows


def run_cell(name, kind, moment):
    cell = Cell(name)
    result, seconds = cell.run(kind, moment)
    assert seconds <= SECONDS + 5.5
    check_truth(cell, name, result)
    rows = len(cell.rows())
    status = cell.printer.status(cell.deadline())
    fault = fault_of(status.health)
    healthy = cell.repair()
    assert healthy.health == Online(), (kind, moment, healthy)
    assert healthy.paper is not PaperLevel.OUT
    check_next(cell, name)
    then = f"{type(status.health).__name__}{f' ({fault.code})' if fault else ''}"
    return Line(kind, moment, told(result), rows / 8, seconds, then)


def expected(name, kind):
    return OTHERWISE.get((name, kind), EXPECTED[kind])


def faults_of(name):
    return [kind for kind in MishapKind if name == "kiosk" or kind != MishapKind.PRESENTER_JAM]


def test_every_fault_at_every_moment_ends_in_truth_and_leaves_the_next_slip_clean():
    table = {}
    for name in ABILITIES:
        table[name] = [run_cell(name, kind, at) for kind in faults_of(name) for at in MOMENTS]
        for kind in faults_of(name):
            found = [line.result for line in table[name] if line.fault == kind]
            assert found == expected(name, kind), (name, kind)
    write_report(table)


def write_report(table):
    words = {"-": "not printed", "?": "unknown"}
    out = [
        "# Printer faults",
        "",
        "Every fault at every moment of a 50 mm slip, on the simulated printer in virtual time.",
        "After each: repaired, and the next slip was whole and carried nothing of the first.",
    ]
    for name, lines in table.items():
        head = "| fault | moment | result | fault told | mm out | s until told | health then |"
        out += ["", f"## {name} (proof: {SURE[name]})", "", head, "|" + " --- |" * 7]
        for line in lines:
            mark, _, fault = line.result.partition(" ")
            cells = (
                line.fault,
                line.moment,
                words.get(mark, mark),
                fault or "-",
                f"{line.paper_mm:.1f}",
                f"{line.seconds:.1f}",
                line.then,
            )
            out.append("| " + " | ".join(cells) + " |")
    REPORT.parent.mkdir(parents=True, exist_ok=True)
    REPORT.write_text("\n".join(out) + "\n", encoding="utf-8")
