"""Tables from real registers: nothing torn, nothing lost, and no metre of paper."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.documents import compose, render
from kiosk.documents.columns import Need, in_reading_order, place_columns, share_widths
from kiosk.documents.fonts import Face, FontBook, Style, installed_fonts
from kiosk.documents.ink import Span, TextInk
from kiosk.documents.model import Align, Column, KeyValue, Table
from kiosk.documents.parts.grid import SMALLEST_TYPE, Grid, design_grid
from kiosk.documents.parts.table import place_table, sections
from kiosk.documents.pen import Pen
from kiosk.documents.proportions import DOTS_PER_MM, HEAD_WIDTHS, proportions_for
from kiosk.documents.raster import rasterise
from kiosk.documents.tabulation import BLANK, NO_ROWS, tabulate

Specimens = Mapping[str, Mapping[str, object]]

FIVE_KINDS = "养老、医疗、失业、工伤、生育"
INSURANCE = (
    Column("缴费年月"),
    Column("参保单位"),
    Column("险种"),
    Column("缴费基数（元）", Align.RIGHT),
    Column("个人缴费（元）", Align.RIGHT),
)
MEDICAL = Table(
    (
        Column("就医日期"),
        Column("医疗机构"),
        Column("类别"),
        Column("总费用（元）", Align.RIGHT),
        Column("基金支付（元）", Align.RIGHT),
        Column("个人支付（元）", Align.RIGHT),
    ),
    (
        ("2026-11-03", "罗湖区示例社康中心", "门诊", "86.40", "69.12", "17.28"),
        ("2026-09-18", "罗湖区示例人民医院", "住院", "8,420.00", "7,578.00", "842.00"),
        ("2026-06-02", "深圳示例妇幼保健院", "门诊慢特病", "312.00", "265.20", "46.80"),
    ),
)


def insurance(months: int, employers: tuple[str, ...] = ("罗湖区示例实验学校",)) -> Table:
    """Newest first; the employers one after the other, each for an equal time."""
    return Table(
        INSURANCE,
        tuple(
            (
                f"{2026 - at // 12}-{12 - at % 12:02}",
                employers[at * len(employers) // months],
                FIVE_KINDS,
                "10,500.00",
                "1,191.75",
            )
            for at in range(months)
        ),
    )


def pen_for(head: int) -> Pen:
    return Pen(proportions_for(head), installed_fonts())


def placed(table: Table, head: int) -> list[TextInk]:
    pen = pen_for(head)
    place_table(table, pen)
    sheet = pen.sheet(sample=False, secured=False)
    return [ink for ink in sheet.inks if isinstance(ink, TextInk)]


def row_heights(grid: Grid, table: Table, pen: Pen) -> list[int]:
    return [
        sum(max(map(len, strip.lines(row, pen))) for strip in grid.strips) for row in table.rows
    ]


HANZI = "深圳市罗湖区示例实验学校科技有限公司人民医院养老保险"
WORDS = st.text(alphabet=HANZI, min_size=1, max_size=14)
LISTS = st.lists(st.sampled_from(["养老", "医疗", "失业", "工伤", "生育"]), min_size=1).map(
    lambda kinds: "、".join(kinds[:5])
)
MONTHS = st.dates().map(lambda day: f"{day.year:04}-{day.month:02}")
AMOUNTS = st.integers(min_value=0, max_value=9_999_999).map(lambda cents: f"{cents / 100:,.2f}")
NUMBERS = st.from_regex(r"[A-Z]{2}[0-9]{8,14}", fullmatch=True)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Two to six columns as registers have them, one to 30 rows."""
    first = (draw(st.sampled_from([Column("缴费年月"), Column("日期")])), MONTHS)
    kinds = st.sampled_from(
        [
            (Column("参保单位"), WORDS),
            (Column("险种", Align.CENTER), LISTS),
            (Column("编号"), NUMBERS),
            (Column("缴费基数（元）", Align.RIGHT), AMOUNTS),
            (Column("统一社会信用代码及名称"), WORDS),
            (Column("备注", Align.CENTER), st.just("") | WORDS),
        ]
    )
    chosen = [first, *draw(st.lists(kinds, min_size=1, max_size=5))]
    row = st.tuples(*(cells for _, cells in chosen))
    rows = draw(st.lists(row, min_size=1, max_size=4))
    times = draw(st.integers(min_value=1, max_value=7))
    return Table(tuple(column for column, _ in chosen), tuple(one for one in rows * times))


@pytest.mark.parametrize("head", HEAD_WIDTHS)
@settings(max_examples=20, deadline=None)
@given(table=tables())
def test_no_column_is_narrower_than_its_longest_token(head: int, table: Table) -> None:
    pen, whole = pen_for(head), tabulate(table).table
    grid = design_grid(whole, pen)
    shown = [at for strip in grid.strips for at in strip.places]
    assert sorted((*shown, *grid.banded)) == list(range(len(whole.columns)))
    for strip in grid.strips:
        assert strip.cell.size >= SMALLEST_TYPE
        for at, span in zip(strip.places, strip.spans, strict=True):
            cells = [row[at] for row in whole.rows]
            widest = max(pen.measure(cell, strip.cell) for cell in cells)
            tokens = max(pen.widest_unit(cell, strip.cell) for cell in cells)
            assert span.width >= min(tokens, pen.proportions.content - pen.proportions.gap)
            assert span.width >= min(widest, 4 * strip.cell.size)
        for left, right in pairwise(strip.spans):
            assert right.x >= left.x + left.width


@pytest.mark.parametrize(("head", "tallest"), [(384, 5), (576, 4), (832, 3)])
@settings(max_examples=20, deadline=None, derandomize=True)
@given(table=tables())
def test_no_row_grows_tall(head: int, tallest: int, table: Table) -> None:
    """With cells of at most 14 characters, six columns of them."""
    pen, whole = pen_for(head), tabulate(table).table
    assert max(row_heights(design_grid(whole, pen), whole, pen)) <= tallest


@pytest.mark.parametrize("head", HEAD_WIDTHS)
@settings(max_examples=12, deadline=None)
@given(table=tables())
def test_everything_is_printed_and_inside_the_margins(head: int, table: Table) -> None:
    pen = pen_for(head)
    pen.feed(8)
    place_table(table, pen)
    sheet = pen.sheet(sample=False, secured=False)
    margin = proportions_for(head).margin
    page = rasterise(sheet, pen.fonts)
    assert not page[:, :margin].any()
    assert not page[:, head - margin :].any()
    written = "".join(ink.text for ink in sheet.inks if isinstance(ink, TextInk))
    tabulation = tabulate(table)
    for row in tabulation.table.rows:
        for cell in row:
            assert set(cell.replace(" ", "")) <= set(written)
    assert all(f"{one.label}：" in written for one in tabulation.common)
    texts = [ink.text for ink in sheet.inks if isinstance(ink, TextInk)]
    assert texts.count(table.rows[0][0]) >= sum(row[0] == table.rows[0][0] for row in table.rows)


@pytest.mark.parametrize("head", HEAD_WIDTHS)
@pytest.mark.parametrize("months", [12, 36])
def test_months_at_one_employer_take_one_line_each(head: int, months: int) -> None:
    table, pen = insurance(months), pen_for(head)
    whole = tabulate(table).table
    grid = design_grid(whole, pen)
    assert row_heights(grid, whole, pen) == [1] * months
    assert {strip.cell.size for strip in grid.strips} == {pen.proportions.body}
    texts = [ink.text for ink in placed(table, head)]
    assert sum("罗湖区示例实验学校" in text for text in texts) == 1
    assert sum(text == "1,191.75" for text in texts) == months


@pytest.mark.parametrize("head", [384, 576])
def test_a_change_of_employer_stands_above_its_months(head: int) -> None:
    """Four months on one's own, eight in a factory: two captions, twelve lines."""
    own, factory = insurance(4, ("灵活就业人员",)), insurance(12, ("深圳市示例电子厂",))
    early = tuple((row[0], row[1], "医疗", *row[3:]) for row in own.rows)
    texts = [ink.text for ink in placed(Table(INSURANCE, (*early, *factory.rows[4:])), head)]
    first = texts.index("参保单位：灵活就业人员 · 险种：医疗")
    second = texts.index("参保单位：深圳市示例电子厂")
    assert texts[second + 1] == f"险种：{FIVE_KINDS}"
    assert first < texts.index("2026-12") < texts.index("2026-09") < second
    assert second < texts.index("2026-08")


@pytest.mark.parametrize("head", HEAD_WIDTHS)
def test_medical_visits_keep_dates_and_amounts_whole(head: int) -> None:
    texts = {ink.text for ink in placed(MEDICAL, head)}
    for row in MEDICAL.rows:
        assert set(row) <= texts
    assert {"总费用", "（元）"} <= texts or "总费用（元）" in texts


@pytest.mark.parametrize("head", HEAD_WIDTHS)
def test_a_year_of_insurance_is_no_metre_of_paper(head: int, specimens: Specimens) -> None:
    table = insurance(12)
    document = compose("certificate", {**specimens["certificate"], "table": table}, sample=True)
    assert render(document, head).height <= 320 * DOTS_PER_MM


def test_constant_words_are_said_once_and_amounts_never() -> None:
    tabulation = tabulate(insurance(12))
    assert tabulation.common == (
        KeyValue("参保单位", "罗湖区示例实验学校"),
        KeyValue("险种", FIVE_KINDS),
    )
    assert [column.heading for column in tabulation.table.columns] == [
        "缴费年月",
        "缴费基数（元）",
        "个人缴费（元）",
    ]


def test_small_tables_and_single_rows_stay_as_they_are() -> None:
    assert tabulate(insurance(2)).common == ()
    three = Table((Column("险种"), Column("月数"), Column("状态")), (("养老", "1", "正常"),) * 4)
    assert tabulate(three).table == three


def test_two_columns_are_always_left() -> None:
    columns = tuple(Column(name) for name in "甲乙丙丁")
    tabulation = tabulate(Table(columns, (("一", "二", "三", "四"),) * 5))
    assert [column.heading for column in tabulation.table.columns] == ["甲", "丁"]


def test_blanks_are_marked() -> None:
    table = Table((Column("年月"), Column("支出", Align.RIGHT)), (("2026-01", ""),))
    assert tabulate(table).table.rows == (("2026-01", BLANK),)


@pytest.mark.parametrize("head", HEAD_WIDTHS)
def test_a_table_without_rows_says_so(head: int) -> None:
    texts = [ink.text for ink in placed(Table(INSURANCE, ()), head)]
    assert texts[-1] == NO_ROWS


def test_plain_text_says_once_what_the_paper_says_once(specimens: Specimens) -> None:
    data = {**specimens["query_list"], "table": insurance(12)}
    text = render(compose("query_list", data, sample=False), 576).text
    assert text.count("罗湖区示例实验学校") == 1
    assert text.count("个人缴费（元） 1,191.75") == 12


@pytest.mark.parametrize(
    ("rows", "parts"),
    [(0, [0]), (24, [24]), (25, [12, 13]), (36, [18, 18]), (61, [15, 15, 16, 15])],
)
def test_long_tables_repeat_their_head(rows: int, parts: list[int]) -> None:
    table = insurance(rows).rows if rows else ()
    found = sections(table)
    assert [len(part) for part in found] == parts
    assert [row for part in found for row in part] == list(table)


def test_the_repeated_head_is_on_paper() -> None:
    heads = [ink for ink in placed(insurance(36), 576) if ink.text == "缴费年月" and ink.white]
    assert len(heads) == 2


NEEDS = st.lists(
    st.tuples(st.floats(10, 200), st.floats(0, 300)).map(lambda two: Need(two[0], sum(two))),
    min_size=1,
    max_size=8,
)


@given(needs=NEEDS, total=st.integers(min_value=200, max_value=2000))
def test_widths_fill_the_page_and_respect_needs(needs: list[Need], total: int) -> None:
    widths = share_widths(needs, total)
    assert sum(widths) == pytest.approx(total)
    if sum(need.least for need in needs) <= total:
        assert all(w >= need.least - 1e-6 for w, need in zip(widths, needs, strict=True))
    spans = place_columns(needs, Span(24, total), 2)
    assert spans[0].x == 26
    assert spans[-1].x + spans[-1].width + 2 == 24 + total


def test_short_columns_get_what_they_ask_for_first() -> None:
    assert share_widths([Need(50, 60), Need(50, 400)], 200) == [60, 140]


@given(needs=NEEDS)
def test_reading_order_keeps_order_and_fits(needs: list[Need]) -> None:
    lines = in_reading_order(needs, 250)
    assert [at for line in lines for at in line] == list(range(len(needs)))
    assert all(sum(needs[at].least for at in line) <= 250 for line in lines)


def test_bracketed_headings_line_up_with_their_amounts(fonts: FontBook) -> None:
    """The bracket's empty half hangs out of the column, and no further."""
    table = Table((Column("年月"), Column("金额（元）", Align.RIGHT)), (("2026-01", "1,234.00"),))
    inks = {ink.text: ink for ink in placed(table, 576)}
    style = Style(Face.BOLD, inks["金额（元）"].style.size)
    heading, amount = inks["金额（元）"], inks["1,234.00"]
    overhang = heading.x + fonts.measure(heading.text, style)
    overhang -= amount.x + fonts.measure(amount.text, amount.style)
    assert 0.3 * style.size < overhang < 0.5 * style.size
