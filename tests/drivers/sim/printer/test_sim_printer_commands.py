"""The command set of the simulated printer, and how loudly it refuses the rest."""

from dataclasses import replace
from itertools import pairwise

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from drivers.sim.printer import CLONE, KIOSK, MUTE_CLONE, SimModel, SimPrinter
from drivers.sim.printer.grammar import FIXED
from drivers.sim.printer.operations import Nothing, Refused, Text
from drivers.sim.printer.paper import HEAD_TO_CUTTER_DOTS
from drivers.sim.printer.parser import CommandParser
from drivers.sim.world import World
from tests.fixtures.printer_lines import dots_of

MODEL = SimModel(head_dots=192)
STRIDE = 24
CUT = b"\x1dVA\x00"


def printed(data, model=MODEL):
    """The rows below the top margin, and the printer."""
    world = World()
    printer = SimPrinter(world, model)
    at = 0
    while at < len(data):
        room = printer.room
        assert room, "the printer has stopped taking bytes"
        printer.accept(data[at : at + room])
        at += room
    printer.accept(CUT)
    dots = dots_of(world.state.papers[0], model.head_dots)
    return dots[HEAD_TO_CUTTER_DOTS * model.stride :], printer


def graphics(width, rows, *, wide=1, tall=1, head=b"\x1d(L", long=False):
    stride = (width + 7) // 8
    size = width.to_bytes(2, "little") + (len(rows) // stride).to_bytes(2, "little")
    body = b"0p0" + bytes([wide, tall]) + b"1" + size + rows
    return head + len(body).to_bytes(4 if long else 2, "little") + body + b"\x1d(L\x02\x0002"


def refusals(data, model=MODEL):
    return [refused.what for refused in printed(data, model)[1].refused]


DOTS = bytes((y * 37 + x * 11) % 256 for y in range(50) for x in range(STRIDE))


def test_graphics_come_out_dot_by_dot():
    dots, printer = printed(graphics(192, DOTS))
    assert dots == DOTS
    assert printer.refused == []


def test_graphics_longer_than_the_buffer_and_than_16_bits():
    dots = DOTS * 60
    data = graphics(192, dots, head=b"\x1d8L", long=True)
    model = replace(MODEL, graphics_rows=4000)
    assert len(data) > 0xFFFF > model.buffer_bytes
    assert printed(data, model)[0] == dots


def test_scaled_and_narrow_graphics():
    rows, _ = printed(graphics(8, b"\xa0\x01", wide=2, tall=2))
    expected = [b"\xcc\x00", b"\xcc\x00", b"\x00\x03", b"\x00\x03"]
    assert rows == b"".join(row.ljust(STRIDE, b"\0") for row in expected)


@pytest.mark.parametrize(
    ("mode", "columns", "expected"),
    [
        (33, b"\x80\x00\x01\x40\x00\x02", {(0, 0), (0, 23), (1, 1), (1, 22)}),
        (32, b"\x80\x00\x00", {(0, 0), (1, 0)}),
        (1, b"\x80", {(0, 0), (0, 1), (0, 2)}),
        (0, b"\x01", {(x, y) for x in (0, 1) for y in (21, 22, 23)}),
    ],
)
def test_column_images(mode, columns, expected):
    count = len(columns) // (3 if mode >= 32 else 1)
    rows, printer = printed(
        b"\x1b*" + bytes([mode]) + count.to_bytes(2, "little") + columns + b"\x1bJ\x18"
    )
    assert len(rows) == 24 * STRIDE
    black = {
        (x, y) for y in range(24) for x in range(192) if rows[y * STRIDE + x // 8] >> 7 - x % 8 & 1
    }
    assert black == expected
    assert printer.refused == []


def test_a_native_qr_code_decodes_from_the_paper():
    payload = "https://verify.example/c/示例-0001".encode()
    store = (len(payload) + 3).to_bytes(2, "little") + b"1P0" + payload
    data = (
        b"\x1ba\x01\x1d(k\x04\x001A2\x00\x1d(k\x03\x001C\x05\x1d(k\x03\x001E1"
        b"\x1d(k" + store + b"\x1d(k\x03\x001Q0"
    )
    rows, printer = printed(data, SimModel(head_dots=384))
    assert printer.refused == []
    image = Image.frombytes("1", (384, len(rows) // 48), rows).convert("L").point(lambda v: 255 - v)
    framed = Image.new("L", (424, image.height + 40), 255)
    framed.paste(image, (20, 20))
    (found,) = zxingcpp.read_barcodes(framed)
    assert found.bytes == payload


def test_hanzi_of_the_two_byte_zones_are_drawn_and_a_four_byte_code_misprints():
    plain, printer = printed("社区".encode("gb18030") + b"\n")
    assert printer.refused == []
    assert any(plain)
    assert refusals("¥25".encode("gb18030") + b"\n") == ["no two-byte character"] * 2
    off, printer = printed(b"\x1c.\xc9\xe7\n")
    assert printer.refused == []
    assert off != plain


def test_character_sizes_underline_and_mixed_lines():
    plain, _ = printed(b"H\n")
    for command, tall in ((b"\x1d!\x12", 3), (b"\x1b!\x30", 2), (b"\x1b-\x02", 1)):
        rows, printer = printed(command + b"H\n")
        assert len(rows) // STRIDE == max(30, 24 * tall)
        assert rows != plain
        assert printer.refused == []


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\x1bZ", "unknown command"),
        (b"\x1d\x00", "unknown command"),
        (b"\x1d(Zx\x00", None),
        (b"\x01", "control character"),
        (b"\x0c", "control character"),
        (b"\x1dV\x09", "GS V: unknown cut"),
        (b"\x1b*\x05\x00\x00", "ESC *: unknown mode"),
        (b"\x1dk\x02123456789012\x00", "GS k: bar codes are not drawn"),
        (b"\x1dkI\x04{A12", "GS k: bar codes are not drawn"),
        (b"\x1d(L\x02\x000\x40", "GS ( L: unknown function"),
        (b"\x1d(k\x03\x000A0", "GS ( k: only QR codes are drawn"),
        (b"\x1d(k\x03\x001C\x63", "GS ( k: unknown function"),
        (b"\x1d(H\x02\x0099", "GS ( H: unknown function"),
        (b"\x1d(E\x03\x00\x01IN", "GS (: unknown command"),
        (b"\x1b=\x02", "ESC =: deselected"),
        (b"\x1dB\x01", "GS B: reverse printing"),
        (b"\x1b{\x01", "ESC {: upside down"),
        (b"\x1bL", "ESC L: page mode"),
        (b"\x1b$\x10\x00", "ESC $: position"),
    ],
)
def test_what_is_not_understood_or_not_drawn_is_refused_loudly(data, what):
    if what is None:
        body = (3).to_bytes(2, "little") + b"abc"
        data, what = b"\x1d(Z" + body, "GS (: unknown command"
    assert refusals(data + b"\n")[0] == what


def test_every_fixed_command_takes_exactly_its_arguments():
    """The byte behind a command is text again, whatever its arguments were."""
    for head, (count, _) in FIXED.items():
        for fill in (b"\x00", b"\x01", b"\xff"):
            parser = CommandParser(MODEL)
            parser.feed(head + fill * count + b"A")
            operations = list(iter(parser.next, None))
            assert operations[-1] == Text(b"A"), head
            assert len(operations) == 2, head


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300), st.lists(st.integers(0, 400), max_size=8))
def test_no_stream_ever_stops_it_and_no_split_matters(data, cuts):
    results = []
    for pieces in ([], cuts):
        printer = SimPrinter(World(), MODEL)
        edges = [0, *sorted(cut % (len(data) + 1) for cut in pieces), len(data)]
        for a, b in pairwise(edges):
            printer.accept(data[a:b])
        results.append((printer.take_replies(), printer.unfinished, printer.refused))
    assert results[0] == results[1]


@pytest.mark.parametrize(
    ("model", "data"),
    [
        (CLONE, graphics(192, DOTS)),
        (CLONE, b"\x1d(H\x06\x00001234"),
        (MUTE_CLONE, b"\x1dIC"),
        (MUTE_CLONE, b"\x1da\x0e"),
        (CLONE, b"\x1de\x05"),
        (replace(CLONE, hanzi=False), b"\x1c&"),
        (replace(CLONE, columns=False), b"\x1b*\x21\x01\x00\x00\x00\x00"),
        (replace(CLONE, bit_image=False), b"\x1dv0\x00\x01\x00\x01\x00\xff"),
        (replace(CLONE, paper_sensor=False), b"\x1dr\x01"),
    ],
)
def test_a_model_that_lacks_a_command_prints_its_rest_as_characters(model, data):
    printer = SimPrinter(World(), replace(model, head_dots=192))
    printer.accept(data[:3000] + b"\n")
    assert printer.refused[0].what == "unknown command"
    assert printer.take_replies() == b""


def test_an_image_that_is_too_high_prints_as_garbage():
    head = b"\x1dv0\x00\x01\x00" + (2304).to_bytes(2, "little")
    assert refusals(head + b"\n") == ["GS v 0: image too high"]
    assert refusals(b"\x1dv0\x00\x01\x00\xff\x08" + bytes(0x8FF)) == []


def test_dots_that_hold_a_real_time_command_are_counted_as_accidents():
    row = b"\x10\x04\x01\x00" + bytes(STRIDE - 4)
    for data in (
        b"\x1dv0\x00\x18\x00\x02\x00" + row * 2,
        graphics(192, row * 2),
        b"\x1b*\x21\x10\x00" + row * 2,
    ):
        printer = SimPrinter(World(), MODEL)
        for byte in data:
            printer.accept(bytes([byte]))
        assert printer.accidents == 2
        assert printer.take_replies() == b"\x12\x12"
    assert printed(graphics(192, DOTS))[1].accidents == 0


def test_nothing_is_an_operation_that_leaves_no_trace():
    parser = CommandParser(MODEL)
    parser.feed(b"\x1bt\x00\x1bp\x00\x32\x32\x1d(A\x02\x00\x00\x02\x1bD\x04\x08\x00\x07\r")
    operations = list(iter(parser.next, None))
    assert {type(each) for each in operations} == {Nothing}
    assert not any(isinstance(each, Refused) for each in operations)


def test_a_kiosk_mechanism_knows_its_presenter():
    world = World()
    printer = SimPrinter(world, replace(KIOSK, head_dots=192))
    printer.accept(b"\x1b@HELLO\n" + CUT + b"\x1de\x06\x1de\x03\x0c\x1de\x06\x10\x04\x14")
    empty, full, *status = printer.take_replies()
    assert (empty & 0x08, full & 0x08) == (0, 0x08)
    assert bytes(status) == b"\x10\x0f\x20\x00\x00\x00"
    printer.accept(b"\x1de\x02\x1de\x06")
    assert printer.take_replies()[0] & 0x08 == 0
    assert len(printer.mouth.retracted) == 1
    assert world.state.papers == ()
