"""Text, settings and odd images of the simulated printer."""

from drivers.sim.printer import SimModel
from drivers.sim.printer.operations import (
    Emphasis,
    FeedLines,
    FeedUnits,
    ImageRows,
    Initialise,
    Justify,
    LineSpacing,
    MotionUnits,
    PrintMode,
    Text,
)
from drivers.sim.printer.parser import CommandParser
from drivers.sim.printer.typesetter import Typesetter

MODEL = SimModel(head_dots=96)
STRIDE = 12


def _operations(data):
    parser = CommandParser()
    parser.feed(data)
    return list(iter(parser.next, None))


def _columns(rows):
    """Which of the 12 byte columns carry ink."""
    return {index % STRIDE for index, byte in enumerate(rows) if byte}


def test_unknown_commands_lose_their_head_and_print_the_rest():
    assert _operations(b"\x1bZ?A")[1:] == [Text(b"?A")]
    assert _operations(b"\x1dv1A")[1:] == [Text(b"1A")]


def test_a_line_is_printed_by_its_feed():
    setter = Typesetter(MODEL)
    assert setter.rows(Text(b"HI")) == b""
    rows = setter.rows(FeedLines(1))
    assert len(rows) == 30 * STRIDE
    assert _columns(rows) <= {0, 1, 2}
    assert setter.rows(FeedLines(1)) == bytes(30 * STRIDE)


def test_alignment_moves_the_line():
    setter = Typesetter(MODEL)
    setter.rows(Justify(2))
    setter.rows(Text(b"HI"))
    assert min(_columns(setter.rows(FeedLines(1)))) >= 9


def test_double_size_and_emphasis():
    setter = Typesetter(MODEL)
    setter.rows(Text(b"H"))
    plain = setter.rows(FeedUnits(0))
    setter.rows(PrintMode(0x10))
    setter.rows(Text(b"H"))
    assert len(setter.rows(FeedUnits(0))) == 2 * len(plain)
    setter.rows(Initialise())
    setter.rows(Emphasis(on=True))
    setter.rows(Text(b"H"))
    bold = setter.rows(FeedUnits(0))
    assert sum(map(int.bit_count, bold)) > sum(map(int.bit_count, plain))


def test_long_text_wraps():
    setter = Typesetter(MODEL)
    rows = setter.rows(Text(b"X" * 20)) + setter.rows(FeedLines(1))
    assert len(rows) == 3 * 30 * STRIDE


def test_spacing_and_motion_units():
    setter = Typesetter(MODEL)
    setter.rows(MotionUnits(101))
    assert len(setter.rows(FeedUnits(10))) == 20 * STRIDE
    setter.rows(LineSpacing(5))
    assert len(setter.rows(FeedLines(1))) == 10 * STRIDE


def test_narrow_images_are_aligned_and_wide_ones_cut_off():
    setter = Typesetter(MODEL)
    setter.rows(Justify(1))
    assert setter.rows(ImageRows(2, b"\xff\xff", 0)) == bytes(5) + b"\xff\xff" + bytes(5)
    assert setter.rows(ImageRows(14, b"\xaa" * 14, 0)) == b"\xaa" * 12


def test_image_scaling():
    setter = Typesetter(MODEL)
    assert setter.rows(ImageRows(1, b"\xa0", 3)) == (b"\xcc\x00" + bytes(10)) * 2
