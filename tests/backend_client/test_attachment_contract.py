"""What a picture must be to be one: strict in Python and on the wire, and silent about itself."""

from __future__ import annotations

import base64
import hashlib
import json
import traceback
from uuid import UUID, uuid4

import pytest
from pydantic import ValidationError

from backend_client import outbox
from backend_client.contracts import MAX_ATTACHMENT_BYTES, Attachment

JPEG = b"\xff\xd8\xff\xe0 a whole picture \xff\xd9"
ID = UUID("00000000-0000-4000-8000-00000000000a")


def wire(**changes: object) -> str:
    made = Attachment.of_jpeg(ID, uuid4(), "temporary-aid", "evidence", JPEG)
    return json.dumps(json.loads(made.model_dump_json()) | changes)


def carrying(raw: bytes) -> str:
    content = base64.b64encode(raw).decode()
    return wire(content=content, sha256=hashlib.sha256(raw).hexdigest())


def test_a_picture_survives_the_wire_byte_by_byte():
    every_byte = b"\xff\xd8\xff\xe1" + bytes(range(256)) + b"\xff\xd9"
    made = Attachment.of_jpeg(ID, uuid4(), "temporary-aid", "evidence", every_byte)
    assert Attachment.model_validate_json(made.model_dump_json()) == made
    assert Attachment.model_validate(json.loads(made.model_dump_json())).content == every_byte
    assert made.sha256 == hashlib.sha256(every_byte).hexdigest()


@pytest.mark.parametrize(("over", "fits"), [(0, True), (1, False)])
def test_the_limit_is_of_the_picture_itself(over, fits):
    raw = b"\xff\xd8\xff" + bytes(MAX_ATTACHMENT_BYTES - 5 + over) + b"\xff\xd9"
    if fits:
        text = carrying(raw)
        assert len(text) < 1_000_000
        assert Attachment.model_validate_json(text).content == raw
        return
    with pytest.raises(ValidationError):
        Attachment.model_validate_json(carrying(raw))
    with pytest.raises(ValueError, match="content"):
        Attachment.of_jpeg(ID, uuid4(), "temporary-aid", "evidence", raw)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff\xd9",
        b"\x89PNG\r\n\x1a\n" + bytes(9) + b"\xff\xd9",
        b"%PDF-1.7 \xff\xd9",
        b"\xff\xd8\xfe rest \xff\xd9",
        JPEG[:-1],
        JPEG + b"<script>",
        b" " + JPEG,
    ],
)
def test_nothing_but_a_whole_jpeg_is_a_picture(raw):
    with pytest.raises(ValidationError):
        Attachment.model_validate_json(carrying(raw))


@pytest.mark.parametrize(
    "changes",
    [
        {"content": base64.b64encode(JPEG).decode().rstrip("=") + "\n"},
        {
            "content": base64.b64encode(JPEG).decode()[:8]
            + "\n"
            + base64.b64encode(JPEG).decode()[8:]
        },
        {"content": "data:image/jpeg;base64," + base64.b64encode(JPEG).decode()},
        {"content": base64.urlsafe_b64encode(JPEG).decode()},
        {"content": "照片"},
        {"content": 5},
        {"content": None},
        {"content": [255, 216, 255]},
        {"sha256": "0" * 64},
        {"sha256": hashlib.sha256(JPEG).hexdigest().upper()},
        {"sha256": ""},
        {"media_type": "image/png"},
        {"media_type": ""},
        {"field_id": ""},
        {"field_id": "../evidence"},
        {"field_id": "x" * 65},
        {"item_id": "Not An Item"},
        {"attachment_id": "evidence"},
        {"application_id": None},
    ],
)
def test_each_part_is_strict_and_a_refusal_shows_nothing(changes):
    assert set(changes) != {"content"} or changes["content"] != base64.b64encode(JPEG).decode()
    with pytest.raises(ValidationError) as refusal:
        Attachment.model_validate_json(wire(**changes))
    shown = "".join(traceback.format_exception(refusal.value))
    assert base64.b64encode(JPEG).decode()[:12] not in shown
    assert "whole picture" not in shown


@pytest.mark.parametrize("left_out", sorted(Attachment.model_fields))
def test_every_part_is_required(left_out):
    rest = {name: value for name, value in json.loads(wire()).items() if name != left_out}
    with pytest.raises(ValidationError):
        Attachment.model_validate_json(json.dumps(rest))


def test_neither_the_picture_nor_its_message_shows_it():
    made = Attachment.of_jpeg(ID, uuid4(), "temporary-aid", "evidence", JPEG)
    message = outbox.OutboxMessage.attachment(made)
    for text in (repr(made), str(made), f"{made!r:s}", repr(message)):
        assert "whole" not in text
        assert made.sha256 not in text
        assert base64.b64encode(JPEG).decode()[:12] not in text
    assert Attachment.model_validate_json(message.payload) == made
    assert (message.message_id, message.case_key) == (str(ID), str(made.application_id))
