"""What a resident reads stays whole, in large type, on clean paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest
from PIL import ImageFont

from kiosk.documents import compose, render, warm_fonts
from kiosk.documents.fonts import FontBook, installed_fonts
from kiosk.documents.ink import Sheet, TextInk
from kiosk.documents.layout import lay_out
from kiosk.documents.model import Document, Heading, KeyValue, KeyValues, Title
from kiosk.documents.proportions import HEAD_WIDTHS, proportions_for
from kiosk.documents.raster import rasterise
from kiosk.documents.templates import load_templates

Specimens = Mapping[str, Mapping[str, object]]
KINDS = sorted(load_templates())


def inks(document: Document, head: int, fonts: FontBook) -> list[TextInk]:
    sheet = lay_out(document, head, fonts)
    return [ink for ink in sheet.inks if isinstance(ink, TextInk)]


def page(block: Heading | Title | KeyValues) -> Document:
    return Document("slip", "1", (block,))


def watermark_only(sheet: Sheet, fonts: FontBook) -> np.ndarray:
    plain = replace(sheet, sample=False, secured=False)
    return rasterise(replace(sheet, secured=False), fonts) & ~rasterise(plain, fonts)


@pytest.mark.parametrize("head", HEAD_WIDTHS)
@pytest.mark.parametrize("kind", KINDS)
def test_the_watermark_keeps_off_all_text(
    kind: str, head: int, specimens: Specimens, fonts: FontBook
) -> None:
    sheet = lay_out(compose(kind, specimens[kind], sample=True), head, fonts)
    behind = watermark_only(sheet, fonts)
    assert 0.001 < behind.mean() < 0.02
    for ink in sheet.inks:
        if isinstance(ink, TextInk):
            left, right = round(ink.x), round(ink.x + fonts.measure(ink.text, ink.style))
            rows = slice(ink.baseline - ink.style.size, ink.baseline + 2)
            assert not behind[rows, max(left, 0) : right].any()


@pytest.mark.parametrize("head", HEAD_WIDTHS)
def test_a_title_shrinks_a_little_rather_than_break(head: int, fonts: FontBook) -> None:
    heading = Heading("查", "个人参保证明查询打印")
    (title,) = inks(page(heading), head, fonts)[1:]
    full = proportions_for(head).title * 0.92
    assert 0.8 * full < title.style.size <= full + 1


def test_a_long_title_breaks_between_words_at_full_size(fonts: FontBook) -> None:
    heading = Heading("查", "企业职工养老金发放明细查询")
    lines = inks(page(heading), 576, fonts)[1:]
    assert [line.text for line in lines] == ["企业职工养老金", "发放明细查询"]
    assert {line.style.size for line in lines} == {44}
    assert [line.text for line in inks(page(Title("社会保险个人参保证明")), 576, fonts)] == [
        "社会保险个人参保证明"
    ]


@pytest.mark.parametrize("head", HEAD_WIDTHS)
@pytest.mark.parametrize("label", ["公民身份号码", "查询编号", "个人缴费合计（元）"])
def test_numbers_in_values_stay_whole(head: int, label: str, fonts: FontBook) -> None:
    number = "860303199502240466"
    rows = (KeyValue(label, number), KeyValue("姓名", "王*雨", strong=True))
    texts = [ink.text for ink in inks(page(KeyValues(rows)), head, fonts)]
    assert number in texts
    assert "".join(texts).startswith(label)


def test_labels_break_before_their_bracket_when_they_must(fonts: FontBook) -> None:
    rows = (KeyValue("基金支付合计（元）", "中国建设银行深圳东门支行营业部代发账户"),)
    texts = [ink.text for ink in inks(page(KeyValues(rows)), 576, fonts)]
    assert texts[:2] == ["基金支付合计", "（元）"]


def test_warm_fonts_leaves_no_file_to_open(
    specimens: Specimens, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed_fonts.cache_clear()
    load_templates.cache_clear()
    warm_fonts()

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr(ImageFont, "truetype", refuse)
    monkeypatch.setattr("kiosk.documents.templates.read_template_file", refuse)
    for kind in KINDS:
        assert render(compose(kind, specimens[kind], sample=True), 576).height
