"""The dock's window: it loads without a word from QML, and touches reach the world."""

from __future__ import annotations

import gc

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtQml import QQmlApplicationEngine, QQmlError
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from drivers import DeviceKind
from drivers.sim.trouble import CAMERA_TROUBLES
from drivers.sim.world import Carrier, PlannedTrouble, Pose, Trouble
from kiosk.demo.pilot import Pilot
from kiosk.devices import HealthBoard, Part, PartHealth, State
from kiosk.dock.window import load_dock

PRINTER, READER, SCANNER = DeviceKind.PRINTER, DeviceKind.CARD_READER, DeviceKind.CODE_SCANNER
PAGES = DeviceKind.DOCUMENT_CAMERA
LYING, UPRIGHT = (1400, 1000), (1000, 1400)


def struck(state):
    """The device and the trouble that are planned, if it is one."""
    planned = [(kind, planned.trouble) for kind, planned in state.troubles]
    return planned[0] if len(planned) == 1 else None


TOUCHES = [
    ("dock-tap-zhang", lambda s: s.card == "zhang"),
    ("dock-tap-zhao", lambda s: s.card == "zhao"),
    ("dock-tap-metro", lambda s: s.card == "metro"),
    ("dock-tap-blank", lambda s: s.card == "blank"),
    ("dock-page-next", lambda s: s.document == "doe"),
    ("dock-page-before", lambda s: s.document == "receipt"),
    ("dock-unplug-document-camera", lambda s: s.unplugged == {PAGES}),
    ("dock-show-wang", lambda s: s.code == b"code of wang, 0 s old"),
    ("dock-show-expired-wang", lambda s: s.code == b"code of wang, 3600 s old"),
    ("dock-paper-low", lambda s: s.paper_mm == 1500),
    ("dock-paper-out", lambda s: s.paper_mm == 0),
    ("dock-cover-open", lambda s: s.cover_open),
    ("dock-unplug-printer", lambda s: s.unplugged == {PRINTER}),
    ("dock-unplug-card-reader", lambda s: s.unplugged == {READER}),
    (
        "dock-break-printer-hang",
        lambda s: s.troubles == ((PRINTER, PlannedTrouble(Trouble.HANG, 0, 1, 2.0)),),
    ),
    *(
        (f"dock-break-code-scanner-{trouble}", lambda s, t=trouble: struck(s) == (SCANNER, t))
        for trouble in sorted(CAMERA_TROUBLES)
    ),
]


class Bench:
    """The window with a finger on it, and everything that QML complained about."""

    def __init__(self, hands, board, jobs) -> None:
        self.engine = QQmlApplicationEngine()
        self.warnings: list[QQmlError] = []
        self.engine.warnings.connect(self.warnings.extend)
        self.window = load_dock(self.engine, hands, board, jobs)
        self.pilot = Pilot(self.window, 10.0)

    def show(self, size) -> None:
        self.window.resize(*size)
        self.window.show()

    def item(self, name: str) -> QQuickItem:
        """The visible item of this name."""
        return next(i for i in items(self.window.contentItem()) if i.objectName() == name)

    def click_top(self, name: str) -> None:
        """Click near the upper edge of something of which only that may be in view."""
        item = self.item(name)
        point = item.mapToScene(QPointF(item.width() / 2, 60)).toPoint()
        QTest.mouseClick(self.window, Qt.MouseButton.LeftButton, pos=point)

    def type(self, text: str) -> None:
        for character in text:
            QTest.keyClick(self.window, Qt.Key(ord(character)))

    def close(self) -> None:
        self.window.close()
        self.engine.deleteLater()


@pytest.fixture
def bench(qapp, hands, jobs):
    board = HealthBoard()
    board.fit(Part.DOCUMENT_CAMERA)
    bench = Bench(hands, board, jobs)
    bench.show(LYING)
    yield bench
    bench.close()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert bench.warnings == []


def items(item: QQuickItem):
    """All visible items below, as painted."""
    for child in item.childItems():
        if child.isVisible():
            yield child
            yield from items(child)


def trouble_everywhere(hands) -> None:
    hands.tap("blank")
    hands.lay_document("letter")
    hands.accompany(is_there=True)
    hands.show("ma", Pose(2, 30, 2, 0.5, 30, 20, 8, 45, 0.2, -0.1, dark=True), expired=True)
    hands.cover(is_open=True)
    hands.paper("low")
    hands.backend(is_on=False)
    for kind in DeviceKind:
        hands.plug(kind, plugged=False)
        hands.break_(kind, PlannedTrouble(Trouble.DELAY, 12, 0, 2.5))


@pytest.mark.parametrize(("name", "holds"), TOUCHES, ids=[name for name, _ in TOUCHES])
def test_a_touch_changes_the_world(bench, hands, name, holds):
    assert not holds(hands.world.state)
    bench.pilot.touch(name)
    assert holds(hands.world.state)


@pytest.mark.parametrize("size", [LYING, UPRIGHT], ids=["lying", "upright"])
def test_other_documents_are_behind_a_button_and_all_in_reach(bench, hands, size):
    bench.show(size)
    bench.pilot.touch("dock-list-cards")
    assert not bench.pilot.shows("dock-tap-zhang")
    for key in hands.specimens:
        bench.pilot.touch(f"dock-tap-{key}")
        assert hands.world.state.card == key
    bench.pilot.touch("dock-list-residents")
    bench.pilot.touch("dock-tap-zhang")
    assert hands.world.state.card == "zhang"


@pytest.mark.parametrize("size", [LYING, UPRIGHT], ids=["lying", "upright"])
def test_things_are_put_back(bench, hands, jobs, receipt, size):
    bench.show(size)
    trouble_everywhere(hands)
    hands.world.add_paper(receipt, 90.0)
    touches = [
        "dock-take",
        "dock-page-take",
        "dock-hide",
        "dock-tear",
        "dock-cover-close",
        "dock-paper-full",
    ]
    for slug in ("card-reader", "code-scanner", "document-camera", "printer"):
        touches += [f"dock-plug-{slug}", f"dock-mend-{slug}"]
    for name in (*touches, "dock-plug-backend"):
        bench.pilot.touch(name)
    jobs.finish()
    assert hands.backend_is_on
    state = hands.world.state
    assert (state.card, state.code, state.papers, state.cover_open) == (None, None, (), False)
    assert state.document is None
    assert (state.unplugged, state.troubles) == (frozenset(), ())


def test_buttons_that_would_do_nothing_are_off(bench, qtbot, hands):
    def off() -> set[str]:
        named = {item.objectName(): item for item in items(bench.window.contentItem())}
        names = ("dock-take", "dock-hide", "dock-tear", "dock-plug-printer", "dock-mend-printer")
        return {name for name in names if not named[name].isEnabled()}

    assert len(off()) == 5
    trouble_everywhere(hands)
    qtbot.waitUntil(lambda: off() == {"dock-tear"})


def test_troubles_start_late_and_stay_as_set(bench, hands):
    bench.pilot.touch("dock-after-more")
    bench.pilot.touch("dock-after-more")
    bench.pilot.touch("dock-seconds-more")
    bench.pilot.touch("dock-times-always")
    bench.pilot.touch("dock-break-card-reader-delay")
    planned = PlannedTrouble(Trouble.DELAY, 2, 0, 3.0)
    assert hands.world.state.troubles == ((READER, planned),)


def test_a_slider_holds_the_phone_differently(bench, hands, qtbot):
    hands.show("wang")
    bench.pilot.touch("dock-pose-blur")
    assert hands.world.state.pose.blur == pytest.approx(10.0, abs=1.0)
    bench.pilot.touch("dock-straight")
    assert hands.world.state.pose == Pose()


@pytest.mark.parametrize("size", [LYING, UPRIGHT], ids=["lying", "upright"])
def test_switches_change_what_is_shown_and_back(bench, hands, size):
    bench.show(size)
    bench.pilot.touch("dock-show-wang")
    for name in ("dock-switch-dark", "dock-switch-paper", "dock-switch-second"):
        bench.pilot.touch(name)
    pose = hands.world.state.pose
    assert (pose.dark, pose.carrier) == (True, Carrier.PAPER)
    assert pose.second is not None
    for name in ("dock-switch-dark", "dock-switch-paper", "dock-switch-second"):
        bench.pilot.touch(name)
    assert hands.world.state.pose == Pose()


def test_typed_text_is_shown_by_the_button_and_by_the_enter_key(bench, hands):
    bench.pilot.touch("dock-code-text")
    assert not bench.item("dock-code-give").isEnabled()
    bench.type("HELLO")
    bench.pilot.touch("dock-code-give")
    assert hands.world.state.code.upper() == b"HELLO"
    bench.pilot.touch("dock-code-text")
    bench.type("2")
    QTest.keyClick(bench.window, Qt.Key.Key_Return)
    assert sorted(hands.world.state.code.upper()) == sorted(b"HELLO2")


@pytest.mark.parametrize("size", [LYING, UPRIGHT], ids=["lying", "upright"])
def test_the_newest_paper_is_held_before_the_camera_at_one_touch(
    bench, hands, jobs, receipt, certificate, size, qtbot
):
    bench.show(size)
    hands.world.add_paper(certificate, 90.0)
    hands.world.add_paper(receipt, 90.0)
    qtbot.waitUntil(lambda: bench.pilot.shows("dock-scan-paper-2"))
    bench.pilot.touch("dock-scan-paper-2")
    jobs.finish()
    assert hands.shown(hands.world.state.code).paper == 2
    qtbot.waitUntil(lambda: bench.item("dock-phone-title").property("text") == "打印件 第 2 张")


@pytest.mark.parametrize("size", [LYING, UPRIGHT], ids=["lying", "upright"])
def test_a_paper_appears_is_zoomed_to_its_dots_and_put_back(bench, hands, receipt, size, qtbot):
    bench.show(size)
    hands.world.add_paper(receipt, 90.0)
    qtbot.waitUntil(lambda: bench.pilot.shows("dock-printed-1"))
    bench.click_top("dock-printed-1")
    qtbot.waitUntil(lambda: bench.pilot.shows("dock-zoomed"))
    zoomed = bench.item("dock-zoomed")
    corner = zoomed.mapToScene(zoomed.boundingRect().topLeft()).toPoint()
    shown = bench.window.grabWindow().copy(corner.x(), corner.y(), 576, 200)
    printed = QImage.fromData(receipt).copy(0, 0, 576, 200)
    assert zoomed.mapToScene(zoomed.boundingRect().bottomRight()).toPoint().x() - corner.x() == 576
    assert shown.convertToFormat(QImage.Format.Format_Mono) == printed.convertToFormat(
        QImage.Format.Format_Mono
    )
    bench.pilot.touch("dock-zoom")
    qtbot.waitUntil(lambda: not bench.pilot.shows("dock-zoom"))


def test_the_camera_picture_appears_once_it_is_drawn(bench, hands, jobs, qtbot):
    hands.show("wang")
    qtbot.waitUntil(lambda: bool(jobs.waiting))
    assert not bench.pilot.shows("dock-camera")
    jobs.finish()
    assert bench.pilot.shows("dock-camera")


@pytest.mark.parametrize("size", [LYING, UPRIGHT, (1920, 1080), (1000, 720), (720, 1200)])
@pytest.mark.parametrize("troubled", [False, True], ids=["empty", "troubled"])
def test_nothing_is_cut_off(bench, hands, receipt, size, troubled, qtbot):
    bench.show(size)
    if troubled:
        trouble_everywhere(hands)
        hands.world.add_paper(receipt, 90.0)
        qtbot.waitUntil(lambda: bench.pilot.shows("dock-printed-1"))
    bench.pilot.rest(100)
    right, bottom = bench.window.width() + 0.5, bench.window.height() + 0.5
    touchable = [i for i in items(bench.window.contentItem()) if _is_control(i)]
    assert len(touchable) > 60
    for item in touchable:
        box = item.mapRectToScene(item.boundingRect())
        assert box.left() >= 0, item.objectName()
        assert box.top() >= 0, item.objectName()
        assert box.right() <= right, item.objectName()
        assert box.bottom() <= bottom, item.objectName()
        panel = _panel(item)
        if panel is not None:
            outer = panel.mapRectToScene(panel.boundingRect()).adjusted(-0.5, -0.5, 0.5, 0.5)
            assert outer.contains(box), item.objectName()


def _is_control(item: QQuickItem) -> bool:
    return item.objectName().startswith("dock-") and item.inherits("QQuickControl")


def _panel(item: QQuickItem) -> QQuickItem | None:
    parent = item.parentItem()
    while parent is not None and not parent.objectName().startswith("panel-"):
        parent = parent.parentItem()
    return parent


def test_health_is_shown_as_the_kiosk_sees_it(qapp, hands, jobs):
    board = HealthBoard()
    bench = Bench(hands, board, jobs)
    bench.show(LYING)
    board.update(PartHealth(Part.PRINTER, State.NO_DEVICE, "not_connected", "maintain"))
    found = [
        i for i in items(bench.window.contentItem()) if i.objectName() == "dock-health-printer"
    ]
    assert [item.property("text") for item in found] == ["没有找到设备"]
    bench.close()
    assert bench.warnings == []


def test_a_deleted_dock_lets_the_world_go_on(qapp, hands, jobs):
    bench = Bench(hands, HealthBoard(), jobs)
    bench.show(LYING)
    bench.close()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    hands.tap("zhang")
    assert not hands.world._listeners
    assert bench.warnings == []
