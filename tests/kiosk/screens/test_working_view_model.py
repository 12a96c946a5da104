"""The working screen: a picture and a sentence for every task."""

from __future__ import annotations

import pytest

from kiosk.i18n import Texts
from kiosk.screens.working.view_model import derive_working_props
from kiosk.session import Visit
from kiosk.session.visit import Task, Working

TEXTS = Texts.load()
PICTURES = {Task.IDENTIFYING: "card", Task.PRINTING: "paper"}


@pytest.mark.parametrize("task", Task)
def test_every_task_has_its_sentence_and_picture(task: Task) -> None:
    props = derive_working_props(Visit(scene=Working(task)), TEXTS)
    assert props.active
    assert (props.sentence, props.hint) == (TEXTS.task(task).title, TEXTS.task(task).hint)
    assert props.picture == PICTURES.get(task, "data")


def test_elsewhere_nothing_moves() -> None:
    assert not derive_working_props(Visit(), TEXTS).active
