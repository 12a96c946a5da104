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
    fault_of,
)
from drivers.printer import LineFault
from drivers.printer.replies import AutoStatus, FullStatus
from drivers.printer.status import absent, condition_of, fault, from_auto, printer_status

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


_FULL = [
    ("00000000", Online(), PaperLevel.FULL),
    ("04000000", Online(), PaperLevel.LOW),
    ("40000000", Online(), PaperLevel.LOW),
    ("20000000", Online(), PaperLevel.FULL),
    ("05000000", _offline(FaultCode.PAPER_OUT, Action.REPLENISH), PaperLevel.OUT),
    ("00020000", _offline(FaultCode.COVER_OPEN, Action.CLEAR), PaperLevel.FULL),
    ("00010000", _offline(FaultCode.COVER_OPEN, Action.CLEAR), PaperLevel.FULL),
    ("00000002", _offline(FaultCode.COVER_OPEN, Action.CLEAR), PaperLevel.FULL),
    ("00000100", _offline(FaultCode.OVERHEATED, Action.NONE), PaperLevel.FULL),
    ("00004000", _offline(FaultCode.PAPER_JAM, Action.CLEAR), PaperLevel.JAMMED),
    ("00000001", _offline(FaultCode.CUTTER, Action.CLEAR), PaperLevel.FULL),
    ("00000800", HardwareError(Fault(FaultCode.HARDWARE, Action.RESET)), PaperLevel.FULL),
    ("00000008", HardwareError(Fault(FaultCode.HARDWARE, Action.MAINTAIN)), PaperLevel.FULL),
    ("00000040", HardwareError(Fault(FaultCode.HARDWARE, Action.MAINTAIN)), PaperLevel.FULL),
    ("00200000", Busy(), PaperLevel.FULL),
    ("00040000", Online(), PaperLevel.FULL),
    ("00002000", Online(), PaperLevel.FULL),
]


@pytest.mark.parametrize(("states", "health", "paper"), _FULL)
def test_the_full_status_of_a_kiosk_printer(states, health, paper):
    full = FullStatus(bytes.fromhex(states))
    status = printer_status((_CLEAN,) * 4, garbage=False, full=full)
    assert (status.health, status.paper) == (health, paper)
    assert status.in_mouth == (states == "20000000")


def test_a_full_status_that_is_wanted_and_does_not_come_is_silence():
    assert condition_of((_CLEAN,) * 4, None, wants_full=True) is None
    assert condition_of((_CLEAN,) * 4, None, wants_full=False) is not None


def test_either_report_of_a_fault_counts():
    open_cover = (0x1A, 0x16, 0x12, 0x12)
    status = printer_status(open_cover, garbage=False, full=FullStatus(b"\x01\0\0\0"))
    assert status.health == _offline(FaultCode.COVER_OPEN, Action.CLEAR)
    assert status.paper is PaperLevel.OUT


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (LineFault.CONNECT_FAILED, FaultCode.NOT_CONNECTED),
        (LineFault.LINE_BROKEN, FaultCode.NOT_CONNECTED),
        (LineFault.IN_USE, FaultCode.IN_USE),
        (LineFault.ACCESS_DENIED, FaultCode.SERVICE_DOWN),
        (LineFault.MISCONFIGURED, FaultCode.MISCONFIGURED),
    ],
)
def test_what_a_broken_line_says(code, expected):
    found = fault_of(absent(code).health)
    assert found is not None
    assert found.code is expected
