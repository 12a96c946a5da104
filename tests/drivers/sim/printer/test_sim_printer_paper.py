"""The simulated printer's bytes, dots and millimetres."""

import io
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from drivers import Bitmap, DeviceKind
from drivers.printer import RasterCommand, commands, raster
from drivers.sim.printer import SimModel, SimPrinter
from drivers.sim.printer.paper import HEAD_TO_CUTTER_DOTS, MARGIN_DOTS
from drivers.sim.world import PlannedTrouble, Trouble, World

MODEL = SimModel(head_dots=64)
FEED_AND_CUT = b"\x1dVA\x00"


def image(stride, rows):
    """GS v 0, whatever the dots."""
    size = stride.to_bytes(2, "little") + (len(rows) // stride).to_bytes(2, "little")
    return b"\x1dv0\x00" + size + rows


def page_of(width, height, seed=7):
    stride = width // 8
    rows = bytes((y * 31 + x * 17 + seed) * 57 % 256 for y in range(height) for x in range(stride))
    return Bitmap(width, height, rows)


def dots_of(paper, head_dots=64):
    """The rows that the head could reach, 1 = black."""
    image = Image.open(io.BytesIO(paper.png)).convert("L")
    assert image.width == head_dots + 2 * MARGIN_DOTS
    reach = image.crop((MARGIN_DOTS, 0, MARGIN_DOTS + head_dots, image.height))
    return reach.point(lambda grey: 255 - grey).convert("1", dither=Image.Dither.NONE).tobytes()


def print_all(data, chunks=None, model=MODEL):
    world = World()
    printer = SimPrinter(world, model)
    for chunk in chunks or [data]:
        printer.accept(chunk)
    return world, printer.take_replies()


def _raster_job(page):
    bands = b"".join(band.data for band in raster.bands(page, 24, RasterCommand.BIT_IMAGE))
    return commands.INITIALISE + bands + FEED_AND_CUT


_TRICKY_IMAGE = b"\x1dv0\0\x08\0\x03\0" + b"\x10\x04\x02\x1d\x28\x48\x0a\x10" * 3
_STREAM = (
    b"\x1b@Hello\nGB\x1bE\x01bold\x1bE\0\x1b!\x30big\x1b!\0\n\x1ba\x01mid\x1bJ\x40\x1ba\0\x1bd\x02"
    + _TRICKY_IMAGE
    + b"\x10\x04\x01\x1dr\x01\x1bZ?\x1dV\x01more\n"
    + b"\x1d(H\x06\x0000ab~ \x1dI\x43\x1dVA\x0a"
    + b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08\x1dI\x01"
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, len(_STREAM) - 1), max_size=25))
def test_any_chunking_gives_identical_paper_and_replies(cuts):
    edges = [0, *sorted(set(cuts)), len(_STREAM)]
    chunks = [_STREAM[a:b] for a, b in pairwise(edges)]
    whole, whole_replies = print_all(_STREAM)
    split, split_replies = print_all(_STREAM, chunks)
    assert [paper.png for paper in split.state.papers] == [p.png for p in whole.state.papers]
    assert split_replies == whole_replies
    assert len(whole.state.papers) == 2


@pytest.mark.parametrize("head_dots", [64, 384, 576, 832])
def test_bitmap_comes_out_dot_by_dot(head_dots):
    page = page_of(head_dots, 131)
    world, _ = print_all(_raster_job(page), model=SimModel(head_dots=head_dots))
    (paper,) = world.state.papers
    top = HEAD_TO_CUTTER_DOTS * page.stride
    assert dots_of(paper, head_dots) == bytes(top) + page.rows
    assert paper.length_mm == pytest.approx((HEAD_TO_CUTTER_DOTS + 131) / 8)


def test_paper_is_consumed_in_millimetres():
    world = World()
    world.load_paper(100.0)
    SimPrinter(world, MODEL).accept(commands.feed(400))
    assert world.state.paper_mm == 50.0


def test_paper_end_in_the_middle_of_an_image_stops_and_prints_the_rest_after_the_refill():
    page = page_of(64, 40)
    world = World()
    world.load_paper(2.0)
    printer = SimPrinter(world, MODEL)
    printer.accept(_raster_job(page) + commands.REAL_TIME_STATUS)
    assert printer.take_replies() == bytes([0x1A, 0x32, 0x12, 0x7E])
    (tail,) = world.state.papers
    assert dots_of(tail).endswith(page.rows[: 16 * 8])
    world.load_paper(1000.0)
    printer.elapse(0.0)
    assert dots_of(world.state.papers[1])[HEAD_TO_CUTTER_DOTS * 8 :] == page.rows[16 * 8 :]


def test_purge_forgets_the_unprinted_rest_and_is_answered():
    world = World()
    world.load_paper(2.0)
    printer = SimPrinter(world, MODEL)
    printer.accept(_raster_job(page_of(64, 40))[:-40] + commands.CLEAR_BUFFERS)
    assert printer.take_replies() == b"\x37\x25\x00"
    world.load_paper(1000.0)
    printer.accept(FEED_AND_CUT)
    assert not any(dots_of(world.state.papers[1]))


def test_real_time_status_is_answered_inside_image_data_and_still_printed():
    rows = b"\x10\x04\x01\x00\x00\x00\x00\x01" * 4
    world, replies = print_all(image(8, rows) + FEED_AND_CUT)
    assert replies == b"\x12" * 4
    assert dots_of(world.state.papers[0])[HEAD_TO_CUTTER_DOTS * 8 :] == rows


def test_a_cut_without_feed_leaves_the_last_lines_behind_the_cutter():
    page = page_of(64, HEAD_TO_CUTTER_DOTS)
    world, _ = print_all(image(8, page.rows) + b"\x1dV\x01")
    assert not any(dots_of(world.state.papers[0]))


def test_cover_stops_everything_but_real_time_commands():
    world = World()
    printer = SimPrinter(world, MODEL)
    printer.accept(commands.AUTO_STATUS)
    assert printer.take_replies() == b"\x10\0\0\0"
    world.open_cover()
    printer.accept(commands.REQUEST_PAPER_SENSOR + commands.REAL_TIME_STATUS)
    assert printer.take_replies() == b"\x38\0\0\0" + bytes([0x1A, 0x16, 0x12, 0x12])
    world.open_cover(is_open=False)
    printer.elapse(0.0)
    assert printer.take_replies() == b"\x10\0\0\0" + b"\x00"


def test_initialise_ends_the_pushing_of_status():
    world = World()
    printer = SimPrinter(world, MODEL)
    printer.accept(commands.AUTO_STATUS + commands.INITIALISE)
    printer.take_replies()
    world.open_cover()
    printer.elapse(0.0)
    assert printer.take_replies() == b""


def test_echo_waits_for_the_paper():
    world = World()
    printer = SimPrinter(world, SimModel(head_dots=64, mm_per_second=10.0))
    printer.accept(image(8, b"\xff" * 8 * 160) + commands.request_echo(b"0001"))
    printer.elapse(1.0)
    assert printer.take_replies() == b""
    assert printer.moving
    printer.elapse(1.1)
    assert printer.take_replies() == b"\x37\x22" + b"0001" + b"\0"


def test_near_end_is_told_before_the_end():
    world = World()
    world.load_paper(MODEL.near_end_mm - 1)
    printer = SimPrinter(world, MODEL)
    printer.accept(b"\x10\x04\x04" + commands.REQUEST_PAPER_SENSOR)
    assert printer.take_replies() == b"\x1e\x03"


def test_a_printer_without_the_proof_commands_is_silent_about_them():
    model = SimModel(head_dots=64, process_echo=False, buffer_clear=False)
    _, replies = print_all(commands.request_echo(b"0001") + commands.CLEAR_BUFFERS, model=model)
    assert replies == b""


def test_identity():
    _, replies = print_all(b"\x1dI\x01\x1dI\x32\x1dI\x43", model=SimModel(name="T9"))
    assert replies == b"\x20\x02_T9\0"


def test_failure_lasts_as_long_as_its_plan():
    world = World()
    world.plan(DeviceKind.PRINTER, PlannedTrouble(Trouble.FAIL))
    printer = SimPrinter(world, MODEL)
    answers = []
    for _ in range(2):
        printer.strike()
        printer.accept(commands.REAL_TIME_STATUS)
        answers.append(printer.take_replies())
    assert answers == [bytes([0x1A, 0x52, 0x32, 0x12]), b"\x12" * 4]


def test_garbled_replies_are_nonsense():
    world = World()
    world.plan(DeviceKind.PRINTER, PlannedTrouble(Trouble.GARBLE))
    printer = SimPrinter(world, MODEL)
    printer.strike()
    printer.accept(commands.REAL_TIME_STATUS)
    assert printer.take_replies() not in {b"", b"\x12" * 4}


def test_unplugging_loses_the_memory():
    world = World()
    world.load_paper(0.0)
    printer = SimPrinter(world, MODEL)
    printer.accept(_raster_job(page_of(64, 40)))
    printer.power_off()
    world.load_paper(100.0)
    printer.elapse(0.0)
    assert world.state.paper_mm == 100.0
