"""The technicians' page: every state of every part in words."""

from __future__ import annotations

from itertools import product

import pytest
from PySide6.QtGui import QGuiApplication

from drivers import Action, FaultCode, PaperLevel
from kiosk.devices.health import HealthBoard, Part, PartHealth, State
from kiosk.i18n import Texts
from kiosk.screens.maintenance.props import derive_maintenance_props, derive_part_row
from kiosk.screens.maintenance.view_model import MaintenanceViewModel
from kiosk.session import Visit
from kiosk.session.data import ConfigurationCheck
from kiosk.session.events import EnrolDeclined, EnrolPressed
from kiosk.session.visit import Maintenance
from kiosk.settings import Site
from kiosk.stage import Stage

TEXTS = Texts.load()
SITE = Site(estate="渔邨社区", place="物业服务中心", kiosk_id="LH-YC-007", district="罗湖区")
HERE = Visit(scene=Maintenance())
WELL = tuple(PartHealth(part, State.ONLINE) for part in Part)


@pytest.mark.parametrize(("part", "state"), list(product(Part, State)))
def test_every_state_of_every_part_has_words(part: Part, state: State) -> None:
    row = derive_part_row(PartHealth(part, state), 0, TEXTS)
    assert row.name
    assert row.word == TEXTS.part_state(state)
    assert bool(row.meaning) == (state not in {State.ONLINE, State.BUSY})
    assert (row.tone == "success") == (state in {State.ONLINE, State.BUSY})


@pytest.mark.parametrize(("fault", "action"), list(product(FaultCode, Action)))
def test_every_fault_says_what_it_means_and_what_to_do(fault: FaultCode, action: Action) -> None:
    row = derive_part_row(PartHealth(Part.PRINTER, State.OFFLINE, fault, action), 0, TEXTS)
    assert row.meaning == TEXTS.technician_fault(fault)
    assert row.todo == ("" if action is Action.NONE else TEXTS.action(action))


@pytest.mark.parametrize("paper", PaperLevel)
def test_paper_is_shown_where_it_is_known(paper: PaperLevel) -> None:
    row = derive_part_row(PartHealth(Part.PRINTER, State.ONLINE, paper=paper), 0, TEXTS)
    assert bool(row.paper) == (paper is not PaperLevel.NOT_SUPPORTED)
    assert (row.level == "success") == (paper in {PaperLevel.FULL, PaperLevel.UNKNOWN})


def test_low_paper_warns_although_the_printer_works() -> None:
    parts = (*WELL[:3], PartHealth(Part.PRINTER, State.ONLINE, paper="low"), WELL[4])
    props = derive_maintenance_props(HERE, parts, 0, TEXTS, SITE)
    assert (props.tone, props.troubled) == ("warning", 0)


def test_the_worst_part_gives_the_tone() -> None:
    parts = (PartHealth(Part.CARD_READER, State.NO_DEVICE), *WELL[1:])
    props = derive_maintenance_props(HERE, parts, 0, TEXTS, SITE)
    assert (props.tone, props.troubled) == ("error", 1)
    assert derive_maintenance_props(HERE, WELL, 0, TEXTS, SITE).tone == "success"


def test_waiting_messages_stand_with_the_backend() -> None:
    props = derive_maintenance_props(HERE, WELL, 3, TEXTS, SITE)
    assert [row.waiting for row in props.parts] == [0, 0, 0, 0, 3]
    assert props.waiting == 3


def test_a_backend_out_of_reach_is_not_told_as_a_device() -> None:
    row = derive_part_row(PartHealth(Part.BACKEND, State.OFFLINE, "no_answer"), 0, TEXTS)
    assert row.meaning == TEXTS.part(Part.BACKEND).limited


def test_the_machine_says_which_one_it_is() -> None:
    facts = derive_maintenance_props(HERE, WELL, 0, TEXTS, SITE).facts
    assert [(fact.key, fact.value) for fact in facts if fact.key != "version"] == [
        ("kiosk", "LH-YC-007"),
        ("district", "罗湖区"),
        ("place", "渔邨社区 · 物业服务中心"),
    ]


def test_residents_scenes_know_nothing_of_it() -> None:
    assert derive_maintenance_props(Visit(), WELL, 3, TEXTS, SITE).parts == ()


def test_the_page_follows_the_board(qapp: QGuiApplication) -> None:
    del qapp
    stage, board = Stage(), HealthBoard()
    stage.show(HERE)
    view_model = MaintenanceViewModel(stage, board, TEXTS, SITE)
    assert view_model.troubled == 4
    board.update(PartHealth(Part.PRINTER, State.ONLINE))
    board.set_waiting(2)
    assert (view_model.troubled, view_model.waiting) == (3, 2)
    assert not view_model.testing
    stage.show(Visit(scene=Maintenance(testing=True)))
    assert view_model.testing


def test_codes_for_the_machine_are_told(qapp: QGuiApplication) -> None:
    del qapp
    stage = Stage()
    sent: list[object] = []
    stage.connect_dispatch(sent.append)
    view_model = MaintenanceViewModel(stage, HealthBoard(), TEXTS, SITE)
    stage.show(HERE)
    assert (view_model.checking, view_model.enrolment, view_model.configuration) == (False, "", "")
    stage.show(Visit(scene=Maintenance(enrolment="https://kiosk.example")))
    assert view_model.enrolment == "https://kiosk.example"
    stage.show(Visit(scene=Maintenance(enrolment="https://kiosk.example", checking=True)))
    assert (view_model.checking, view_model.enrolment) == (True, "")
    for same, word in ((True, "same"), (False, "different")):
        stage.show(Visit(scene=Maintenance(configuration=ConfigurationCheck(7, same))))
        assert (view_model.configuration, view_model.version) == (word, 7)
    view_model.enrol()
    view_model.declineEnrolment()
    assert sent == [EnrolPressed(), EnrolDeclined()]
