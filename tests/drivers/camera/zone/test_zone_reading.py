"""From a picture of a page to the key of its chip, and every way in which there is none."""

import datetime as dt
from dataclasses import replace

import cv2
import pytest

from drivers import TravelKey, ZoneFailure
from drivers.camera.zone import ZoneReader, open_engine
from drivers.camera.zone import reading as zone_reading
from drivers.card.emrtd.mrz import encode_mrz
from drivers.card.emrtd.mrz_form import MrzForm
from drivers.sim import page_art
from drivers.sim.page_pose import Edge, PagePose, Tray
from drivers.sim.page_scene import page_scene
from tests.fixtures.posed_pages import colour_view, empty_tray, grey_view, mrz, zone_view

TODAY = dt.date(2026, 3, 1)


@pytest.fixture(scope="module")
def reader():
    return ZoneReader(open_engine(), lambda: TODAY)


def key(number="U00000001"):
    return TravelKey(number, dt.date(1988, 12, 5), dt.date(2033, 6, 14))


@pytest.mark.parametrize(
    ("zone", "pose"),
    [
        (mrz(), PagePose()),
        (mrz(document_number="EG1234567"), PagePose(angle=173, tilt=6, blur=1.0)),
        (mrz(document_number="G60O0B852"), PagePose(angle=-88, turn=-7)),
        (mrz(MrzForm.TD1, document_number="H08816205"), PagePose(angle=31, x=0.2, blur=0.8)),
        (mrz(MrzForm.TD1, document_number="L2Z5S6G8B1I0"), PagePose(angle=-140, light=0.6)),
        (mrz(MrzForm.TD2, document_number="C01X00T47"), PagePose(angle=12, tilt=-8, turn=5)),
        (mrz(document_number="AB123<45"), PagePose(angle=4, tray=Tray.LIGHT_WOOD)),
        (mrz(optional="ZE184226B"), PagePose(angle=-7, hand=Edge.TOP, noise=5)),
        (mrz(), PagePose(angle=90, glare=0.02, glare_x=0.5, glare_y=0.35, shadow=0.4)),
    ],
    ids=lambda value: value.document_number if hasattr(value, "document_number") else "",
)
def test_a_zone_is_read_however_its_page_lies(reader, zone, pose):
    assert reader.read(zone_view(zone, pose)) == key(zone.document_number)


@pytest.mark.parametrize("name", ["letter", "booklet", "receipt"])
def test_pages_without_a_zone_have_none(reader, name):
    assert reader.read(grey_view(name)) is ZoneFailure.NO_ZONE


def test_an_empty_tray_has_none(reader):
    empty = cv2.cvtColor(empty_tray(), cv2.COLOR_BGR2GRAY)
    assert reader.read(empty) is ZoneFailure.NO_ZONE


@pytest.mark.parametrize(
    "pose",
    [
        PagePose(angle=2, blur=4.0),
        PagePose(angle=2, glare=0.03, glare_x=0.3, glare_y=0.9),
        PagePose(angle=2, hand=Edge.BOTTOM, hand_at=0.3),
        PagePose(angle=2, light=0.04),
    ],
    ids=["blurred", "dazzled", "held over it", "dark"],
)
def test_a_zone_that_cannot_be_seen_is_no_key(reader, pose):
    assert isinstance(reader.read(zone_view(mrz(), pose)), ZoneFailure)


@pytest.mark.parametrize("place", [44, 53, 57, 65, 87])
def test_a_zone_whose_digits_do_not_fit_is_no_key(reader, place, monkeypatch):
    text = encode_mrz(mrz())
    letter = "7" if text[place] != "7" else "3"
    forged = text[:place] + letter + text[place + 1 :]
    monkeypatch.setattr(page_art, "encode_mrz", lambda zone: forged)
    art = page_art.travel_page(mrz(), "测试", "样例")
    grey = cv2.cvtColor(page_scene(art, PagePose(), (1280, 720)), cv2.COLOR_BGR2GRAY)
    assert reader.read(grey) is ZoneFailure.UNPROVEN


class Contrary:
    """An engine that sees something else."""

    def __init__(self, *seen):
        self.seen = list(seen)
        self.lines = []

    def read(self, line):
        self.lines.append(line)
        return self.seen.pop(0)


@pytest.mark.parametrize(
    ("seen", "believed"),
    [
        ("U00000001881205330614", True),
        ("UOOOOOOOI88I2O533O6I4", True),
        ("U00000007881205330614", False),
        ("U0000000188120533061", False),
        ("", False),
    ],
    ids=["the same", "look-alikes", "another digit", "a letter less", "nothing"],
)
def test_the_engine_has_to_see_the_same(seen, believed):
    engine = Contrary(seen, *[""] * 10)
    found = ZoneReader(engine, lambda: TODAY).read(zone_view(mrz(), PagePose()))
    assert found == (key() if believed else ZoneFailure.UNPROVEN)


def test_the_engine_sees_no_more_than_the_key():
    engine = Contrary("U00000001881205330614")
    ZoneReader(engine, lambda: TODAY).read(zone_view(mrz(), PagePose()))
    (line,) = engine.lines
    cells = line.shape[1] // 20
    assert cells == 9 + 6 + 6 + 4


def test_a_birth_that_is_partly_unknown_makes_no_key(reader):
    assert reader.read(zone_view(mrz(birth="88<<<<"), PagePose())) is ZoneFailure.NO_KEY


def test_centuries_go_by_the_day_of_reading(reader):
    zone = mrz(birth="250301", expiry="350301")
    read = reader.read(zone_view(zone, PagePose()))
    assert read == TravelKey("U00000001", dt.date(2025, 3, 1), dt.date(2035, 3, 1))
    elder = ZoneReader(open_engine(), lambda: dt.date(2024, 3, 1))
    assert elder.read(zone_view(zone, PagePose())).birth_date == dt.date(1925, 3, 1)


def test_today_is_a_day():
    assert isinstance(zone_reading.local_today(), dt.date)


def test_nothing_of_a_key_is_shown(reader):
    read = reader.read(zone_view(mrz(), PagePose()))
    assert "U0000" not in repr(read)
    assert "1988" not in repr(read)
    assert replace(read) == read


def test_colour_makes_no_difference(reader):
    grey = cv2.cvtColor(colour_view("doe"), cv2.COLOR_BGR2GRAY)
    assert reader.read(grey) == key()
