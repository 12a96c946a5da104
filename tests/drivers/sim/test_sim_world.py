"""The simulated world's own rules: what hands lay down, and plans that are used up."""

from __future__ import annotations

import pytest

from drivers import DeviceKind
from drivers.sim.trouble import CAMERA_TROUBLES, CARD_TROUBLES, LASTING_TROUBLES
from drivers.sim.world import Carrier, PlannedTrouble, Pose, Trouble, World

SCANNER, READER = DeviceKind.CODE_SCANNER, DeviceKind.CARD_READER


def test_a_page_is_laid_exchanged_and_taken():
    world, seen = World(), []
    world.subscribe(lambda state: seen.append(state.document))
    assert world.state.document is None
    world.lay_document("residence-permit")
    world.lay_document("lease")
    world.take_document()
    assert seen == ["residence-permit", "lease", None]


def test_a_page_and_a_code_do_not_touch_each_other():
    world = World()
    world.lay_document("lease")
    world.show_code(b"code", Pose(carrier=Carrier.PAPER))
    assert world.state.document == "lease"
    world.take_document()
    assert world.state.code == b"code"
    world.lay_document("lease")
    world.hide_code()
    assert (world.state.document, world.state.code, world.state.pose) == ("lease", None, Pose())


def test_a_state_shows_neither_of_two_payloads():
    world = World()
    world.show_code(b"mine", Pose(second=b"other"))
    assert "mine" not in repr(world.state)
    assert "other" not in repr(world.state)


@pytest.mark.parametrize("trouble", Trouble)
def test_every_plan_waits_strikes_and_is_used_up(trouble):
    world = World()
    world.plan(SCANNER, PlannedTrouble(trouble, skip=1, times=2))
    struck = [world.step(SCANNER) for _ in range(4)]
    assert [planned.trouble if planned else None for planned in struck] == [
        None,
        trouble,
        trouble,
        None,
    ]
    assert world.state.troubles == ()


def test_plans_for_ever_stay_until_they_are_cleared():
    world = World()
    world.plan(SCANNER, PlannedTrouble(Trouble.FROZEN, times=0))
    world.plan(READER, PlannedTrouble(Trouble.FAIL, times=0))
    assert all(world.step(SCANNER) for _ in range(5))
    world.clear(SCANNER)
    assert world.step(SCANNER) is None
    assert world.step(READER) is not None


def test_cards_and_cameras_share_no_trouble_of_their_own():
    assert not CARD_TROUBLES & CAMERA_TROUBLES
    assert LASTING_TROUBLES < CAMERA_TROUBLES
