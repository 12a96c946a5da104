"""The DocumentCamera contract, held against every implementation and source."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from drivers import (
    Cancelled,
    DeadlineExceeded,
    FaultCode,
    NoDevice,
    Online,
    PagePicture,
    PageShape,
    Retake,
    RetakeReason,
    TransportError,
    TravelKeyRead,
    ZoneFailure,
    ZoneUnread,
)
from drivers.camera.pacing import FRAME_INTERVAL_S
from drivers.sim.wallet import load_wallet
from tests.fixtures.document_cameras import LIVE_RIGS, RIGS

ENOUGH = 20.0
"""Seconds to find what is there, also on a loaded machine."""
MOST_BYTES = 500_000
CALLS = ["watch", "capture", "read_zone"]


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


def call(rig, name, deadline):
    return getattr(rig.camera, name)(deadline)


@pytest.mark.parametrize(
    ("page", "shapes"),
    [
        ("letter", {PageShape.A4, PageShape.A_SERIES}),
        ("kwok", {PageShape.ID_1}),
        ("booklet", set(PageShape)),
    ],
)
def test_a_page_on_the_tray_is_photographed(rig, page, shapes):
    rig.lay(page)
    picture = rig.camera.capture(rig.deadline(ENOUGH))

    assert isinstance(picture, PagePicture)
    assert picture.shape in shapes
    assert len(picture.jpeg) <= MOST_BYTES
    image = cv2.imdecode(np.frombuffer(picture.jpeg, np.uint8), cv2.IMREAD_UNCHANGED)
    assert image.shape[:2] == (picture.height, picture.width)
    assert picture.jpeg[2:4] != b"\xff\xe1", "no place for metadata"
    assert not picture.quality.glare


@pytest.mark.parametrize("page", ["doe", "kwok"])
def test_a_travel_documents_page_gives_the_key_of_its_chip(rig, page):
    rig.lay(page)
    assert rig.camera.read_zone(rig.deadline(ENOUGH)) == TravelKeyRead(
        load_wallet().travel_key(page)
    )


def test_an_empty_tray_is_told_at_the_deadline(rig):
    began = rig.now()
    assert rig.camera.capture(rig.deadline(0.6)) == Retake((RetakeReason.NO_PAGE,))
    assert rig.camera.read_zone(rig.deadline(0.6)) == ZoneUnread(ZoneFailure.NO_ZONE)
    assert 1.2 - 2 * FRAME_INTERVAL_S < rig.now() - began < 1.3 + rig.slack


def test_a_page_without_a_zone_gives_no_key(rig):
    rig.lay("receipt")
    assert rig.camera.read_zone(rig.deadline(1.0)) == ZoneUnread(ZoneFailure.NO_ZONE)


def test_the_tray_is_shown_until_the_deadline(rig):
    rig.lay("letter")
    rig.camera.preview.want(600)
    began = rig.now()
    rig.camera.watch(rig.deadline(0.5))
    assert 0.5 - FRAME_INTERVAL_S < rig.now() - began < 0.6 + rig.slack
    seen = rig.camera.preview.latest()
    assert (seen.width, seen.height) == (640, 360)
    assert len(set(seen.pixels)) > 10


def test_a_page_that_comes_later_is_seen_by_the_running_call(live):
    rig = live
    with rig.meanwhile(lambda: rig.lay("kwok")):
        assert isinstance(rig.camera.read_zone(rig.deadline(ENOUGH)), TravelKeyRead)
    rig.clear()
    with rig.meanwhile(lambda: rig.lay("kwok")):
        assert isinstance(rig.camera.capture(rig.deadline(ENOUGH)), PagePicture)


@pytest.mark.parametrize("name", CALLS)
def test_a_cancelled_call_ends_at_once_and_hinders_none_after_it(rig, name):
    deadline = rig.deadline(600)
    began = rig.now()
    with rig.meanwhile(deadline.cancel.set), pytest.raises(Cancelled):
        call(rig, name, deadline)
    assert rig.now() - began < 0.5 + rig.slack
    with pytest.raises(Cancelled):
        call(rig, name, deadline)
    rig.lay("kwok")
    assert isinstance(rig.camera.read_zone(rig.deadline(ENOUGH)), TravelKeyRead)


def test_status_opens_nothing_and_rest_closes(rig):
    before = rig.camera.status(rig.deadline(1))
    assert (before.health, before.width, before.height) == (Online(), 0, 0)
    rig.camera.watch(rig.deadline(0.3))
    used = rig.camera.status(rig.deadline(1))
    assert used.health == Online()
    assert used.width > used.height > 0
    assert used.source
    rig.camera.rest()
    rested = rig.camera.status(rig.deadline(1))
    assert (rested.health, rested.width, rested.height) == (Online(), 0, 0)
    with pytest.raises(DeadlineExceeded):
        rig.camera.status(rig.deadline(0))


def test_pictures_come_only_while_they_are_wanted(rig):
    preview = rig.camera.preview
    rig.camera.watch(rig.deadline(0.3))
    assert preview.latest() is None
    preview.want(600)
    rig.camera.watch(rig.deadline(0.3))
    first = preview.latest()
    rig.camera.capture(rig.deadline(0.3))
    assert preview.latest(first.number).at > first.at
    preview.want(0)
    rig.camera.watch(rig.deadline(0.3))
    assert preview.latest() is None


def test_rest_and_close_leave_no_picture(rig):
    preview = rig.camera.preview
    for end in (rig.camera.rest, rig.camera.close):
        preview.want(600)
        rig.camera.watch(rig.deadline(0.3))
        assert preview.latest() is not None
        end()
        assert preview.latest() is None


def test_close_twice_and_then_nothing_more(rig):
    rig.camera.watch(rig.deadline(0.1))
    rig.camera.close()
    rig.camera.close()
    rig.camera.rest()
    for name in (*CALLS, "status"):
        with pytest.raises(Cancelled):
            call(rig, name, rig.deadline(1))


def test_results_show_neither_pictures_nor_keys(rig):
    rig.lay("kwok")
    key = rig.camera.read_zone(rig.deadline(ENOUGH))
    picture = rig.camera.capture(rig.deadline(ENOUGH))
    assert "H0000" not in repr(key)
    assert len(repr(picture)) < 400


@pytest.mark.parametrize("name", CALLS)
def test_an_absent_camera_is_a_status_and_a_broken_line(rig, name):
    rig.unplug()
    state = rig.camera.status(rig.deadline(1)).health
    assert isinstance(state, NoDevice)
    assert state.fault.code is FaultCode.NOT_CONNECTED
    began = rig.now()
    with pytest.raises(TransportError, match=FaultCode.NOT_CONNECTED):
        call(rig, name, rig.deadline(1.5))
    assert rig.now() - began <= 2.0 + rig.slack


def test_a_camera_that_was_plugged_anew_works_without_further_ado(rig):
    rig.lay("kwok")
    rig.camera.watch(rig.deadline(0.3))
    rig.unplug()
    assert isinstance(rig.camera.status(rig.deadline(2)).health, NoDevice)
    rig.plug()
    assert isinstance(rig.camera.capture(rig.deadline(ENOUGH)), PagePicture)
    assert rig.camera.status(rig.deadline(2)).health == Online()
