"""Line breaking, with every character one dot wide and Latin half of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.documents.linebreak import (
    NOT_AT_END,
    NOT_AT_START,
    break_evenly,
    break_heading,
    break_lines,
    break_words,
    widest_unit,
)


def measure(text: str) -> float:
    return sum(0.5 if one.isascii() else 1.0 for one in text)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("申请已经受理", 6, ["申请已经受理"]),
        ("申请已经受理并转交", 4, ["申请已经", "受理并转", "交"]),
        ("请等待短信，不必再来", 5, ["请等待短", "信，不必再", "来"]),
        ("出示（身份证）即可", 3, ["出示", "（身份", "证）即", "可"]),
        ("金额￥25.00元", 5, ["金额", "￥25.00元"]),
        ("编号SB-440303-2611完", 6, ["编号SB-", "440303-2611", "完"]),
        ("打开 zw.luohu.example 查看", 8, ["打开", "zw.luohu.example", "查看"]),
        ("他说的……好", 4, ["他说", "的……好"]),
        ("第一行\n第二行", 10, ["第一行", "第二行"]),
        ("阿依古丽·买买提明", 4, ["阿依古", "丽·买买", "提明"]),
        ("", 4, [""]),
        ("\u3000\u3000特此证明", 5, ["\u3000\u3000特此证", "明"]),
    ],
)
def test_breaks(text: str, width: int, lines: list[str]) -> None:
    assert break_lines(text, width, measure) == lines


def test_a_lone_last_character_gets_company() -> None:
    assert break_lines("也能核验本回执", 6, measure) == ["也能核验本", "回执"]


@pytest.mark.parametrize(
    ("title", "width", "lines"),
    [
        ("城乡居民基本养老保险个人权益记录单", 12, ["城乡居民基本养老保险", "个人权益记录单"]),
        ("个人参保证明查询打印", 9, ["个人参保证明", "查询打印"]),
        ("企业职工养老金发放明细查询", 10, ["企业职工养老金", "发放明细查询"]),
        ("用任意手机扫描即可，也能核验本回执", 11, ["用任意手机扫描即可，", "也能核验本回执"]),
        ("资料已保存，尚未提交", 10, ["资料已保存，尚未提交"]),
        ("甲乙丙丁戊己庚辛", 5, ["甲乙丙丁", "戊己庚辛"]),
    ],
)
def test_titles_break_evenly_and_between_words(title: str, width: int, lines: list[str]) -> None:
    assert break_evenly(title, width, measure) == lines


@pytest.mark.parametrize(
    ("heading", "width", "lines"),
    [
        ("缴费基数（元）", 7, ["缴费基数（元）"]),
        ("缴费基数（元）", 6, ["缴费基数", "（元）"]),
        ("单位名称及统一社会信用代码", 8, ["单位名称及统一", "社会信用代码"]),
        ("（元）", 2, ["（元", "）"]),
    ],
)
def test_headings_break_before_their_bracket(heading: str, width: int, lines: list[str]) -> None:
    assert break_heading(heading, width, measure) == lines


def test_words_are_spared_only_where_it_costs_no_line() -> None:
    assert break_lines("养老、医疗、失业、工伤", 7, measure) == ["养老、医疗、失", "业、工伤"]
    assert break_words("养老、医疗、失业、工伤", 7, measure) == ["养老、医疗、", "失业、工伤"]
    assert break_words("养老、医疗、失业", 4, measure) == ["养老、医", "疗、失业"]


def test_widest_unit_is_what_must_not_be_broken() -> None:
    assert widest_unit("时间 2026-11-22 起", measure) == measure("2026-11-22")


@given(
    st.text(alphabet="中文字，。（）“”ab1- ￥", max_size=40),
    st.integers(min_value=6, max_value=20),
)
def test_nothing_is_lost_and_no_line_is_too_wide(text: str, width: int) -> None:
    lines = break_lines(text, width, measure)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(measure(line) <= width for line in lines)


@given(st.lists(st.sampled_from(["中", "文", "字", "，", "（", "）"]), max_size=30))
def test_kinsoku_holds_where_a_line_has_room_for_it(characters: list[str]) -> None:
    text = "".join(characters)
    if any(pair in text for pair in ("，，", "））", "（（", "，）", "），", "（，", "（）")):
        return
    lines = break_lines(text, 5, measure)
    assert not any(line[0] in NOT_AT_START for line in lines[1:])
    assert not any(line[-1] in NOT_AT_END for line in lines[:-1])
