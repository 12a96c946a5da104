"""Hundreds of seeded mishaps: never a false "printed", never anything of a job after a repair.

The driver talks to the simulated printer in memory and in virtual time, so a hang costs nothing.
Models that lack answers, every raster command, slow lines and lines that survive a reset take
their turns.
"""

import random
from dataclasses import dataclass, replace

import pytest

from drivers import DeviceKind, NotPrinted, Online, Printed, PrintJob, Unproven
from drivers.printer import Ability, EscPosPrinter, RasterCommand, profile_named
from drivers.sim.printer import CLONE, EPSON, MUTE_CLONE, Mishap, MishapKind, Unit
from drivers.sim.printer.paper import HEAD_TO_CUTTER_DOTS
from drivers.sim.world import PlannedTrouble, Trouble, World
from tests.fixtures.printer_lines import Rig, dots_of, inked, numbered_page, rows_of

HEAD = 256
STRIDE = HEAD // 8
SCRIPTS = 110
FIRST, SECOND = (numbered_page(HEAD, pattern) for pattern in (b"\xa5", b"\x3c"))
KNOWN_ROWS = {*rows_of(FIRST), *rows_of(SECOND)}
COLUMN_PAD = 24


@dataclass(frozen=True)
class Setting:
    """A printer, what the driver knows of it, and the line between them."""

    model: object
    raster: RasterCommand = RasterCommand.BIT_IMAGE
    abilities: Ability = Ability.ASK
    rate: float = float("inf")
    survives_reset: bool = False


SETTINGS = {
    "epson": Setting(EPSON, RasterCommand.GRAPHICS, Ability.YES),
    "epson-serial": Setting(EPSON, RasterCommand.BIT_IMAGE, rate=11_520, survives_reset=True),
    "clone": Setting(CLONE),
    "clone-columns": Setting(CLONE, RasterCommand.COLUMNS, rate=3_840, survives_reset=True),
    "mute-clone": Setting(MUTE_CLONE),
}


class Stage(Rig):
    """One seeded script: a printer, its mishaps, and a look at all the paper."""

    def __init__(self, seed, setting):
        self.rng = random.Random(seed)  # noqa: S311 - a repeatable script, not a secret
        speed = self.rng.choice([0.0, 0.0, 80.0])
        model = replace(setting.model, head_dots=HEAD, mm_per_second=speed, near_end_mm=20.0)
        super().__init__(
            World(),
            model,
            chunk=lambda: self.rng.randint(1, 900),
            rate=setting.rate,
            survives_reset=setting.survives_reset,
        )
        profile = replace(
            profile_named("generic-80"),
            head_dots=HEAD,
            window_bytes=2048,
            raster=setting.raster,
            process_echo=setting.abilities,
            buffer_clear=setting.abilities,
            auto_status=model.auto_status,
        )
        self.printer = EscPosPrinter(self.line, profile)

    def plan_mishaps(self):
        """Nothing for a quarter of the scripts; a few mishaps for the rest."""
        for _ in range(self.rng.choice([0, 1, 1, 2])):
            self.sim.plan(self._mishap())
        if self.rng.random() < 0.3:
            trouble = self.rng.choice([t for t in Trouble if t not in CARD_TROUBLES])
            skip, times = self.rng.randint(0, 25), self.rng.choice([1, 1, 2, 5])
            self.world.plan(
                DeviceKind.PRINTER, PlannedTrouble(trouble, skip, times, self.rng.choice([0.1, 4]))
            )
        if self.rng.random() < 0.25:
            self.world.load_paper(self.rng.choice([0.0, 5.0, 20.0, 40.0, 49.4, 49.5, 50.0]))
        if self.rng.random() < 0.15:
            self.line.hands.append((self.rng.randint(1, 30), World.open_cover))
        if self.rng.random() < 0.1:
            self.line.hands.append((self.rng.randint(1, 30), lambda world: world.load_paper(900)))

    def _mishap(self):
        unit = self.rng.choice(list(Unit))
        at = {
            Unit.BYTE: self.rng.randint(1, 11_000),
            Unit.ROW: self.rng.randint(1, 420),
            Unit.SECOND: round(self.rng.uniform(0, 5), 3),
            Unit.CUT: 1,
            Unit.AFTER_CUT: 1,
        }[unit]
        kind = self.rng.choice(list(MishapKind))
        return Mishap(kind, unit, at, self.rng.choice([0.0, 0.0, 0.8, 3.0]))

    def repair_line(self):
        """All but paper and cover is mended, and the kiosk goes on asking as it always does."""
        self.world.clear(DeviceKind.PRINTER)
        self.sim.strike()
        paper, is_open = self.world.state.paper_mm, self.world.state.cover_open
        self.sim.repair()
        self.world.load_paper(paper)
        self.world.open_cover(is_open=is_open)
        self.ask_on()

    def ask_on(self):
        for _ in range(4):
            self.printer.status(self.deadline())
            self.let_pass(2.5)

    def repair_paper(self):
        self.line.hands.clear()
        self.world.open_cover(is_open=False)
        self.world.load_paper(10_000)
        self.let_pass(10.0)

    def rows(self):
        """All rows with ink that are on paper, cut or not, in order."""
        seen = inked(self.strip(), STRIDE)
        torn = [row for row in seen if row not in KNOWN_ROWS]
        self.torn = len(torn)
        return [row for row in seen if row in KNOWN_ROWS]


CARD_TROUBLES = {Trouble.WRONG_LENGTH, Trouble.REMOVE}


def check_truth(stage, result, page):
    whole, seen = rows_of(page), stage.rows()
    match result:
        case Printed():
            assert seen == whole
            assert stage.torn == 0, "nothing but the page is on the paper"
            (piece,) = stage.world.state.papers
            body = dots_of(piece, HEAD)[HEAD_TO_CUTTER_DOTS * STRIDE :]
            assert body.startswith(page.rows)
            assert len(body) <= len(page.rows) + COLUMN_PAD * STRIDE
        case NotPrinted():
            assert seen == []
        case Unproven():
            assert seen == sorted(set(seen)), "at most once, and in order"
            assert set(seen) <= set(whole)


def run_script(seed, setting):
    stage = Stage(seed, setting)
    stage.plan_mishaps()
    began = stage.clock.now
    result = stage.printer.print(PrintJob(seed + 1, FIRST), stage.deadline())
    assert stage.clock.now - began <= 60.0 + 5.5
    check_truth(stage, result, FIRST)
    if isinstance(result, Printed):
        assert stage.sim.accidents == 0
        asked = setting.abilities is Ability.ASK and not stage.sim._model.process_echo
        known = {"unknown command", "control character"} if asked else set()
        assert {refused.what for refused in stage.sim.refused} <= known
    return stage, result


@pytest.mark.parametrize("name", SETTINGS)
def test_no_script_ends_in_a_false_printed_or_prints_an_old_job_later(name):
    outcomes = {Printed: 0, NotPrinted: 0, Unproven: 0}
    for seed in range(SCRIPTS):
        stage, result = run_script(seed, SETTINGS[name])
        outcomes[type(result)] += 1
        script = f"seed {seed}: {result}"
        stage.repair_line()
        before = stage.rows()
        stage.repair_paper()
        if stage.sim._model.buffer_clear:
            assert stage.rows() == before, script
        stage.ask_on()
        check_second_job(stage, SECOND, script)
        assert not set(stage.rows()[-len(rows_of(SECOND)) :]) & set(rows_of(FIRST)), script
    assert min(outcomes.values()) >= SCRIPTS // 50, outcomes


def test_paper_refilled_before_the_line_is_back_never_mixes_two_jobs():
    for seed in range(SCRIPTS):
        stage, result = run_script(seed, SETTINGS["epson"])
        stage.repair_paper()
        stage.repair_line()
        stage.repair_paper()
        check_second_job(stage, SECOND, f"seed {seed}: {result}")


def check_second_job(stage, page, script):
    after = stage.printer.print(PrintJob(99_999_999, page), stage.deadline())
    assert isinstance(after, Printed), f"{script}, then {after}"
    piece = dots_of(stage.world.state.papers[-1], HEAD)
    top = bytes(HEAD_TO_CUTTER_DOTS * STRIDE)
    assert piece.startswith(top + page.rows), script
    assert not any(piece[len(top + page.rows) :]), script


@pytest.mark.parametrize("trouble", [t for t in Trouble if t not in CARD_TROUBLES])
def test_each_trouble_at_each_step_ends_in_time_and_in_truth(trouble):
    for skip in range(24):
        stage = Stage(skip, SETTINGS["epson"])
        stage.world.plan(DeviceKind.PRINTER, PlannedTrouble(trouble, skip, 1, 0.5))
        began = stage.clock.now
        result = stage.printer.print(PrintJob(1, FIRST), stage.deadline(30.0))
        check_truth(stage, result, FIRST)
        assert stage.clock.now - began <= 30.0 + 5.5
        stage.repair_line()
        assert stage.printer.status(stage.deadline()).health == Online()
