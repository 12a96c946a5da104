"""A paper's code says the public page and a signed code, large enough for any camera."""

from __future__ import annotations

from collections.abc import Mapping

import cv2
import numpy as np
import pytest
import segno

from drivers.camera import decode_image
from kiosk.codes import Foreign, ForeignKind, Opened, OwnSigned, classify
from kiosk.documents import DoesNotFit, Rendered, compose, render
from kiosk.documents.fonts import Bits
from kiosk.documents.proportions import HEAD_WIDTHS, proportions_for
from kiosk.documents.qr import QUIET_MODULES, qr_sizes
from tests.fixtures.signed_codes import CONTENTS, issued, opened, paper

PAGE = "https://zizhu.szlh.gov.example/verify/SB2026112212345678?c=ABCD2345"
LOCAL = "http://127.0.0.1:54321/verify/SB2026112212345678?c=ABCD2345"
SLIP, RECEIPT, CERTIFICATE = CONTENTS[1:4]
PAPERS = {
    "appointment_slip": SLIP,
    "certificate": CERTIFICATE,
    "query_list": CERTIFICATE,
    "receipt": RECEIPT,
}
SMALLEST = {384: 3, 576: 4, 832: 4}

Specimens = Mapping[str, Mapping[str, object]]


def printed(kind: str, head: int, specimens: Specimens, payload: str) -> Rendered:
    data = {**specimens[kind], "verify_url": payload}
    return render(compose(kind, data, sample=True), head)


def scanned(rendered: Rendered, blur: float = 0.0, turned: float = 0.0) -> list[bytes]:
    picture = cv2.imdecode(np.frombuffer(rendered.png, np.uint8), cv2.IMREAD_GRAYSCALE)
    picture = cv2.copyMakeBorder(picture, 60, 60, 60, 60, cv2.BORDER_CONSTANT, value=200)
    if turned:
        height, width = picture.shape
        spin = cv2.getRotationMatrix2D((width / 2, height / 2), turned, 0.8)
        picture = cv2.warpAffine(picture, spin, (width, height), borderValue=200)
    if blur:
        picture = cv2.GaussianBlur(picture, (0, 0), blur)
    return [symbol.payload for symbol in decode_image(picture)]


def longest_code() -> str:
    """As long as any that is read, each of Base45's characters as often as the others."""
    return ("LH1:" + "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:" * 14)[:600]


@pytest.mark.parametrize("page", [PAGE, LOCAL])
@pytest.mark.parametrize("head", HEAD_WIDTHS)
@pytest.mark.parametrize("kind", PAPERS)
def test_the_kiosk_reads_its_own_papers(
    kind: str, head: int, page: str, specimens: Specimens
) -> None:
    code = issued(PAPERS[kind])
    (payload,) = scanned(printed(kind, head, specimens, paper(page, code)))
    assert classify(payload) == OwnSigned(code)
    answer = opened(code)
    assert isinstance(answer, Opened)
    assert answer.content == PAPERS[kind]
    assert payload.decode().partition("#")[0] == page


@pytest.mark.parametrize("head", HEAD_WIDTHS)
@pytest.mark.parametrize("kind", PAPERS)
@pytest.mark.parametrize(("blur", "turned"), [(1.2, 0.0), (0.9, 8.0)])
def test_papers_are_read_blurred_and_turned(
    kind: str, head: int, blur: float, turned: float, specimens: Specimens
) -> None:
    payload = paper(PAGE, issued(PAPERS[kind]))
    rendered = printed(kind, head, specimens, payload)
    assert scanned(rendered, blur, turned) == [payload.encode()]


@pytest.mark.parametrize("head", HEAD_WIDTHS)
@pytest.mark.parametrize("content", [SLIP, RECEIPT, CERTIFICATE])
def test_modules_are_large_and_the_quiet_zone_is_whole(head: int, content: object) -> None:
    wanted = round(proportions_for(head).content * 0.48)
    for dots in qr_sizes(paper(PAGE, issued(content)), wanted, head):
        module = dots.quiet // QUIET_MODULES
        assert dots.quiet == QUIET_MODULES * module
        assert module >= SMALLEST[head]
        assert len(dots.bits) <= head
        assert not dots.bits[: dots.quiet].any()
        assert not dots.bits[-dots.quiet :].any()
        assert not dots.bits[:, : dots.quiet].any()
        assert not dots.bits[:, -dots.quiet :].any()
        assert dots.bits[dots.quiet : dots.quiet + module].any()


def test_narrow_paper_carries_the_code_as_large_as_it_can() -> None:
    (only,) = qr_sizes(paper(PAGE, issued(CERTIFICATE)), 172, 384)
    assert only.quiet // QUIET_MODULES == 5
    modules = len(only.bits) // 5
    assert (modules * 5, modules * 6 > 384) == (len(only.bits), True)


def test_the_signed_part_is_stored_in_its_dense_mode() -> None:
    payload = paper(PAGE, issued(CERTIFICATE))
    (first, *_) = qr_sizes(payload, 1, 832)
    whole = segno.make_qr(payload, error="m", boost_error=False).symbol_size(border=4)[0]
    assert _modules(first.bits, first.quiet) <= whole - 2 * 4, "two versions smaller"


@pytest.mark.parametrize("head", HEAD_WIDTHS)
def test_even_the_longest_code_is_printed(head: int) -> None:
    payload = paper(PAGE, longest_code())
    (first, *_) = qr_sizes(payload, 1, head)
    assert first.quiet // QUIET_MODULES >= SMALLEST[head]
    assert _read(first.bits) == [payload.encode()]


@pytest.mark.parametrize(
    ("head", "length"), [(384, 1500), (384, 6000), (576, 2900), (576, 6000), (832, 6000)]
)
def test_what_does_not_fit_falls_back_to_the_page(head: int, length: int) -> None:
    """6000 characters are more than any code holds, on paper of whatever width."""
    (first, *_) = qr_sizes(f"{PAGE}#{'A' * length}", 1, head)
    assert _read(first.bits) == [PAGE.encode()]


def test_a_page_that_does_not_fit_is_told() -> None:
    with pytest.raises(DoesNotFit, match="QR") as told:
        qr_sizes("https://zizhu.example/" + "x" * 3000 + "#AAAA", 1, 576)
    assert "xxx" not in str(told.value)


@pytest.mark.parametrize(
    "payload", ["#ABC", "ABC", "https://a.example/#a b", "https://a.example/#"]
)
def test_other_payloads_are_stored_as_they_are(payload: str) -> None:
    assert _read(qr_sizes(payload, 200, 576)[0].bits) == [payload.encode()]


def test_papers_without_a_signed_code_stay_as_they_were(specimens: Specimens) -> None:
    assert scanned(printed("receipt", 576, specimens, PAGE)) == [PAGE.encode()]
    assert classify(PAGE.encode()) == Foreign(ForeignKind.URL)


def _modules(bits: Bits, quiet: int) -> int:
    return len(bits) // (quiet // QUIET_MODULES)


def _read(bits: Bits) -> list[bytes]:
    picture = np.where(bits, 0, 255).astype(np.uint8)
    return [symbol.payload for symbol in decode_image(picture)]
