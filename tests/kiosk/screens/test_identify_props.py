"""Both ways to say who one is, and what a broken device does to them."""

from __future__ import annotations

import pytest

from kiosk.catalog import Item
from kiosk.devices.health import HealthBoard, Part, PartHealth, State
from kiosk.i18n import Texts
from kiosk.screens.identify.view_model import IdentifyViewModel, derive_identify_props
from kiosk.session import Visit
from kiosk.session.visit import Home, Identify
from kiosk.stage import Stage
from tests.fixtures.shown_camera import ShownCamera
from tests.qml.scenes_entry import DARK, LONGEST, NO_READER, WEAK, WELL

TEXTS = Texts.load()
VISIT = Visit(scene=Identify(LONGEST))


@pytest.mark.parametrize(
    ("state", "is_open"),
    [
        (State.ONLINE, True),
        (State.BUSY, True),
        (State.UNKNOWN, True),
        (State.OFFLINE, False),
        (State.NO_DEVICE, False),
        (State.HARDWARE_ERROR, False),
    ],
)
def test_a_way_is_closed_only_when_the_device_says_so(state: State, is_open: bool) -> None:
    reader, scanner = PartHealth(Part.CARD_READER, state), PartHealth(Part.CODE_SCANNER, state)
    props = derive_identify_props(VISIT, reader, scanner, TEXTS)
    assert (props.card_open, props.code_open) == (is_open, is_open)
    trouble = "" if is_open else TEXTS.part_state(state)
    assert (props.card_trouble, props.code_trouble) == (trouble, trouble)


def test_a_fault_is_told_in_residents_words() -> None:
    props = derive_identify_props(VISIT, NO_READER, DARK, TEXTS)
    assert (props.card_trouble, props.code_trouble) == ("设备没有连上", "扫码窗看不清")


@pytest.mark.parametrize(
    ("item", "any_document"),
    [
        (None, True),
        (LONGEST, False),
        (LONGEST.model_copy(update={"assurance": 1}), True),
    ],
)
def test_only_documents_that_will_do_are_asked_for(item: Item | None, any_document: bool) -> None:
    for visitor in (None, WEAK):
        visit = Visit(scene=Identify(item), visitor=visitor)
        props = derive_identify_props(visit, *WELL[:2], TEXTS)
        assert (props.any_document, props.known) == (any_document, visitor is not None)


def test_the_screen_follows_the_devices_and_rests_when_left() -> None:
    stage, board = Stage(), HealthBoard()
    stage.show(VISIT)
    model = IdentifyViewModel(stage, board, TEXTS, ShownCamera().view)
    assert (model.property("active"), model.property("cardOpen")) == (True, True)
    assert model.property("purpose") == LONGEST.short_name
    board.update(NO_READER)
    assert model.property("cardOpen") is False
    board.update(PartHealth(Part.CARD_READER, State.ONLINE))
    assert model.property("cardOpen") is True
    stage.show(Visit(scene=Home()))
    assert (model.property("active"), model.property("purpose")) == (False, "")
