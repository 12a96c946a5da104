"""From Epson's bits to health."""

import pytest

from drivers import (
    Action,
    Busy,
    Fault,
    FaultCode,
    HardwareError,
    Offline,
    Online,
    PaperLevel,
    Unknown,
)
from drivers.printer.replies import AutoStatus
from drivers.printer.status import fault, from_auto, printer_status

_CLEAN = 0x12


def _offline(code, action):
    return Offline(Fault(code, action))


_CASES = [
    ((0x12, 0x12, 0x12, 0x12), Online(), PaperLevel.FULL),
    ((0x12, 0x12, 0x12, 0x1E), Online(), PaperLevel.LOW),
    ((0x1A, 0x32, 0x12, 0x7E), _offline(FaultCode.PAPER_OUT, Action.REPLENISH), PaperLevel.OUT),
    ((0x1A, 0x16, 0x12, 0x12), _offline(FaultCode.COVER_OPEN, Action.CLEAR), PaperLevel.FULL),
    ((0x1A, 0x36, 0x12, 0x7E), _offline(FaultCode.COVER_OPEN, Action.CLEAR), PaperLevel.OUT),
    ((0x1A, 0x52, 0x1A, 0x12), _offline(FaultCode.CUTTER, Action.CLEAR), PaperLevel.FULL),
    ((0x1A, 0x52, 0x52, 0x12), _offline(FaultCode.OVERHEATED, Action.NONE), PaperLevel.FULL),
    (
        (0x1A, 0x52, 0x32, 0x12),
        HardwareError(Fault(FaultCode.HARDWARE, Action.MAINTAIN)),
        PaperLevel.FULL,
    ),
    (
        (0x1A, 0x52, 0x12, 0x12),
        HardwareError(Fault(FaultCode.HARDWARE, Action.RESET)),
        PaperLevel.FULL,
    ),
    ((0x1A, 0x12, 0x12, 0x12), _offline(FaultCode.HARDWARE, Action.RESET), PaperLevel.FULL),
    ((0x5A, 0x1A, 0x12, 0x12), Busy(), PaperLevel.FULL),
]


@pytest.mark.parametrize(("answers", "health", "paper"), _CASES)
def test_answers_to_the_four_questions(answers, health, paper):
    status = printer_status(answers, garbage=False)
    assert (status.health, status.paper) == (health, paper)


def test_missing_answers_are_silence_and_never_paper_out():
    for count in range(4):
        status = printer_status((0x7E,) * count, garbage=False)
        assert status.health == Unknown(Fault(FaultCode.NO_ANSWER, Action.RESET))
        assert status.paper is PaperLevel.UNKNOWN


def test_garbage_is_not_interpreted():
    status = printer_status((_CLEAN,) * 4, garbage=True)
    assert status.health == Unknown(Fault(FaultCode.GARBLED, Action.RESET))


@pytest.mark.parametrize(
    ("packet", "code"),
    [
        ("10000000", None),
        ("14000f0f", FaultCode.PAPER_OUT),
        ("1400030f", None),
        ("38000000", FaultCode.COVER_OPEN),
        ("18080000", FaultCode.CUTTER),
        ("18200000", FaultCode.HARDWARE),
        ("18400000", FaultCode.OVERHEATED),
    ],
)
def test_pushed_status(packet, code):
    found = fault(from_auto(AutoStatus(bytes.fromhex(packet))))
    assert (found.code if found else None) is code
