"""What the decoders read, and what they must not read."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
import zxingcpp

from drivers import Deadline, Symbol, Symbology
from drivers.camera import MultiPassDecoder, decode_image, decode_still
from drivers.camera.decode_zbar import ZbarDecoder, unclaimed
from drivers.camera.decode_zxing import ZxingDecoder
from drivers.camera.looks import Scene, live_looks

URL = b"https://example.cn/v/" + b"A1b2" * 10
CHINESE = '{"姓名":"𠮷䶮","事项":"居住证明"}'.encode()


def payloads(symbols):
    return [symbol.payload for symbol in symbols]


@pytest.fixture
def live():
    """The live looks without a time limit: a busy machine must not change the answer."""
    return MultiPassDecoder(live_looks(), budget_s=60.0)


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


@pytest.mark.parametrize("name", ["plain", "completed", "enlarged", "evened", "evened frame"])
def test_looks_map_corners_back_to_the_frame(name, draw_code, place):
    (look,) = (look for look in live_looks() if look.name == name)
    scene = Scene(place((draw_code(URL, 6, quiet=4), 500, 200)))
    (symbol,) = look.read(scene, Deadline.after(60))
    assert np.abs(np.array(symbol.corners[0]) - np.array((524, 224))).max() <= 4


@pytest.mark.parametrize("scale", [2, 4, 7])
def test_symbol_tells_the_size_of_its_modules(live, draw_code, place, scale):
    (symbol,) = live.decode(place((draw_code(URL, scale), 500, 200)))
    assert symbol.module_px == pytest.approx(scale, rel=0.05)


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
def test_extra_looks_read_what_the_plain_look_misses(live, draw_code, place, spoil):
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


def symbol_at(payload, x, y):
    return Symbol(Symbology.QR, payload, ((x, y), (x + 90, y), (x + 90, y + 90), (x, y + 90)))


def test_zbar_never_overrules_what_zxing_read_there():
    first = (symbol_at(b"right", 100, 100),)
    elsewhere = symbol_at(b"another", 400, 100)
    assert unclaimed((symbol_at(b"wrong", 102, 99), elsewhere), first) == (elsewhere,)


def test_zbar_does_not_begin_after_the_deadline(draw_code, place):
    frame = place((draw_code(URL, 6), 300, 200))
    assert ZbarDecoder().decode(frame, Deadline.after(0)) == ()


def other_code(kind):
    code = zxingcpp.create_barcode("860303", kind)
    return np.array(zxingcpp.write_barcode_to_image(code, scale=5), np.uint8)


OTHERS = [
    (Symbology.DATA_MATRIX, zxingcpp.BarcodeFormat.DataMatrix),
    (Symbology.PDF417, zxingcpp.BarcodeFormat.PDF417),
    (Symbology.AZTEC, zxingcpp.BarcodeFormat.Aztec),
    (Symbology.MICRO_QR, zxingcpp.BarcodeFormat.MicroQRCode),
]


@pytest.mark.parametrize(("symbology", "kind"), OTHERS)
def test_other_kinds_are_read_when_asked_for_and_only_then(live, place, symbology, kind):
    frame = place((other_code(kind), 400, 200), ground=255)
    asked = MultiPassDecoder(budget_s=60.0, symbologies={symbology, Symbology.QR})
    (symbol,) = asked.decode(frame)
    assert (symbol.symbology, symbol.payload) == (symbology, b"860303")
    assert live.decode(frame) == ()


def test_qr_is_not_read_where_another_kind_is_asked_for(draw_code, place):
    frame = place((draw_code(URL, 6), 300, 200))
    decoder = MultiPassDecoder(budget_s=60.0, symbologies={Symbology.DATA_MATRIX})
    assert decoder.decode(frame) == ()
    assert decode_image(frame, {Symbology.DATA_MATRIX}) == ()


def test_a_decoder_for_nothing_is_refused():
    with pytest.raises(ValueError, match="symbology"):
        live_looks(())


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
