"""The dock's panels: what they show of a world, and what a touch does to it."""

from __future__ import annotations

import threading
from datetime import date

import numpy as np
import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from drivers import DeviceKind
from drivers.camera import decode_image
from drivers.sim.residents import SimResident, load_residents
from drivers.sim.wallet import load_wallet
from drivers.sim.world import FULL_ROLL_MM, Carrier, Pose, World, WorldState
from kiosk.dock.camera import camera_picture
from kiosk.dock.people import age_on, derive_person_row
from kiosk.dock.phone import PhoneProps, derive_phone_props, derive_pose_rows
from kiosk.dock.printer import derive_printer_props
from kiosk.dock.reader import ReaderProps, derive_reader_props
from kiosk.dock.view_model import DockViewModel
from kiosk.i18n import Texts

TODAY = date(2026, 11, 22)
TEXTS = Texts.load()
RESIDENTS = load_residents()
PRINTER, READER, SCANNER = DeviceKind.PRINTER, DeviceKind.CARD_READER, DeviceKind.CODE_SCANNER


def rows(model) -> tuple:
    return model.rows


def slider(dock, part):
    return next(row for row in rows(dock.phone.parts) if row.part == part)


# residents


@pytest.mark.parametrize(
    ("key", "about", "facts"),
    [
        ("zhang", "女 · 85 岁", ("80岁以上", "身份证长期有效")),
        ("li", "男 · 33 岁", ()),
        ("chen", "男 · 58 岁", ("壮族",)),
        ("su", "男 · 25 岁", ("生僻字姓名", "蒙古族")),
        ("ma", "女 · 39 岁", ("姓名带间隔点", "维吾尔族")),
        ("zhao", "男 · 70 岁", ("60岁以上", "身份证已过期", "满族")),
    ],
)
def test_a_resident_in_few_words(key, about, facts):
    row = derive_person_row(RESIDENTS[key], TODAY)
    assert (row.person, row.name, row.about, row.facts) == (key, RESIDENTS[key].name, about, facts)


@pytest.mark.parametrize(
    ("day", "years"), [(date(2020, 2, 28), 19), (date(2020, 2, 29), 20), (date(2021, 2, 28), 20)]
)
def test_a_birthday_counts_from_its_day_on(day, years):
    assert age_on(day, date(2000, 2, 29)) == years


def test_a_card_expires_after_its_last_day():
    zhao: SimResident = RESIDENTS["zhao"]
    assert "身份证已过期" not in derive_person_row(zhao, zhao.valid_until).facts


# the reader


@pytest.mark.parametrize(
    ("state", "props"),
    [
        (WorldState(), ReaderProps()),
        (WorldState(card="zhang"), ReaderProps("identity", "张桂兰", "居民身份证")),
        (WorldState(card="metro"), ReaderProps("metro", "地铁卡", "不是身份证")),
        (WorldState(card="blank"), ReaderProps("blank", "空白卡", "芯片信息损坏")),
        (WorldState(card="he"), ReaderProps("identity", "何子晴", "港澳台居民居住证")),
        (WorldState(card="li_ss2"), ReaderProps("document", "李明轩", "社会保障卡 2.00")),
        (WorldState(card="doe"), ReaderProps("document", "DOE JANE MARIE", "护照")),
        (WorldState(card="bank"), ReaderProps("bank", "bank")),
        (WorldState(unplugged=frozenset({READER})), ReaderProps(plugged=False)),
    ],
)
def test_what_lies_on_the_reader(state, props):
    assert derive_reader_props(state, RESIDENTS, load_wallet()) == props


def test_every_other_document_is_offered_with_what_it_takes_to_read_it(dock, hands):
    offered = {row.card: row for row in rows(dock.people.cards)}
    assert set(offered) == {
        key for key, read in load_wallet().documents.items() if key not in RESIDENTS and read
    }
    assert offered["kwok"].hint == "填 H00000002 / 19961030 / 20340408"
    assert (offered["he"].holder, offered["he"].kind) == ("何子晴", "港澳台居民居住证")
    assert offered["he"].hint == ""
    assert offered["wang_ss_pin"].hint == "姓名或号码不公开"
    for key in offered:
        dock.people.layCard(key)
        assert hands.world.state.card == key


def test_cards_are_laid_and_taken(dock, hands, qtbot):
    dock.people.layCard("zhang")
    assert hands.world.state.card == "zhang"
    qtbot.waitUntil(lambda: dock.reader.title == "张桂兰")
    dock.reader.layCard("metro")
    qtbot.waitUntil(lambda: dock.reader.kind == "metro")
    dock.reader.takeCard()
    assert hands.world.state.card is None
    qtbot.waitUntil(lambda: dock.reader.kind == "")


# the phone


def test_whose_code_the_phone_shows(hands):
    assert derive_phone_props(hands.world.state, hands) == PhoneProps()
    hands.show("wang")
    assert derive_phone_props(hands.world.state, hands) == PhoneProps(
        True, "王晓雨", "一次有效 · 1 分钟"
    )
    hands.show("wang", expired=True)
    assert derive_phone_props(hands.world.state, hands) == PhoneProps(
        True, "王晓雨", "已过期", expired=True
    )
    hands.show_text("https://example.invalid")
    hands.plug(SCANNER, plugged=False)
    assert derive_phone_props(hands.world.state, hands) == PhoneProps(
        True, "其他二维码", "不是身份码", plugged=False
    )


def test_sliders_say_their_value():
    pose = Pose(1.25, -30, 2.5, 0.4, 20, -15, 8, 90, 0.12, -0.25)
    assert {row.part: row.said for row in derive_pose_rows(pose)} == {
        "distance": "1.2 倍",
        "angle": "-30°",
        "tilt": "20°",
        "turn": "-15°",
        "shift": "-25%",
        "blur": "2.5 像素",
        "motion": "8 像素",
        "brightness": "40%",
        "glare": "12%",
    }


@pytest.mark.parametrize("row", derive_pose_rows(Pose()), ids=lambda row: row.part)
def test_every_slider_reaches_both_ends(dock, hands, row):
    dock.people.showCode("wang")
    for value in (row.least, row.most):
        dock.phone.hold(row.part, value)
        assert getattr(hands.world.state.pose, row.part) == value


def test_a_pose_is_set_before_and_while_a_code_is_shown(dock, hands, qtbot):
    dock.phone.hold("distance", 2.0)
    assert hands.world.state.code is None
    dock.people.showCode("wang")
    assert hands.world.state.pose == Pose(2.0)
    dock.phone.hold("angle", 45.0)
    assert hands.world.state.pose == Pose(2.0, 45.0)
    dock.phone.putAway()
    assert hands.world.state.code is None
    dock.people.showExpiredCode("wang")
    assert hands.world.state.pose == Pose(2.0, 45.0)
    qtbot.waitUntil(lambda: dock.phone.expired)
    dock.phone.holdStraight()
    assert hands.world.state.pose == Pose()


def test_sliders_follow_a_pose_that_somebody_else_set(dock, hands, qtbot):
    hands.show("wang", Pose(blur=4.0))
    qtbot.waitUntil(lambda: slider(dock, "blur").value == 4.0)


def test_dark_mode_and_paper_are_chosen_before_and_while_a_code_is_shown(dock, hands, qtbot):
    dock.phone.setDark(True)
    dock.people.showCode("wang")
    assert hands.world.state.pose == Pose(dark=True)
    assert dock.phone.dark
    dock.phone.setOnPaper(True)
    assert hands.world.state.pose == Pose(dark=True, carrier=Carrier.PAPER)
    dock.phone.hold("tilt", 12.0)
    dock.phone.holdStraight()
    assert hands.world.state.pose == Pose(dark=True, carrier=Carrier.PAPER)
    dock.phone.setOnPaper(False)
    dock.phone.setDark(False)
    assert hands.world.state.pose == Pose()
    hands.show("li", Pose(dark=True, carrier=Carrier.PAPER))
    qtbot.waitUntil(lambda: dock.phone.dark and dock.phone.onPaper)
    dock.people.showCode("wang")
    assert hands.world.state.pose == Pose(dark=True, carrier=Carrier.PAPER)


def test_a_second_phone_is_switched_on_and_off(dock, hands, qtbot):
    dock.phone.setSecond(True)
    qtbot.waitUntil(lambda: dock.phone.second)
    dock.people.showCode("wang")
    dock.phone.hold("angle", 20.0)
    assert hands.world.state.pose == Pose(angle=20.0, second=b"code of zhang, 0 s old")
    hands.accompany(is_there=False)
    qtbot.waitUntil(lambda: not dock.phone.second)
    assert hands.world.state.pose == Pose(angle=20.0)


def test_any_text_becomes_a_code_and_what_is_too_long_is_told(dock, hands):
    dock.phone.hold("distance", 2.0)
    dock.phone.showText("https://example.invalid/罗湖")
    assert hands.world.state.code == "https://example.invalid/罗湖".encode()
    assert hands.world.state.pose == Pose(2.0)
    dock.phone.showText("湖" * 1000)
    assert dock.phone.notice == "这段文字放不进一个二维码（1000 字）"
    dock.phone.showText("x")
    assert (hands.world.state.code, dock.phone.notice) == (b"x", "")


def test_a_printed_paper_is_one_touch_away_from_the_camera(dock, hands, jobs, receipt, qtbot):
    hands.world.add_paper(receipt, 90.0)
    dock.phone.showPrinted(1)
    assert hands.world.state.code is None
    assert jobs.finish() == 1
    assert hands.world.state.pose == Pose(carrier=Carrier.PAPER)
    qtbot.waitUntil(lambda: dock.phone.title == "打印件 第 1 张")
    assert (dock.phone.note, dock.phone.onPaper) == ("纸上的码", True)
    dock.phone.hold("angle", 5.0)
    assert hands.world.state.pose == Pose(angle=5.0, carrier=Carrier.PAPER)


def test_after_a_printed_paper_the_next_code_is_on_a_phone_again(dock, hands, jobs, receipt, qtbot):
    hands.world.add_paper(receipt, 90.0)
    dock.phone.showPrinted(1)
    jobs.finish()
    qtbot.waitUntil(lambda: dock.phone.onPaper)
    dock.people.showCode("wang")
    assert hands.world.state.pose == Pose()
    qtbot.waitUntil(lambda: not dock.phone.onPaper)


def test_a_paper_that_cannot_be_scanned_is_told(dock, hands, jobs, receipt):
    hands.world.add_paper(b"no picture", 10.0)
    dock.phone.showPrinted(1)
    jobs.finish()
    assert dock.phone.notice == "第 1 张纸上没有二维码"
    hands.world.add_paper(receipt, 90.0)
    dock.phone.showPrinted(2)
    jobs.finish()
    assert dock.phone.notice == ""
    hands.tear()
    dock.phone.showPrinted(2)
    jobs.finish()
    assert dock.phone.notice == "第 2 张纸已经撕走"


def test_the_camera_is_drawn_only_while_it_can_see_a_phone(dock, hands, jobs, pictures, qtbot):
    _, camera = pictures
    assert (dock.phone.view, jobs.finish()) == ("", 0)
    hands.show("wang")
    qtbot.waitUntil(lambda: dock.phone.shown)
    assert jobs.finish() == 1
    key = dock.phone.view.removeprefix("image://dock-camera/")
    assert camera.size(key) == QSize(640, 360)
    hands.plug(SCANNER, plugged=False)
    qtbot.waitUntil(lambda: not dock.phone.plugged)
    assert (dock.phone.view, jobs.finish()) == ("", 0)
    assert key not in camera


def test_poses_that_were_passed_over_are_never_drawn(dock, hands, jobs, qapp, qtbot):
    hands.show("wang")
    qtbot.waitUntil(lambda: dock.phone.shown)
    for angle in (10.0, 20.0, 30.0):
        dock.phone.hold("angle", angle)
        qapp.processEvents()
    assert jobs.finish() == 2
    first = dock.phone.view
    hands.hide()
    hands.show("li")
    qtbot.waitUntil(lambda: dock.phone.title == "李明轩")
    jobs.finish()
    assert dock.phone.view not in {"", first}


def test_a_picture_that_comes_too_late_is_not_shown(dock, hands, jobs, qtbot):
    hands.show("wang")
    qtbot.waitUntil(lambda: dock.phone.shown)
    hands.hide()
    qtbot.waitUntil(lambda: not dock.phone.shown)
    assert jobs.finish() == 1
    assert dock.phone.view == ""


@pytest.mark.parametrize(
    "pose", [Pose(0.6), Pose(0.6, dark=True), Pose(0.8, carrier=Carrier.PAPER)]
)
def test_the_camera_picture_shows_the_very_code(pose):
    image = camera_picture(b"hello", pose)
    assert image.format() is QImage.Format.Format_Grayscale8
    pixels = image.constBits()
    frame = np.frombuffer(pixels, np.uint8).reshape(360, -1)[:, :640].copy()
    assert [symbol.payload for symbol in decode_image(frame)] == [b"hello"]


# the printer


@pytest.mark.parametrize(
    ("millimetres", "level", "left"),
    [(FULL_ROLL_MM, "full", "50,000 毫米"), (2999.4, "low", "2,999 毫米"), (0.0, "out", "0 毫米")],
)
def test_the_roll(millimetres, level, left):
    props = derive_printer_props(WorldState(paper_mm=millimetres))
    assert (props.level, props.left) == (level, left)
    assert props.share == pytest.approx(millimetres / FULL_ROLL_MM)


def test_paper_and_cover(dock, hands, qtbot):
    dock.printer.loadPaper("out")
    assert hands.world.state.paper_mm == 0
    qtbot.waitUntil(lambda: dock.printer.level == "out")
    dock.printer.setCover(True)
    assert hands.world.state.cover_open
    qtbot.waitUntil(lambda: dock.printer.coverOpen)
    dock.printer.setCover(False)
    dock.printer.loadPaper("full")
    qtbot.waitUntil(lambda: (dock.printer.level, dock.printer.coverOpen) == ("full", False))


def test_papers_appear_newest_first_and_are_forgotten_when_torn(
    dock, hands, pictures, receipt, qtbot
):
    papers, _ = pictures
    hands.world.add_paper(receipt, 90.4)
    hands.world.add_paper(receipt, 20.0)
    qtbot.waitUntil(lambda: dock.printer.count == 2)
    newest, oldest = rows(dock.printer.papers)
    assert (newest.caption, oldest.caption) == ("第 2 张 · 20 毫米", "第 1 张 · 90 毫米")
    assert newest.source != oldest.source
    key = newest.source.removeprefix("image://dock-paper/")
    size = QSize()
    image = papers.requestImage(key, size, QSize())
    assert (image.width(), size.width(), newest.dotsWide) == (576, 576, 576)
    assert image.height() == newest.dotsHigh
    dock.printer.tearOff()
    assert hands.world.state.papers == ()
    qtbot.waitUntil(lambda: dock.printer.count == 0)
    assert key not in papers
    assert papers.requestImage(key, size, QSize()).isNull()


# threads


def test_changes_from_another_thread_arrive_on_the_gui_thread(dock, hands, qtbot):
    seen = []
    dock.reader.propsChanged.connect(lambda: seen.append(threading.current_thread()))

    def tap_often() -> None:
        for _ in range(200):
            hands.tap("zhang")
            hands.take()
        hands.tap("wang")

    other = threading.Thread(target=tap_often)
    other.start()
    qtbot.waitUntil(lambda: dock.reader.title == "王晓雨")
    other.join()
    assert set(seen) == {threading.main_thread()}


def test_a_closed_dock_hears_nothing_more(hands, board, jobs, pictures, qtbot):
    dock = DockViewModel(hands, board, TEXTS, jobs, *pictures)
    dock.close()
    hands.tap("zhang")
    with qtbot.waitSignal(board.changed):
        board.set_waiting(1)
    assert isinstance(hands.world, World)
    assert not hands.world._listeners


def test_a_destroyed_dock_hears_nothing_more(hands, board, jobs, pictures, qtbot):
    dock = DockViewModel(hands, board, TEXTS, jobs, *pictures)
    with qtbot.waitSignal(dock.destroyed):
        dock.deleteLater()
    assert not hands.world._listeners
    hands.tap("zhang")
    board.set_waiting(1)
