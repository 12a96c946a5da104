"""The result screen: a verdict for every kind of outcome."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.i18n import Texts
from kiosk.screens.result.view_model import ResultProps, derive_result_props, grouped_number
from kiosk.session import OutcomeKind, Visit
from kiosk.session.visit import Result
from tests.qml.scenes_b import ALLOWANCE, APPROVED, SCENES

TEXTS = Texts.load()
TONES = {
    OutcomeKind.APPROVED: "success",
    OutcomeKind.ROUTED: "info",
    OutcomeKind.REFUSED: "error",
    OutcomeKind.SAVED: "warning",
    OutcomeKind.BOOKED: "success",
}


@pytest.mark.parametrize("kind", OutcomeKind)
def test_every_kind_has_its_verdict(kind: OutcomeKind) -> None:
    outcome = replace(APPROVED, kind=kind)
    props = derive_result_props(Visit(scene=Result(ALLOWANCE, outcome)), TEXTS)
    assert props.tone == TONES[kind]
    assert props.title == TEXTS.outcome(kind).title
    assert props.steps_title == TEXTS.outcome(kind).steps


def test_everything_told_is_shown() -> None:
    props = derive_result_props(SCENES["result-booked"], TEXTS)
    assert [row.label for row in props.details] == ["办理点", "地址", "时间"]
    assert next(line.text for line in props.steps) == "双方身份证原件"
    assert props.check_code == "M4PX-20TA"
    assert derive_result_props(SCENES["result-refused"], TEXTS).reasons[0].text


def test_elsewhere_there_is_no_result() -> None:
    assert derive_result_props(Visit(), TEXTS) == ResultProps()


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("GL-440303-2611-0000127", "GL-440303-2611-0000127"),
        ("202611220007", "2026 1122 0007"),
        ("12345", "12345"),
        ("", ""),
        ("预约12345678", "预约12345678"),
    ],
)
def test_long_numbers_are_grouped(number: str, said: str) -> None:
    assert grouped_number(number) == said
