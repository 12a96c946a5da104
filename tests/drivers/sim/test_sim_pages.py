"""The simulated document camera: its specimens, its frames, and what can go wrong with it."""

import threading

import numpy as np
import pytest

from drivers import (
    ConfigurationError,
    Deadline,
    DeviceKind,
    FaultCode,
    TransportError,
    TravelDocument,
)
from drivers.camera.pacing import Pacer
from drivers.camera.zone import ZoneReader, open_engine
from drivers.card import ApduCardReader
from drivers.card.emrtd import travel_documents
from drivers.card.emrtd.mrz_form import MrzForm
from drivers.card.procedures import in_turn
from drivers.sim import page_sheet
from drivers.sim.card import SimCardTransport
from drivers.sim.page_art import LINES, SIZES_MM, travel_page, zone_lines
from drivers.sim.page_pose import PagePose, Tray
from drivers.sim.page_scene import page_corners
from drivers.sim.page_sheet import Sheet
from drivers.sim.page_source import NOISE_FRAMES, SimPageSource
from drivers.sim.pages import drawn_page, specimen_pages
from drivers.sim.trouble import PlannedTrouble, Trouble
from drivers.sim.world import World
from tests.fixtures.posed_pages import SIZE, art_of, grey_view, mrz
from tests.fixtures.virtual_clock import VirtualClock


@pytest.fixture
def clock():
    return VirtualClock()


@pytest.fixture
def world():
    return World()


@pytest.fixture
def source(world, clock):
    pacer = Pacer(clock=clock, pause=clock.pause)
    made = SimPageSource(world, size=SIZE, pacer=pacer, pause=clock.pause, clock=clock)
    made.open(clock.deadline(1))
    return made


@pytest.mark.parametrize("key", ["doe", "kwok"])
def test_the_chip_opens_with_what_the_camera_reads(key):
    read = ZoneReader(open_engine()).read(grey_view(key))
    world = World()
    world.tap_card(key)
    reader = ApduCardReader(SimCardTransport(world), in_turn((travel_documents(None),)))
    document = reader.read(Deadline.after(10), read)
    assert isinstance(document, TravelDocument)
    assert document.number == read.number


def test_every_specimen_can_be_laid_down_whole():
    assert {"doe", "kwok", "letter", "booklet", "receipt"} <= set(specimen_pages())
    for key, page in specimen_pages().items():
        corners = page_corners(drawn_page(key), page.pose, SIZE)
        assert (corners > 0).all(), key
        assert (corners < SIZE).all(), key
        assert page.label


def test_an_unknown_page_is_told_by_name():
    with pytest.raises(ConfigurationError, match="no page is called 'hat'"):
        drawn_page("hat")


@pytest.mark.parametrize("form", MrzForm)
def test_travel_documents_have_their_sizes(form):
    art = travel_page(mrz(form), "测试", "样例")
    assert art.size_mm == pytest.approx(SIZES_MM[form], abs=0.1)
    lines = zone_lines("".join(chr(65 + place % 26) for place in range(form.length)), form)
    assert len(lines) == LINES[form]
    assert {len(line) for line in lines} == {form.length // LINES[form]}


def test_a_missing_font_is_told_by_name(monkeypatch, tmp_path):
    monkeypatch.setattr(page_sheet, "OCR_B", tmp_path / "none.otf")
    with pytest.raises(ConfigurationError, match=r"none\.otf"):
        Sheet((10, 10), 4, (255, 255, 255)).ocr_b(1, 5, "A")


def test_frames_are_alive_and_come_at_thirty_a_second(source, world, clock):
    world.lay_document("kwok")
    frames = [source.read(clock.deadline(5)) for _ in range(NOISE_FRAMES + 1)]
    assert frames[-1].at - frames[0].at == pytest.approx(NOISE_FRAMES / 30, abs=1e-6)
    assert not np.array_equal(frames[0].image, frames[1].image)
    assert np.array_equal(frames[0].image, frames[-1].image)
    assert frames[0].image.shape == (SIZE[1], SIZE[0], 3)
    assert not frames[0].image.flags.writeable


def test_the_same_seed_gives_the_same_pixels(world, clock):
    world.lay_document("kwok")
    seen = []
    for seed in (1, 1, 2):
        pacer = Pacer(clock=clock, pause=clock.pause)
        one = SimPageSource(world, size=(640, 360), seed=seed, pacer=pacer, clock=clock)
        one.open(clock.deadline(1))
        seen.append(one.read(clock.deadline(1)).image)
    assert np.array_equal(seen[0], seen[1])
    assert not np.array_equal(seen[0], seen[2])


def test_a_page_is_laid_and_taken(source, world, clock):
    empty = source.read(clock.deadline(1)).image
    world.lay_document("kwok")
    laid = source.read(clock.deadline(1)).image
    world.take_document()
    again = source.read(clock.deadline(1)).image
    assert laid.mean() > empty.mean() + 5
    assert abs(again.mean() - empty.mean()) < 0.5


def test_a_pose_is_kept(world, clock):
    world.lay_document("kwok")
    pacer = Pacer(clock=clock, pause=clock.pause)
    pose = PagePose(tray=Tray.LIGHT_WOOD, light=0.5)
    one = SimPageSource(world, pose=pose, size=(640, 360), pacer=pacer, clock=clock)
    one.open(clock.deadline(1))
    image = one.read(clock.deadline(1)).image.astype(int)
    assert image[5, 5, 2] > image[5, 5, 0] + 10
    assert image.max() < 140


@pytest.mark.parametrize(
    ("trouble", "code"),
    [
        (Trouble.FAIL, FaultCode.HARDWARE),
        (Trouble.DISCONNECT, FaultCode.NOT_CONNECTED),
        (Trouble.REPLUG, FaultCode.NOT_CONNECTED),
        (Trouble.HANG, FaultCode.NO_ANSWER),
    ],
)
def test_a_broken_read_says_how(source, world, clock, trouble, code):
    world.wait_until = lambda condition, deadline: clock.pass_time(deadline.remaining())
    world.plan(DeviceKind.DOCUMENT_CAMERA, PlannedTrouble(trouble, seconds=2.0))
    with pytest.raises(TransportError) as broken:
        source.read(clock.deadline(30))
    assert broken.value.code == code
    with pytest.raises(TransportError):
        source.read(clock.deadline(30))


def test_a_replugged_camera_comes_back_under_another_name(source, world, clock):
    world.plan(DeviceKind.DOCUMENT_CAMERA, PlannedTrouble(Trouble.REPLUG, seconds=2.0))
    with pytest.raises(TransportError):
        source.read(clock.deadline(30))
    assert not source.present()
    clock.pass_time(2.1)
    assert source.present()
    assert source.name.endswith("2")
    source.open(clock.deadline(1))
    source.read(clock.deadline(1))


def test_a_late_frame_is_late(source, world, clock):
    world.plan(DeviceKind.DOCUMENT_CAMERA, PlannedTrouble(Trouble.DELAY, seconds=0.5))
    began = clock.now
    assert source.read(clock.deadline(5)).at - began >= 0.5
    world.plan(DeviceKind.DOCUMENT_CAMERA, PlannedTrouble(Trouble.DELAY, seconds=5.0))
    with pytest.raises(TransportError) as broken:
        source.read(clock.deadline(30))
    assert broken.value.code == FaultCode.NO_ANSWER


@pytest.mark.parametrize(
    ("trouble", "holds"),
    [
        (Trouble.BLACK, lambda image, before: image.max() <= 1),
        (Trouble.OVEREXPOSED, lambda image, before: image.min() > 150),
        (Trouble.RESIZE, lambda image, before: image.shape == (480, 640, 3)),
        (Trouble.GARBLE, lambda image, before: image[500:].std() > 60 > image[:100].std()),
        (Trouble.FROZEN, np.array_equal),
    ],
)
def test_a_spoilt_frame_looks_like_it(source, world, clock, trouble, holds):
    before = source.read(clock.deadline(1)).image
    world.plan(DeviceKind.DOCUMENT_CAMERA, PlannedTrouble(trouble))
    assert holds(source.read(clock.deadline(1)).image, before)


def test_troubles_of_the_code_scanner_are_not_its_own(source, world, clock):
    world.plan(DeviceKind.CODE_SCANNER, PlannedTrouble(Trouble.FAIL))
    source.read(clock.deadline(1))


def test_a_pulled_plug_is_no_camera(source, world, clock):
    world.unplug(DeviceKind.DOCUMENT_CAMERA)
    assert not source.present()
    with pytest.raises(TransportError):
        source.read(clock.deadline(1))
    with pytest.raises(TransportError):
        source.open(clock.deadline(1))


def test_a_cleared_hang_goes_on(world):
    source = SimPageSource(world, size=(640, 360))
    deadline = Deadline.after(20)
    source.open(deadline)
    world.plan(DeviceKind.DOCUMENT_CAMERA, PlannedTrouble(Trouble.STUCK, times=0))
    frames = []
    reading = threading.Thread(target=lambda: frames.append(source.read(deadline)))
    reading.start()
    assert not frames
    world.clear(DeviceKind.DOCUMENT_CAMERA)
    reading.join(20)
    assert len(frames) == 1


def test_a_page_shows_no_more_than_it_is():
    assert "image" not in repr(art_of("kwok"))
