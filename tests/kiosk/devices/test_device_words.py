"""Statuses, reads and prints in the kiosk's words: every value of the drivers has one."""

import pytest

from drivers import (
    Action,
    Busy,
    CardReaderStatus,
    CodeScannerStatus,
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
    PrinterStatus,
    Unknown,
    Unproven,
)
from kiosk.devices import HealthBoard, Part, PartHealth, PrintEnd, PrintVerdict, State
from kiosk.devices.printing import print_end
from kiosk.devices.statuses import card_reader_health, code_scanner_health, printer_health
from kiosk.session import NoticeCode

FAULT = Fault(FaultCode.COVER_OPEN, Action.CLEAR)


@pytest.mark.parametrize(
    ("health", "state", "usable"),
    [
        (Online(), State.ONLINE, True),
        (Busy(), State.BUSY, True),
        (Offline(FAULT), State.OFFLINE, False),
        (NoDevice(FAULT), State.NO_DEVICE, False),
        (HardwareError(FAULT), State.HARDWARE_ERROR, False),
        (Unknown(FAULT), State.UNKNOWN, False),
    ],
)
def test_health_has_the_same_word_for_every_device(health, state, usable):
    parts = [
        card_reader_health(CardReaderStatus(health, "reader")),
        code_scanner_health(CodeScannerStatus(health, "camera")),
        printer_health(PrinterStatus(health, PaperLevel.OUT, model="model")),
    ]
    assert [part.part for part in parts] == [Part.CARD_READER, Part.CODE_SCANNER, Part.PRINTER]
    assert [part.detail for part in parts] == ["reader", "camera", "model"]
    for part in parts:
        assert (part.state, part.usable) == (state, usable)
        assert (part.fault, part.action) == (("", "") if usable else ("cover_open", "clear"))


@pytest.mark.parametrize("level", PaperLevel)
def test_paper_is_told_where_the_printer_knows(level):
    paper = printer_health(PrinterStatus(Online(), level)).paper
    assert paper == ("" if level is PaperLevel.NOT_SUPPORTED else level)


@pytest.mark.parametrize("code", FaultCode)
def test_every_fault_before_the_first_byte_leaves_the_copy_printable(code):
    end = print_end(NotPrinted(Fault(code, Action.NONE)))
    assert end.verdict is PrintVerdict.FAILED
    assert end.notice is not None
    assert end.fault == code
    assert print_end(Unproven(Fault(code, Action.NONE))) == PrintEnd(
        PrintVerdict.UNKNOWN, NoticeCode.PRINT_UNPROVEN, code
    )


def test_paper_and_cover_have_their_own_words():
    notices = {
        code: print_end(NotPrinted(Fault(code, Action.NONE))).notice
        for code in (FaultCode.PAPER_OUT, FaultCode.COVER_OPEN, FaultCode.CUTTER)
    }
    assert list(notices.values()) == [
        NoticeCode.PRINTER_PAPER_OUT,
        NoticeCode.PRINTER_COVER_OPEN,
        NoticeCode.PRINTER_DOWN,
    ]


def test_a_job_no_longer_wanted_has_failed_without_words():
    assert print_end(NotPrinted(None)) == PrintEnd(PrintVerdict.FAILED)
    assert print_end(Printed(Evidence.STATUS_AFTER)) == PrintEnd(PrintVerdict.CONFIRMED)


def test_the_board_tells_changes_only(qtbot):
    board = HealthBoard()
    changes = []
    board.changed.connect(lambda: changes.append(1))
    assert {part.state for part in board.parts} == {State.UNKNOWN}
    well = PartHealth(Part.PRINTER, State.ONLINE)
    board.update(well)
    board.update(well)
    board.set_waiting(2)
    board.set_waiting(2)
    assert (len(changes), board.waiting, board[Part.PRINTER]) == (2, 2, well)
