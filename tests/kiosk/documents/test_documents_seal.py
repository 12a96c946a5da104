"""The seal: round, centred, evenly spaced, and its letters upright towards the outside."""

from __future__ import annotations

from itertools import pairwise
from math import degrees

import numpy as np
import pytest

from kiosk.documents.fonts import FontBook
from kiosk.documents.model import Seal
from kiosk.documents.seal import arc_angles, draw_seal
from kiosk.documents.shapes import dilate, star

NAMES = ("罗湖区", "深圳市罗湖区住房和建设局", "深圳市社会保险基金管理局罗湖分局", "桂" * 24)

BLANK = "\u3000"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("diameter", [240, 248, 304])
def test_ring_is_round_and_fills_its_square(name: str, diameter: int, fonts: FontBook) -> None:
    bits = draw_seal(Seal(name, "自助业务专用章"), diameter, fonts)
    assert bits.shape == (diameter, diameter)
    rows, columns = np.indices(bits.shape) - (diameter - 1) / 2
    radius = np.hypot(rows, columns)
    assert bits[(radius < diameter / 2 - 1) & (radius > diameter / 2 - 5)].all()
    assert not bits[radius > diameter / 2 + 0.5].any()


@pytest.mark.parametrize("count", [1, 2, 3, 10, 16, 24])
def test_letters_are_evenly_spaced_around_the_top(count: int) -> None:
    angles = arc_angles(count, 100.0, 30.0)
    assert len(angles) == count
    assert sum(angles) == pytest.approx(0.0)
    gaps = [after - before for before, after in pairwise(angles)]
    assert all(gap == pytest.approx(gaps[0]) for gap in gaps)
    assert degrees(angles[-1]) <= 118.0 + 1e-6


@pytest.mark.parametrize("name", NAMES)
def test_letters_touch_neither_ring_nor_star_nor_purpose(name: str, fonts: FontBook) -> None:
    size = 248
    frame = draw_seal(Seal(BLANK, BLANK), size, fonts)
    letters = draw_seal(Seal(name, BLANK), size, fonts) & ~frame
    below = draw_seal(Seal(BLANK, "自助业务专用章"), size, fonts) & ~frame
    assert letters.any()
    assert below.any()
    assert not (dilate(letters, 2) & below).any()
    assert not (dilate(letters | below, 1) & frame).any()


def test_star_points_up_from_the_centre() -> None:
    bits = star(101, 40)
    rows, columns = np.nonzero(bits)
    assert abs(columns.mean() - 50) < 0.5
    assert abs(rows.mean() - 50) < 1.0
    assert bits[12, 50]
    assert not bits[88, 50]


def test_first_letter_leans_left_and_top_letter_stands_upright(fonts: FontBook) -> None:
    """The middle letter of an odd name equals the same letter drawn alone at the top."""
    diameter = 304
    three = draw_seal(Seal("一丨一", "章"), diameter, fonts)
    alone = draw_seal(Seal("丨", "章"), diameter, fonts)
    middle = slice(diameter // 2 - 8, diameter // 2 + 8)
    top = slice(16, 56)
    assert (three[top, middle] & alone[top, middle]).sum() >= 0.8 * alone[top, middle].sum()
    left, right = three[:, : diameter // 2], three[:, diameter // 2 :][:, ::-1]
    assert (left != right).mean() < 0.02
