"""The desk's document camera: it looks at the tray with the scene, and its faults are words."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from drivers import (
    Action,
    Cancelled,
    CodeScannerStatus,
    Deadline,
    DeadlineExceeded,
    Fault,
    FaultCode,
    Health,
    NoDevice,
    Online,
    PageCapture,
    PagePicture,
    PageQuality,
    PageShape,
    Preview,
    Retake,
    RetakeReason,
    TransportError,
    TravelKey,
    TravelKeyRead,
    ZoneFailure,
    ZoneReading,
    ZoneUnread,
)
from kiosk.devices import DeviceDesk, HealthBoard, Part, State
from kiosk.devices.paging import LOOK_SECONDS
from kiosk.session import NoticeCode
from kiosk.session.data import DocumentKey
from kiosk.session.machine import Listening
from tests.fixtures.shown_camera import FakePreview
from tests.kiosk.devices.desk_devices import FakePrinter, FakeReader, FakeScanner

SHOWN, AWAY = Listening(card=False, code=False, page=True), Listening(card=False, code=False)
KEY = TravelKey("H00000002", date(1996, 10, 30), date(2034, 4, 8))
PAGE = PagePicture(b"jpeg", 1000, 1414, PageShape.A4, colour=True, quality=PageQuality(1, 230, 1))
RETAKE = Retake((RetakeReason.GLARE,))
GONE = NoDevice(Fault(FaultCode.NOT_CONNECTED, Action.MAINTAIN))


class FakeDocumentCamera:
    """Its tray is watched until the round ends; ``answer`` is what a question gives or raises."""

    def __init__(self) -> None:
        self.preview: Preview = FakePreview()
        self.health: Health = Online()
        self.plugged = True
        self.watching = threading.Event()
        self.rested = threading.Event()
        self.asked = threading.Event()
        self.refused = threading.Event()
        self.answer: Callable[[Deadline], object] = lambda _: PAGE
        self.closed = False

    def status(self, deadline: Deadline) -> CodeScannerStatus:
        deadline.check()
        return CodeScannerStatus(self.health, "fake")

    def watch(self, deadline: Deadline) -> None:
        if not self.plugged:
            self.refused.set()
            raise TransportError(FaultCode.NOT_CONNECTED)
        self.rested.clear()
        self.watching.set()
        if deadline.cancel.wait(deadline.remaining()):
            raise Cancelled

    def capture(self, deadline: Deadline) -> PageCapture:
        self.asked.set()
        return self.answer(deadline)  # type: ignore[return-value]  # what a test says it saw

    def read_zone(self, deadline: Deadline) -> ZoneReading:
        self.asked.set()
        return self.answer(deadline)  # type: ignore[return-value]  # what a test says it saw

    def rest(self) -> None:
        self.watching.clear()
        self.rested.set()

    def close(self) -> None:
        self.closed = True


def wait_out(deadline: Deadline) -> None:
    """Block as a camera does that sees nothing."""
    deadline.cancel.wait(deadline.remaining())
    deadline.check()


class PageDesk:
    """A desk with a document camera; ``answers`` are the ends of what was asked."""

    def __init__(self, camera: FakeDocumentCamera | None) -> None:
        self.board = HealthBoard()
        self.answers: list[object] = []
        self.desk = DeviceDesk(
            FakeReader(),
            FakeScanner(),
            FakePrinter(),
            self.board,
            today=lambda: date(2026, 11, 22),
            document_camera=camera,
        )
        self.desk.start()

    def answered(self, qtbot: QtBot) -> object:
        qtbot.waitUntil(lambda: self.answers != [], timeout=10_000)
        return self.answers.pop()


@pytest.fixture
def camera() -> FakeDocumentCamera:
    return FakeDocumentCamera()


@pytest.fixture
def page(qapp: object, camera: FakeDocumentCamera) -> Iterator[PageDesk]:
    made = PageDesk(camera)
    yield made
    made.desk.close()


@pytest.fixture
def bare(qapp: object) -> Iterator[PageDesk]:
    made = PageDesk(None)
    yield made
    made.desk.close()


def test_the_camera_looks_while_the_scene_does_and_rests_otherwise(page, camera, qtbot):
    assert camera.rested.wait(10)
    page.desk.listen(SHOWN)
    assert camera.watching.wait(10)
    page.desk.listen(AWAY)
    assert camera.rested.wait(10)


def test_pictures_are_asked_for_only_while_scene_and_screen_look(page):
    view = page.desk.page_view
    view.look(is_looking=True, screen="unlock")
    assert not view.wanted
    page.desk.listen(SHOWN)
    assert view.wanted
    view.look(is_looking=False)  # another screen, which is not shown
    assert view.wanted
    page.desk.listen(AWAY)
    assert not view.wanted


@pytest.mark.parametrize("end", [PAGE, RETAKE], ids=["picture", "retake"])
def test_a_captured_page_comes_back_as_it_is(page, camera, qtbot, end):
    camera.answer = lambda _: end
    page.desk.listen(SHOWN)
    page.desk.capture_page(5, page.answers.append)
    assert page.answered(qtbot) is end


def test_a_key_from_the_zone_is_the_documents_key(page, camera, qtbot):
    camera.answer = lambda _: TravelKeyRead(KEY)
    page.desk.read_zone(5, page.answers.append)
    assert page.answered(qtbot) == DocumentKey(KEY.number, KEY.birth_date, KEY.valid_until)


@pytest.mark.parametrize(
    ("failure", "told"),
    [
        (ZoneFailure.NO_ZONE, NoticeCode.ZONE_MISSING),
        (ZoneFailure.UNREADABLE, NoticeCode.ZONE_UNREADABLE),
        (ZoneFailure.UNPROVEN, NoticeCode.ZONE_UNREADABLE),
        (ZoneFailure.NO_KEY, NoticeCode.ZONE_WITHOUT_KEY),
    ],
)
def test_every_zone_that_gives_no_key_has_its_notice(page, camera, qtbot, failure, told):
    camera.answer = lambda _: ZoneUnread(failure)
    page.desk.read_zone(0.05, page.answers.append)
    assert page.answered(qtbot) is told


def test_the_camera_looks_until_there_is_a_key_and_remembers_how_near_it_came(page, camera, qtbot):
    looks = iter([ZoneUnread(ZoneFailure.NO_ZONE), TravelKeyRead(KEY)])
    camera.answer = lambda _: next(looks)
    page.desk.read_zone(600, page.answers.append)
    assert isinstance(page.answered(qtbot), DocumentKey)

    given: list[float] = []

    def nearer_first(deadline: Deadline) -> ZoneUnread:
        given.append(deadline.remaining())
        deadline.cancel.wait(0.02)
        return ZoneUnread(ZoneFailure.UNREADABLE if len(given) == 1 else ZoneFailure.NO_ZONE)

    camera.answer = nearer_first
    page.desk.read_zone(0.1, page.answers.append)
    assert page.answered(qtbot) is NoticeCode.ZONE_UNREADABLE
    assert len(given) > 1


def test_a_camera_that_goes_while_it_looks_is_told_before_the_time_is_up(page, camera, qtbot):
    given: list[float] = []

    def gone(deadline: Deadline) -> ZoneUnread:
        given.append(deadline.remaining())
        if len(given) > 1:
            raise TransportError(FaultCode.NOT_CONNECTED)
        return ZoneUnread(ZoneFailure.NO_ZONE)

    camera.answer = gone
    page.desk.read_zone(600, page.answers.append)
    assert page.answered(qtbot) is NoticeCode.ZONE_CAMERA_DOWN
    assert max(given) <= LOOK_SECONDS


@pytest.mark.parametrize(
    "error", [TransportError(FaultCode.NO_ANSWER), DeadlineExceeded()], ids=["line", "deadline"]
)
def test_a_fault_is_a_notice_that_names_the_way_on(page, camera, qtbot, error):
    def fail(_deadline: Deadline) -> object:
        raise error

    camera.answer = fail
    page.desk.capture_page(5, page.answers.append)
    assert page.answered(qtbot) is NoticeCode.DOCUMENT_CAMERA_DOWN
    page.desk.read_zone(5, page.answers.append)
    assert page.answered(qtbot) is NoticeCode.ZONE_CAMERA_DOWN


@pytest.mark.parametrize("leaves", ["looks_away", "visit_ends"])
def test_a_question_ends_when_nobody_wants_its_answer(page, camera, qtbot, leaves):
    camera.answer = wait_out
    page.desk.listen(SHOWN)
    page.desk.read_zone(600, page.answers.append)
    assert camera.asked.wait(10)
    if leaves == "looks_away":
        page.desk.listen(AWAY)
    else:
        page.desk.forget()
    assert page.answered(qtbot) is NoticeCode.ZONE_CAMERA_DOWN
    camera.answer = lambda _: TravelKeyRead(KEY)
    page.desk.listen(SHOWN)
    page.desk.read_zone(5, page.answers.append)
    assert isinstance(page.answered(qtbot), DocumentKey)


def test_closing_ends_a_question_at_once(qapp, camera):
    camera.answer = wait_out
    made = PageDesk(camera)
    made.desk.listen(SHOWN)
    made.desk.capture_page(600, made.answers.append)
    assert camera.asked.wait(10)
    made.desk.close()
    assert camera.closed


def test_an_unplugged_camera_is_on_the_board_and_comes_back(page, camera, qtbot):
    def known(state: State) -> None:
        qtbot.waitUntil(lambda: page.board[Part.DOCUMENT_CAMERA].state is state, timeout=9000)

    page.desk.listen(SHOWN)
    assert camera.watching.wait(10)
    camera.plugged, camera.health = False, GONE
    known(State.NO_DEVICE)
    assert camera.refused.is_set()
    camera.watching.clear()
    camera.plugged, camera.health = True, Online()
    assert camera.watching.wait(10)
    known(State.ONLINE)


def test_the_board_has_the_part_only_where_the_kiosk_has_the_camera(page, bare):
    assert page.desk.has_document_camera
    assert not bare.desk.has_document_camera
    assert bare.desk.page_view is None

    def parts(desk: PageDesk) -> set[Part]:
        return {health.part for health in desk.board.parts}

    assert parts(page) - parts(bare) == {Part.DOCUMENT_CAMERA}


def test_without_a_camera_every_question_says_so(bare):
    bare.desk.listen(SHOWN)
    bare.desk.capture_page(5, bare.answers.append)
    bare.desk.read_zone(5, bare.answers.append)
    assert bare.answers == [NoticeCode.DOCUMENT_CAMERA_DOWN, NoticeCode.ZONE_CAMERA_DOWN]
