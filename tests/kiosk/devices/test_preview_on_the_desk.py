"""The desk's camera: it opens and rests with the scene, hints calmly, shows no more than asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from drivers import Scan, ScanHint, Symbol, Symbology
from kiosk.devices import DeviceDesk, HealthBoard
from kiosk.devices import lane as lane_module
from kiosk.devices.reading import unclear
from kiosk.session import NoticeCode
from kiosk.session.machine import Listening
from kiosk.session.notices import CODE_HINTS
from tests.fixtures.shown_camera import FakePreview
from tests.kiosk.devices.desk_devices import FakePrinter, FakeReader, FakeScanner

CARD, BOTH = Listening(card=True, code=False), Listening(card=True, code=True)
ASKED = replace(BOTH, asked=True)
CORNERS = ((640, 180), (960, 180), (960, 540), (640, 540))


class CameraDesk:
    """A desk whose clock stands still unless a test moves it, watching in long rounds."""

    def __init__(self) -> None:
        self.seconds = 100.0
        self.scanner = FakeScanner()
        self.scanner.size = (1280, 720)
        self.preview = FakePreview()
        self.scanner.preview = self.preview
        self.desk = DeviceDesk(
            FakeReader(),
            self.scanner,
            FakePrinter(),
            HealthBoard(),
            today=lambda: date(2026, 11, 22),
            clock=lambda: self.seconds,
        )
        self.view = self.desk.scan_view
        self.unclear: list[NoticeCode | None] = []
        self.desk.code_unclear.connect(self.unclear.append)
        self.desk.start()


@pytest.fixture
def desk(qapp: object) -> Iterator[CameraDesk]:
    made = CameraDesk()
    yield made
    made.desk.close()


def looks(desk: CameraDesk, qtbot: QtBot, count: int = 4) -> None:
    """Wait until the camera has been looked at so often, and the GUI thread knows."""
    seen = desk.scanner.scans
    qtbot.waitUntil(lambda: desk.scanner.scans >= seen + count, timeout=20_000)
    QCoreApplication.processEvents()


def hold(desk: CameraDesk, qtbot: QtBot, seconds: float) -> None:
    """Time goes by, look by look."""
    for _ in range(round(seconds / 0.25)):
        looks(desk, qtbot)
        desk.seconds += 0.25
    looks(desk, qtbot)


@pytest.mark.parametrize("hint", ScanHint)
def test_every_hint_of_the_camera_has_words(hint: ScanHint) -> None:
    told = unclear(Scan(hint=hint))
    assert (told is None) == (hint is ScanHint.NONE)
    assert told is None or told in CODE_HINTS
    assert unclear(Scan((Symbol(Symbology.QR, b"a"),), hint)) is None


def test_all_hints_are_told_apart() -> None:
    told = {unclear(Scan(hint=hint)) for hint in ScanHint}
    assert told == CODE_HINTS | {None}


def test_a_hint_is_told_once_it_has_held_and_goes_after_it_was_read(
    desk: CameraDesk, qtbot: QtBot
) -> None:
    desk.desk.listen(ASKED)
    desk.scanner.hint = ScanHint.CLOSER
    looks(desk, qtbot, 20)
    assert desk.unclear == []
    hold(desk, qtbot, 0.75)
    assert desk.unclear == [NoticeCode.CODE_TOO_SMALL]
    assert desk.view.hint is NoticeCode.CODE_TOO_SMALL
    desk.scanner.hint = ScanHint.NONE
    hold(desk, qtbot, 0.5)
    assert desk.unclear == [NoticeCode.CODE_TOO_SMALL]
    hold(desk, qtbot, 1.25)
    assert desk.unclear == [NoticeCode.CODE_TOO_SMALL, None]
    assert desk.view.hint is None


def test_a_code_in_view_ends_a_hint_at_once(desk: CameraDesk, qtbot: QtBot) -> None:
    desk.desk.listen(ASKED)
    desk.scanner.hint = ScanHint.HOLD_STILL
    hold(desk, qtbot, 1.0)
    assert desk.unclear == [NoticeCode.CODE_MOVING]
    desk.scanner.view = (b"a",)
    qtbot.waitUntil(lambda: desk.unclear == [NoticeCode.CODE_MOVING, None], timeout=20_000)


def test_a_camera_that_goes_away_takes_its_hint_along(desk: CameraDesk, qtbot: QtBot) -> None:
    desk.desk.listen(ASKED)
    desk.scanner.hint = ScanHint.BLURRED
    hold(desk, qtbot, 1.0)
    desk.scanner.plugged = False
    qtbot.waitUntil(lambda: desk.unclear == [NoticeCode.CODE_BLURRED, None], timeout=20_000)


def test_another_scene_begins_without_a_hint(desk: CameraDesk, qtbot: QtBot) -> None:
    desk.desk.listen(BOTH)
    desk.scanner.hint = ScanHint.TOO_DARK
    hold(desk, qtbot, 1.0)
    assert desk.view.hint is NoticeCode.CODE_TOO_DARK
    desk.desk.listen(ASKED)
    assert desk.view.hint is None
    hold(desk, qtbot, 1.0)
    assert desk.unclear == [NoticeCode.CODE_TOO_DARK] * 2


def test_where_a_code_was_seen_is_shown_in_shares_of_the_frame(
    desk: CameraDesk, qtbot: QtBot
) -> None:
    desk.desk.listen(ASKED)
    desk.view.look(is_looking=True)
    desk.scanner.corners = CORNERS
    desk.scanner.view = (b"a",)
    placed = ((0.5, 0.25), (0.75, 0.25), (0.75, 0.75), (0.5, 0.75))
    qtbot.waitUntil(lambda: desk.view.outlines == (placed,), timeout=20_000)
    desk.scanner.view = ()
    qtbot.waitUntil(lambda: desk.view.outlines == (), timeout=20_000)


def test_pictures_are_wanted_only_while_the_scene_listens(desk: CameraDesk, qtbot: QtBot) -> None:
    desk.view.look(is_looking=True)
    assert desk.preview.wishes == []
    desk.desk.listen(ASKED)
    qtbot.waitUntil(lambda: len(desk.preview.wishes) > 2)
    desk.preview.give(desk.seconds)
    qtbot.waitUntil(lambda: desk.view.ready)
    desk.desk.listen(CARD)
    assert desk.preview.wishes[-1] == 0
    assert desk.view.picture is None
    asked = len(desk.preview.wishes)
    desk.preview.give(desk.seconds)
    rested = desk.scanner.rests
    qtbot.waitUntil(lambda: desk.scanner.rests > rested, timeout=20_000)
    assert len(desk.preview.wishes) == asked
    assert (desk.view.wanted, desk.view.ready) == (False, False)


def test_the_end_of_a_visit_leaves_no_picture(desk: CameraDesk, qtbot: QtBot) -> None:
    desk.desk.listen(ASKED)
    desk.view.look(is_looking=True)
    desk.preview.give(desk.seconds)
    desk.scanner.hint = ScanHint.BLURRED
    hold(desk, qtbot, 1.0)
    desk.preview.give(desk.seconds)
    qtbot.waitUntil(lambda: desk.view.ready)
    desk.desk.forget()
    assert (desk.view.picture, desk.view.outlines, desk.view.hint) == (None, (), None)


def test_closing_the_desk_ends_all_asking(desk: CameraDesk, qtbot: QtBot) -> None:
    desk.desk.listen(ASKED)
    desk.view.look(is_looking=True)
    desk.desk.close()
    assert (desk.preview.wishes[-1], desk.view.wanted) == (0, False)


def test_the_camera_opens_and_rests_at_once_with_the_scene(
    qapp: object, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lane_module, "WATCH_SECONDS", 3600.0)
    desk = CameraDesk()
    try:
        desk.scanner.size = (0, 0)
        qtbot.waitUntil(lambda: desk.scanner.rests == 1)
        desk.desk.listen(BOTH)
        qtbot.waitUntil(lambda: desk.scanner.scans > 0)
        desk.scanner.patience = 3600.0
        qtbot.waitUntil(lambda: desk.scanner.taking == 3600.0)
        desk.desk.listen(CARD)
        qtbot.waitUntil(lambda: desk.scanner.rests == 2)
    finally:
        desk.desk.close()


def test_a_camera_that_has_not_shown_anything_yet_gets_a_whole_round_to_open(
    desk: CameraDesk, qtbot: QtBot
) -> None:
    desk.scanner.size = (0, 0)
    desk.desk.listen(ASKED)
    looks(desk, qtbot)
    first = desk.scanner.times[0]
    desk.scanner.size = (1280, 720)
    looks(desk, qtbot, 8)
    assert first > 0.5
    assert desk.scanner.times[-1] <= 0.25
