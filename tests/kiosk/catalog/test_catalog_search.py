from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.catalog import Catalog, load_catalog
from kiosk.catalog.search import SearchIndex

CATALOG = load_catalog(Path(__file__).parents[3] / "config" / "catalog")
INDEX = SearchIndex(CATALOG)
MODEL = CATALOG.items["housing-fund"]


def found(query: str, limit: int = 20) -> list[str]:
    return [item.id for item in INDEX.find(query, limit)]


def index_of(*names: str, **changes: object) -> SearchIndex:
    """An index of items that are called ``names``, in that order."""
    plain = {"aliases": (), "elder_name": None, "featured": None, **changes}
    items = [
        MODEL.model_copy(update={"id": f"i{at}", "name": name, "short_name": name, **plain})
        for at, name in enumerate(names)
    ]
    return SearchIndex(Catalog.of((), items))


@pytest.mark.parametrize(
    ("query", "item"),
    [
        ("公积金", "housing-fund"),
        ("gongjijin", "housing-fund"),
        ("gongj", "housing-fund"),
        ("gjj", "housing-fund"),
        ("GJJ", "housing-fund"),
        ("养 老 金", "pension-payments"),
        ("yanglaojin", "pension-payments"),
        ("80周岁", "high-age-allowance"),
        ("80zhousui", "high-age-allowance"),
        ("８０周岁", "high-age-allowance"),
        ("（三实）", "residence-declaration"),
        ("jiehun", "marriage-registration"),
        ("lihun", "divorce-registration"),
        ("退休工资", "pension-payments"),
        ("老人证", "senior-card"),
        ("找人评理", "mediation"),
    ],
)
def test_items_are_found_by_hanzi_pinyin_and_initials(query: str, item: str) -> None:
    assert found(query)[0] == item


@pytest.mark.parametrize("query", ["", "  ", "，。", "zzz", "ng", "饕餮", "\n", "\x01"])
def test_nothing_is_found_by_nothing(query: str) -> None:
    assert found(query) == []


def test_pinyin_meets_syllable_borders_only() -> None:
    index = index_of("先进", "西安", "前线")
    assert [item.name for item in index.find("xian")] == ["先进", "西安", "前线"]
    assert [item.name for item in index.find("ian")] == []
    assert [item.name for item in index.find("xianj")] == ["先进"]


def test_polyphones_are_found_by_each_reading() -> None:
    index = index_of("长甲")
    assert index.find("zhangjia")
    assert index.find("changjia")
    assert index.find("zj")
    assert index.find("cj")


def test_beginnings_come_before_middles() -> None:
    index = index_of("查社保", "社保查询")
    assert [item.name for item in index.find("社保")] == ["社保查询", "查社保"]
    assert [item.name for item in index.find("shebao")] == ["社保查询", "查社保"]


def test_names_come_before_aliases_and_featured_before_others() -> None:
    items = [
        MODEL.model_copy(
            update={
                "id": key,
                "name": name,
                "short_name": name,
                "aliases": aliases,
                "featured": rank,
            }
            | {"elder_name": None}
        )
        for key, name, aliases, rank in (
            ("alias", "甲乙", ("社保",), 1),
            ("name", "社保甲", (), None),
            ("star", "社保乙", (), 2),
        )
    ]
    index = SearchIndex(Catalog.of((), items))
    assert [item.id for item in index.find("社保")] == ["star", "name", "alias"]


def test_limit_is_kept() -> None:
    assert len(found("b", 3)) == 3
    assert found("b", 3) == found("b")[:3]


def test_every_item_is_found_by_its_own_names() -> None:
    for item in CATALOG.items.values():
        for name in (item.name, item.short_name, *item.aliases, item.elder_name or item.name):
            assert item.id in found(name), name


@settings(deadline=None)
@given(st.text(max_size=30) | st.text("abcdeghinosuxyz", max_size=30))
def test_any_text_can_be_searched(query: str) -> None:
    results = found(query)
    assert len(results) == len(set(results)) <= 20


def test_empty_catalogue_can_be_searched() -> None:
    assert SearchIndex(Catalog.of((), ())).find("社保") == ()
