"""The seed files serve every promised item; a mistake in them is refused with its place."""

from __future__ import annotations

import shutil

import pytest
from pydantic import ValidationError
from ruamel.yaml import YAML
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from backend_client.contracts import DocumentKind
from backend_client.outbox import metadata as outbox_metadata
from backend_client.sandbox.config import Condition
from backend_client.sandbox.registry import load_registry
from backend_client.sandbox.rules import all_hold, fill
from backend_client.sandbox.tables import metadata

PROMISED = {
    "queries": "insurance-record medical-visits housing-fund pension-payments case-progress",
    "applications": "high-age-allowance residence-declaration unemployment-registration "
    "senior-card temporary-aid",
    "certificates": "insurance-certificate tax-certificate low-income-certificate "
    "household-certificate",
}


@pytest.fixture
def seed(request):
    return request.config.rootpath / "config" / "sandbox"


def test_every_promised_item_is_served(seed):
    registry = load_registry(seed)
    for kind, item_ids in PROMISED.items():
        assert set(item_ids.split()) <= getattr(registry, kind).keys()
    assert registry.booking.items.keys() == {
        "marriage-registration",
        "divorce-registration",
        "mediation",
        "delegate-reception",
    }
    assert not registry.knows_item("no-such-item")


def test_files_refer_to_what_exists(seed):
    registry = load_registry(seed)
    offices = {office.office_id for office in registry.booking.offices}
    for service in registry.booking.items.values():
        assert set(service.offices) <= offices
    for query in registry.queries.values():
        assert query.data == "cases" or query.data in registry.records
        columns = {column.key for column in query.columns}
        assert {line.sum for line in query.summary if line.sum} <= columns
    for certificate in registry.certificates.values():
        assert certificate.table_of == "" or certificate.table_of in registry.queries
    for fields in (registry.prefill.default, *registry.prefill.items.values()):
        assert set(fields) <= registry.prefill.fields.keys()
    assert all(registry.knows_item(item_id) for item_id in registry.prefill.items)
    assert registry.registers.keys() == registry.people.keys()
    for by_resident in registry.records.values():
        assert by_resident.keys() <= registry.people.keys()


def unassigned(person):
    """Whether nobody can have this number."""
    match person.document:
        case DocumentKind.RESIDENT:
            return person.id_number.startswith("860303")
        case DocumentKind.HMT_RESIDENCE | DocumentKind.FOREIGN_RESIDENCE_2023:
            return person.id_number[14:17] == "000"
        case DocumentKind.FOREIGN_RESIDENCE_2017:
            return person.id_number.startswith("UTO")
        case _:
            return "000000" in person.id_number


def test_only_fictitious_people(seed):
    registry = load_registry(seed)
    assert all(unassigned(person) for person in registry.people.values())
    assert all(str(facts["phone"]).startswith("154") for facts in registry.registers.values())
    assert "张桂兰" not in repr(registry)


@pytest.mark.parametrize(
    ("file", "old", "new", "complaint"),
    [
        ("applications.yaml", "    - outcome: routed", "    - when: []", "applications.yaml"),
        ("applications.yaml", "outcome: approved", "outcome: perhaps", "outcome"),
        ("applications.yaml", "below: 80", "below: 80, equals: 1", "exactly one operator"),
        ("queries.yaml", "align: end", "align: left", "align"),
        ("registers.yaml", "residents:", "people:", "registers.yaml"),
        ("appointments.yaml", "capacity: 1", "capacity: 0", "capacity"),
    ],
)
def test_a_mistake_is_named(seed, tmp_path, file, old, new, complaint):
    copy = tmp_path / "seed"
    shutil.copytree(seed, copy)
    text = (copy / file).read_text(encoding="utf-8")
    assert old in text
    (copy / file).write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(ValueError, match=complaint):
        load_registry(copy)


@pytest.mark.parametrize(
    ("operator", "value", "holds"),
    [
        ({"equals": 80}, 80, True),
        ({"equals": True}, None, False),
        ({"differs": "a"}, "a", False),
        ({"differs": "a"}, None, True),
        ({"one_of": ["a", "b"]}, "b", True),
        ({"one_of": ["a", "b"]}, None, False),
        ({"at_least": 80}, 80, True),
        ({"at_least": 80}, 79, False),
        ({"at_least": 80}, "81", False),
        ({"below": 80}, 79, True),
        ({"below": 80}, 80, False),
        ({"below": 80}, None, False),
        ({"known": True}, None, False),
        ({"known": False}, None, True),
        ({"known": True}, "", True),
    ],
)
def test_conditions(operator, value, holds):
    facts = {} if value is None else {"fact": value}
    condition = Condition.model_validate({"fact": "fact", **operator})
    assert all_hold((condition,), facts) is holds
    assert all_hold((), facts)


def test_a_condition_has_one_operator():
    with pytest.raises(ValidationError):
        Condition(fact="age")
    with pytest.raises(ValidationError):
        Condition(fact="age", at_least=1, below=2)


def test_texts_are_filled_with_facts():
    assert fill("{age}岁，{nothing}", {"age": 80}) == "80岁，—"
    assert fill("没有", {}) == "没有"


def test_the_tables_are_good_on_postgresql_too():
    """What another engine would not accept fails to compile."""
    for tables in (metadata, outbox_metadata):
        for table in tables.sorted_tables:
            assert str(CreateTable(table).compile(dialect=postgresql.dialect()))
            for index in table.indexes:
                assert str(CreateIndex(index).compile(dialect=postgresql.dialect()))


@pytest.mark.parametrize("prefix", ["", "sb", "社保", "A B", "A" * 17])
def test_a_prefix_that_codes_cannot_carry_is_refused(seed, tmp_path, prefix):
    copied = tmp_path / "sandbox"
    shutil.copytree(seed, copied)
    path = copied / "certificates.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('prefix: "SB"', f'prefix: "{prefix}"'), encoding="utf-8")
    with pytest.raises(ValueError, match=r"certificates\.yaml(.|\n)*prefix"):
        load_registry(copied)


def test_the_backend_takes_the_pictures_that_the_catalogue_asks_for(seed, request):
    asked = {}
    for path in (request.config.rootpath / "config" / "catalog" / "items").glob("*.yaml"):
        item = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
        steps = (item.get("flow") or {}).get("steps", ())
        fields = [field for step in steps for field in step["fields"]]
        asked[path.stem] = {field["id"] for field in fields if field["kind"] == "picture"}
    asking = {item_id: fields for item_id, fields in asked.items() if fields}
    services = load_registry(seed).applications
    assert asking
    assert asking == {
        item_id: set(service.pictures) for item_id, service in services.items() if service.pictures
    }
