"""What the decoders read, what they must not read, and how the passes share a frame's time."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
import zxingcpp

from drivers import Symbol, Symbology
from drivers.camera import MultiPassDecoder, decode_image, decode_still
from drivers.camera.decode import live_passes
from drivers.camera.decode_zbar import ZbarDecoder
from drivers.camera.decode_zxing import ZxingDecoder

URL = b"https://example.cn/v/" + b"A1b2" * 10
CHINESE = '{"姓名":"𠮷䶮","事项":"居住证明"}'.encode()


def payloads(symbols):
    return [symbol.payload for symbol in symbols]


@pytest.fixture
def live():
    """The live passes without a time limit: a busy machine must not change the answer."""
    return MultiPassDecoder(live_passes(), budget_s=60.0)


@pytest.mark.parametrize("payload", [URL, CHINESE, bytes(range(256)), "中文".encode("gb18030")])
@pytest.mark.parametrize("inverted", [False, True], ids=["light", "dark mode"])
def test_payload_is_byte_exact(live, draw_code, place, payload, inverted):
    frame = place((draw_code(payload, 4, inverted=inverted), 400, 100))
    assert payloads(live.decode(frame)) == [payload]


def test_symbol_names_its_corners_clockwise_in_frame_pixels(live, draw_code, place):
    (symbol,) = live.decode(place((draw_code(URL, 6, quiet=4), 500, 200)))
    side = draw_code(URL, 6, quiet=0).shape[0]
    left, top = 500 + 24, 200 + 24
    expected = [
        (left, top),
        (left + side, top),
        (left + side, top + side),
        (left, top + side),
    ]
    assert symbol.symbology is Symbology.QR
    assert np.abs(np.array(symbol.corners) - np.array(expected)).max() <= 4


@pytest.mark.parametrize("one_pass", live_passes())
def test_every_pass_maps_corners_back_to_the_frame(one_pass, draw_code, place):
    (symbol,) = one_pass.decode(place((draw_code(URL, 6, quiet=4), 500, 200)))
    assert np.abs(np.array(symbol.corners[0]) - np.array((524, 224))).max() <= 4


@pytest.mark.parametrize("angle", range(0, 360, 15))
def test_any_rotation(live, draw_code, place, angle):
    frame = place((draw_code(URL, 6), 500, 200))
    turn = cv2.getRotationMatrix2D((620, 330), angle, 1.0)
    turned = cv2.warpAffine(frame, turn, (1280, 720), borderValue=[160])
    assert payloads(live.decode(turned)) == [URL]


@pytest.mark.parametrize("module_px", [2.0, 2.4, 3.1])
def test_small_codes(live, draw_code, place, module_px):
    factor = module_px / 8
    small = cv2.resize(draw_code(URL, 8), None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    assert payloads(live.decode(place((small, 700, 400)))) == [URL]


def test_several_codes_are_all_returned(live, draw_code, place):
    frame = place((draw_code(URL, 5), 100, 100), (draw_code(CHINESE, 5, inverted=True), 800, 300))
    assert set(payloads(live.decode(frame))) == {URL, CHINESE}


def cut_at_the_edge(draw_code, place):
    return np.ascontiguousarray(place((draw_code(URL, 6, quiet=0), 0, 0))[4:, 4:])


def out_of_focus(draw_code, place):
    return cv2.GaussianBlur(place((draw_code(URL, 6), 500, 200)), (0, 0), 3)


def in_a_shadow(draw_code, place):
    falling = 1 - 0.97 * np.clip((np.arange(1280) - 500) / 220, 0, 1)
    return (place((draw_code(URL, 6), 500, 200)) * falling[None, :]).astype(np.uint8)


def nearly_without_contrast(draw_code, place):
    faint = (place((draw_code(URL, 6), 500, 200)).astype(float) - 127) * 14 / 255 + 127
    noise = np.random.default_rng(3).normal(0, 3, faint.shape)
    return np.clip(faint + noise, 0, 255).astype(np.uint8)


@pytest.mark.parametrize(
    "spoil", [cut_at_the_edge, out_of_focus, in_a_shadow, nearly_without_contrast]
)
def test_extra_passes_read_what_the_plain_pass_misses(live, draw_code, place, spoil):
    frame = spoil(draw_code, place)
    assert ZxingDecoder().decode(frame) == ()
    assert payloads(live.decode(frame)) == [URL]


def noise(_place):
    return np.random.default_rng(5).integers(0, 256, (720, 1280), np.uint8)


def flat(_place):
    return np.full((720, 1280), 180, np.uint8)


def stripes(_place):
    return np.tile(np.repeat(np.array([20, 235], np.uint8), 7), (720, 92))[:, :1280]


def chessboard(_place):
    return np.kron(np.indices((36, 64)).sum(0) % 2 * 215 + 20, np.ones((20, 20))).astype(np.uint8)


def finder_patterns_only(place):
    ring = np.full((63, 63), 235, np.uint8)
    ring[7:56, 7:56] = 20
    ring[14:49, 14:49] = 235
    ring[21:42, 21:42] = 20
    return place((ring, 400, 200), (ring, 560, 200), (ring, 400, 360))


def other_codes(place):
    def drawn(kind):
        code = zxingcpp.create_barcode("860303", kind)
        return np.array(zxingcpp.write_barcode_to_image(code, scale=4), np.uint8)

    kinds = zxingcpp.BarcodeFormat
    return place(
        (drawn(kinds.DataMatrix), 100, 100),
        (drawn(kinds.Code128), 400, 100),
        (drawn(kinds.Aztec), 100, 400),
    )


@pytest.mark.parametrize(
    "draw", [noise, flat, stripes, chessboard, finder_patterns_only, other_codes]
)
def test_nothing_is_read_where_no_qr_code_is(live, place, draw):
    frame = draw(place)
    assert live.decode(frame) == ()
    assert decode_image(frame) == ()


@pytest.mark.parametrize("shape", [(1, 1), (7, 3), (40, 1280), (2000, 16)])
def test_odd_sizes_are_no_problem(live, shape):
    assert live.decode(np.full(shape, 128, np.uint8)) == ()


def test_zbar_is_believed_for_ascii_only(draw_code, place):
    ascii_code = place((draw_code(URL, 6), 300, 200))
    chinese_code = place((draw_code("政务".encode(), 8), 300, 200))
    assert payloads(ZbarDecoder().decode(ascii_code)) == [URL]
    assert ZbarDecoder().decode(chinese_code) == ()


def test_decode_image_finds_every_code_of_a_picture_file(draw_code, place):
    page = place((draw_code(URL, 4), 60, 60), (draw_code(CHINESE, 4), 700, 60), ground=255)
    for ending in (".png", ".jpg"):
        written, data = cv2.imencode(ending, page)
        assert written
        image = decode_still(data.tobytes())
        assert image is not None
        assert set(payloads(decode_image(image))) == {URL, CHINESE}


def test_the_decoder_for_camera_frames_needs_no_parts(draw_code, place):
    assert payloads(MultiPassDecoder().decode(place((draw_code(URL, 6), 500, 200)))) == [URL]


def test_payload_stays_out_of_repr(live, draw_code, place):
    symbols = live.decode(place((draw_code(b"860303194103121221", 6), 500, 200)))
    assert "860303" not in repr(symbols)


class TimedPass:
    """Takes a known time and finds what it is told to."""

    def __init__(self, clock, seconds, found=()):
        self.clock = clock
        self.seconds = seconds
        self.found = found
        self.runs = 0

    def decode(self, _image):
        self.runs += 1
        self.clock.pass_time(self.seconds)
        return self.found


HIT = (Symbol(Symbology.QR, b"hit"),)
FRAME = np.zeros((8, 8), np.uint8)


def test_passes_stop_at_the_first_hit(clock):
    passes = [TimedPass(clock, 0.001), TimedPass(clock, 0.001, HIT), TimedPass(clock, 0.001)]
    assert MultiPassDecoder(passes, clock).decode(FRAME) == HIT
    assert [each.runs for each in passes] == [1, 1, 0]


def test_passes_that_do_not_fit_come_first_in_the_next_frame(clock):
    passes = [TimedPass(clock, 0.002), *(TimedPass(clock, 0.015) for _ in range(4))]
    decoder = MultiPassDecoder(passes, clock, budget_s=0.033)
    decoder.decode(FRAME)  # learns the times
    before = [each.runs for each in passes]
    for _ in range(10):
        began = clock.now
        decoder.decode(FRAME)
        assert clock.now - began <= 0.033 + 1e-9
    runs = [each.runs - past for each, past in zip(passes, before, strict=True)]
    assert runs[0] == 10
    assert min(runs[1:]) >= 4


def test_a_pass_that_once_took_too_long_is_tried_again(clock):
    slow = TimedPass(clock, 5.0)
    decoder = MultiPassDecoder([TimedPass(clock, 0.001), slow], clock, budget_s=0.033)
    decoder.decode(FRAME)
    slow.seconds = 0.001
    for _ in range(60):
        decoder.decode(FRAME)
    assert slow.runs > 5


def test_one_pass_alone_is_enough(clock):
    assert MultiPassDecoder([TimedPass(clock, 0.1, HIT)], clock).decode(FRAME) == HIT
