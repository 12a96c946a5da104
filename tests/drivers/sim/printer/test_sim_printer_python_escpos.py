"""Another hand's encoder: what python-escpos sends comes out as it drew it.

No ESC/POS parser is kept on PyPI, so the rendering is checked from the other side: python-escpos
encodes with its own code, and nothing of ours, what the simulated printer then draws.
"""

import random

import pytest
import zxingcpp
from escpos.printer import Dummy
from PIL import Image

from drivers.sim.printer import SimModel, SimPrinter
from drivers.sim.printer.paper import HEAD_TO_CUTTER_DOTS
from drivers.sim.world import World
from tests.fixtures.printer_lines import dots_of

HEAD = 384
STRIDE = HEAD // 8


def drawn(printer, head=HEAD):
    """The picture below the top margin, and what was refused."""
    world = World()
    sim = SimPrinter(world, SimModel(head_dots=head))
    data = printer.output
    while data:
        size = max(1, sim.room)
        sim.accept(data[:size])
        data = data[size:]
    dots = dots_of(world.state.papers[0], head)
    return dots[HEAD_TO_CUTTER_DOTS * head // 8 :], sim.refused


def picture(width, height, seed=5):
    rng = random.Random(seed)  # noqa: S311 - a repeatable picture
    return Image.frombytes("1", (width, height), rng.randbytes(width // 8 * height))


def inverted(image):
    """The picture as rows of dots: a printer burns what Pillow calls black."""
    return image.point(lambda level: 255 - level).tobytes()


@pytest.mark.parametrize("way", ["bitImageRaster", "graphics"])
@pytest.mark.parametrize("height", [1, 23, 24, 100])
def test_pictures_come_out_dot_by_dot(way, height):
    image, printer = picture(HEAD, height), Dummy()
    printer.image(image, impl=way)
    printer.cut()
    dots, refused = drawn(printer)
    assert dots[: height * STRIDE] == inverted(image)
    assert not any(dots[height * STRIDE :])
    assert refused == []


def test_column_pictures_come_out_dot_by_dot():
    image, printer = picture(HEAD, 96), Dummy()
    printer.image(image, impl="bitImageColumn")
    printer.cut()
    dots, refused = drawn(printer)
    assert dots[: 96 * STRIDE] == inverted(image)
    assert refused == []


def test_tall_pictures_are_sent_in_fragments_and_join():
    image, printer = picture(HEAD, 2500), Dummy()
    printer.image(image, impl="bitImageRaster", fragment_height=960)
    printer.cut()
    dots, _ = drawn(printer)
    assert dots[: 2500 * STRIDE] == inverted(image)


@pytest.mark.parametrize("native", [True, False])
def test_qr_codes_decode(native):
    payload, printer = "https://verify.example/c/SAMPLE-0001?check=7", Dummy()
    printer.qr(payload, native=native, size=5)
    printer.cut()
    dots, refused = drawn(printer)
    image = Image.frombytes("1", (HEAD, len(dots) // STRIDE), dots).convert("L")
    framed = Image.new("L", (HEAD + 40, image.height + 40), 255)
    framed.paste(image.point(lambda level: 255 - level), (20, 20))
    assert [found.text for found in zxingcpp.read_barcodes(framed)] == [payload]
    assert refused == []


def test_text_with_styles_is_understood_whole():
    printer = Dummy()
    printer.set(align="center", bold=True, double_height=True, underline=1)
    printer.text("RECEIPT\n")
    printer.set_with_default()
    printer.text("line one\nline two\n")
    printer.ln(2)
    printer.cut()
    dots, refused = drawn(printer)
    assert any(dots)
    assert refused == []


def test_its_graphics_mode_overflows_at_576_dots_and_is_seen_to():
    """3594 bytes are declared and 69 130 sent: the rest prints as characters."""
    printer = Dummy()
    printer.image(picture(576, 960), impl="graphics", fragment_height=960)
    printer.cut()
    _, refused = drawn(printer, 576)
    assert refused
