"""Letters by their shapes, and the engine that has to see the same."""

import subprocess
import sys

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from drivers import ConfigurationError
from drivers.camera import ocr_models
from drivers.camera.zone import LineEngine, open_engine
from drivers.camera.zone.alignment import CELL_HEIGHT, CELL_WIDTH, MARGIN_ROWS, STRIP_HEIGHT
from drivers.camera.zone.glyphs import glyph_atlas, shape_scores
from drivers.camera.zone.letters import ALPHABET
from drivers.sim.page_sheet import OCR_B

LINE = "E12345678<AB0O1I2Z5S6G8B<<UVWXYMNKRQ"
FINE = 8


def drawn(text, width=CELL_WIDTH, height=CELL_HEIGHT, rows_around=0):
    """The font's letters, a cell each, drawn eight times as large."""
    font = ImageFont.truetype(OCR_B, round(width * FINE / 0.723))
    above, below = font.getbbox("H", anchor="ls")[1::2]
    size = (width * FINE * len(text), (height + 2 * rows_around) * FINE)
    image = Image.new("L", size, 255)
    draw = ImageDraw.Draw(image)
    base = size[1] / 2 - (above + below) / 2
    for place, letter in enumerate(text):
        draw.text((place * width * FINE, base), letter, font=font, fill=0, anchor="ls")
    small = (width * len(text), height + 2 * rows_around)
    return cv2.resize(np.asarray(image), small, interpolation=cv2.INTER_AREA)


def strip(text, blur=0.0, noise=0.0, ink=60, paper=200):
    plain = drawn(text, rows_around=MARGIN_ROWS).astype(np.float32)
    assert plain.shape[0] == STRIP_HEIGHT
    lit = plain / 255 * (paper - ink) + ink
    soft = cv2.GaussianBlur(lit, (0, 0), blur) if blur else lit
    grains = np.random.default_rng(1).normal(0, noise, soft.shape)
    return np.clip(soft + grains, 0, 255).astype(np.uint8)


def test_the_shapes_are_those_of_the_font():
    for letter, cell in zip(ALPHABET, glyph_atlas(), strict=True):
        difference = np.abs(cell.astype(int) - drawn(letter))
        assert difference.mean() < 2, letter


@pytest.mark.parametrize(("blur", "noise"), [(0.0, 0.0), (1.2, 6.0), (2.2, 3.0)])
def test_every_letter_looks_most_like_itself(blur, noise):
    for text in (ALPHABET, LINE):
        found = shape_scores(strip(text, blur, noise))
        assert "".join(ALPHABET[best] for best in found.scores.argmax(axis=1)) == text
        assert found.scores.max(axis=1).min() > 0.85


def test_what_no_letter_looks_like_scores_low():
    noise = np.random.default_rng(2).integers(0, 256, (STRIP_HEIGHT, CELL_WIDTH * 30), np.uint8)
    assert shape_scores(noise).scores.max() < 0.6


def test_the_engine_reads_a_line_on_its_own():
    seen = open_engine().read(strip("E12345678<881205<330614", blur=1.0, noise=4.0))
    assert seen == "E12345678<881205<330614"


def test_a_missing_package_is_told_by_name(monkeypatch):
    monkeypatch.setattr(ocr_models, "find_spec", lambda name: None)
    with pytest.raises(ConfigurationError, match="rapidocr"):
        ocr_models.model_file(ocr_models.READS_LINES)


@pytest.mark.parametrize("content", [b"", b"no network", b"\x0a\x09character\x12\x05A\nB\nC"])
def test_a_file_that_is_no_such_network_is_refused(content, tmp_path):
    path = tmp_path / "model.onnx"
    path.write_bytes(content)
    with pytest.raises(ConfigurationError):
        LineEngine(path)


def test_the_package_itself_is_never_loaded():
    code = (
        "import sys\nfrom drivers.camera.zone import open_engine\nopen_engine()\n"
        "print(sorted({'rapidocr', 'requests', 'onnxruntime'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"
