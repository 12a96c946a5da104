"""What is on the paper: codes decode, seals keep off, nothing leaves the margins, goldens match.

To accept a changed look, look at it, then run this file with GOLDENS=write in the environment.
"""

from __future__ import annotations

import io
import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import zxingcpp
from PIL import Image, ImageFilter

from kiosk.documents import Document, DoesNotFit, GlyphMissing, Rendered, compose, render
from kiosk.documents.fonts import Bits, FontBook
from kiosk.documents.ink import Picture, Rect, Sheet
from kiosk.documents.layout import lay_out
from kiosk.documents.model import QrWithText, Ruler, SignOff
from kiosk.documents.proportions import HEAD_WIDTHS, proportions_for
from kiosk.documents.raster import rasterise
from kiosk.documents.templates import load_templates

GOLDENS = Path(__file__).parent / "goldens"
DIFFERENT_INK = 0.02
"""Share of a golden's ink that may differ: another FreeType shifts an edge here and there."""
KINDS = sorted(load_templates())
WITH_QR = ["appointment_slip", "certificate", "receipt", "test_print"]
SEALED = ["certificate", "receipt"]

Specimens = Mapping[str, Mapping[str, object]]


def dots(rendered: Rendered) -> Bits:
    packed = np.frombuffer(rendered.rows, np.uint8).reshape(rendered.height, rendered.stride)
    return np.unpackbits(packed, axis=1, count=rendered.width).astype(np.bool_)


def picture(rendered: Rendered) -> Image.Image:
    return Image.fromarray(~dots(rendered)).convert("L")


def part(page: Bits, rect: Rect) -> Bits:
    return page[rect.y : rect.bottom, rect.x : rect.right]


def background(sheet: Sheet, fonts: FontBook) -> Bits:
    plain = replace(sheet, sample=False, secured=False)
    return rasterise(sheet, fonts) & ~rasterise(plain, fonts)


@pytest.mark.parametrize("head", HEAD_WIDTHS)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_fits_every_head(
    kind: str, head: int, specimens: Specimens, fonts: FontBook
) -> None:
    document = compose(kind, specimens[kind], sample=True)
    ruled = tuple(block for block in document.blocks if not isinstance(block, Ruler))
    sheet = lay_out(replace(document, blocks=ruled), head, fonts)
    ink = rasterise(replace(sheet, sample=False, secured=False), fonts)
    margin = proportions_for(head).margin
    assert not ink[:, :margin].any()
    assert not ink[:, head - margin :].any()
    assert not ink[:4].any()
    assert not ink[-4:].any()
    assert ink.any(axis=1).mean() > 0.5


@pytest.mark.parametrize("head", HEAD_WIDTHS)
@pytest.mark.parametrize("kind", KINDS)
def test_rows_png_and_text_agree(kind: str, head: int, specimens: Specimens) -> None:
    rendered = render(compose(kind, specimens[kind], sample=True), head)
    assert rendered.width == head
    assert len(rendered.rows) == rendered.stride * rendered.height
    with Image.open(io.BytesIO(rendered.png)) as png:
        assert png.mode == "1"
        assert (~np.asarray(png) == dots(rendered)).all()
    assert rendered.text.startswith("样张 · 无法律效力\n")
    assert str(specimens[kind]["number"]) in rendered.text


def test_the_same_document_gives_the_same_bytes(specimens: Specimens) -> None:
    document = compose("certificate", specimens["certificate"], sample=True)
    fresh = FontBook()
    assert render(document, 576, fonts=fresh) == render(document, 576)


@pytest.mark.parametrize("head", HEAD_WIDTHS)
@pytest.mark.parametrize("kind", WITH_QR)
@pytest.mark.parametrize("blur", [0.0, 1.2])
def test_codes_decode(kind: str, head: int, blur: float, specimens: Specimens) -> None:
    paper = picture(render(compose(kind, specimens[kind], sample=True), head))
    seen = paper.filter(ImageFilter.GaussianBlur(blur)) if blur else paper
    codes = zxingcpp.read_barcodes(np.asarray(seen), formats=zxingcpp.BarcodeFormat.QRCode)
    assert [code.text for code in codes] == [specimens[kind]["verify_url"]]


@pytest.mark.parametrize("head", HEAD_WIDTHS)
def test_codes_have_big_modules_and_a_quiet_zone(
    head: int, specimens: Specimens, fonts: FontBook
) -> None:
    document = compose("certificate", specimens["certificate"], sample=True)
    sheet = lay_out(document, head, fonts)
    code = max((ink for ink in sheet.inks if isinstance(ink, Picture)), key=_squareness)
    rows = np.flatnonzero(code.bits.any(axis=1))
    finder = np.flatnonzero(~code.bits[rows[0], rows[0] :])[0]
    module = finder / 7
    assert module == int(module) >= 5
    inner = part(rasterise(sheet, fonts), code.rect)
    assert (inner == code.bits).all()
    quiet = int(4 * module)
    assert not inner[:quiet].any()
    assert not inner[-quiet:].any()
    assert not inner[:, :quiet].any()
    assert not inner[:, -quiet:].any()


def _squareness(ink: Picture) -> float:
    height, width = ink.bits.shape
    return float(width) if height == width and ink.halo == 0 else 0.0


@pytest.mark.parametrize("head", HEAD_WIDTHS)
@pytest.mark.parametrize("kind", SEALED)
@pytest.mark.parametrize(
    "issuer",
    [
        "罗湖区政府",
        "深圳市公安局罗湖分局",
        "深圳市社会保险基金管理局罗湖分局",
        "深圳市规划和自然资源局不动产登记中心罗湖登记所",
    ],
)
def test_the_seal_touches_the_issuer_and_nothing_guarded(
    kind: str, head: int, issuer: str, specimens: Specimens, fonts: FontBook
) -> None:
    document = compose(kind, {**specimens[kind], "issuer": issuer}, sample=False)
    sheet = lay_out(document, head, fonts)
    (seal,) = sheet.seals
    bits = next(ink.bits for ink in sheet.inks if isinstance(ink, Picture) and ink.halo)
    pressed = np.zeros((sheet.height, sheet.width), np.bool_)
    part(pressed, seal)[:] = bits
    assert seal.width >= 240
    assert not any(part(pressed, rect).any() for rect in sheet.guarded)
    unsealed = _without_seal(document, head, fonts)
    covered = part(unsealed[: sheet.height], seal)[bits[: unsealed.shape[0] - seal.y]]
    assert 0 < covered.sum() < 0.05 * bits.sum()


def _without_seal(document: Document, head: int, fonts: FontBook) -> Bits:
    sheet = lay_out(document, head, fonts)
    kept = tuple(ink for ink in sheet.inks if not (isinstance(ink, Picture) and ink.halo))
    return rasterise(replace(sheet, inks=kept, sample=False, secured=False), fonts)


@pytest.mark.parametrize("head", HEAD_WIDTHS)
def test_number_date_and_check_code_are_guarded(
    head: int, specimens: Specimens, fonts: FontBook
) -> None:
    """Without its background a guarded rectangle is the same: nothing else is printed there."""
    document = compose("certificate", specimens["certificate"], sample=True)
    sheet = lay_out(document, head, fonts)
    assert len(sheet.guarded) >= 5
    behind = background(sheet, fonts)
    assert behind.any()
    assert not any(part(behind, rect).any() for rect in sheet.guarded)


def test_the_micro_pattern_is_one_in_36_and_only_on_certificates(
    specimens: Specimens, fonts: FontBook
) -> None:
    certificate = lay_out(
        compose("certificate", specimens["certificate"], sample=False), 576, fonts
    )
    behind = background(certificate, fonts)
    empty = ~rasterise(replace(certificate, secured=False), fonts)
    assert 0.3 / 36 < behind.sum() / empty.sum() <= 1 / 36
    receipt = lay_out(compose("receipt", specimens["receipt"], sample=False), 576, fonts)
    assert not background(receipt, fonts).any()


@pytest.mark.parametrize("name", ["阿依古丽·买买提明", "䶮思远", "𠮷㙓", "欧阳" * 14])
@pytest.mark.parametrize("head", HEAD_WIDTHS)
def test_long_and_rare_names_print(name: str, head: int, specimens: Specimens) -> None:
    data = {
        **specimens["certificate"],
        "fields": [("姓名", name), ("身份证号", "8603**********1221")],
    }
    rendered = render(compose("certificate", data, sample=True), head)
    assert f"姓名：{name}" in rendered.text


def test_a_name_that_no_font_has_is_told_before_printing(specimens: Specimens) -> None:
    data = {**specimens["certificate"], "fields": [("姓名", "张\ue5e5")]}
    with pytest.raises(GlyphMissing) as caught:
        render(compose("certificate", data, sample=True), 576)
    assert caught.value.characters == "\ue5e5"


@pytest.mark.parametrize("head", HEAD_WIDTHS)
def test_a_wide_table_wraps_and_loses_nothing(
    head: int, specimens: Specimens, fonts: FontBook
) -> None:
    table = {
        "columns": ["起止时间", "单位名称及统一社会信用代码", "缴费基数", "月数", "状态"],
        "rows": [
            (
                "2019-01 至 2026-10",
                "深圳市示例科技有限公司 91440300MA5EXAMPLE",
                "12,600",
                "94",
                "正常",
            )
        ],
    }
    document = compose("query_list", {**specimens["query_list"], "table": table}, sample=False)
    sheet = lay_out(document, head, fonts)
    written = "".join(ink.text for ink in sheet.inks if hasattr(ink, "text"))
    for character in "".join(table["rows"][0]).replace(" ", ""):
        assert character in written
    margin = proportions_for(head).margin
    page = rasterise(sheet, fonts)
    assert not page[:, head - margin :].any()


def test_what_cannot_fit_is_refused(specimens: Specimens) -> None:
    document = compose("certificate", specimens["certificate"], sample=True)
    with pytest.raises(DoesNotFit, match="640"):
        render(document, 640)
    long = QrWithText("https://zw.luohu.example/" + "x" * 1200, "扫码验真")
    with pytest.raises(DoesNotFit, match="QR"):
        render(replace(document, blocks=(long,)), 384)


def test_every_document_but_slips_and_lists_is_sealed(specimens: Specimens) -> None:
    sealed = {
        kind
        for kind in KINDS
        for block in compose(kind, specimens[kind], sample=False).blocks
        if isinstance(block, SignOff) and block.seal is not None
    }
    assert sealed == set(SEALED)


@pytest.mark.parametrize(
    ("kind", "head"), [*((kind, 576) for kind in KINDS), ("certificate", 384), ("certificate", 832)]
)
def test_paper_looks_like_its_golden(kind: str, head: int, specimens: Specimens) -> None:
    rendered = render(compose(kind, specimens[kind], sample=kind != "certificate"), head)
    path = GOLDENS / f"{kind}-{head}.png"
    if os.environ.get("GOLDENS") == "write":
        Image.open(io.BytesIO(rendered.png)).save(path, optimize=True)
    with Image.open(path) as image:
        golden = ~np.asarray(image.convert("1"))
    page = dots(rendered)
    assert page.shape == golden.shape
    assert (page != golden).sum() <= DIFFERENT_INK * golden.sum()
