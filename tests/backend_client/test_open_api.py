"""The description that other backends are built from says what is true."""

from __future__ import annotations

import httpx2
import pytest

from backend_client.contracts import MAX_ATTACHMENT_BYTES


@pytest.fixture
def described(backend):
    return httpx2.get(f"{backend.url}/openapi.json", timeout=20, trust_env=False).json()


def test_pictures_are_described(described):
    place = described["paths"]["/v1/attachments/{attachment_id}"]
    assert set(place) == {"put", "get"}
    sent = place["put"]["requestBody"]["content"]["application/json"]["schema"]
    assert sent == {"$ref": "#/components/schemas/Attachment"}
    picture = described["components"]["schemas"]["Attachment"]
    assert set(picture["required"]) == set(picture["properties"])
    assert picture["additionalProperties"] is False
    content = picture["properties"]["content"]
    assert (content["type"], content["contentEncoding"]) == ("string", "base64")
    assert content["contentMediaType"] == picture["properties"]["media_type"]["const"]
    assert content["maxLength"] == (MAX_ATTACHMENT_BYTES + 2) // 3 * 4


def test_every_refusal_is_described_as_a_problem(described):
    operations = [
        operation
        for path, methods in described["paths"].items()
        if path.startswith("/v1/")
        for operation in methods.values()
    ]
    assert operations
    for operation in operations:
        for status in ("4XX", "5XX"):
            body = operation["responses"][status]["content"]["application/json"]["schema"]
            assert body == {"$ref": "#/components/schemas/Problem"}
        assert "422" not in operation["responses"]
