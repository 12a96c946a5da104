"""ESC/POS commands, byte for byte."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers import Bitmap
from drivers.printer import commands


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (commands.INITIALISE, "1b40"),
        (commands.REAL_TIME_STATUS, "100401 100402 100403 100404"),
        (commands.AUTO_STATUS, "1d610e"),
        (commands.REQUEST_PAPER_SENSOR, "1d7201"),
        (commands.REQUEST_MODEL, "1d4943"),
        (commands.FEED_AND_CUT, "1d564100"),
        (commands.CLEAR_BUFFERS, "10140801031401060208"),
        (commands.CLEAR_AFTER_ERROR, "100502"),
        (commands.request_echo(b"0042"), "1d284806003030 30303432"),
        (commands.motion_units(203), "1d50cbcb"),
    ],
)
def test_golden_bytes_of_the_fixed_commands(command, expected):
    assert command == bytes.fromhex(expected)


@pytest.mark.parametrize(
    ("rows", "expected"), [(0, ""), (1, "1b4a01"), (255, "1b4aff"), (300, "1b4aff1b4a2d")]
)
def test_feed(rows, expected):
    assert commands.feed(rows) == bytes.fromhex(expected)


def test_golden_bytes_of_a_page_with_a_white_stretch():
    page = Bitmap(16, 14, b"\x80\x01" + bytes(2 * 10) + b"\xff\xff\x00\x00\x0f\xf0")
    data = [band.data for band in commands.bands(page, 256)]
    assert data == [
        bytes.fromhex("1d763000 0200 0100 8001"),
        bytes.fromhex("1b4a0a 1d763000 0200 0300 ffff 0000 0ff0"),
    ]


def test_short_white_stretches_stay_in_the_image():
    page = Bitmap(8, 9, b"\x01" + bytes(7) + b"\x01")
    assert [band.rows for band in commands.bands(page, 256)] == [9]


def test_white_page_is_only_fed():
    assert [band.data for band in commands.bands(Bitmap(8, 20, bytes(20)), 256)] == [b"\x1bJ\x14"]


def test_no_band_is_higher_than_asked():
    page = Bitmap(8, 600, b"\xff" * 600)
    assert [band.rows for band in commands.bands(page, 256)] == [256, 256, 88]


@given(st.lists(st.sampled_from([b"\0\0", b"\1\0", b"\xff\xff"]), max_size=80), st.integers(1, 20))
def test_bands_cover_every_row_once(rows, max_rows):
    page = Bitmap(16, len(rows), b"".join(rows))
    assert sum(band.rows for band in commands.bands(page, max_rows)) == len(rows)


@given(st.integers(1, 99_999_999))
def test_process_ids_stay_in_the_allowed_range(job_id):
    identifier = commands.process_id(job_id)
    assert len(identifier) == 4
    assert all(0x20 <= byte <= 0x7E for byte in identifier)


def test_neighbouring_jobs_have_different_process_ids():
    assert len({commands.process_id(job_id) for job_id in range(1, 5000)}) == 4999
