"""The desk: what is heard and when, how requests end, and who may go on with a card."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from drivers import (
    Action,
    DeadlineExceeded,
    Fault,
    FaultCode,
    NotPrinted,
    ScanHint,
    TransportError,
    TravelKey,
    Unproven,
)
from kiosk.devices import DeviceDesk, HealthBoard, Page, Part, PrintEnd, PrintVerdict, State
from kiosk.devices import desk as desk_module
from kiosk.devices.hints import HOLDS_SECONDS, STAYS_SECONDS
from kiosk.devices.scanning import GONE_SECONDS
from kiosk.session import NoticeCode
from kiosk.session.data import DocumentKey, HeldDocument
from kiosk.session.machine import Listening
from tests.kiosk.devices.desk_devices import (
    DOCUMENT,
    REMOVED,
    FakePrinter,
    FakeReader,
    FakeScanner,
    raising,
)

ALL, NOTHING = Listening(card=True, code=True), Listening(card=False, code=False)
TODAY = date(2026, 11, 22)
PAGE = Page(576, 1, bytes(72))
FAULT = Fault(FaultCode.PAPER_OUT, Action.REPLENISH)


class Desk:
    """A desk with fake devices; ``heard`` are its signals in order."""

    def __init__(self):
        self.reader, self.scanner, self.printer = FakeReader(), FakeScanner(), FakePrinter()
        self.board = HealthBoard()
        self.seconds = 0.0
        self.desk = DeviceDesk(
            self.reader,
            self.scanner,
            self.printer,
            self.board,
            today=lambda: TODAY,
            clock=lambda: self.seconds,
        )
        self.heard = []
        self.unclear = []
        self.desk.code_unclear.connect(self.unclear.append)
        self.desk.card_laid.connect(lambda: self.heard.append("card"))
        self.desk.code_shown.connect(self.heard.append)
        self.desk.codes_many.connect(lambda: self.heard.append("many"))
        self.desk.start()


@pytest.fixture
def desk(qapp, monkeypatch):
    monkeypatch.setattr(desk_module, "PRINTER_POLL_SECONDS", 0.02)
    made = Desk()
    yield made
    made.desk.close()


@pytest.fixture
def settled(desk, qtbot):
    """Waits until the camera has been looked at a few times more."""

    def wait():
        seen = desk.scanner.scans
        qtbot.waitUntil(lambda: desk.scanner.scans >= seen + 5)

    return wait


def test_every_part_reports(desk, qtbot):
    devices = [Part.CARD_READER, Part.CODE_SCANNER, Part.PRINTER]
    qtbot.waitUntil(lambda: all(desk.board[part].state is State.ONLINE for part in devices))
    assert desk.board[Part.PRINTER].paper == "low"
    assert desk.desk.head_dots == 576


def test_a_card_is_heard_only_where_the_scene_listens(desk, qapp, qtbot):
    desk.reader.lay()
    qtbot.waitUntil(desk.reader.looked_full.is_set)
    qapp.processEvents()
    desk.desk.listen(ALL)
    desk.reader.take()
    qtbot.waitUntil(desk.reader.looked_empty.is_set)
    assert desk.heard == []
    desk.reader.lay()
    qtbot.waitUntil(lambda: desk.heard == ["card"])


def test_a_read_ends_as_document_or_notice(desk, qtbot):
    ends = []
    for answer in (
        lambda: DOCUMENT,
        lambda: REMOVED,
        raising(TransportError("not_connected")),
        raising(DeadlineExceeded()),
    ):
        desk.reader.answer = answer
        count = len(ends)
        desk.desk.read_card(5, None, ends.append)
        qtbot.waitUntil(lambda at=count: len(ends) > at)
    assert ends[0].number == DOCUMENT.id_number
    assert ends[1:] == [NoticeCode.CARD_REMOVED, NoticeCode.READER_DOWN, NoticeCode.READER_DOWN]


def test_a_key_is_handed_to_the_reader_in_its_words(desk, qtbot):
    ends = []
    key = DocumentKey("H00000002", date(1996, 10, 30), date(2034, 4, 8))
    for given in (key, None):
        desk.desk.read_card(5, given, ends.append)
    qtbot.waitUntil(lambda: len(ends) == 2)
    assert desk.reader.keys == [TravelKey(key.number, key.birth_date, key.valid_until), None]


def test_a_document_that_expired_yesterday_goes_no_further(desk, qtbot):
    ends = []
    for last in (TODAY, TODAY - timedelta(days=1)):
        desk.reader.answer = lambda until=last: replace(DOCUMENT, valid_until=until)
        count = len(ends)
        desk.desk.read_card(5, None, ends.append)
        qtbot.waitUntil(lambda at=count: len(ends) > at)
    assert isinstance(ends[0], HeldDocument)
    assert ends[1] is NoticeCode.CARD_EXPIRED


def test_a_card_that_came_back_while_it_was_read_is_heard_again(desk, qtbot):
    desk.desk.listen(ALL)
    desk.reader.lay()
    qtbot.waitUntil(lambda: desk.heard == ["card"])
    desk.reader.answer = lambda: REMOVED
    ends = []
    desk.desk.read_card(5, None, ends.append)
    qtbot.waitUntil(lambda: desk.heard == ["card", "card"])
    assert ends == [NoticeCode.CARD_REMOVED]


def test_a_card_left_after_a_read_is_not_heard_again(desk, qtbot, settled):
    desk.desk.listen(ALL)
    desk.reader.lay()
    qtbot.waitUntil(lambda: desk.heard == ["card"])
    ends = []
    desk.desk.read_card(5, None, ends.append)
    qtbot.waitUntil(lambda: len(ends) == 1)
    settled()
    assert desk.heard == ["card"]


def test_a_bug_in_a_driver_is_not_swallowed(desk, qtbot):
    desk.reader.answer = raising(ZeroDivisionError())
    with qtbot.captureExceptions() as caught:
        desk.desk.read_card(5, None, lambda _: None)
        qtbot.waitUntil(lambda: bool(caught))
    assert [kind for kind, _, _ in caught] == [ZeroDivisionError]


def test_the_camera_rests_while_nobody_listens(desk, qtbot):
    qtbot.waitUntil(lambda: desk.scanner.rests > 0)
    assert desk.scanner.scans == 0
    desk.desk.listen(ALL)
    qtbot.waitUntil(lambda: desk.scanner.scans > 0, timeout=10_000)


def test_a_code_that_stays_in_view_is_told_once_even_when_the_scene_changes(desk, qtbot, settled):
    desk.desk.listen(ALL)
    desk.scanner.view = (b"a",)
    qtbot.waitUntil(lambda: desk.heard == [b"a"], timeout=10_000)
    desk.desk.listen(NOTHING)
    desk.desk.listen(ALL)
    settled()
    assert desk.heard == [b"a"]
    desk.scanner.view = (b"b",)
    qtbot.waitUntil(lambda: desk.heard == [b"a", b"b"])


def test_a_code_shown_again_counts_anew(desk, qtbot, settled):
    desk.desk.listen(ALL)
    desk.scanner.view = (b"a",)
    qtbot.waitUntil(lambda: desk.heard == [b"a"], timeout=10_000)
    desk.scanner.view = ()
    settled()
    desk.seconds += GONE_SECONDS
    settled()
    desk.scanner.view = (b"a",)
    qtbot.waitUntil(lambda: desk.heard == [b"a", b"a"])


def test_a_code_that_drops_out_of_view_for_a_blink_is_told_once(desk, qtbot, settled):
    desk.desk.listen(ALL)
    desk.scanner.view = (b"a",)
    qtbot.waitUntil(lambda: desk.heard == [b"a"], timeout=10_000)
    for view in ((), (b"a",), (), (b"b",)):
        desk.scanner.view = view
        settled()
    assert desk.heard == [b"a", b"b"]


def test_a_phone_left_by_one_visit_is_nobodys_until_a_code_is_asked_for(desk, qtbot, settled):
    desk.desk.listen(ALL)
    desk.scanner.view = (b"a",)
    qtbot.waitUntil(lambda: desk.heard == [b"a"], timeout=10_000)
    desk.desk.forget()
    rested = desk.scanner.rests
    desk.desk.listen(NOTHING)
    qtbot.waitUntil(lambda: desk.scanner.rests > rested, timeout=10_000)
    desk.desk.listen(ALL)
    settled()
    assert desk.heard == [b"a"]
    desk.desk.listen(replace(ALL, asked=True))
    qtbot.waitUntil(lambda: desk.heard == [b"a", b"a"])
    desk.desk.listen(ALL)
    desk.desk.listen(replace(ALL, asked=True))
    settled()
    assert desk.heard == [b"a", b"a"]


def test_an_unclear_view_is_told_when_it_changes(desk, qtbot, settled):
    desk.desk.listen(ALL)
    desk.scanner.hint = ScanHint.BLURRED
    settled()
    desk.seconds += HOLDS_SECONDS
    qtbot.waitUntil(lambda: desk.unclear == [NoticeCode.CODE_BLURRED], timeout=10_000)
    settled()
    desk.scanner.hint = ScanHint.NONE
    settled()
    desk.seconds += STAYS_SECONDS
    qtbot.waitUntil(lambda: desk.unclear == [NoticeCode.CODE_BLURRED, None], timeout=10_000)


def test_of_several_codes_none_is_taken_and_it_is_told_once(desk, qtbot, settled):
    desk.desk.listen(ALL)
    desk.scanner.view = (b"a", b"b")
    qtbot.waitUntil(lambda: bool(desk.heard), timeout=10_000)
    settled()
    assert desk.heard == ["many"]
    desk.scanner.view = (b"a",)
    qtbot.waitUntil(lambda: desk.heard == ["many", b"a"])


def test_the_same_code_twice_in_view_is_one_code(desk, qtbot):
    desk.desk.listen(ALL)
    desk.scanner.view = (b"a", b"a")
    qtbot.waitUntil(lambda: desk.heard == [b"a"], timeout=10_000)


def test_a_camera_that_comes_back_is_listened_to(desk, qtbot):
    desk.scanner.plugged = False
    desk.desk.listen(ALL)
    desk.scanner.view = (b"a",)
    qtbot.waitUntil(lambda: desk.scanner.refusals > 0, timeout=10_000)
    desk.scanner.plugged = True
    qtbot.waitUntil(lambda: desk.heard == [b"a"], timeout=10_000)


@pytest.mark.parametrize(
    ("answer", "end"),
    [
        (None, PrintEnd(PrintVerdict.CONFIRMED)),
        (
            lambda: NotPrinted(FAULT),
            PrintEnd(PrintVerdict.FAILED, NoticeCode.PRINTER_PAPER_OUT, "paper_out"),
        ),
        (
            lambda: Unproven(FAULT),
            PrintEnd(PrintVerdict.UNKNOWN, NoticeCode.PRINT_UNPROVEN, "paper_out"),
        ),
        (
            raising(TransportError("not_connected")),
            PrintEnd(PrintVerdict.UNKNOWN, NoticeCode.PRINT_UNPROVEN, "no_answer"),
        ),
        (
            raising(DeadlineExceeded()),
            PrintEnd(PrintVerdict.FAILED, NoticeCode.PRINTER_DOWN, "no_answer"),
        ),
    ],
)
def test_a_print_ends_in_one_of_three_ways(desk, qtbot, answer, end):
    if answer:
        desk.printer.answer = answer
    ends = []
    desk.desk.print_page(7, PAGE, 5, lambda: False, ends.append)
    qtbot.waitUntil(lambda: bool(ends))
    assert ends == [end]
    assert [job.job_id for job in desk.printer.jobs] == [7]
    assert desk.printer.wanted == [False]


def test_closing_releases_every_device(qapp):
    made = Desk()
    made.desk.close()
    assert made.reader.closed
    assert made.scanner.closed
    assert made.printer.closed
