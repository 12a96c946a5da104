"""Every scene, in both modes and directions: nothing cut, covered, too small or too pale."""

from __future__ import annotations

import pytest

from kiosk.devices.health import PartHealth
from kiosk.session import Visit
from tests.qml.gallery import VARIANTS, scenes
from tests.qml.harness import Showcase
from tests.qml.inspection import complaints, contrast_complaints

SCENES = list(scenes())


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize(
    ("visit", "health"), [pytest.param(v, h, id=name) for name, v, h in SCENES]
)
def test_nothing_to_complain_about(
    showcase: Showcase, visit: Visit, health: tuple[PartHealth, ...], variant: str
) -> None:
    elder, size = VARIANTS[variant]
    showcase.show(visit, health, elder=elder, size=size)
    found = complaints(showcase.window)
    if not (visit.helping or visit.presence_until is not None):
        found += contrast_complaints(showcase.window, showcase.grab())
    assert not found, "\n".join(found)
