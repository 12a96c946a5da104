"""A small part of the frame set, so that a worse decoder is noticed within seconds.

The whole set, times and other decoders: ``python -m tests.bench scan``.
"""

from __future__ import annotations

import numpy as np
import pytest

from drivers.camera import MultiPassDecoder
from drivers.camera.looks import live_looks
from tests.bench.scan import stray
from tests.bench.scan.frames import CATEGORIES, TUNING_SEED, frame
from tests.bench.scan.phone import MODULE_PX

EACH = 2


@pytest.fixture(scope="module")
def decoder():
    """Without a time limit: a busy machine must not change the answer."""
    return MultiPassDecoder(live_looks(), budget_s=60.0)


@pytest.mark.parametrize("category", CATEGORIES)
def test_every_code_of_the_first_frames_is_read_and_nothing_else(decoder, category):
    for index in range(EACH):
        decoder.forget()
        sample = frame(TUNING_SEED, category, index)
        read = {symbol.payload for symbol in decoder.decode(sample.image)}
        assert read == set(sample.payloads)


@pytest.mark.parametrize("paint", stray.PAINTS)
def test_nothing_is_read_from_what_is_no_qr_code(decoder, paint):
    dice = np.random.default_rng(7)
    for _ in range(EACH):
        shown = paint(dice, 33 * MODULE_PX)
        image = np.full((720, 1280), 120, np.uint8)
        image[100 : 100 + shown.shape[0], 300 : 300 + shown.shape[1]] = shown
        assert decoder.decode(image) == ()
