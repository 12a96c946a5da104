"""What the simulated camera sees: phones and slips, held in every way."""

from __future__ import annotations

from dataclasses import fields, replace

import cv2
import numpy as np
import pytest

from drivers import Symbology
from drivers.camera import decode_image
from drivers.sim.camera_scene import CODE_PX, SWING_FRAMES, lobby, phone_scene
from drivers.sim.live_picture import LivePicture
from drivers.sim.pose import Carrier, Pose

CODE = "SZAPP.v1.票据-A-017".encode()
LONG = b"HC1:" + b"6BFOXN*TS0BI$ZD.P9UOL97O4-2HH77HRM3DSPTLRR+%3." * 4
OTHER = b"https://menu.example/table/7"
PAPER = Carrier.PAPER


@pytest.fixture(scope="module")
def background():
    return lobby()


def read(image):
    return {symbol.payload: symbol for symbol in decode_image(image)}


def outline(image, payload):
    """Corners of the code as an array: top left, top right, bottom right, bottom left of it."""
    symbol = read(image)[payload]
    assert symbol.symbology is Symbology.QR
    return np.array(symbol.corners, float)


def sides(corners):
    """Lengths of the top, right, bottom and left side."""
    return np.hypot(*(np.roll(corners, -1, axis=0) - corners).T)


@pytest.mark.parametrize(
    "pose",
    [
        Pose(carrier=PAPER),
        Pose(carrier=PAPER, distance=1.5, angle=-20, tilt=20),
        Pose(carrier=PAPER, brightness=0.4, turn=30),
        Pose(tilt=40, turn=-20, angle=8),
        Pose(tilt=-40),
        Pose(dark=True, tilt=30, glare=0.03),
        Pose(glare=0.04),
        Pose(motion=5, heading=30),
        Pose(shift=0.3),
        Pose(shift=-0.3, angle=90),
    ],
)
def test_fair_views_are_readable(background, pose):
    assert list(read(phone_scene(background, CODE, pose))) == [CODE]


@pytest.mark.parametrize(
    "pose",
    [Pose(motion=40), Pose(glare=1.0), Pose(shift=0.5), Pose(shift=0.8), Pose(tilt=85)],
)
def test_hopeless_views_are_not_readable(background, pose):
    assert read(phone_scene(background, CODE, pose)) == {}


def test_a_long_code_on_paper_is_readable_too(background):
    assert list(read(phone_scene(background, LONG, Pose(carrier=PAPER)))) == [LONG]


@pytest.mark.parametrize("carrier", Carrier)
def test_a_code_is_as_large_as_its_distance_says_wherever_it_is(background, carrier):
    for distance, shift in ((1.0, 0.0), (1.0, 0.25), (2.0, -0.3)):
        pose = Pose(distance, shift=shift, carrier=carrier)
        corners = outline(phone_scene(background, CODE, pose), CODE)
        assert sides(corners) == pytest.approx([CODE_PX / distance] * 4, rel=0.04)
        assert corners.mean(axis=0) == pytest.approx((1280 * (0.5 + shift), 360), abs=3)


@pytest.mark.parametrize("angle", [-120, -30, 45, 170])
def test_the_angle_turns_counter_clockwise(background, angle):
    first, second = outline(phone_scene(background, CODE, Pose(angle=angle)), CODE)[:2]
    right, down = second - first
    assert np.degrees(np.arctan2(-down, right)) == pytest.approx(angle, abs=2)


def test_a_tilt_takes_the_upper_edge_away_and_a_turn_the_right_one(background):
    top, right, bottom, left = sides(outline(phone_scene(background, CODE, Pose(tilt=35)), CODE))
    assert top < bottom * 0.95
    assert right == pytest.approx(left, rel=0.02)
    assert right < CODE_PX * np.cos(np.radians(35)) * 1.05
    top, right, bottom, left = sides(outline(phone_scene(background, CODE, Pose(turn=35)), CODE))
    assert right < left * 0.95
    assert top == pytest.approx(bottom, rel=0.02)


def test_dark_mode_turns_the_screen_over_and_leaves_paper_as_it_is(background):
    light, dark = (phone_scene(background, CODE, Pose(dark=d)) for d in (False, True))
    middle = (slice(240, 480), slice(520, 760))
    assert light[middle].mean() + dark[middle].mean() == pytest.approx(235 + 20, abs=3)
    slips = [phone_scene(background, CODE, Pose(dark=d, carrier=PAPER)) for d in (False, True)]
    assert np.array_equal(*slips)
    assert np.array_equal(dark, phone_scene(background, CODE, Pose(), dark=True))


def test_paper_is_paler_than_a_screen_and_wider_than_a_phone(background):
    phone, paper = (phone_scene(background, CODE, Pose(carrier=c)) for c in Carrier)
    code = (slice(245, 475), slice(525, 755))
    assert np.ptp(paper[code].astype(int)) < np.ptp(phone[code].astype(int)) - 40
    widths = [np.count_nonzero(scene[360] != background[360]) for scene in (phone, paper)]
    assert widths[1] > widths[0] * 1.2


def test_brightness_is_a_factor_on_what_is_held_alone(background):
    dim = phone_scene(background, CODE, Pose(brightness=0.2))
    assert dim[240:480, 520:760].max() <= 235 * 0.2 + 2
    assert np.array_equal(dim[:, :300], background[:, :300])


@pytest.mark.parametrize("share", [0.05, 0.3])
def test_glare_whitens_its_share_of_the_code(background, share):
    plain, shining = (phone_scene(background, CODE, Pose(glare=g)) for g in (0.0, share))
    lit = np.count_nonzero((shining.astype(int) - plain > 100)[240:480, 520:760])
    dark = np.count_nonzero(plain[240:480, 520:760] < 128)
    assert lit / dark == pytest.approx(share, rel=0.35)


@pytest.mark.parametrize(("heading", "axis"), [(0.0, 1), (90.0, 0)])
def test_motion_smears_along_its_heading(background, heading, axis):
    still, moving = (
        phone_scene(background, CODE, Pose(motion=length, heading=heading)) for length in (0, 20)
    )
    part = (slice(250, 470), slice(530, 750))

    def detail(scene, along):
        return np.abs(np.diff(scene[part].astype(int), axis=along)).mean()

    assert detail(moving, axis) < 0.5 * detail(still, axis)
    assert detail(moving, axis) < 0.6 * detail(moving, 1 - axis)


def test_what_moves_swings_and_is_back_after_a_cycle(background):
    pose = Pose(motion=3.0, heading=0.0)
    seen = [outline(phone_scene(background, CODE, pose, step=n), CODE) for n in range(9)]
    places = [corners[:, 0].mean() - 640 for corners in seen]
    way = 2 * pose.motion
    expected = [way * n for n in (0, 1, 2, 1, 0, -1, -2, -1, 0)]
    assert places == pytest.approx(expected, abs=1.5)
    first, last = (phone_scene(background, CODE, pose, step=n) for n in (0, SWING_FRAMES))
    assert np.array_equal(first, last)


@pytest.mark.parametrize("distance", [0.7, 1.0, 2.0])
@pytest.mark.parametrize("carrier", Carrier)
def test_two_codes_are_side_by_side_and_both_readable(background, distance, carrier):
    pose = Pose(max(distance, 1.2) if carrier is PAPER else distance, carrier=carrier, second=OTHER)
    found = read(phone_scene(background, CODE, pose))
    assert set(found) == {CODE, OTHER}
    mine, other = (np.array(found[payload].corners)[:, 0] for payload in (CODE, OTHER))
    assert mine.max() < other.min()


def test_each_part_of_a_pose_changes_the_picture(background):
    plain = phone_scene(background, CODE, Pose())
    for part in fields(Pose):
        if part.name == "heading":
            continue
        other = {"carrier": PAPER, "dark": True, "second": OTHER, "distance": 1.5}
        pose = Pose(**{part.name: other.get(part.name, 0.3 if part.name == "shift" else 2.0)})
        assert not np.array_equal(phone_scene(background, CODE, pose), plain), part.name


def test_a_pose_does_not_show_the_second_payload():
    assert "menu" not in repr(Pose(second=OTHER))


def test_the_extremes_are_drawn_without_complaint(background):
    for distance in (0.4, 6.0):
        for tilt in (-60.0, 60.0):
            pose = Pose(distance, 180, 20, 2, tilt, -tilt, 60, 180, 1, 0.5, second=OTHER)
            for carrier in Carrier:
                scene = phone_scene(background, LONG, replace(pose, carrier=carrier))
                assert scene.shape == (720, 1280)
    assert np.array_equal(phone_scene(background, CODE, Pose(shift=3.0)), background)


@pytest.mark.parametrize("pose", [Pose(motion=4.0), Pose(motion=4.0, second=OTHER)])
def test_a_moving_phone_is_drawn_once_a_place(monkeypatch, pose):
    drawn = []

    def note(*args, step, **options):
        drawn.append(step)
        return phone_scene(*args, step=step, **options)

    monkeypatch.setattr("drivers.sim.live_picture.phone_scene", note)
    live = LivePicture(0)
    images = [live.seen(CODE, pose, count) for count in range(SWING_FRAMES * 3)]
    assert sorted(drawn) == list(range(SWING_FRAMES))
    assert len({id(image) for image in images}) == SWING_FRAMES
    shown = cv2.absdiff(images[0], images[1])
    assert shown.max() > 100
