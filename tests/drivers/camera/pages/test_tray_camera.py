"""The document camera: waits, photographs, reads, mends its line, and keeps nothing."""

import datetime as dt
import gc
import threading

import cv2
import numpy as np
import pytest

from drivers import (
    Cancelled,
    DeviceKind,
    NoDevice,
    Online,
    PagePicture,
    PageShape,
    PreviewMemory,
    Retake,
    RetakeReason,
    TransportError,
    TravelKey,
    TravelKeyRead,
    ZoneFailure,
    ZoneUnread,
)
from drivers._status import FaultCode
from drivers.camera.faults import line_broke
from drivers.camera.frames import Frame
from drivers.camera.pacing import Pacer
from drivers.camera.pages import TrayCamera, Wanted, open_document_camera
from drivers.camera.pages.pictures import ColourFrame
from drivers.camera.pages.upright import open_classifier
from drivers.camera.zone import ZoneReader, open_engine
from drivers.sim.page_pose import PagePose
from drivers.sim.page_scene import VIEW_MM
from drivers.sim.page_source import SimPageSource
from drivers.sim.world import World
from tests.fixtures.posed_pages import colour_view, empty_tray, grey_view
from tests.fixtures.virtual_clock import VirtualClock

KEY = TravelKey("U00000001", dt.date(1988, 12, 5), dt.date(2033, 6, 14))


class Shown:
    """A source that shows the pictures it was given, ten a second; the last one stays."""

    def __init__(self, clock, *pictures):
        self.clock = clock
        self.pictures = list(pictures)
        self.opened = 0
        self.is_open = False
        self.plugged = True
        self.count = 0

    name = "shown"

    def present(self):
        return self.plugged

    def open(self, deadline):
        if not self.is_open:
            self.opened += 1
        self.is_open = True

    def read(self, deadline):
        deadline.check()
        self.clock.pass_time(0.1)
        picture = self.pictures.pop(0) if len(self.pictures) > 1 else self.pictures[0]
        if isinstance(picture, Exception):
            self.close()
            raise picture
        self.count += 1
        marked = picture.copy()
        marked[0, 0] = self.count % 256
        made = ColourFrame if marked.ndim == 3 else Frame
        return made(marked, self.clock.now)

    def close(self):
        self.is_open = False


@pytest.fixture
def clock():
    return VirtualClock()


@pytest.fixture
def camera(clock):
    cameras: list[TrayCamera] = []

    def make(*pictures, wanted=None):
        source = Shown(clock, *pictures)
        reader = ZoneReader(open_engine(), lambda: dt.date(2026, 3, 1))
        made = TrayCamera(
            source, reader, open_classifier(), wanted, PreviewMemory(clock=clock), clock.pause
        )
        cameras.append(made)
        return made, source

    yield make
    for made in cameras:
        made.close()


def decoded(picture):
    return cv2.imdecode(np.frombuffer(picture.jpeg, np.uint8), cv2.IMREAD_COLOR)


def test_a_page_that_lies_still_is_photographed(camera, clock):
    made, source = camera(colour_view("booklet"), wanted=Wanted(view_mm=VIEW_MM))
    picture = made.capture(clock.deadline(10))
    assert isinstance(picture, PagePicture)
    assert picture.shape is PageShape.OTHER
    assert picture.colour
    assert decoded(picture).shape[:2] == (picture.height, picture.width)
    assert picture.width / picture.height == pytest.approx(143 / 105, rel=0.02)
    assert clock.now < 1.0
    assert source.is_open


def test_the_picture_is_upright_however_the_page_lies(camera, clock):
    straight = camera(colour_view("doe"))[0].capture(clock.deadline(10))
    turned = camera(colour_view("doe", PagePose(angle=180)))[0].capture(clock.deadline(10))
    small = [cv2.resize(decoded(one), (60, 42)).astype(int) for one in (straight, turned)]
    assert np.abs(small[0] - small[1]).mean() < 6


def test_a_grey_camera_gives_grey_pictures(camera, clock):
    picture = camera(grey_view("doe"))[0].capture(clock.deadline(10))
    assert isinstance(picture, PagePicture)
    assert not picture.colour


def test_a_colour_camera_may_be_asked_for_grey(camera, clock):
    picture = camera(colour_view("doe"), wanted=Wanted(colour=False))[0].capture(clock.deadline(10))
    assert isinstance(picture, PagePicture)
    assert not picture.colour


def test_a_picture_keeps_within_its_size(camera, clock):
    picture = camera(colour_view("letter"), wanted=Wanted(most_bytes=40_000))[0].capture(
        clock.deadline(10)
    )
    assert isinstance(picture, PagePicture)
    assert len(picture.jpeg) <= 40_000


def test_it_waits_for_a_page_to_be_laid_down(camera, clock):
    made, _ = camera(*[empty_tray()] * 5, colour_view("doe"))
    assert isinstance(made.capture(clock.deadline(10)), PagePicture)
    assert clock.now > 0.8


@pytest.mark.parametrize(
    ("pictures", "reasons"),
    [
        ([empty_tray()], (RetakeReason.NO_PAGE,)),
        ([grey_view("letter", PagePose(angle=90, x=0.6))], (RetakeReason.CUT_OFF,)),
    ],
    ids=["no page", "cut off"],
)
def test_at_the_deadline_it_tells_what_is_missing(camera, clock, pictures, reasons):
    made, _ = camera(*pictures)
    assert made.capture(clock.deadline(0.8)) == Retake(reasons)
    assert clock.now >= 0.8


def test_a_page_in_a_moving_hand_has_moved(camera, clock):
    moving = [colour_view("doe", PagePose(x=0.02 * step)) for step in range(3)]
    made, _ = camera(*moving * 3)
    assert made.capture(clock.deadline(0.8)) == Retake((RetakeReason.MOVED,))


@pytest.mark.parametrize(
    ("pose", "reason"),
    [
        (PagePose(blur=3.5), RetakeReason.BLURRED),
        (PagePose(glare=0.03), RetakeReason.GLARE),
        (PagePose(light=0.22), RetakeReason.TOO_DARK),
    ],
    ids=lambda value: value.value if isinstance(value, RetakeReason) else "",
)
def test_an_unfit_page_is_told_soon(camera, clock, pose, reason):
    told = camera(colour_view("doe", pose))[0].capture(clock.deadline(60))
    assert isinstance(told, Retake)
    assert told.reasons == (reason,)
    assert told.quality is not None
    assert clock.now < 3


def test_a_lens_that_finds_its_focus_is_waited_for(camera, clock):
    blurred = [colour_view("doe", PagePose(blur=3.5))] * 6
    made, _ = camera(*blurred, colour_view("doe"))
    assert isinstance(made.capture(clock.deadline(10)), PagePicture)


# the zone


def test_a_key_counts_when_two_frames_give_it(camera, clock):
    made, source = camera(grey_view("doe"))
    assert made.read_zone(clock.deadline(10)) == TravelKeyRead(KEY)
    assert source.count == 2


def test_frames_between_two_alike_begin_it_anew(camera, clock):
    other = grey_view("kwok")
    made, source = camera(grey_view("doe"), other, empty_tray(), grey_view("doe"))
    assert made.read_zone(clock.deadline(10)) == TravelKeyRead(KEY)
    assert source.count == 5


@pytest.mark.parametrize(
    ("picture", "reason"),
    [
        (empty_tray(), ZoneFailure.NO_ZONE),
        (grey_view("letter"), ZoneFailure.NO_ZONE),
        (grey_view("doe", PagePose(blur=2.6)), ZoneFailure.UNREADABLE),
    ],
    ids=["empty", "letter", "blurred"],
)
def test_without_a_key_it_tells_how_near_it_came(camera, clock, picture, reason):
    assert camera(picture)[0].read_zone(clock.deadline(0.3)) == ZoneUnread(reason)


def test_a_single_reading_is_none(camera, clock):
    made, _ = camera(grey_view("doe"), empty_tray())
    assert made.read_zone(clock.deadline(0.6)) == ZoneUnread(ZoneFailure.UNPROVEN)


# the line


def test_a_line_that_breaks_is_mended(camera, clock):
    made, source = camera(line_broke(FaultCode.HARDWARE), colour_view("doe"))
    assert isinstance(made.capture(clock.deadline(10)), PagePicture)
    assert source.opened == 2


def test_a_line_that_stays_broken_is_told_at_the_deadline(camera, clock):
    made, _ = camera(line_broke(FaultCode.NOT_CONNECTED))
    with pytest.raises(TransportError) as broken:
        made.read_zone(clock.deadline(3))
    assert broken.value.code == FaultCode.NOT_CONNECTED
    assert clock.now == pytest.approx(3, abs=0.2)


def test_a_frozen_picture_is_a_broken_line(camera, clock):
    made, source = camera(empty_tray())
    source.count = -1_000_000
    frozen = empty_tray()

    def read(deadline):
        deadline.check()
        clock.pass_time(0.1)
        return ColourFrame(frozen, clock.now)

    source.read = read
    with pytest.raises(TransportError, match="frame_stale"):
        made.watch(clock.deadline(2.5))


def test_its_health_is_asked_without_opening_it(camera, clock):
    made, source = camera(empty_tray())
    assert made.status(clock.deadline(1)).health == Online()
    assert source.opened == 0
    source.plugged = False
    assert isinstance(made.status(clock.deadline(1)).health, NoDevice)
    source.plugged = True
    status = made.status(clock.deadline(1))
    assert status.health == Online()
    assert (status.width, status.height) == (0, 0)
    assert not source.is_open


def test_while_it_is_awake_health_comes_with_a_frame(camera, clock):
    made, _ = camera(empty_tray())
    made.watch(clock.deadline(0.3))
    status = made.status(clock.deadline(1))
    assert (status.source, status.width, status.height) == ("shown", 1280, 720)


def test_pictures_are_shown_while_they_are_wanted(camera, clock):
    made, _ = camera(colour_view("doe"))
    made.watch(clock.deadline(0.3))
    assert made.preview.latest() is None
    made.preview.want(1.0)
    made.watch(clock.deadline(0.3))
    shown = made.preview.latest()
    assert shown is not None
    assert (shown.width, shown.height) == (640, 360)


def test_rest_leaves_no_picture_and_no_light(camera, clock):
    made, source = camera(colour_view("doe"))
    made.preview.want(5.0)
    made.capture(clock.deadline(5))
    made.rest()
    assert not source.is_open
    assert made.preview.latest() is None


def test_a_closed_camera_is_no_more(camera, clock):
    made, source = camera(colour_view("doe"))
    made.close()
    made.close()
    for call in (made.capture, made.read_zone, made.watch, made.status):
        with pytest.raises(Cancelled):
            call(clock.deadline(5))
    assert source.opened == 0


def test_a_cancelled_call_ends(camera, clock):
    made, _ = camera(empty_tray())
    cancelled = threading.Event()
    cancelled.set()
    deadline = clock.deadline(5)
    with pytest.raises(Cancelled):
        made.capture(type(deadline)(deadline.at, cancelled, clock))


def test_no_frame_outlives_its_call(camera, clock):
    made, _ = camera(colour_view("doe"))
    made.read_zone(clock.deadline(5))
    made.rest()
    gc.collect()
    kept = [one for one in gc.get_objects() if isinstance(one, (Frame, ColourFrame))]
    assert kept == []


def test_nothing_personal_is_shown(camera, clock):
    made, _ = camera(colour_view("doe"))
    told = repr((made.capture(clock.deadline(5)), made.read_zone(clock.deadline(5))))
    assert "U0000" not in told
    assert "jpeg" not in told


def test_the_simulated_camera_goes_with_it():
    world = World()
    clock = VirtualClock()
    pacer = Pacer(clock=clock, pause=clock.pause)
    source = SimPageSource(world, size=(1280, 720), pacer=pacer, clock=clock)
    camera = open_document_camera(source)
    assert camera.capture(clock.deadline(0.2)) == Retake((RetakeReason.NO_PAGE,))
    world.lay_document("kwok")
    assert isinstance(camera.capture(clock.deadline(3)), PagePicture)
    assert isinstance(camera.read_zone(clock.deadline(3)), TravelKeyRead)
    world.unplug(DeviceKind.DOCUMENT_CAMERA)
    assert isinstance(camera.status(clock.deadline(1)).health, NoDevice)
    camera.close()
