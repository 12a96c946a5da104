"""The catalogue as shipped: valid, complete, and in step with code and schema."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from backend_client.contracts import MAX_ATTACHMENTS
from kiosk import flow
from kiosk.catalog import Catalog, ItemKind, Verb, check, load_catalog
from kiosk.catalog.lint import MOST_PICTURES
from kiosk.catalog.schema import schemas, write_schemas
from kiosk.flow import Declaration, Facts, Flow, FlowState, Option, Slot, Step
from kiosk.settings import load_settings

ROOT = Path(__file__).parents[2]
CONFIG = ROOT / "config"
ITEMS = {
    ItemKind.QUERY: {
        "insurance-record",
        "medical-visits",
        "housing-fund",
        "pension-payments",
        "case-progress",
    },
    ItemKind.APPOINTMENT: {
        "marriage-registration",
        "divorce-registration",
        "mediation",
        "delegate-reception",
    },
    ItemKind.APPLICATION: {
        "high-age-allowance",
        "residence-declaration",
        "unemployment-registration",
        "senior-card",
        "temporary-aid",
    },
    ItemKind.CERTIFICATE: {
        "insurance-certificate",
        "tax-certificate",
        "low-income-certificate",
        "household-certificate",
    },
}
PHONE = "15400000001"
KNOWN = Facts(
    {"address": "渔邨花园3栋2单元501", "phone": PHONE},
    {
        "accounts": (),
        "offices": (Option("hall", "便民服务中心"),),
        "slots:hall": (Option("s1", "2026-12-01 09:00–09:30"),),
    },
)


TYPED = {"phone": (PHONE,), "picture": ("", "00000000-0000-4000-8000-000000000001")}
"""Answers to questions without options."""


def _required(state: FlowState) -> list[Step]:
    return [step for step in flow.path(state) if step.fields[0].required]


def walks(state: FlowState) -> Iterator[FlowState]:
    """Every way to the review, over all options of every question."""
    step = flow.current(state)
    if step is None:
        yield state
        return
    (field,) = step.fields
    offered = [option.value for option in flow.options(state, field.id) or ()]
    for value in offered or field.possible() or TYPED[field.kind]:
        moved = flow.advance(flow.answer(state, field.id, value))
        assert isinstance(moved, FlowState), (field.id, moved)
        yield from walks(moved)


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog(CONFIG / "catalog")


def test_catalogue_has_no_problem() -> None:
    assert [str(problem) for problem in check(CONFIG / "catalog")] == []


def test_every_service_of_the_first_edition_is_there(catalog: Catalog) -> None:
    for kind, ids in ITEMS.items():
        assert ids <= {item.id for item in catalog.items.values() if item.kind is kind}


def test_home_page_has_something_for_every_verb(catalog: Catalog) -> None:
    for verb in Verb:
        assert len(catalog.featured(verb)) >= 4


def test_appointments_give_the_booking_what_it_asks_for(catalog: Catalog) -> None:
    for item in catalog.items.values():
        if item.kind is ItemKind.APPOINTMENT:
            slot = item.flow.field("slot")
            assert isinstance(slot, Slot)
            assert slot.depends_on == "office"
            assert item.flow.field("phone").kind == "phone"


def test_every_way_through_every_flow_reaches_the_review(catalog: Catalog) -> None:
    for item in catalog.items.values():
        ends = list(walks(flow.start(item.flow, KNOWN)))
        assert ends, item.id
        for end in ends:
            assert flow.payload(end).keys() == end.answers.keys()
            assert len(flow.summary(end)) == len(end.answers)
            assert all(step.fields[0].id in end.answers for step in _required(end))
        assert (item.flow == Flow()) == (item.kind is ItemKind.QUERY)


def test_applications_end_with_a_declaration(catalog: Catalog) -> None:
    for item in catalog.items.values():
        if item.kind is ItemKind.APPLICATION:
            assert isinstance(item.flow.steps[-1].fields[-1], Declaration), item.id


def test_an_application_may_ask_for_as_many_pictures_as_the_backend_takes() -> None:
    assert MOST_PICTURES == MAX_ATTACHMENTS


def test_certificates_print_their_purpose_in_words(catalog: Catalog) -> None:
    for item in catalog.items.values():
        if item.kind is ItemKind.CERTIFICATE:
            purpose = item.flow.field("purpose")
            assert purpose.possible() == ("子女入学", "购房", "入户", "贷款", "其他")


def test_items_are_complete_for_a_card_on_the_screen(catalog: Catalog) -> None:
    for item in catalog.items.values():
        assert len(item.short_name) <= 7, item.id
        assert item.summary.endswith("。"), item.id
        assert len(item.summary) <= 36, item.id


def test_written_schemas_are_those_of_the_model(tmp_path: Path) -> None:
    write_schemas(tmp_path)
    shipped = CONFIG / "catalog" / "schema"
    assert {file.name for file in shipped.iterdir()} == set(schemas())
    for name, text in schemas().items():
        assert (tmp_path / name).read_text(encoding="utf-8") == text
        assert (shipped / name).read_text(encoding="utf-8") == text, "run write_schemas"
        assert json.loads(text)["$schema"].startswith("https://json-schema.org/")


@pytest.mark.parametrize("file", sorted((CONFIG / "profiles").glob("*.yaml")), ids=lambda f: f.stem)
def test_profiles_are_valid(file: Path) -> None:
    settings = load_settings(file, {"HOME": "/home/kiosk"})
    assert settings.profile == file.stem


def test_each_field_kind_has_its_test() -> None:
    kinds = {file.stem for file in (ROOT / "kiosk/flow/fields").glob("*.py") if file.stem[0] != "_"}
    tests = {
        file.stem.removeprefix("test_")
        for file in (ROOT / "tests/kiosk/flow/fields").glob("test_*.py")
    }
    assert kinds == tests == {"choice", "confirm", "declaration", "phone", "picture", "slot"}
