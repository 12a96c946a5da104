"""The CodeScanner contract, held against every implementation and frame source."""

from __future__ import annotations

import pytest

from drivers import (
    Cancelled,
    DeadlineExceeded,
    FaultCode,
    NoDevice,
    Online,
    Scan,
    Symbology,
    TransportError,
)
from drivers.camera.pacing import FRAME_INTERVAL_S
from tests.fixtures.code_scanners import LIVE_RIGS, PLUGGABLE_RIGS, RIGS

ASCII = b"https://example.cn/q/860303?t=17"
CHINESE = '{"姓名":"张桂兰","事项":"居住证明"}'.encode()
RAW = bytes(range(256))
"""Every byte there is: no text at all."""
ENOUGH = 20.0
"""Seconds to find what is there, also on a loaded machine."""


@pytest.fixture(params=RIGS)
def rig(request, tmp_path):
    rig = request.param(tmp_path)
    yield rig
    rig.close()


@pytest.fixture(params=LIVE_RIGS)
def live(request, tmp_path):
    rig = request.param(tmp_path)
    yield rig
    rig.close()


@pytest.fixture(params=PLUGGABLE_RIGS)
def pluggable(request, tmp_path):
    rig = request.param(tmp_path)
    yield rig
    rig.close()


def found(rig):
    (symbol,) = rig.scanner.scan(rig.deadline(ENOUGH)).symbols
    return symbol


@pytest.mark.parametrize("payload", [ASCII, CHINESE, RAW], ids=["ascii", "chinese", "raw"])
def test_a_shown_code_is_read_to_the_byte(rig, payload):
    rig.show(payload)
    began = rig.now()
    symbol = found(rig)

    assert (symbol.symbology, symbol.payload) == (Symbology.QR, payload)
    assert len(symbol.corners) == 4
    assert symbol.module_px > 2
    assert rig.now() - began < 1.0 + rig.slack


def test_the_same_code_is_reported_again_by_the_next_scan(rig):
    rig.show(ASCII)
    assert [found(rig).payload for _ in range(3)] == [ASCII] * 3


def test_without_a_code_the_scan_is_empty_at_its_deadline(rig):
    began = rig.now()
    assert rig.scanner.scan(rig.deadline(0.4)) == Scan()
    assert 0.4 - FRAME_INTERVAL_S < rig.now() - began < 0.4 + 2 * FRAME_INTERVAL_S + rig.slack


def test_a_scan_without_any_time_is_empty(rig):
    assert rig.scanner.scan(rig.deadline(0.0)) == Scan()


def test_a_code_that_comes_later_is_read_by_the_running_scan(live):
    rig = live
    with rig.meanwhile(lambda: rig.show(ASCII)):
        assert found(rig).payload == ASCII


def test_a_cancelled_scan_ends_at_once(rig):
    deadline = rig.deadline(600)
    began = rig.now()
    with rig.meanwhile(deadline.cancel.set), pytest.raises(Cancelled):
        rig.scanner.scan(deadline)
    assert rig.now() - began < 0.5 + rig.slack
    with pytest.raises(Cancelled):
        rig.scanner.scan(deadline)


def test_a_cancelled_scan_does_not_hinder_the_next(rig):
    deadline = rig.deadline(600)
    with rig.meanwhile(deadline.cancel.set), pytest.raises(Cancelled):
        rig.scanner.scan(deadline)
    rig.show(ASCII)
    assert found(rig).payload == ASCII


def test_status_opens_nothing_and_rest_closes(rig):
    before = rig.scanner.status(rig.deadline(1))
    assert (before.health, before.width, before.height) == (Online(), 0, 0)
    rig.scanner.scan(rig.deadline(0.2))
    used = rig.scanner.status(rig.deadline(1))
    assert (used.health, used.width, used.height) == (Online(), 1280, 720)
    assert used.source
    rig.scanner.rest()
    rested = rig.scanner.status(rig.deadline(1))
    assert (rested.health, rested.width, rested.height) == (Online(), 0, 0)


def test_rest_may_come_at_any_time_and_the_next_scan_looks_again(rig):
    rig.scanner.rest()
    rig.scanner.scan(rig.deadline(0.1))
    for _ in range(2):
        rig.scanner.rest()
    rig.show(ASCII)
    assert found(rig).payload == ASCII


def test_status_keeps_its_deadline(rig):
    with pytest.raises(DeadlineExceeded):
        rig.scanner.status(rig.deadline(0))


def test_pictures_come_while_they_are_wanted_and_the_camera_looks(rig):
    preview = rig.scanner.preview
    rig.scanner.scan(rig.deadline(0.3))
    assert preview.latest() is None

    preview.want(600)
    rig.scanner.scan(rig.deadline(0.3))
    first = preview.latest()
    assert first is not None
    assert (first.width, first.height) == (640, 360)
    assert len(set(first.pixels)) > 10

    rig.scanner.scan(rig.deadline(0.3))
    second = preview.latest(first.number)
    assert second is not None
    assert second.number > first.number
    assert second.at > first.at

    preview.want(0)
    rig.scanner.scan(rig.deadline(0.3))
    assert preview.latest() is None


def test_rest_and_close_leave_no_picture(rig):
    preview = rig.scanner.preview
    for end in (rig.scanner.rest, rig.scanner.close):
        preview.want(600)
        rig.scanner.scan(rig.deadline(0.3))
        assert preview.latest() is not None
        end()
        assert preview.latest() is None


def test_close_twice_and_then_nothing_more(rig):
    rig.scanner.scan(rig.deadline(0.1))
    rig.scanner.close()
    rig.scanner.close()
    rig.scanner.rest()
    with pytest.raises(Cancelled):
        rig.scanner.scan(rig.deadline(1))
    with pytest.raises(Cancelled):
        rig.scanner.status(rig.deadline(1))


def test_results_do_not_show_payloads(rig):
    rig.show(b"860303194103121221")
    assert "860303" not in repr(rig.scanner.scan(rig.deadline(ENOUGH)))


def test_an_absent_camera_is_a_status_and_a_broken_line(pluggable):
    rig = pluggable
    rig.unplug()
    state = rig.scanner.status(rig.deadline(1)).health
    assert isinstance(state, NoDevice)
    assert state.fault.code is FaultCode.NOT_CONNECTED
    began = rig.now()
    with pytest.raises(TransportError, match=FaultCode.NOT_CONNECTED):
        rig.scanner.scan(rig.deadline(2))
    assert rig.now() - began <= 2.5 + rig.slack


def test_unplugged_and_replugged_within_one_scan(pluggable):
    rig = pluggable
    rig.show(ASCII)
    assert found(rig).payload == ASCII
    rig.hide()
    rig.scanner.rest()
    plugged = []

    def replug():
        plugged.append(rig.now())
        rig.plug()
        rig.show(ASCII)

    with rig.meanwhile(rig.unplug, replug):
        assert found(rig).payload == ASCII
    assert rig.now() - plugged[0] <= 3.0 + rig.slack
    assert rig.scanner.status(rig.deadline(1)).health == Online()


def test_an_unplug_is_seen_by_status_soon(pluggable):
    rig = pluggable
    rig.scanner.scan(rig.deadline(0.1))
    rig.unplug()
    assert isinstance(rig.scanner.status(rig.deadline(2)).health, NoDevice)
