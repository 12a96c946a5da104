"""A scanned paper on screen: its state in words and tone, and what its buttons say."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.i18n import Texts
from kiosk.screens.scanned.props import ScannedProps, derive_scanned_props
from kiosk.screens.scanned.view_model import ScannedViewModel
from kiosk.session import Visit, events
from kiosk.session.data import PaperKind, PaperState
from kiosk.session.visit import Scanned
from kiosk.stage import Stage
from tests.qml.scenes_b import BOOKED
from tests.qml.scenes_scanned import BOOKED_SLIP, CERTIFICATE, PERMIT, RECEIPT, SLIP

TEXTS = Texts.load()


def props_of(scene: Scanned) -> ScannedProps:
    return derive_scanned_props(Visit(scene=scene), TEXTS)


@pytest.mark.parametrize("state", PaperState)
@pytest.mark.parametrize("paper", [RECEIPT, SLIP, CERTIFICATE, PERMIT])
def test_every_state_of_every_paper_has_its_words(paper, state: PaperState) -> None:
    props = props_of(Scanned(replace(paper, state=state)))
    said = TEXTS.paper_state(state)
    assert (props.tone, props.state, props.hint) == (said.tone, said.title, said.hint)
    assert props.name == TEXTS.scanned_paper(paper.kind).name
    assert props.number == paper.number
    resumes = state is PaperState.VALID and paper.kind in {
        PaperKind.RECEIPT,
        PaperKind.APPOINTMENT,
    }
    assert props.primary == ("resume" if resumes else "finish")
    assert bool(props.action) == resumes
    assert bool(props.next) == (state is PaperState.VALID)


def test_all_that_may_be_known_of_a_paper_is_shown() -> None:
    props = props_of(Scanned(CERTIFICATE))
    assert [row.value for row in props.facts] == [
        CERTIFICATE.issuer,
        *(row.value for row in CERTIFICATE.rows),
    ]
    assert (props.title, props.specimen) == (CERTIFICATE.title, True)


def test_an_appointment_before_its_resident_says_when_and_where() -> None:
    props = props_of(BOOKED_SLIP)
    assert [row.value for row in props.facts] == [row.value for row in BOOKED.details]
    assert (props.primary, props.cancellable, props.asking) == ("print", True, False)
    assert props_of(replace(BOOKED_SLIP, asking=True)).asking
    gone = replace(BOOKED_SLIP, paper=replace(SLIP, state=PaperState.CANCELLED))
    assert (props_of(gone).primary, props_of(gone).cancellable) == ("finish", False)


def test_elsewhere_there_is_no_paper() -> None:
    assert derive_scanned_props(Visit(), TEXTS) == ScannedProps()
    assert "张*兰" not in repr(props_of(Scanned(RECEIPT)).facts)


def test_every_button_says_what_it_means(qapp: QGuiApplication) -> None:
    del qapp
    stage = Stage()
    sent: list[object] = []
    stage.connect_dispatch(sent.append)
    view_model = ScannedViewModel(stage, TEXTS)
    stage.show(Visit(scene=Scanned(RECEIPT)))
    assert (view_model.state, view_model.factCount) == ("有效", 6)
    view_model.resume()
    view_model.printSlip()
    view_model.cancel()
    view_model.keep()
    view_model.confirmCancel()
    view_model.finish()
    assert sent == [
        events.ResumePressed(),
        events.PrintPressed(),
        events.CancelPressed(),
        events.CancelDeclined(),
        events.CancelConfirmed(),
        events.FinishPressed(),
    ]
