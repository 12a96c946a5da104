"""Blotted codes: where the bits lie, what Reed-Solomon mends, and what is never guessed."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers import Deadline
from drivers.camera.erasures import unblotted
from drivers.camera.looks import Scene, live_looks
from drivers.camera.qr_layout import blocks_of, cells_of, mask_of, patterns_of
from drivers.camera.reed_solomon import SPARE, corrected
from tests.bench.scan.frames import TUNING_SEED, frame

PAYLOAD = b"https://example.cn/v/" + b"A1b2" * 30


def made(level="l", version=None, mask=None, payload=PAYLOAD):
    return segno.make_qr(
        payload, error=level, version=version, mask=mask, mode="byte", boost_error=False
    )


def words_of(code):
    modules = np.array(code.matrix, np.uint8) ^ mask_of(code.version, code.mask)
    return np.packbits(modules.reshape(-1)[cells_of(code.version)], axis=1)[:, 0]


@pytest.mark.parametrize("version", range(1, 41))
@pytest.mark.parametrize("level", "LMQH")
def test_layout_is_that_of_another_encoder(version, level):
    code = made(level, version, mask=version % 8, payload=b"860303")
    dark, known = patterns_of(version)
    assert np.array_equal(np.array(code.matrix)[known], dark[known])
    words = words_of(code)
    blocks = blocks_of(version, level)
    assert sorted(sum(blocks.members, ())) == list(range(len(words)))
    for members in blocks.members:
        word = words[list(members)].tobytes()
        assert corrected(word, blocks.checks, range(blocks.checks + 1)) == word  # syndromes are 0


@st.composite
def damaged(draw):
    code = made(draw(st.sampled_from("lmqh")))
    blocks = blocks_of(code.version, code.error)
    word = words_of(code)[list(blocks.members[0])].tobytes()
    erased = draw(st.integers(0, blocks.checks - SPARE))
    errors = draw(st.integers(0, (blocks.checks - SPARE - erased) // 2))
    places = draw(st.permutations(range(len(word))))[: erased + errors]
    changes = draw(st.lists(st.integers(1, 255), min_size=len(places), max_size=len(places)))
    harmed = bytearray(word)
    for place, change in zip(places, changes, strict=True):
        harmed[place] ^= change
    return word, bytes(harmed), blocks.checks, places[:erased]


@settings(max_examples=150, deadline=None)
@given(damaged())
def test_errors_and_erasures_within_the_checks_are_mended(case):
    word, harmed, checks, erased = case
    assert corrected(harmed, checks, erased) == word


@settings(max_examples=150, deadline=None)
@given(st.binary(min_size=40, max_size=120), st.integers(0, 20), st.randoms())
def test_noise_is_never_taken_for_a_codeword(word, erased, random):
    places = random.sample(range(len(word)), erased)
    answer = corrected(word, 20, places)
    assert answer is None or answer == word


def blotted(share, level="l"):
    """A code at 6 pixels a module of which a grey disc covers this share."""
    modules = np.pad(1 - np.array(made(level).matrix, np.uint8), 4, constant_values=1)
    image = np.kron(modules * 215 + 20, np.ones((6, 6))).astype(np.uint8)
    side = len(image) - 48
    middle = len(image) // 2
    radius = round(side * (share / np.pi) ** 0.5)
    cv2.circle(image, (middle + 18, middle + 30), radius, [120], -1)
    frame_ = np.full((720, 1280), 200, np.uint8)
    frame_[200 : 200 + len(image), 400 : 400 + len(image)] = image
    return frame_


def read_by_look(image):
    scene, forever = Scene(image), Deadline.after(60)
    read = {look.name: look.read(scene, forever) for look in live_looks()}
    return {name: found for name, found in read.items() if found}


def test_a_blot_too_large_for_other_looks_is_mended():
    read = read_by_look(blotted(0.09))
    assert list(read) == ["unblotted"]
    (symbol,) = read["unblotted"]
    assert symbol.payload == PAYLOAD
    left, top = 400 + 24, 200 + 24
    assert np.abs(np.array(symbol.corners[0]) - np.array((left, top))).max() <= 4
    assert symbol.module_px == pytest.approx(6, rel=0.05)


@pytest.mark.parametrize("index", [11, 21])
def test_frames_that_only_this_look_reads(index):
    sample = frame(TUNING_SEED + 2, "spots", index)
    read = read_by_look(sample.image)
    assert {name: [one.payload for one in found] for name, found in read.items()} == {
        "unblotted": list(sample.payloads)
    }


@pytest.mark.parametrize("share", [0.16, 0.25, 0.4])
def test_a_blot_that_leaves_too_little_is_not_guessed_at(share):
    assert read_by_look(blotted(share)) == {}


def test_a_code_that_zxing_reads_or_does_not_find_is_left_alone():
    assert list(unblotted(blotted(0.0))) == []
    assert list(unblotted(np.full((200, 200), 90, np.uint8))) == []
