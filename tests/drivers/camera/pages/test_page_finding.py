"""Where the page is: on dark and light trays, held by a hand, cut off, or not there at all."""

import cv2
import numpy as np
import pytest

from drivers.camera.pages import find_page
from drivers.sim.page_pose import Edge, PagePose, Tray
from tests.fixtures.posed_pages import (
    colour_view,
    empty_tray,
    grey_view,
    overlap,
    true_corners,
)

GOOD_OVERLAP = 0.96

POSES = [
    ("doe", PagePose()),
    ("doe", PagePose(angle=-11, tilt=6, turn=4, x=0.1, blur=1.5)),
    ("kwok", PagePose(angle=17, light=0.5, y=-0.1)),
    ("kwok", PagePose(angle=170, hand=Edge.RIGHT)),
    ("letter", PagePose(angle=91.5, hand=Edge.TOP, hand_at=0.3)),
    ("booklet", PagePose(angle=-8, hand=Edge.BOTTOM, shadow=0.4)),
    ("receipt", PagePose(angle=80, turn=-5, noise=5)),
]


@pytest.mark.parametrize(("key", "pose"), POSES)
@pytest.mark.parametrize("view", [grey_view, colour_view])
def test_a_page_on_a_dark_tray_is_found(key, pose, view):
    found = find_page(view(key, pose))
    assert found is not None
    assert overlap(found.corners, true_corners(key, pose)) > GOOD_OVERLAP
    assert not found.cut


@pytest.mark.parametrize(
    ("key", "pose"),
    [
        ("letter", PagePose(angle=90, tray=Tray.LIGHT_WOOD)),
        ("letter", PagePose(angle=89, tray=Tray.LIGHT_WOOD, hand=Edge.BOTTOM, light=0.7)),
        ("booklet", PagePose(angle=9, tray=Tray.LIGHT_WOOD, tilt=5)),
        ("doe", PagePose(angle=-5, tray=Tray.LIGHT_WOOD)),
        ("receipt", PagePose(angle=95, tray=Tray.LIGHT_WOOD, blur=1.2)),
    ],
)
def test_a_page_on_light_wood_is_found_by_its_colour(key, pose):
    found = find_page(colour_view(key, pose))
    assert found is not None
    assert overlap(found.corners, true_corners(key, pose)) > GOOD_OVERLAP


def test_white_paper_on_light_wood_is_found_in_grey_too():
    pose = PagePose(angle=90, tray=Tray.LIGHT_WOOD)
    found = find_page(grey_view("letter", pose))
    assert found is not None
    assert overlap(found.corners, true_corners("letter", pose)) > GOOD_OVERLAP


@pytest.mark.parametrize(
    "pose",
    [PagePose(angle=90, x=0.7), PagePose(angle=90, y=0.5), PagePose(angle=60, y=0.2)],
    ids=["right", "below", "corners"],
)
@pytest.mark.parametrize("view", [grey_view, colour_view])
def test_a_page_that_is_not_all_in_view_is_cut(pose, view):
    found = find_page(view("letter", pose))
    assert found is None or found.cut


def test_a_page_that_goes_beyond_one_side_is_seen_and_cut():
    found = find_page(grey_view("letter", PagePose(angle=90, x=0.6)))
    assert found is not None
    assert found.cut


@pytest.mark.parametrize("grey", [True, False])
def test_an_empty_tray_has_no_page(grey):
    tray = empty_tray()
    assert find_page(cv2.cvtColor(tray, cv2.COLOR_BGR2GRAY) if grey else tray) is None


@pytest.mark.parametrize("level", [0, 255])
def test_a_blank_picture_has_no_page(level):
    assert find_page(np.full((720, 1280), level, np.uint8)) is None


def test_noise_is_no_page():
    noise = np.random.default_rng(5).integers(0, 256, (360, 640), np.uint8)
    assert find_page(noise) is None


def test_corners_go_clockwise_from_the_top_left():
    pose = PagePose(angle=10)
    corners = find_page(grey_view("doe", pose)).corners
    assert int(np.argmin(corners.sum(axis=1))) == 0
    along = np.roll(corners, -1, axis=0) - corners
    after = np.roll(along, -1, axis=0)
    assert (along[:, 0] * after[:, 1] > along[:, 1] * after[:, 0]).all()


def test_corners_are_found_to_a_pixel():
    pose = PagePose(angle=7, tilt=4)
    found = find_page(grey_view("booklet", pose)).corners
    true = true_corners("booklet", pose)
    near = min(np.abs(np.roll(found, turn, axis=0) - true).max() for turn in range(4))
    assert near < 2.0


def test_the_picture_may_be_of_any_size():
    for size in ((640, 360), (1920, 1080)):
        pose = PagePose(angle=3)
        found = find_page(grey_view("booklet", pose, size))
        assert overlap(found.corners, true_corners("booklet", pose, size), size) > 0.94


def test_corners_stay_out_of_sight():
    assert "corners" not in repr(find_page(grey_view("doe")))
