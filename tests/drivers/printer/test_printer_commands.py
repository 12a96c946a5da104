"""ESC/POS commands, byte for byte."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.printer import Cutter, commands, profile_named


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (commands.INITIALISE, "1b40"),
        (commands.REAL_TIME_STATUS, "100401 100402 100403 100404"),
        (commands.AUTO_STATUS, "1d610e"),
        (commands.REQUEST_PAPER_SENSOR, "1d7201"),
        (commands.REQUEST_MODEL, "1d4943"),
        (commands.FULL_STATUS, "100414"),
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


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "1d564100"),
        ({"cutter": Cutter.PARTIAL, "feed_before_cut": 16}, "1d564210"),
        ({"feed_before_cut": 300}, "1b4a2d 1d5641ff"),
        ({"cut_feeds": False, "feed_before_cut": 100}, "1b4a64 1d5600"),
        ({"cut_feeds": False, "feed_before_cut": 9, "cutter": Cutter.PARTIAL}, "1b4a09 1d5601"),
        ({"cutter": Cutter.NONE, "feed_before_cut": 300}, "1b4aff1b4a2d"),
    ],
)
def test_how_a_slip_ends(changes, expected):
    profile = replace(profile_named("generic-80"), **changes)
    assert commands.feed_and_cut(profile) == bytes.fromhex(expected)


@given(st.integers(1, 99_999_999))
def test_process_ids_stay_in_the_allowed_range(job_id):
    identifier = commands.process_id(job_id)
    assert len(identifier) == 4
    assert all(0x20 <= byte <= 0x7E for byte in identifier)


def test_neighbouring_jobs_have_different_process_ids():
    assert len({commands.process_id(job_id) for job_id in range(1, 5000)}) == 4999
