"""Hundreds of seeded mishaps: never a false "printed", never anything of a job after a repair.

The driver talks to the simulated printer in memory and in virtual time, so a hang costs nothing.
"""

import io
import random

import pytest
from PIL import Image

from drivers import (
    Bitmap,
    Deadline,
    DeviceKind,
    NotPrinted,
    Online,
    Printed,
    PrintJob,
    TransportError,
    Unproven,
)
from drivers.printer import EscPosPrinter, PrinterTraits
from drivers.sim.printer import SimModel, SimPrinter
from drivers.sim.printer.paper import HEAD_TO_CUTTER_DOTS, MARGIN_DOTS
from drivers.sim.world import PlannedTrouble, Trouble, World

HEAD = 64
STRIDE = HEAD // 8
SCRIPTS_A_PROFILE = 250
FIRST, SECOND = b"\xa5", b"\x3c"


def page_of(pattern, rows=300):
    """Every row carries the pattern and its own number."""
    body = b"".join(y.to_bytes(2) + pattern * (STRIDE - 2) for y in range(1, rows + 1))
    return Bitmap(HEAD, rows, body)


class VirtualClock:
    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


class Loopback:
    """A line in memory that splits, hangs, delays and breaks as the world's plan says."""

    def __init__(self, printer, world, clock, rng):
        self._printer, self._world, self._clock, self._rng = printer, world, clock, rng
        self._open = self._hung = False
        self.hands = []
        """What people do at the printer, as (chunk number, action)."""
        self.chunks = 0

    @property
    def connected(self):
        return self._open

    def open(self, deadline):
        deadline.check()
        if not self._world.plugged(DeviceKind.PRINTER):
            code = "connect_failed"
            raise TransportError(code)
        self._open, self._hung = True, False

    def send(self, data, deadline):
        while data:
            deadline.check()
            self._require_line()
            size = min(len(data), self._printer.room, self._rng.randint(1, 700))
            if self._hung or not size:
                self._clock.now = deadline.at
                continue
            self._arrive(data[:size])
            data = data[size:]

    def receive(self, deadline):
        self._require_line()
        self._printer.elapse(0.0)
        data = b"" if self._hung else self._printer.take_replies()
        if not data:
            self._clock.now = max(self._clock.now, deadline.at)
        return data

    def purge_input(self):
        self._printer.take_replies()

    def drop(self):
        self._open = False

    def close(self):
        self._open = False

    def _require_line(self):
        if not self._open:
            code = "line_broken"
            raise TransportError(code)

    def _arrive(self, chunk):
        self.chunks += 1
        for number, action in self.hands:
            if number == self.chunks:
                action(self._world)
        planned = self._printer.strike()
        trouble = planned.trouble if planned else None
        if trouble is Trouble.HANG:
            self._hung = True
            return
        if trouble is Trouble.DELAY:
            self._clock.now += planned.seconds
        if trouble is Trouble.DISCONNECT:
            self._printer.accept(chunk[: len(chunk) // 2])
            self._open = False
            self._require_line()
        self._printer.accept(chunk)


class Stage:
    """One seeded script: a printer, its mishaps, and a look at all the paper."""

    def __init__(self, seed, *, process_echo):
        self.rng = random.Random(seed)  # noqa: S311 - a repeatable script, not a secret
        self.world, self.clock = World(), VirtualClock()
        self.sim = SimPrinter(self.world, SimModel(head_dots=HEAD, process_echo=process_echo))
        self.line = Loopback(self.sim, self.world, self.clock, self.rng)
        traits = PrinterTraits(process_echo=process_echo, window_bytes=1024)
        self.printer = EscPosPrinter(self.line, HEAD, traits)

    def deadline(self, seconds=60.0):
        return Deadline.after(seconds, clock=self.clock)

    def plan_mishaps(self):
        for _ in range(self.rng.randint(0, 3)):
            trouble = PlannedTrouble(
                self.rng.choice(list(Trouble)),
                skip=self.rng.randint(0, 25),
                times=self.rng.choice([1, 1, 2, 5]),
                seconds=self.rng.choice([0.1, 4.0]),
            )
            self.world.plan(DeviceKind.PRINTER, trouble)
        if self.rng.random() < 0.4:
            self.world.load_paper(self.rng.choice([0.0, 5.0, 20.0, 40.0, 49.4, 49.5, 50.0]))
        if self.rng.random() < 0.3:
            self.line.hands.append((self.rng.randint(1, 30), World.open_cover))
        if self.rng.random() < 0.2:
            self.line.hands.append((self.rng.randint(1, 30), lambda world: world.load_paper(900)))

    def repair_line(self):
        """The network is mended, and the kiosk goes on asking for the status as it always does."""
        self.world.clear(DeviceKind.PRINTER)
        self.sim.strike()
        for _ in range(3):
            self.printer.status(self.deadline())

    def repair_paper(self):
        self.line.hands.clear()
        self.world.open_cover(is_open=False)
        self.world.load_paper(10_000)
        self.sim.elapse(0.0)

    def rows(self):
        """All rows with ink that are on paper, cut or not, in order."""
        papers = b"".join(dots_of(paper) for paper in self.world.state.papers)
        dots = papers + bytes(self.sim._mechanism._strip._rows)
        rows = [dots[at : at + STRIDE] for at in range(0, len(dots), STRIDE)]
        inked = [row for row in rows if any(row)]
        torn = [row for row in inked if row not in KNOWN_ROWS]
        assert len(torn) <= 4, "at most the row that a purge completed with its own bytes"
        return [row for row in inked if row in KNOWN_ROWS]


def dots_of(paper):
    image = Image.open(io.BytesIO(paper.png)).convert("L")
    reach = image.crop((MARGIN_DOTS, 0, MARGIN_DOTS + HEAD, image.height))
    return reach.point(lambda grey: 255 - grey).convert("1", dither=Image.Dither.NONE).tobytes()


def rows_of(page):
    return [page.rows[at : at + STRIDE] for at in range(0, len(page.rows), STRIDE)]


KNOWN_ROWS = {*rows_of(page_of(FIRST)), *rows_of(page_of(SECOND))}


def check_truth(stage, result, page):
    whole, seen = rows_of(page), stage.rows()
    match result:
        case Printed():
            assert seen == whole
            assert dots_of(stage.world.state.papers[-1]).endswith(page.rows)
        case NotPrinted():
            assert seen == []
        case Unproven():
            assert seen == whole[: len(seen)], "at most once, and in order"


def run_script(seed, *, process_echo):
    stage = Stage(seed, process_echo=process_echo)
    stage.plan_mishaps()
    first, second = page_of(FIRST), page_of(SECOND)
    result = stage.printer.print(PrintJob(seed + 1, first), stage.deadline())
    check_truth(stage, result, first)
    return stage, result, second


@pytest.mark.parametrize("process_echo", [True, False])
def test_no_script_ends_in_a_false_printed_or_prints_an_old_job_later(process_echo):
    outcomes = {Printed: 0, NotPrinted: 0, Unproven: 0}
    for seed in range(SCRIPTS_A_PROFILE):
        stage, result, second = run_script(seed, process_echo=process_echo)
        outcomes[type(result)] += 1
        stage.repair_line()
        before = stage.rows()
        stage.repair_paper()
        assert stage.rows() == before, f"seed {seed}: {result}"
        check_second_job(stage, second, f"seed {seed}: {result}")
        assert stage.rows() == before + rows_of(second), f"seed {seed}: {result}"
    assert min(outcomes.values()) > SCRIPTS_A_PROFILE // 20, outcomes


def test_paper_refilled_before_the_line_is_back_never_mixes_two_jobs():
    for seed in range(SCRIPTS_A_PROFILE):
        stage, result, second = run_script(seed, process_echo=True)
        stage.repair_paper()
        stage.repair_line()
        before = stage.rows()
        assert before == rows_of(page_of(FIRST))[: len(before)], f"seed {seed}: {result}"
        check_second_job(stage, second, f"seed {seed}: {result}")


def check_second_job(stage, page, script):
    after = stage.printer.print(PrintJob(99_999_999, page), stage.deadline())
    assert isinstance(after, Printed), f"{script}, then {after}"
    piece = dots_of(stage.world.state.papers[-1])
    assert piece == bytes(HEAD_TO_CUTTER_DOTS * STRIDE) + page.rows, script


@pytest.mark.parametrize("trouble", list(Trouble))
def test_each_trouble_at_each_step_ends_in_time_and_in_truth(trouble):
    for skip in range(24):
        stage = Stage(skip, process_echo=True)
        stage.world.plan(DeviceKind.PRINTER, PlannedTrouble(trouble, skip, 1, 0.5))
        began, page = stage.clock.now, page_of(FIRST)
        result = stage.printer.print(PrintJob(1, page), stage.deadline(30.0))
        check_truth(stage, result, page)
        assert stage.clock.now - began <= 30.0 + 5.5
        stage.repair_line()
        assert stage.printer.status(stage.deadline()).health == Online()


def test_a_clone_without_buffer_clear_is_flushed_and_cut_off():
    stage = Stage(3, process_echo=False)
    stage.sim = SimPrinter(
        stage.world, SimModel(head_dots=HEAD, process_echo=False, buffer_clear=False)
    )
    stage.line = Loopback(stage.sim, stage.world, stage.clock, stage.rng)
    traits = PrinterTraits(process_echo=False, buffer_clear=False, window_bytes=1024)
    printer = EscPosPrinter(stage.line, HEAD, traits)
    stage.world.plan(DeviceKind.PRINTER, PlannedTrouble(Trouble.DISCONNECT, 8))
    first, second = page_of(FIRST), page_of(SECOND)
    assert isinstance(printer.print(PrintJob(1, first), stage.deadline()), Unproven)
    assert isinstance(printer.print(PrintJob(2, second), stage.deadline()), Printed)
    last = dots_of(stage.world.state.papers[-1])
    assert last == bytes(HEAD_TO_CUTTER_DOTS * STRIDE) + second.rows
