"""What counts as proof, against printers that say the wrong thing."""

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
from drivers.printer import EscPosPrinter, PrinterTraits
from drivers.sim.printer import SimModel, SimPrinter
from drivers.sim.world import World

HEAD = 64
PAGE = Bitmap(HEAD, 200, b"\x5a" * 8 * 200)
NO_ANSWER = Fault(FaultCode.NO_ANSWER, Action.RESET)
COVER_OPEN = Fault(FaultCode.COVER_OPEN, Action.CLEAR)


class LyingLine:
    """A line in memory and virtual time that rewrites what the printer says."""

    def __init__(self, world, model, lie):
        self.printer, self.world, self.lie, self.now = SimPrinter(world, model), world, lie, 0.0
        self.connected = False

    def open(self, deadline):
        deadline.check()
        self.connected = True

    def send(self, data, deadline):
        deadline.check()
        self.printer.accept(data)

    def receive(self, deadline):
        data = self.lie(self.printer.take_replies(), self.world.state)
        if not data:
            self.now = max(self.now, deadline.at)
        return data

    def purge_input(self):
        self.printer.take_replies()

    def drop(self):
        self.connected = False

    close = drop


def _print(lie, *, model=None, traits=None):
    world = World()
    line = LyingLine(world, model or SimModel(head_dots=HEAD), lie)
    printer = EscPosPrinter(line, HEAD, traits)
    result = printer.print(PrintJob(7, PAGE), Deadline.after(60, clock=lambda: line.now))
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

    traits = PrinterTraits(process_echo=False)
    assert _print(lie, traits=traits)[0] == expected


def test_a_printer_that_cannot_confirm_the_purge_gets_no_job():
    model = SimModel(head_dots=HEAD, buffer_clear=False)
    result, world, printer, line = _print(lambda replies, _: replies, model=model)
    assert result == NotPrinted(NO_ANSWER)
    assert world.state.papers == ()
    assert printer.status(Deadline.after(5, clock=lambda: line.now)).health == Online()
