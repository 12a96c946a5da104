"""One line down, one line up; the first look tells what stands, unknown tells nothing."""

import json

import pytest

from kiosk.devices import HealthBoard, Part, PartHealth, State
from kiosk.devices.health_log import HealthLog
from kiosk.logs import set_up_logs


@pytest.fixture
def lines(qapp, capsys):
    set_up_logs()

    def read():
        written = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
        return [(line["event"], line["part"]) for line in written]

    return read


def test_down_and_up_are_told_once(lines):
    board = HealthBoard()
    HealthLog(board)
    board.update(PartHealth(Part.PRINTER, State.ONLINE))
    board.update(PartHealth(Part.PRINTER, State.OFFLINE, "paper_out", "replenish"))
    board.update(PartHealth(Part.PRINTER, State.OFFLINE, "cover_open", "clear"))
    board.update(PartHealth(Part.PRINTER, State.NO_DEVICE, "not_connected", "maintain"))
    board.update(PartHealth(Part.PRINTER, State.BUSY))
    board.update(PartHealth(Part.PRINTER, State.ONLINE))
    assert lines() == [("part_up", "printer"), ("part_down", "printer"), ("part_up", "printer")]


def test_a_part_that_starts_broken_is_told(lines):
    board = HealthBoard()
    HealthLog(board)
    board.update(PartHealth(Part.CARD_READER, State.NO_DEVICE, "service_down", "reset"))
    assert lines() == [("part_down", "card_reader")]
