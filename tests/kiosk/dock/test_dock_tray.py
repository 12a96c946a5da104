"""The dock's tray: which page lies there, and only where the kiosk has a document camera."""

import pytest

from drivers import DeviceKind
from drivers.sim.pages import specimen_pages
from drivers.sim.world import WorldState
from kiosk.devices import Part
from kiosk.dock.hands import UnknownNameError
from kiosk.dock.tray import TrayProps, derive_tray_props

TITLES = {"doe": "护照 · DOE JANE MARIE", "letter": "情况说明"}
PULLED = frozenset({DeviceKind.DOCUMENT_CAMERA})


@pytest.mark.parametrize(
    ("state", "props"),
    [
        (WorldState(), TrayProps(fitted=True)),
        (WorldState(document="doe"), TrayProps(True, "DOE JANE MARIE · 护照")),
        (WorldState(document="letter"), TrayProps(True, "情况说明")),
        (WorldState(document="else"), TrayProps(True, "else")),
        (WorldState(unplugged=PULLED), TrayProps(fitted=True, plugged=False)),
    ],
)
def test_what_lies_on_the_tray(state, props):
    assert derive_tray_props(state, TITLES, fitted=True) == props


def test_the_panel_is_there_where_the_kiosk_has_the_camera(dock, board):
    assert not dock.tray.fitted
    board.fit(Part.DOCUMENT_CAMERA)
    assert dock.tray.fitted


def test_pages_take_turns_in_both_directions(dock, hands):
    keys = list(specimen_pages())
    laid = []
    for _ in range(len(keys) + 1):
        dock.tray.turn(1)
        laid.append(hands.world.state.document)
    assert laid == [*keys, keys[0]]
    dock.tray.turn(-1)
    assert hands.world.state.document == keys[-1]


def test_the_title_follows_the_world_and_goes_with_the_page(dock, hands, qtbot):
    hands.lay_document("kwok")
    qtbot.waitUntil(lambda: dock.tray.title.startswith("郭咏诗"))
    dock.tray.clear()
    qtbot.waitUntil(lambda: dock.tray.title == "")
    assert hands.world.state.document is None


def test_a_page_that_is_not_there_cannot_be_laid(hands):
    with pytest.raises(UnknownNameError):
        hands.lay_document("zhang")
    assert hands.world.state.document is None
