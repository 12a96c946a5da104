"""Codes that only one way of looking reads: each shows that its look is worth its time.

Frames are of the tuning seeds of ``tests/bench/scan``.
"""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from drivers import Deadline
from drivers.camera import MultiPassDecoder
from drivers.camera.looks import Scene, live_looks
from drivers.camera.regions import cut_out
from tests.bench.scan.frames import TUNING_SEED, frame

ONLY = [
    ("completed", TUNING_SEED, "cut", 13),
    ("sharpened", TUNING_SEED, "mixed", 17),
    ("enlarged", TUNING_SEED + 1, "glare", 5),
    ("mended", TUNING_SEED, "spots", 0),
    ("mended", TUNING_SEED, "glare", 7),
    ("mended", TUNING_SEED, "cut", 1),
    ("unstreaked", TUNING_SEED, "motion", 7),
    ("refocused 3.5", TUNING_SEED, "defocus", 13),
    ("refocused 5.5", TUNING_SEED, "defocus", 1),
    ("refocused 4", TUNING_SEED + 1, "defocus", 18),
    ("enlarged and sharpened", TUNING_SEED, "small", 22),
]


def read_by_look(image):
    scene, forever = Scene(image), Deadline.after(60)
    read = {look.name: look.read(scene, forever) for look in live_looks()}
    return {name: [symbol.payload for symbol in found] for name, found in read.items() if found}


@pytest.mark.parametrize(("name", "seed", "category", "index"), ONLY)
def test_a_frame_that_only_this_look_reads(name, seed, category, index):
    sample = frame(seed, category, index)
    assert read_by_look(sample.image) == {name: list(sample.payloads)}


@pytest.mark.parametrize(("name", "index"), [("fixed threshold", 9), ("evened", 0)])
def test_moire_that_the_plain_look_does_not_read(name, index):
    sample = frame(TUNING_SEED, "moire", index)
    read = read_by_look(sample.image)
    assert "plain" not in read
    assert read[name] == list(sample.payloads)


def test_a_faint_code_beside_a_strong_pattern_is_found_in_the_whole_frame(draw_code, place):
    """The pattern alone is a busy region, so only the last look meets the code."""
    dice = np.random.default_rng(4)
    payload = b"https://example.cn/v/" + b"A1b2" * 10
    faint = (place((draw_code(payload, 6), 800, 200)).astype(float) - 127) * 20 / 255 + 127
    faint *= 1 - 0.6 * np.clip((np.arange(1280) - 800) / 280, 0, 1)
    faint[100:580, 60:540] = np.kron(dice.integers(0, 2, (60, 60)), np.ones((8, 8))) * 235
    seen = np.clip(faint + dice.normal(0, 1.5, faint.shape), 0, 255).astype(np.uint8)
    assert read_by_look(seen) == {"evened frame": [payload]}


def test_a_second_code_is_not_hidden_by_the_region_of_the_first(draw_code, place):
    """Both codes need the same look, and each lies in a region of its own."""
    first, second = b"https://example.cn/v/first", b"https://example.cn/v/second"
    frame = place((draw_code(first, 6, quiet=4), 150, 200), (draw_code(second, 6), 800, 200))
    for x in (150, 800):
        frame[200 + 24 : 200 + 66, x + 24 : x + 66] = 128  # a finder pattern under a fingertip
    assert sorted(read_by_look(frame)["mended"]) == [first, second]


def test_a_second_code_is_not_hidden_by_the_look_that_read_the_first(draw_code, place):
    """One lacks a finder pattern, the other is out of focus: each needs a look of its own."""
    first, second = b"https://example.cn/v/first", b"https://example.cn/v/second"
    frame = place((draw_code(first, 6), 150, 200), (draw_code(second, 6), 800, 200))
    frame[200 + 24 : 200 + 66, 150 + 24 : 150 + 66] = 128
    frame[:, 640:] = cv2.GaussianBlur(frame[:, 640:], (0, 0), 2.8)
    alone = read_by_look(frame)
    assert all(len(read) == 1 for read in alone.values())
    decoder = MultiPassDecoder(live_looks(), budget_s=60.0)
    assert sorted(symbol.payload for symbol in decoder.decode(frame)) == [first, second]


def test_a_code_in_two_overlapping_regions_is_one_code(draw_code, place, monkeypatch):
    payload = b"https://example.cn/v/first"
    frame = place((draw_code(payload, 6), 500, 200))
    frame[224:266, 524:566] = 128
    halves = (cut_out(frame, 400, 100, 900, 600), cut_out(frame, 450, 150, 850, 560))
    monkeypatch.setattr("drivers.camera.looks.busy_regions", lambda _image: halves)
    decoder = MultiPassDecoder(live_looks(), budget_s=60.0)
    assert [symbol.payload for symbol in decoder.decode(frame)] == [payload]
