"""What counts as proof, against printers that say the wrong thing."""

from dataclasses import replace

import pytest

from drivers import (
    Action,
    Bitmap,
    Deadline,
    Evidence,
    Fault,
    FaultCode,
    NotPrinted,
    Online,
    Printed,
    PrintJob,
    Unproven,
)
from drivers.printer import Ability, EscPosPrinter, profile_named
from drivers.sim.printer import CLONE, MUTE_CLONE, SimModel, SimPrinter
from drivers.sim.printer.paper import HEAD_TO_CUTTER_DOTS
from drivers.sim.world import World
from tests.fixtures.printer_lines import MemoryLine, VirtualClock, dots_of

HEAD = 64
PAGE = Bitmap(HEAD, 200, b"\x5a" * 8 * 200)
NO_ANSWER = Fault(FaultCode.NO_ANSWER, Action.RESET)
UNKNOWN = {"process_echo": Ability.ASK, "buffer_clear": Ability.ASK}
COVER_OPEN = Fault(FaultCode.COVER_OPEN, Action.CLEAR)


class LyingLine(MemoryLine):
    """A line in memory and virtual time that rewrites what the printer says."""

    def __init__(self, world, model, lie):
        super().__init__(SimPrinter(world, model), world, VirtualClock())
        self._said, self._lie = self.printer.take_replies, lie
        self.printer.take_replies = lambda: self._lie(self._said(), self._world.state)


def _print(lie, *, model=None, page=PAGE, **changes):
    world = World()
    line = LyingLine(world, model or SimModel(head_dots=HEAD), lie)
    sure = {"process_echo": Ability.YES, "buffer_clear": Ability.YES}
    changes = {"head_dots": HEAD, **sure, **changes}
    profile = replace(profile_named("generic-80"), **changes)
    printer = EscPosPrinter(line, profile)
    result = printer.print(PrintJob(7, page), Deadline.after(60, clock=line._clock))
    return result, world, printer, line


def test_the_truth_is_proof():
    result, world, _, _ = _print(lambda replies, _: replies)
    assert result == Printed(Evidence.PROCESS_ECHO)
    assert len(world.state.papers) == 1


def test_the_echo_of_another_job_proves_nothing():
    def lie(replies, _):
        return replies.replace(b"\x37\x22\x20\x20\x20\x27\x00", b"\x37\x221234\x00")

    assert _print(lie)[0] == Unproven(NO_ANSWER)


def test_a_fault_told_before_the_echo_outweighs_it():
    def lie(replies, _):
        return replies.replace(b"\x37\x22", b"\x38\x00\x00\x00\x37\x22")

    assert _print(lie)[0] == Unproven(COVER_OPEN)


def test_a_fault_told_after_the_echo_belongs_to_the_next_job():
    def lie(replies, _):
        return replies + (b"\x38\x00\x00\x00" if b"\x37\x22" in replies else b"")

    assert _print(lie)[0] == Printed(Evidence.PROCESS_ECHO)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (b"\x12\x12\x12\x12", Printed(Evidence.STATUS_AFTER)),
        (b"\x1a\x16\x12\x12", Unproven(COVER_OPEN)),
        (b"", Unproven(NO_ANSWER)),
        (b"\xff\x12\x12\x12\x12", Unproven(Fault(FaultCode.GARBLED, Action.RESET))),
    ],
)
def test_without_an_echo_every_status_afterwards_must_be_clean(answers, expected):
    def lie(replies, state):
        return replies.replace(b"\x12" * 4, answers) if state.papers else replies

    assert _print(lie, process_echo=Ability.NO)[0] == expected


def test_a_printer_that_cannot_confirm_the_purge_gets_no_job():
    model = SimModel(head_dots=HEAD, buffer_clear=False)
    result, world, printer, line = _print(lambda replies, _: replies, model=model)
    assert result == NotPrinted(NO_ANSWER)
    assert world.state.papers == ()
    assert printer.status(Deadline.after(5, clock=line._clock)).health == Online()


def test_a_repeated_answer_is_not_the_answer_to_the_last_question():
    """The paper sensor's answers come twice, and the blade sticks: nothing was cut."""

    def lie(replies, state):
        return replies * 2 if replies == b"\x00" else replies

    model = replace(MUTE_CLONE, head_dots=HEAD)
    result, *_ = _print(lie, model=model, auto_status=False, **UNKNOWN)
    assert result == Unproven(Fault(FaultCode.GARBLED, Action.RESET))


def test_the_models_name_behind_the_cut_is_what_counts():
    told = []

    def lie(replies, state):
        told.append(replies)
        return replies

    result, *_ = _print(lie, model=replace(CLONE, head_dots=HEAD), **UNKNOWN)
    assert result == Printed(Evidence.STATUS_AFTER)
    assert b"".join(told).count(b"_CLONE-80\0") == 2


@pytest.mark.parametrize("swallowed", [b"_CLONE-80\0"])
def test_an_answer_behind_the_cut_that_never_comes_leaves_it_open(swallowed):
    seen = []

    def lie(replies, state):
        seen.append(replies)
        late = b"".join(seen).count(swallowed) > 1
        return replies.replace(swallowed, b"") if late else replies

    result, *_ = _print(lie, model=replace(CLONE, head_dots=HEAD), **UNKNOWN)
    assert result == Unproven(NO_ANSWER)


@pytest.mark.parametrize(
    ("model", "evidence"), [(SimModel(), Evidence.PROCESS_ECHO), (CLONE, Evidence.STATUS_AFTER)]
)
def test_a_clone_is_asked_for_the_echo_and_nothing_of_the_question_is_printed(model, evidence):
    """Characters of a command that a clone does not know wait in its line buffer, and vanish."""
    head, page = 384, Bitmap(384, 200, b"\x5a" * 48 * 200)
    result, world, *_ = _print(
        lambda replies, _: replies,
        model=replace(model, head_dots=head),
        page=page,
        head_dots=head,
        **UNKNOWN,
    )
    assert result == Printed(evidence)
    (paper,) = world.state.papers
    assert dots_of(paper, head) == bytes(HEAD_TO_CUTTER_DOTS * page.stride) + page.rows


def test_a_start_amid_a_job_is_told_by_its_notice():
    def lie(replies, state):
        return replies.replace(b"\x37\x22", b"\x3b\x31\x00\x37\x22")

    assert _print(lie)[0] == Unproven(Fault(FaultCode.HARDWARE, Action.NONE))
