"""A page laid flat, turned upright, judged and made a file."""

import cv2
import numpy as np
import pytest

from drivers import GlareSpot, PageQuality, PageShape, RetakeReason
from drivers.camera.pages.encoding import LONGEST_SIDES, MOST_BYTES, encode_picture
from drivers.camera.pages.pictures import ColourFrame, grey_frame, grey_of, is_colour
from drivers.camera.pages.quality import faults, measured
from drivers.camera.pages.rectify import flat_size, rectified, shape_of
from drivers.camera.pages.upright import open_classifier, upright
from drivers.sim.page_pose import Edge, PagePose
from drivers.sim.page_scene import VIEW_MM, page_corners
from tests.fixtures.posed_pages import SIZE, art_of, colour_view, grey_view, true_corners

KEYS = {
    "letter": (PageShape.A4, PageShape.A_SERIES, PagePose(angle=90)),
    "doe": (PageShape.PASSPORT, PageShape.A_SERIES, PagePose()),
    "kwok": (PageShape.ID_1, PageShape.ID_1, PagePose()),
    "receipt": (PageShape.OTHER, PageShape.OTHER, PagePose(angle=90)),
}


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("lift", [{}, {"tilt": 9.0}, {"turn": -9.0}, {"tilt": 6.0, "turn": 6.0}])
def test_a_page_is_known_by_its_sides(key, lift):
    known, by_ratio, pose = KEYS[key]
    posed = PagePose(angle=pose.angle + 4, **lift)
    corners = page_corners(art_of(key), posed, SIZE)
    assert shape_of(corners, SIZE, VIEW_MM) is known
    assert shape_of(corners, SIZE) is by_ratio


@pytest.mark.parametrize("lift", [{"tilt": 10.0}, {"turn": 10.0}])
def test_a_lifted_page_comes_out_in_its_true_proportions(lift):
    corners = page_corners(art_of("kwok"), PagePose(**lift), SIZE)
    width, height = flat_size(corners, SIZE)
    assert width / height == pytest.approx(85.6 / 54, rel=0.02)


def test_corners_of_no_rectangle_do_no_harm():
    for corners in (
        [(10, 10), (50, 10), (50, 40), (10, 40)],
        [(10, 10), (500, 12), (500, 14), (10, 15)],
        [(0, 0), (100, 100), (200, 200), (50, 60)],
    ):
        width, height = flat_size(np.array(corners, np.float32), SIZE)
        assert np.isfinite([width, height]).all()


def test_a_flat_page_shows_what_the_sheet_shows():
    pose = PagePose(angle=-12, tilt=8, turn=5)
    flat = rectified(colour_view("booklet", pose), true_corners("booklet", pose))
    art = art_of("booklet").image
    same = cv2.resize(art, (flat.shape[1], flat.shape[0]), interpolation=cv2.INTER_AREA)
    assert np.abs(flat.astype(int) - same)[20:-20, 20:-20].mean() < 8


@pytest.mark.parametrize("key", ["doe", "kwok", "letter", "booklet", "receipt"])
@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_print_is_turned_upright(key, quarters):
    corners = true_corners(key, KEYS["letter"][2] if key in ("letter", "receipt") else PagePose())
    flat = rectified(colour_view(key), corners)
    turned = np.ascontiguousarray(np.rot90(flat, quarters))
    assert np.array_equal(upright(turned, open_classifier()), flat)


def test_a_blank_page_stays_as_it_is():
    blank = np.full((300, 200), 240, np.uint8)
    assert np.array_equal(upright(blank, open_classifier()), blank)


@pytest.mark.parametrize("key", ["kwok", "letter"])
@pytest.mark.parametrize(
    ("spoilt", "reasons"),
    [
        ({}, ()),
        ({"blur": 1.2}, ()),
        ({"hand": Edge.RIGHT}, ()),
        ({"blur": 3.5}, (RetakeReason.BLURRED,)),
        ({"light": 0.22}, (RetakeReason.TOO_DARK,)),
        ({"shadow": 0.8}, (RetakeReason.TOO_DARK,)),
        ({"glare": 0.02}, (RetakeReason.GLARE,)),
    ],
    ids=lambda value: next(iter(value), "good") if isinstance(value, dict) else "",
)
def test_a_page_is_judged(key, spoilt, reasons):
    across = 90 if key in ("letter", "receipt") else 0
    pose = PagePose(angle=across + 1, **spoilt)
    quality = measured(rectified(colour_view(key, pose), true_corners(key, pose)))
    assert faults(quality) == reasons


def test_grey_pages_are_judged_alike():
    pose = PagePose(glare=0.02, glare_x=0.7, glare_y=0.3)
    quality = measured(rectified(grey_view("doe", pose), true_corners("doe", pose)))
    (spot,) = quality.glare
    assert (spot.x, spot.y) == pytest.approx((0.7, 0.3), abs=0.03)
    assert 0.015 < spot.share < 0.05
    assert quality.glare_share == spot.share


def test_everything_that_is_wrong_is_told_at_once():
    bad = PageQuality(0.1, 60.0, 0.9, (GlareSpot(0.02, 0.5, 0.5),))
    assert faults(bad) == (RetakeReason.TOO_DARK, RetakeReason.GLARE, RetakeReason.BLURRED)


def test_a_page_without_print_counts_as_sharp():
    blank = np.full((300, 400), 230, np.uint8)
    assert measured(blank).sharpness == 1.0


# the file


def photo(height=1500, width=2100, seed=3):
    """Fine detail everywhere, which no JPEG keeps small."""
    noise = np.random.default_rng(seed).integers(0, 256, (height, width, 3), np.uint8)
    return cv2.GaussianBlur(noise, (0, 0), 0.8)


def test_a_small_picture_keeps_its_size_and_the_best_quality():
    page = cv2.resize(art_of("booklet").image, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    file = encode_picture(page)
    assert (file.height, file.width) == page.shape[:2]
    decoded = cv2.imdecode(np.frombuffer(file.jpeg, np.uint8), cv2.IMREAD_COLOR)
    assert np.abs(decoded.astype(int) - page).mean() < 3
    assert file.colour


@pytest.mark.parametrize("most", [500_000, 200_000, 60_000])
def test_a_file_keeps_within_its_limit(most):
    file = encode_picture(photo(), most)
    assert len(file.jpeg) <= most
    decoded = cv2.imdecode(np.frombuffer(file.jpeg, np.uint8), cv2.IMREAD_COLOR)
    assert decoded.shape[:2] == (file.height, file.width)
    assert file.width / file.height == pytest.approx(1.4, rel=0.01)


def test_no_side_is_longer_than_staff_need():
    file = encode_picture(np.full((2000, 5000), 255, np.uint8))
    assert file.width == LONGEST_SIDES[0]


def test_a_grey_file_has_one_plane():
    file = encode_picture(art_of("kwok").image, colour=False)
    decoded = cv2.imdecode(np.frombuffer(file.jpeg, np.uint8), cv2.IMREAD_UNCHANGED)
    assert decoded.ndim == 2
    assert not file.colour
    assert len(file.jpeg) < MOST_BYTES


def test_a_file_says_nothing_of_where_it_is_from():
    jpeg = encode_picture(art_of("kwok").image).jpeg
    assert jpeg[:2] == b"\xff\xd8"
    segments = []
    at = 2
    while jpeg[at + 1] != 0xDA:
        segments.append(jpeg[at + 1])
        at += 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
    assert set(segments) <= {0xE0, 0xDB, 0xC0, 0xC2, 0xC4}
    assert b"Exif" not in jpeg


def test_an_impossible_limit_is_refused():
    with pytest.raises(ValueError, match="1000 bytes"):
        encode_picture(photo(), 1000)


def test_pixels_stay_out_of_sight():
    assert "jpeg" not in repr(encode_picture(art_of("kwok").image))
    assert "image" not in repr(ColourFrame(colour_view("doe"), 1.0))


def test_colour_frames_are_three_planes_of_bytes():
    assert is_colour(ColourFrame(colour_view("doe"), 1.0).image)
    for image in (np.zeros((4, 4), np.uint8), np.zeros((4, 4, 3), np.float32)):
        with pytest.raises(ValueError, match="not a colour image"):
            ColourFrame(image, 0.0)


def test_a_grey_frame_stays_itself():
    frame = grey_frame(ColourFrame(colour_view("doe"), 2.5))
    assert frame.at == 2.5
    assert np.array_equal(frame.image, grey_of(colour_view("doe")))
    assert grey_frame(frame) is frame
