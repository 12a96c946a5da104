"""Where codes are looked for: busy regions, finder patterns, the direction of a movement."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from drivers.camera.deblur import direction_of
from drivers.camera.finders import black_and_white, find_finders
from drivers.camera.regions import busy_regions, cut_out

PAYLOAD = b"https://example.cn/v/" + b"A1b2" * 10


def turned(frame, angle):
    turn = cv2.getRotationMatrix2D((640, 360), angle, 1.0)
    return cv2.warpAffine(frame, turn, (1280, 720), borderValue=[160])


def test_each_code_is_a_region_and_the_larger_one_comes_first(draw_code, place):
    small, large = draw_code(PAYLOAD, 4), draw_code(PAYLOAD, 7)
    frame = place((small, 60, 80), (large, 700, 150))
    first, second = busy_regions(frame)
    assert first.covers((728, 178, 700 + len(large) - 28, 150 + len(large) - 28))
    assert second.covers((76, 96, 60 + len(small) - 16, 80 + len(small) - 16))
    assert first.area + second.area < frame.size / 3


@pytest.mark.parametrize("level", [0, 128, 255])
def test_a_calm_frame_has_no_region(level):
    noise = np.random.default_rng(2).normal(level, 2.0, (720, 1280))
    assert busy_regions(np.clip(noise, 0, 255).astype(np.uint8)) == ()


def test_stripes_are_no_region():
    stripes = np.tile(np.repeat(np.array([20, 235], np.uint8), 9), (720, 80))[:, :1280]
    assert busy_regions(np.ascontiguousarray(stripes)) == ()


def test_an_image_smaller_than_its_blocks_is_one_region():
    (region,) = busy_regions(np.zeros((20, 30), np.uint8))
    assert region.image.shape == (20, 30)


def test_a_region_ends_at_the_frame():
    region = cut_out(np.zeros((50, 60), np.uint8), -5, -9, 200, 300)
    assert (region.left, region.top, region.image.shape) == (0, 0, (50, 60))


@pytest.mark.parametrize("angle", range(0, 91, 15))
@pytest.mark.parametrize("inverted", [False, True], ids=["light", "dark mode"])
def test_all_three_finder_patterns_are_found_at_any_rotation(draw_code, place, angle, inverted):
    frame = turned(place((draw_code(PAYLOAD, 6, inverted=inverted), 500, 220)), angle)
    found = find_finders(black_and_white(np.ascontiguousarray(frame)))
    assert len(found) == 3
    assert [finder.module_px for finder in found] == pytest.approx([6.0] * 3, rel=0.08)


def test_no_finder_pattern_in_noise():
    noise = np.random.default_rng(3).integers(0, 256, (400, 400), np.uint8)
    assert find_finders(black_and_white(noise)) == []


@pytest.mark.parametrize("angle", [0, 30, 60, 90, 135, 170])
def test_the_direction_of_a_movement_is_measured(draw_code, angle):
    code = draw_code(PAYLOAD, 5)
    kernel = np.zeros((21, 21), np.float32)
    way = np.radians(angle)
    for step in np.linspace(-7, 7, 200):
        kernel[round(10 + step * np.sin(way)), round(10 + step * np.cos(way))] += 1 / 200
    measured, ratio = direction_of(cv2.filter2D(code, -1, kernel))
    apart = abs((np.degrees(measured) - angle + 90) % 180 - 90)
    assert apart < 6
    assert ratio > 1.4


def test_a_code_at_rest_has_no_direction(draw_code):
    assert direction_of(draw_code(PAYLOAD, 5))[1] < 1.2
