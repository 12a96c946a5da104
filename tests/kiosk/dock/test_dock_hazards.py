"""The dock's hazards: plugs, planned troubles, the backend's switch."""

from __future__ import annotations

from datetime import date

import pytest

from drivers import DeviceKind
from drivers.sim.residents import load_residents
from drivers.sim.trouble import CAMERA_TROUBLES, CARD_TROUBLES
from drivers.sim.world import PlannedTrouble, Trouble, WorldState
from kiosk.devices import Part, PartHealth, State
from kiosk.dock.hazard_rows import derive_part_row, derive_trouble_rows, describe_trouble
from kiosk.i18n import Texts

TODAY = date(2026, 11, 22)
TEXTS = Texts.load()
RESIDENTS = load_residents()
PRINTER, READER, SCANNER = DeviceKind.PRINTER, DeviceKind.CARD_READER, DeviceKind.CODE_SCANNER


def rows(model) -> tuple:
    return model.rows


def troubles(dock) -> list[str]:
    return [row.words for row in rows(dock.hazards.troubles)]


def part_row(dock, part):
    return next(row for row in rows(dock.hazards.parts) if row.part == part)


@pytest.mark.parametrize(
    ("planned", "text"),
    [
        (PlannedTrouble(Trouble.FAIL), "失败，1 次"),
        (PlannedTrouble(Trouble.HANG, 3, 0), "卡住，3 步后，直到修好"),
        (PlannedTrouble(Trouble.DELAY, 0, 2, 2.5), "延迟 2.5 秒，2 次"),
        (PlannedTrouble(Trouble.DISCONNECT, 1), "断线，1 步后，1 次"),
        (PlannedTrouble(Trouble.GARBLE, times=0), "乱码，直到修好"),
        (PlannedTrouble(Trouble.FROZEN, 2, 0), "画面定格，2 步后，直到修好"),
        (PlannedTrouble(Trouble.BLACK, times=0), "镜头遮住，直到修好"),
        (PlannedTrouble(Trouble.REPLUG, seconds=3), "换口重插 3 秒，1 次"),
    ],
)
def test_a_trouble_in_few_words(planned, text):
    assert describe_trouble(planned) == text


def test_everything_that_is_wrong_is_listed():
    state = WorldState(
        paper_mm=0.0,
        cover_open=True,
        unplugged=frozenset({SCANNER, READER}),
        troubles=((PRINTER, PlannedTrouble(Trouble.FAIL, 2)),),
    )
    assert [(row.words, row.mood) for row in derive_trouble_rows(state, TEXTS, backend=False)] == [
        ("读卡器 · 已拔掉", "error"),
        ("扫码窗 · 已拔掉", "error"),
        ("业务系统 · 已断网", "error"),
        ("打印机 · 上盖打开", "error"),
        ("打印机 · 纸用完了", "error"),
        ("打印机 · 失败，2 步后，1 次", "warning"),
    ]
    assert derive_trouble_rows(WorldState(), TEXTS, backend=True) == ()


@pytest.mark.parametrize(
    ("health", "tone", "meaning"),
    [
        (PartHealth(Part.PRINTER, State.ONLINE, paper="low"), "success", "纸快用完"),
        (PartHealth(Part.PRINTER, State.OFFLINE, "cover_open", "clear"), "warning", None),
        (PartHealth(Part.CARD_READER, State.NO_DEVICE, "not_connected"), "error", "设备没有连上"),
        (PartHealth(Part.CODE_SCANNER, State.UNKNOWN), "warning", "扫码正常"),
        (PartHealth(Part.BACKEND, State.OFFLINE, "no_answer"), "warning", "3 条待上传"),
    ],
)
def test_health_is_told_as_the_kiosk_sees_it(health, tone, meaning):
    row = derive_part_row(health, 3, WorldState(), TEXTS, backend=True, busy=True)
    assert row.tone == tone
    assert row.word == TEXTS.part_state(health.state)
    assert row.meaning == (meaning or TEXTS.resident_fault(health.fault))
    assert row.breakable is (health.part is not Part.BACKEND)
    assert row.busy is (health.part is Part.BACKEND)


def test_the_board_is_followed(dock, board):
    board.update(PartHealth(Part.PRINTER, State.OFFLINE, "paper_out", "replenish", "out"))
    row = part_row(dock, "printer")
    assert (row.tone, row.meaning) == ("warning", "缺纸")


def test_plugs_and_troubles(dock, hands, qtbot):
    dock.hazards.unplug("printer")
    dock.hazards.breakDevice("card_reader", "delay", 2, 0, 3.0)
    assert hands.world.state.unplugged == {PRINTER}
    planned = PlannedTrouble(Trouble.DELAY, 2, 0, 3.0)
    assert hands.world.state.troubles == ((READER, planned),)
    qtbot.waitUntil(lambda: dock.hazards.troubleCount == 2)
    assert troubles(dock) == ["打印机 · 已拔掉", "读卡器 · 延迟 3 秒，2 步后，直到修好"]
    assert not part_row(dock, "printer").plugged
    assert part_row(dock, "card_reader").broken
    dock.hazards.plugIn("printer")
    dock.hazards.mend("card_reader")
    assert (hands.world.state.unplugged, hands.world.state.troubles) == (frozenset(), ())
    qtbot.waitUntil(lambda: dock.hazards.troubleCount == 0)


def test_all_ways_to_misbehave_are_offered(dock):
    common, cameras = rows(dock.hazards.troubleKinds), rows(dock.hazards.cameraKinds)
    assert [row.trouble for row in (*common, *cameras)] == list(Trouble)
    assert {row.trouble for row in cameras} == CAMERA_TROUBLES
    assert {row.trouble for row in common if row.cards} == CARD_TROUBLES


def test_what_one_frame_would_not_show_stays_until_it_is_mended(dock, hands):
    for trouble in CAMERA_TROUBLES:
        dock.hazards.breakDevice("code_scanner", trouble, 1, 1, 2.0)
        ((_, planned),) = hands.world.state.troubles
        assert planned.trouble is trouble
        assert planned.times == (1 if trouble is Trouble.REPLUG else 0)
        dock.hazards.mend("code_scanner")


def test_a_trouble_that_a_device_used_up_disappears(dock, hands, qtbot):
    hands.break_(READER, PlannedTrouble(Trouble.FAIL, skip=1))
    qtbot.waitUntil(lambda: troubles(dock) == ["读卡器 · 失败，1 步后，1 次"])
    assert hands.world.step(READER) is None
    qtbot.waitUntil(lambda: troubles(dock) == ["读卡器 · 失败，1 次"])
    assert hands.world.step(READER) is not None
    qtbot.waitUntil(lambda: troubles(dock) == [])


def test_the_backend_is_switched_away_from_the_gui_thread(dock, backend, jobs):
    dock.hazards.unplug("backend")
    assert backend.told == []
    assert part_row(dock, "backend").busy
    dock.hazards.unplug("backend")
    dock.hazards.plugIn("backend")
    assert jobs.finish() == 1
    assert backend.told == [False]
    row = part_row(dock, "backend")
    assert (row.busy, row.plugged, troubles(dock)) == (False, False, ["业务系统 · 已断网"])
    dock.hazards.plugIn("backend")
    assert jobs.finish() == 1
    assert (backend.told, troubles(dock)) == ([False, True], [])


def test_a_backend_that_cannot_be_switched_is_told(dock, backend, jobs):
    backend.failure = OSError("the port is taken")
    dock.hazards.unplug("backend")
    jobs.finish()
    assert troubles(dock) == ["业务系统没能切换"]
    assert part_row(dock, "backend").plugged
    backend.failure = None
    dock.hazards.unplug("backend")
    jobs.finish()
    assert troubles(dock) == ["业务系统 · 已断网"]


def test_a_bug_in_the_switch_is_not_hidden(dock, backend, jobs):
    backend.failure = RuntimeError("a bug")
    dock.hazards.unplug("backend")
    with pytest.raises(RuntimeError, match="a bug"):
        jobs.finish()


def test_a_backend_switched_from_the_command_line_is_seen(dock, hands, qtbot):
    hands.backend(is_on=False)
    qtbot.waitUntil(lambda: troubles(dock) == ["业务系统 · 已断网"])
