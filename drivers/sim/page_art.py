"""Specimen pages: travel documents, a letter, a page of a household booklet, a receipt.

Fictitious holders only. The layouts are near enough to the real ones for a camera, and copy none.
"""

from __future__ import annotations

from drivers.card.emrtd.mrz import Mrz, encode_mrz
from drivers.card.emrtd.mrz_form import MrzForm
from drivers.sim.page_sheet import PITCH_MM, SEAL, PageArt, Sheet

LINES = {MrzForm.TD1: 3, MrzForm.TD2: 2, MrzForm.TD3: 2}
SIZES_MM = {MrzForm.TD1: (85.6, 54.0), MrzForm.TD2: (105.0, 74.0), MrzForm.TD3: (125.0, 88.0)}
"""ISO/IEC 7810: ID-1, ID-2, ID-3."""
LINE_MM = 6.35
"""Between the lines of a zone: a quarter of an inch."""

_BELOW_MM = 7.0
"""From the last line's foot to the page's edge."""
_ROOM_FOR_PORTRAIT = 30.0
_FINE, _COARSE = 16.0, 8.0
"""Pixels a millimetre: small documents, whole sheets."""
_TINTED, _WHITE, _CREAM = (226, 230, 226), (243, 243, 240), (238, 232, 214)
_A4 = (210.0, 297.0)
_BOOKLET = (143.0, 105.0)
_RECEIPT = (80.0, 160.0)


def zone_lines(zone: str, form: MrzForm) -> list[str]:
    """The zone's text cut into its lines."""
    width = form.length // LINES[form]
    return [zone[start : start + width] for start in range(0, form.length, width)]


def travel_page(mrz: Mrz, title: str, name: str) -> PageArt:
    """The page with the machine readable zone: a passport's data page, a permit's back.

    Raises ValueError when the zone does not fit its form, ConfigurationError without the fonts.
    """
    width, height = SIZES_MM[mrz.form]
    sheet = Sheet((width, height), _FINE, _TINTED)
    sheet.waves(2.2)
    lines = zone_lines(encode_mrz(mrz), mrz.form)
    top = height - _BELOW_MM - LINE_MM * (len(lines) - 1) - 4.5
    sheet.hanzi(5, 3, f"{title} · 样张 SPECIMEN", 4)
    if top > _ROOM_FOR_PORTRAIT:
        sheet.portrait(5, 11, (top - 14) * 0.75, top - 14)
    column = 5 + (top - 11) * 0.75
    for row, text in enumerate((name, mrz.document_number, mrz.nationality, mrz.birth, mrz.expiry)):
        y = 10 + row * (top - 12) / 5
        sheet.hanzi(column, y, text, min(3.6, (top - 12) / 7))
    left = (width - len(lines[0]) * PITCH_MM) / 2
    for row, line in enumerate(lines):
        sheet.ocr_b(left, height - _BELOW_MM - LINE_MM * (len(lines) - 1 - row), line)
    return sheet.art()


def letter_page() -> PageArt:
    """A full A4 sheet with a red seal."""
    sheet = Sheet(_A4, _COARSE, _WHITE)
    sheet.hanzi(70, 24, "情 况 说 明", 9)
    for row in range(24):
        text = "兹有本社区居民就住房租赁补贴事项说明如下（样张，内容虚构），"
        sheet.hanzi(25, 48 + row * 8.2, text[: 30 - (row % 5) * 3], 5)
    sheet.hanzi(130, 252, "罗湖示范社区工作站", 5)
    sheet.hanzi(140, 262, "二〇二六年一月一日", 4.5)
    sheet.seal(155, 252, 19)
    return sheet.art()


def booklet_page() -> PageArt:
    """A page of a household booklet: a ruled form."""
    sheet = Sheet(_BOOKLET, _FINE, _CREAM)
    sheet.hanzi(46, 5, "常住人口登记卡（样张）", 5)
    rows = (
        "姓名　样例一",
        "性别　女",
        "出生地　示范市",
        "民族　汉",
        "籍贯　示范省",
        "住址　示范路1号",
    )
    for row, text in enumerate(rows):
        y = 16 + row * 13.0
        sheet.rule(8, y, 135, y)
        sheet.hanzi(11, y + 3.5, text, 4.5)
        sheet.hanzi(76, y + 3.5, "登记事项 " + "〇" * (row + 2), 4)
    for x in (8.0, 72.0, 135.0):
        sheet.rule(x, 16, x, 94)
    sheet.rule(8, 94, 135, 94)
    sheet.seal(116, 84, 12)
    return sheet.art()


def receipt_page() -> PageArt:
    """A thermal slip."""
    sheet = Sheet(_RECEIPT, _FINE, (236, 236, 234))
    sheet.hanzi(14, 8, "自助办理回执（样张）", 5)
    sheet.hanzi(8, 18, "无法律效力 SPECIMEN", 4, SEAL)
    for row in range(13):
        sheet.hanzi(6, 30 + row * 8.5, f"项目 {row + 1:02d}　示范内容　{17 * (row + 3)}.00", 4)
    return sheet.art()
