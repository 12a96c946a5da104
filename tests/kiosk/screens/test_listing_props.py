"""Which items a list shows, and what typing does."""

from __future__ import annotations

import pytest

from kiosk.catalog import Item, Verb
from kiosk.screens.listing.view_model import (
    LONGEST_QUERY,
    ListingViewModel,
    derive_listing_props,
    item_tags,
)
from kiosk.session import Visit
from kiosk.session.events import ItemChosen, Searched
from kiosk.session.visit import Home, Listing
from kiosk.stage import Stage
from tests.qml.scenes_entry import CATALOG, LONGEST


class FakeFinder:
    """Finds one item for every query."""

    def find(self, query: str, limit: int = 20) -> tuple[Item, ...]:
        assert query
        assert limit > 0
        return (LONGEST,)


def props_of(listing: Listing, *, elder: bool = False) -> object:
    return derive_listing_props(Visit(scene=listing, elder=elder), CATALOG, FakeFinder())


@pytest.mark.parametrize("verb", Verb)
def test_a_verb_lists_its_items_under_its_own_badge(verb: Verb) -> None:
    props = props_of(Listing(verb=verb))
    assert [row.item for row in props.rows] == [item.id for item in CATALOG.by_verb(verb)]
    assert {row.verb for row in props.rows} == {verb}


def test_a_theme_lists_its_items_and_says_its_name() -> None:
    theme = CATALOG.themes[0]
    props = props_of(Listing(theme=theme.id))
    assert props.theme == theme.name
    assert [row.item for row in props.rows] == [item.id for item in CATALOG.by_theme(theme.id)]


def test_a_search_shows_what_is_found_and_before_typing_what_is_featured() -> None:
    assert [row.item for row in props_of(Listing(query="glj")).rows] == [LONGEST.id]
    opened = props_of(Listing(query=""))
    assert opened.rows
    assert len({row.item for row in opened.rows}) == len(opened.rows)
    assert all(CATALOG.items[row.item].featured for row in opened.rows)


def test_the_elder_mode_uses_plain_names() -> None:
    row = next(
        r for r in props_of(Listing(verb=Verb.APPLY), elder=True).rows if r.item == LONGEST.id
    )
    assert row.name == LONGEST.elder_name


def test_other_scenes_show_nothing() -> None:
    assert derive_listing_props(Visit(scene=Home()), CATALOG, FakeFinder()).rows == ()


@pytest.mark.parametrize(
    ("instant", "visits", "assurance", "tags"),
    [
        (True, 0, 2, ("秒批", "无需到场")),
        (False, 1, 2, ()),
        (False, 0, 0, ("无需到场", "免登录")),
    ],
)
def test_tags(instant: bool, visits: int, assurance: int, tags: tuple[str, ...]) -> None:
    guide = LONGEST.guide.model_copy(update={"visits": visits})
    changes = {"instant": instant, "guide": guide, "assurance": assurance}
    assert item_tags(LONGEST.model_copy(update=changes)) == tags


def typing(query: str) -> tuple[ListingViewModel, list[object]]:
    sent: list[object] = []
    stage = Stage()
    stage.connect_dispatch(sent.append)
    stage.show(Visit(scene=Listing(query=query)))
    return ListingViewModel(stage, CATALOG, FakeFinder()), sent


def test_keys_extend_and_shorten_the_query() -> None:
    model, sent = typing("s")
    model.press("b")
    model.erase()
    model.clear()
    model.chooseItem(LONGEST.id)
    model.chooseItem("gone")
    assert sent == [Searched("sb"), Searched(""), Searched(""), ItemChosen(LONGEST)]


def test_a_query_neither_grows_for_ever_nor_shrinks_below_nothing() -> None:
    model, sent = typing("a" * LONGEST_QUERY)
    model.press("b")
    empty, also_sent = typing("")
    empty.erase()
    assert sent == also_sent == []
