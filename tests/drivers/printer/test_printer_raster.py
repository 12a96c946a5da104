"""A page as bands, byte for byte and dot for dot."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers import Bitmap
from drivers.printer import PROFILE_NAMES, RasterCommand, commands, profile_named, raster
from drivers.printer.profiles import MOST_BAND_ROWS
from drivers.printer.real_time import holds_real_time, without_real_time
from drivers.sim.printer import SimModel, SimPrinter
from drivers.sim.printer.paper import HEAD_TO_CUTTER_DOTS
from drivers.sim.world import World
from tests.fixtures.printer_lines import dots_of

BIT_IMAGE, GRAPHICS, COLUMNS = RasterCommand
HEAD = 64


def bands(page, rows=256, command=BIT_IMAGE):
    return list(raster.bands(page, rows, command))


def printed(page, rows, command):
    """The dots below the top margin after the page went through the simulated printer."""
    world = World()
    printer = SimPrinter(world, SimModel(head_dots=page.width))
    printer.accept(commands.INITIALISE + commands.motion_units(203))
    for band in bands(page, rows, command):
        printer.accept(band.data)
    printer.accept(b"\x1dVA\x00")
    assert printer.refused == []
    assert printer.accidents == 0
    return dots_of(world.state.papers[0], page.width)[HEAD_TO_CUTTER_DOTS * page.stride :]


def test_golden_bytes_of_a_page_with_a_white_stretch():
    page = Bitmap(16, 14, b"\x80\x01" + bytes(2 * 10) + b"\xff\xff\x00\x00\x0f\xf0")
    assert [band.data for band in bands(page)] == [
        bytes.fromhex("1d763000 0200 0100 8001"),
        bytes.fromhex("1b4a0a 1d763000 0200 0300 ffff 0000 0ff0"),
    ]


def test_golden_bytes_of_graphics():
    page = Bitmap(16, 2, b"\x80\x01\x0f\xf0")
    (band,) = bands(page, command=GRAPHICS)
    stored = "1d284c 0e00 30 70 30 01 01 31 1000 0200 8001 0ff0"
    assert band.data == bytes.fromhex(stored + "1d284c 0200 30 32")


def test_golden_bytes_of_columns():
    page = Bitmap(8, 2, b"\x80\x41")
    (band,) = bands(page, command=COLUMNS)
    columns = "800000 400000 000000 000000 000000 000000 000000 400000"
    assert band.data == bytes.fromhex("1b2a21 0800" + columns + "1b4a18")


def test_graphics_longer_than_16_bits_take_the_long_form():
    page = Bitmap(576, 1000, b"\xff" * 72 * 1000)
    (band,) = bands(page, 1000, GRAPHICS)
    assert band.data[:7] == b"\x1d8L" + (72_010).to_bytes(4, "little")
    assert printed(page, 1000, GRAPHICS) == page.rows


def test_short_white_stretches_stay_in_the_image():
    page = Bitmap(8, 9, b"\x01" + bytes(7) + b"\x01")
    assert [band.rows for band in bands(page)] == [9]


@pytest.mark.parametrize("command", RasterCommand)
def test_white_page_is_only_fed(command):
    assert [band.data for band in bands(Bitmap(8, 20, bytes(20)), command=command)] == [
        b"\x1bJ\x14"
    ]


def test_no_band_is_higher_than_asked():
    page = Bitmap(8, 600, b"\xff" * 600)
    assert [band.rows for band in bands(page)] == [256, 256, 88]
    assert [band.rows for band in bands(page, 100, COLUMNS)] == [96] * 6 + [24]


@settings(deadline=None)
@given(
    st.lists(st.sampled_from([b"\0\0", b"\1\0", b"\xff\xff"]), max_size=80),
    st.integers(1, 20),
    st.sampled_from([BIT_IMAGE, GRAPHICS]),
)
def test_bands_cover_every_row_once(rows, max_rows, command):
    page = Bitmap(16, len(rows), b"".join(rows))
    assert sum(band.rows for band in bands(page, max_rows, command)) == len(rows)


_ROWS = st.lists(
    st.one_of(st.just(bytes(HEAD // 8)), st.binary(min_size=HEAD // 8, max_size=HEAD // 8)),
    min_size=1,
    max_size=90,
)


@settings(max_examples=40, deadline=None)
@given(_ROWS, st.integers(1, 60), st.sampled_from(list(RasterCommand)))
def test_every_page_comes_out_dot_by_dot_but_for_lone_dots(rows, max_rows, command):
    page = Bitmap(HEAD, len(rows), b"".join(rows))
    dots = printed(page, max_rows, command)
    body, rest = dots[: len(page.rows)], dots[len(page.rows) :]
    assert not any(rest)
    if command is not COLUMNS:
        assert body == without_real_time(page.rows)
        return
    added = sum(b.bit_count() for b in body) - sum(b.bit_count() for b in page.rows)
    assert all(new & old == old for new, old in zip(body, page.rows, strict=True))
    assert added <= len(page.rows) // 3


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_no_real_time_command_survives_in_dots_and_only_lone_dots_are_widened(dots):
    safe = without_real_time(dots)
    assert not holds_real_time(safe)
    changed = [(a, b) for a, b in zip(dots, safe, strict=True) if a != b]
    assert set(changed) <= {(0x10, 0x18)}
    assert len(changed) == sum(
        dots[at] == 0x10 and dots[at + 1] in b"\x04\x05\x14" for at in range(len(dots) - 1)
    )


def test_strokes_of_two_dots_and_modules_of_codes_are_never_touched():
    """Every run of black dots is at least two wide, as in text and codes: nothing changes."""
    for width, gap, shift in product(range(2, 9), range(2, 9), range(8)):
        period = "1" * width + "0" * gap
        bits = ("0" * shift + period * 64)[:512]
        row = int(bits, 2).to_bytes(64)
        whole = bits.strip("0").split("0")
        assert min(map(len, filter(None, whole[:-1]))) >= 2
        assert without_real_time(row) == row


def test_a_dense_page_of_real_time_bytes_holds_none_on_the_wire():
    for command, pair in product(RasterCommand, (b"\x10\x04", b"\x10\x05", b"\x10\x14")):
        page = Bitmap(HEAD, 48, (pair * 4) * 48)
        data = b"".join(band.data for band in bands(page, 10, command))
        assert not holds_real_time(data)


@pytest.mark.parametrize("name", PROFILE_NAMES)
def test_no_image_head_of_any_height_holds_a_real_time_command(name):
    head = profile_named(name).head_dots
    stride = (head + 7) // 8
    for rows, command in product(range(1, MOST_BAND_ROWS + 1), RasterCommand):
        page = Bitmap(head, rows, b"\xff" * stride * rows)
        (band,) = bands(page, rows if command is not COLUMNS else 288, command)
        assert not holds_real_time(band.data)
