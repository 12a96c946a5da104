"""The two screens of a machine that serves nobody."""

from __future__ import annotations

from kiosk.i18n import Texts
from kiosk.screens.attract.view_model import AttractViewModel
from kiosk.screens.out_of_service.view_model import OutOfServiceViewModel
from kiosk.session import Visit
from kiosk.session.events import Touched
from kiosk.session.visit import OutOfService
from kiosk.stage import Stage
from tests.qml.harness import SITE


def test_the_invitation_is_accepted_by_a_touch() -> None:
    sent: list[object] = []
    stage = Stage()
    stage.connect_dispatch(sent.append)
    model = AttractViewModel(stage, SITE)
    model.start()
    assert sent == [Touched()]
    assert model.property("district") == SITE.district


def test_out_of_service_tells_the_code_and_forgets_it() -> None:
    stage, texts = Stage(), Texts.load()
    model = OutOfServiceViewModel(stage, SITE, texts)
    assert model.property("code") == ""
    stage.show(Visit(scene=OutOfService("store_fault")))
    assert model.property("code") == "store_fault"
    assert model.property("kioskId") == SITE.kiosk_id
    assert model.property("hotline") == SITE.phone
    assert model.property("title") == texts.out_of_service.title
    assert model.property("hint") == texts.out_of_service.hint
    stage.show(Visit(number=2))
    assert model.property("code") == ""
