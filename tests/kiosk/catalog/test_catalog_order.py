from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from kiosk.catalog import Catalog, Item, Theme, Verb, load_catalog


@pytest.fixture
def catalog(directory: Path) -> Catalog:
    return load_catalog(directory)


def names(items: tuple[Item, ...]) -> list[str]:
    return [item.id for item in items]


def test_items_are_found_by_id_and_absent_ones_are_none(catalog: Catalog) -> None:
    item = catalog.get("housing-fund")
    assert item is catalog.items["housing-fund"]
    assert catalog.get("passport") is None


def test_items_are_listed_by_theme_then_rank_then_id(catalog: Catalog) -> None:
    order = [theme.id for theme in catalog.themes]
    keys = [
        (order.index(item.theme), item.featured or 99, item.id) for item in catalog.items.values()
    ]
    assert keys == sorted(keys)


def test_themes_without_items_are_not_listed(catalog: Catalog) -> None:
    assert [theme.name for theme in catalog.themes] == [
        "社保",
        "医保",
        "公积金",
        "婚育",
        "养老",
        "居住",
        "救助",
        "就业",
        "税务",
        "物业社区",
    ]


def test_lists_by_verb_and_theme(catalog: Catalog) -> None:
    assert names(catalog.by_theme("family")) == ["marriage-registration", "divorce-registration"]
    assert set(names(catalog.by_verb(Verb.BOOK))) == {
        "marriage-registration",
        "divorce-registration",
        "mediation",
        "delegate-reception",
    }


def test_featured_items_come_by_rank(catalog: Catalog) -> None:
    assert names(catalog.featured(Verb.APPLY)) == [
        "high-age-allowance",
        "residence-declaration",
        "unemployment-registration",
        "senior-card",
        "temporary-aid",
    ]


def test_items_that_are_not_featured_stay_off_the_home_page(catalog: Catalog) -> None:
    items = [item.model_copy(update={"featured": None}) for item in catalog.items.values()]
    plain = Catalog.of([Theme(id="tax", name="税务", order=1)], items)
    assert plain.featured(Verb.APPLY) == ()
    assert next(iter(plain.items)) == "tax-certificate"
    assert len(plain.items) == len(catalog.items)


def test_catalogue_is_frozen(catalog: Catalog) -> None:
    with pytest.raises(TypeError):
        catalog.items["x"] = catalog.items["mediation"]
    with pytest.raises(FrozenInstanceError):
        catalog.themes = ()
