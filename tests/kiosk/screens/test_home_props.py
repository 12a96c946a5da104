"""What the home page says for a resident, for the machine's health and from the catalogue."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from kiosk.catalog import ItemKind
from kiosk.devices.health import HealthBoard, Part, PartHealth, State
from kiosk.i18n import SHENZHEN, Texts
from kiosk.screens.home.props import (
    derive_home_props,
    theme_columns,
    theme_rows,
    verb_rows,
)
from kiosk.screens.home.view_model import HomeViewModel
from kiosk.session import Visit
from kiosk.session.events import HelpPressed, IdentifyPressed, ItemChosen, Searched
from kiosk.session.visit import Home
from kiosk.stage import Stage
from tests.qml.harness import NIGHT, SITE
from tests.qml.scenes_entry import (
    CATALOG,
    DARK,
    INSTANT,
    LONGEST,
    NO_READER,
    OFFLINE,
    PAPER_OUT,
    VISITOR,
    WELL,
)

TEXTS = Texts.load()
ALL = len(CATALOG.items)
PROOFS = sum(item.kind is ItemKind.CERTIFICATE for item in CATALOG.items.values())
ANONYMOUS = sum(item.assurance == 0 for item in CATALOG.items.values())


def health(*changed: PartHealth) -> tuple[PartHealth, ...]:
    return tuple({part.part: part for part in (*WELL, *changed)}.values())


@pytest.mark.parametrize(
    ("changed", "limitation", "available"),
    [
        ((), "", ALL),
        ((PAPER_OUT,), TEXTS.part(Part.PRINTER).limited, ALL - PROOFS),
        ((NO_READER,), TEXTS.part(Part.CARD_READER).limited, ALL),
        ((OFFLINE, PAPER_OUT), TEXTS.part(Part.BACKEND).limited, 0),
        ((NO_READER, DARK), TEXTS.shell.no_identity, ANONYMOUS),
    ],
)
def test_what_limits_the_services(
    changed: tuple[PartHealth, ...], limitation: str, available: int
) -> None:
    props = derive_home_props(Visit(scene=Home()), health(*changed), CATALOG, TEXTS, NIGHT)
    assert (props.limitation, props.available) == (limitation, available)
    assert bool(props.well) == (limitation == "")


def test_an_unknown_state_is_neither_praised_nor_blamed() -> None:
    unknown = PartHealth(Part.PRINTER, State.UNKNOWN)
    props = derive_home_props(Visit(scene=Home()), health(unknown), CATALOG, TEXTS, NIGHT)
    assert (props.limitation, props.well) == ("", (TEXTS.part(Part.BACKEND).well,))


@pytest.mark.parametrize(
    ("hour", "greeting"),
    [(4, "晚上"), (5, "早上"), (9, "上午"), (12, "中午"), (14, "下午"), (18, "晚上"), (23, "晚上")],
)
def test_the_greeting_follows_the_clock(hour: int, greeting: str) -> None:
    now = datetime(2026, 11, 22, hour, tzinfo=SHENZHEN)
    visit = Visit(scene=Home(), visitor=VISITOR)
    props = derive_home_props(visit, health(), CATALOG, TEXTS, now)
    assert props.greeting == f"欧阳女士，{greeting}好"
    assert "欧阳" not in repr(props)


def test_offers_are_what_the_backend_suggests_and_this_machine_has() -> None:
    known = replace(VISITOR, suggestions=("gone", INSTANT.id, LONGEST.id, "x", INSTANT.id))
    visit = Visit(scene=Home(), visitor=known)
    props = derive_home_props(visit, health(), CATALOG, TEXTS, NIGHT)
    assert [row.item for row in props.offers] == [INSTANT.id, LONGEST.id]
    nobody = derive_home_props(Visit(scene=Home()), health(), CATALOG, TEXTS, NIGHT)
    assert (nobody.offers, nobody.identified, nobody.greeting) == ((), False, "")


def test_verb_cards_name_real_items_that_fit() -> None:
    rows = verb_rows(CATALOG, TEXTS)
    assert [row.verb for row in rows] == ["query", "book", "apply", "print"]
    short_names = {item.short_name for item in CATALOG.items.values()}
    for row in rows:
        assert set(row.detail.split("、")) <= short_names
        assert len(row.detail) <= 13
        assert len(row.plain) <= 9


@pytest.mark.parametrize(
    ("count", "columns"), [(0, 1), (3, 3), (5, 5), (6, 3), (8, 4), (10, 5), (11, 4), (15, 5)]
)
def test_theme_grids_are_even(count: int, columns: int) -> None:
    assert theme_columns(count) == columns


def test_every_theme_with_items_has_a_chip() -> None:
    assert [row.theme for row in theme_rows(CATALOG)] == [theme.id for theme in CATALOG.themes]


def test_hands_become_events_and_health_is_followed() -> None:
    sent: list[object] = []
    stage, board = Stage(), HealthBoard()
    stage.connect_dispatch(sent.append)
    model = HomeViewModel(stage, board, CATALOG, TEXTS, SITE, now=lambda: NIGHT)
    model.search()
    model.identify()
    model.callStaff()
    model.chooseItem(LONGEST.id)
    model.chooseItem("gone")
    assert sent == [Searched(""), IdentifyPressed(), HelpPressed(), ItemChosen(LONGEST)]
    board.update(PAPER_OUT)
    assert model.property("limitation") == TEXTS.part(Part.PRINTER).limited
