"""What the guide says before an item is begun."""

from __future__ import annotations

import pytest

from kiosk.catalog import Item, ItemKind, Material, MaterialSource
from kiosk.screens.guide.view_model import GuideViewModel, derive_guide_props
from kiosk.session import Visit
from kiosk.session.events import BackPressed, Began
from kiosk.session.visit import Guide, Home
from kiosk.stage import Stage
from tests.qml.scenes_entry import CATALOG, LONGEST, VISITOR, WEAK


def guide_of(**changes: object) -> Item:
    guide = LONGEST.guide.model_copy(update=changes)
    return LONGEST.model_copy(update={"guide": guide})


@pytest.mark.parametrize(
    ("kind", "begin"),
    [
        (ItemKind.QUERY, "开始查询"),
        (ItemKind.APPOINTMENT, "开始预约"),
        (ItemKind.APPLICATION, "开始办理"),
        (ItemKind.CERTIFICATE, "开始打印"),
    ],
)
def test_the_loud_button_says_what_begins(kind: ItemKind, begin: str) -> None:
    item = LONGEST.model_copy(update={"kind": kind})
    assert derive_guide_props(Visit(scene=Guide(item))).begin == begin


@pytest.mark.parametrize(
    ("visits", "reason", "value", "note"),
    [
        (0, None, "无需到场", ""),
        (2, "双方须到场", "到场 2 次", "双方须到场"),
        (1, None, "到场 1 次", ""),
    ],
)
def test_how_often_somebody_must_come(
    visits: int, reason: str | None, value: str, note: str
) -> None:
    item = guide_of(visits=visits, visits_reason=reason)
    fact = derive_guide_props(Visit(scene=Guide(item))).facts[2]
    assert (fact.value, fact.note) == (value, note)


@pytest.mark.parametrize(
    ("source", "required", "issued_by", "name", "tone"),
    [
        (MaterialSource.BROUGHT, True, "", "户口簿", "warning"),
        (MaterialSource.SHARED, True, "公安机关", "户口簿（公安机关出具）", "success"),
        (MaterialSource.ON_PHONE, False, "", "户口簿（没有也可以办）", "info"),
    ],
)
def test_materials(
    source: MaterialSource, required: bool, issued_by: str, name: str, tone: str
) -> None:
    material = Material(name="户口簿", source=source, required=required, issued_by=issued_by)
    row = derive_guide_props(Visit(scene=Guide(guide_of(materials=(material,))))).materials[0]
    assert (row.name, row.tone) == (name, tone)


def test_identity_is_announced_only_to_whom_it_will_be_asked() -> None:
    assert derive_guide_props(Visit(scene=Guide(LONGEST))).identity
    assert not derive_guide_props(Visit(scene=Guide(LONGEST), visitor=VISITOR)).identity
    assert derive_guide_props(Visit(scene=Guide(LONGEST), visitor=WEAK)).identity
    free = LONGEST.model_copy(update={"assurance": 0})
    assert not derive_guide_props(Visit(scene=Guide(free))).identity


@pytest.mark.parametrize("item", CATALOG.items.values(), ids=CATALOG.items)
def test_every_item_of_the_catalogue_has_a_whole_guide(item: Item) -> None:
    props = derive_guide_props(Visit(scene=Guide(item)))
    assert all(fact.value for fact in props.facts)
    assert props.who
    assert props.issuer
    assert props.phone


def test_hands_become_events_and_nothing_stays_behind() -> None:
    sent: list[object] = []
    stage = Stage()
    stage.connect_dispatch(sent.append)
    stage.show(Visit(scene=Guide(LONGEST)))
    model = GuideViewModel(stage)
    model.begin()
    model.goBack()
    assert sent == [Began(), BackPressed()]
    assert model.property("name") == LONGEST.name
    stage.show(Visit(scene=Home()))
    assert model.property("name") == ""
