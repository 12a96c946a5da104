"""``--size`` of the demo and of a window: two sides in pixels, or a clear refusal."""

import pytest

from kiosk.startup import parse_size


@pytest.mark.parametrize("text", ["1080x1920", "1080X1920"])
def test_a_size_is_width_and_height(text):
    assert parse_size(text) == (1080, 1920)


@pytest.mark.parametrize("text", ["", "1080", "1x2", "320x320x", "-320x400", "ax400", "²20x400"])
def test_anything_else_is_refused_in_words(text):
    with pytest.raises(ValueError, match="a size looks like 1080x1920"):
        parse_size(text)
