"""The masking policy keeps who it is about recognisable to her and to nobody else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.masking import mask_name, mask_number


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("张桂兰", "张*兰"),
        ("李明", "李*"),
        ("欧阳青云", "欧**云"),
        ("阿依古丽·买买提明", "阿*******明"),
        ("䶮", "䶮"),
        ("", ""),
    ],
)
def test_names(name, masked):
    assert mask_name(name) == masked


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("860303194103121221", "8603**********1221"),
        ("600000001", "*******01"),
        ("7", "7"),
        ("", ""),
    ],
)
def test_numbers(number, masked):
    assert mask_number(number) == masked


@given(st.text(alphabet="0123456789X", min_size=8, max_size=18))
def test_only_the_ends_show(number):
    masked = mask_number(number)
    kept = masked.replace("*", "")
    assert len(masked) == len(number)
    assert len(kept) <= 8
    assert masked[4:-4].strip("*") == ""
