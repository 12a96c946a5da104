"""The wire of contract v1, pinned by one JSON file a message: a change here is a new contract."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pydantic import ValidationError

import backend_client
from backend_client import contracts
from backend_client.sandbox.refusal import Refused

GOLDENS = sorted((Path(__file__).parent / "goldens").glob("*.json"))
PARTS = {
    "CardIdentity",
    "Choice",
    "CodeIdentity",
    "CodeKey",
    "Column",
    "CredentialIdentity",
    "Day",
    "GrantSubject",
    "Labelled",
    "Office",
    "Reason",
    "Slot",
    "Suggestion",
    "Table",
    "TokenApplicant",
    "WireModel",
}
"""Models that only occur inside messages."""


def model_of(golden: Path) -> type[contracts.WireModel]:
    name = "".join(word.title() for word in golden.stem.partition(".")[0].split("_"))
    model: type[contracts.WireModel] = getattr(contracts, name)
    return model


@pytest.mark.parametrize("golden", GOLDENS, ids=lambda path: path.stem)
def test_the_wire_is_what_it_was(golden):
    text = golden.read_text(encoding="utf-8")
    message = model_of(golden).model_validate_json(text)
    assert json.loads(message.model_dump_json()) == json.loads(text)


@pytest.mark.parametrize("golden", GOLDENS, ids=lambda path: path.stem)
def test_messages_are_closed_frozen_and_discreet(golden):
    model = model_of(golden)
    text = golden.read_text(encoding="utf-8")
    message = model.model_validate_json(text)
    with pytest.raises(ValidationError):
        model.model_validate_json(json.dumps({**json.loads(text), "surplus": 1}))
    with pytest.raises(ValidationError):
        setattr(message, next(iter(model.model_fields)), None)
    for secret in (
        "李明轩",
        "860303199307180314",
        "dG9rZW4",
        "SZAPP",
        "AAECAwQF",
        "15400000001",
        "湖贝",
        "/9j/",
        "4AAQSkZJRg",
    ):
        assert secret not in repr(message)
        assert secret not in str(message)


def test_every_message_is_pinned():
    models = {
        name
        for name in contracts.__all__
        if isinstance(getattr(contracts, name), type)
        and issubclass(getattr(contracts, name), contracts.WireModel)
    }
    assert {model_of(golden).__name__ for golden in GOLDENS} == models - PARTS


@pytest.mark.parametrize("score", [0, 6, "many"])
def test_a_rating_has_five_levels(score):
    golden = next(path for path in GOLDENS if path.stem == "rating")
    wire = json.loads(golden.read_text(encoding="utf-8")) | {"score": score}
    with pytest.raises(ValidationError) as refusal:
        contracts.Rating.model_validate(wire)
    assert "many" not in str(refusal.value)


def test_times_carry_their_zone():
    with pytest.raises(ValidationError):
        contracts.Health.model_validate_json('{"server_time": "2026-11-22T20:00:00"}')


def test_the_public_door_is_complete_and_loads_no_server(python):
    assert sorted(backend_client.__all__) == list(backend_client.__all__)
    assert all(getattr(backend_client, name) for name in backend_client.__all__)
    check = "import sys, backend_client; sys.exit('fastapi' in sys.modules)"
    with python("-c", check) as process:
        assert process.wait(60) == 0


def test_every_refusal_has_its_status():
    statuses = {code: Refused(code).status for code in contracts.ProblemCode}
    assert set(statuses.values()) <= {401, 403, 404, 413, 422, 500}
    assert not {409, 425, 429} & set(statuses.values()), "left to what may be tried again"


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError):
        _ = backend_client.no_such_name
