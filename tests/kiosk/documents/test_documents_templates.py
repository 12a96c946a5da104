"""Templates: every mistake is told with file and line; data is checked before it is printed."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

import pytest

from kiosk.documents import DataError, DocumentError, TemplateError, compose, load_templates
from kiosk.documents.model import (
    SAMPLE_NOTICE,
    KeyValue,
    KeyValues,
    Notice,
    Rule,
    SignOff,
    Table,
)
from kiosk.documents.templates import FOLDER

KINDS = {
    "appointment_slip",
    "certificate",
    "help_slip",
    "query_list",
    "receipt",
    "saved_receipt",
    "test_print",
}
GOOD = """kind: slip
data:
  required: [number, title]
  optional: [hotline]
blocks:
  - title: "{title}"
  - number: {编号: "{number}"}
  - footer: ["电话 {hotline}"]
"""

Specimens = Mapping[str, Mapping[str, object]]


def load(folder: Path, text: str) -> None:
    (folder / "slip.yaml").write_text(text, encoding="utf-8")
    load_templates.cache_clear()
    load_templates(folder)


def test_every_kind_has_a_template(specimens: Specimens) -> None:
    assert set(load_templates()) == KINDS == set(specimens)


def test_a_good_template_loads(tmp_path: Path) -> None:
    load(tmp_path, GOOD)


@pytest.mark.parametrize(
    ("change", "line", "reason"),
    [
        (('"{title}"', '"{titel}"'), 6, "unknown placeholder {titel}"),
        (('"{title}"', '"{issuer}"'), 6, "declare it under data"),
        (('"{title}"', "固定标题"), 3, "missing placeholder {title}"),
        (("电话 {hotline}", "电话"), 4, "missing placeholder {hotline}"),
        (("[number, title]", "[number, title, phone]"), 3, "unknown slot 'phone'"),
        (("[number, title]", "[title]"), 7, "unknown placeholder {number}"),
        (('"{title}"', '"{title"'), 6, "unbalanced braces"),
        (('"{title}"', '"{title:>9}"'), 6, "takes no formatting"),
        (("- title:", "- titel:"), 6, "unknown block 'titel'"),
        (('["电话 {hotline}"]', '"{hotline}"'), 8, "{hotline} holds text, here stands lines"),
        (('["电话 {hotline}"]', '"电话 {hotline}"'), 8, "must be one placeholder of kind lines"),
        (("kind: slip", "kind: slap"), 1, "must be the file's name"),
        (("blocks:", "blokcs:"), 5, "has no 'blokcs'"),
        (('  - title: "{title}"', "  - rule: wavy"), 6, "no rule 'wavy'"),
        (('{编号: "{number}"}', "[1]"), 7, "one label with one text"),
        (("data:", "kind: slip\ndata:"), 2, "twice"),
        (('"{title}"', '"{title}'), 7, "not YAML"),
    ],
)
def test_a_wrong_template_names_file_and_line(
    tmp_path: Path, change: tuple[str, str], line: int, reason: str
) -> None:
    before, after = change
    assert before in GOOD
    with pytest.raises(TemplateError) as caught:
        load(tmp_path, GOOD.replace(before, after, 1))
    assert caught.value.line == line
    assert reason in str(caught.value)
    assert str(caught.value).startswith(f"{tmp_path / 'slip.yaml'}:{line}: ")


def test_sample_says_so_first(specimens: Specimens) -> None:
    sample = compose("receipt", specimens["receipt"], sample=True)
    real = compose("receipt", specimens["receipt"], sample=False)
    assert sample.blocks[0] == Notice(SAMPLE_NOTICE)
    assert real.blocks == sample.blocks[1:]
    assert sample.number == "HZ-2611-0000418-T7"


def test_missing_and_unknown_data_name_the_slot_and_no_value(specimens: Specimens) -> None:
    given = dict(specimens["receipt"])
    with pytest.raises(DataError, match="receipt needs: decision, issuer"):
        compose("receipt", {**given, "decision": "", "issuer": None}, sample=True)
    with pytest.raises(DataError, match="unknown slots: isuer"):
        compose("receipt", {**given, "isuer": "某局"}, sample=True)
    with pytest.raises(DocumentError, match="no document of kind 'diploma'"):
        compose("diploma", given, sample=True)
    with pytest.raises(DataError) as caught:
        compose("receipt", {**given, "fields": [("姓名", "张*兰", "多余")]}, sample=True)
    assert "张" not in str(caught.value)


@pytest.mark.parametrize(
    ("slot", "value"),
    [
        ("title", 1.5),
        ("title", True),
        ("fields", "姓名"),
        ("notes", "一行"),
        ("table", [["a"]]),
        ("table", {"columns": ["甲", "乙"], "rows": [["只有一格"]]}),
        ("table", {"columns": [{"heading": "甲", "align": "middle"}], "rows": []}),
    ],
)
def test_misshapen_slots_are_refused(slot: str, value: object, specimens: Specimens) -> None:
    with pytest.raises(DataError, match=slot):
        compose("query_list", {**specimens["query_list"], slot: value}, sample=True)


def test_absent_slots_take_their_rows_and_rules_with_them(specimens: Specimens) -> None:
    given = {name: value for name, value in specimens["certificate"].items() if name != "table"}
    blocks = compose("certificate", {**given, "statement": ""}, sample=False).blocks
    assert not any(isinstance(block, Table) for block in blocks)
    rules = [isinstance(block, Rule) for block in blocks]
    assert (True, True) not in set(pairwise(rules))
    sign_off = next(block for block in blocks if isinstance(block, SignOff))
    assert [entry.label for entry in sign_off.entries] == ["出具时间", "打印份次"]


def test_labelled_values_that_meet_share_one_column(specimens: Specimens) -> None:
    blocks = compose("receipt", specimens["receipt"], sample=False).blocks
    (values,) = (block for block in blocks if isinstance(block, KeyValues))
    assert [row.label for row in values.rows] == [
        "办理事项",
        "办件编号",
        "申请人",
        "材料",
        "提交时间",
    ]
    assert values.rows[0].strong


def test_text_loses_blanks_and_selectors_but_no_character(specimens: Specimens) -> None:
    given = {"title": "明\t细\u200d葛\U000e0100 \n", "summary": "\ue000"}
    document = compose("query_list", {**specimens["query_list"], **given}, sample=False)
    assert getattr(document.blocks[0], "title", "") == "明 细葛"
    assert "\ue000" in [getattr(block, "text", "") for block in document.blocks]


def test_nothing_personal_in_repr(specimens: Specimens) -> None:
    document = compose("certificate", specimens["certificate"], sample=True)
    shown = repr(document) + "".join(map(repr, document.blocks)) + repr(KeyValue("姓名", "张*兰"))
    assert "张" not in shown
    assert "7731" not in shown


def test_templates_are_where_the_product_keeps_them() -> None:
    assert FOLDER.parts[-2:] == ("config", "documents")
