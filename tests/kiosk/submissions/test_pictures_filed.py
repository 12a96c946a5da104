"""Applications with photos of materials: saved together or not at all, sent in order, erased."""

import hashlib
import json
import tempfile
import threading
from datetime import UTC, datetime
from types import SimpleNamespace
from uuid import UUID

import pytest
from pydantic import ValidationError
from sqlalchemy import text

from backend_client import outbox
from backend_client.contracts import MAX_ATTACHMENT_BYTES, Application, Attachment
from backend_client.outbox import Delivered, Failed, MessageKind
from kiosk.session import NoticeCode, OutcomeKind, Row
from kiosk.submissions import Mailroom, RefusedError
from kiosk.submissions.dossier import PICTURES, dossier, expecting
from tests.fixtures.plain_pages import plain_pages
from tests.kiosk.submissions.conftest import ITEMS, KIOSK
from tests.kiosk.submissions.test_filing_and_mail import audit_kinds, outbox_rows

AID = ITEMS["temporary-aid"]
JPEG = b"\xff\xd8\xff\xfe\xff\xff" + b"CANARY" * 20_000 + b"\xff\xd9"
CANARY = b"Q0FOQVJZQ0FOQVJZ"
"""What ``CANARY`` twice is in base64."""
ANSWERS = {"cause": "illness", "evidence": "00000000-0000-4000-8000-000000000001"}
PHOTOS = {"evidence": JPEG}
NOW = datetime(2026, 11, 22, 15, 6, tzinfo=UTC)
STORE_KEY = bytes(range(32))


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Temporary files of this test, if there were any."""
    made = tmp_path / "temp"
    made.mkdir()
    monkeypatch.setenv("TMPDIR", str(made))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return made


def payloads(counter):
    rows = counter.rows("select kind, payload from outbox_messages order by sequence")
    return [(kind, json.loads(payload)) for kind, payload in rows]


def on_disk(tmp_path):
    return plain_pages(tmp_path / "kiosk.db", STORE_KEY)


def test_pictures_are_saved_with_the_application_that_names_them(counter):
    counter.delivering = False
    outcome = counter.office.submit(AID, counter.visitor("ma"), ANSWERS, PHOTOS)
    assert outcome.kind is OutcomeKind.SAVED
    (first, picture), (second, application) = payloads(counter)
    assert (first, second) == ("attachment", "application")
    sent, filed = Attachment.model_validate(picture), Application.model_validate(application)
    assert sent.application_id == filed.application_id
    assert (sent.item_id, sent.field_id, sent.content) == ("temporary-aid", "evidence", JPEG)
    assert sent.sha256 == hashlib.sha256(JPEG).hexdigest()
    assert filed.answers == {"cause": "illness", "evidence": str(sent.attachment_id)}
    assert audit_kinds(counter) == ["application_saved"]
    assert counter.office.filing.waiting() == 2


def test_an_answer_in_time_lists_the_pictures(counter):
    outcome = counter.office.submit(AID, counter.visitor("li"), ANSWERS, PHOTOS)
    assert outcome.kind is OutcomeKind.ROUTED
    assert "材料照片没有收到" not in "".join(outcome.reasons), "the picture came first"
    assert outcome.details[-1] == Row(PICTURES, "已附 1 张")
    assert outbox_rows(counter) == [("attachment", "acked", ""), ("application", "acked", "")]
    order = counter.office.receipt_paper(AID, counter.visitor("li"), outcome)
    assert ("材料照片", "已附 1 张") in order.data["fields"]


def test_the_slip_of_what_is_only_saved_lists_them_too(counter):
    counter.delivering = False
    visitor = counter.visitor("li")
    outcome = counter.office.submit(AID, visitor, ANSWERS, PHOTOS)
    order = counter.office.receipt_paper(AID, visitor, outcome)
    assert ("材料照片", "已附 1 张") in order.data["fields"]
    plain = counter.office.submit(AID, visitor, {"cause": "illness"})
    assert plain.details == ()


def test_without_a_line_it_is_saved_at_once_and_all_is_delivered_in_order(counter):
    visitor = counter.visitor("ma")
    counter.backend.stop()
    counter.office = counter.office.__class__(
        counter.office.client, counter.office.filing, KIOSK, 600.0
    )
    outcome = counter.office.submit(AID, visitor, ANSWERS, PHOTOS)
    assert outcome.kind is OutcomeKind.SAVED, "not after ten minutes"
    counter.backend.start()
    kinds = [step.kind for step in counter.later() if isinstance(step, Delivered)]
    assert kinds == [MessageKind.ATTACHMENT, MessageKind.APPLICATION]
    assert counter.office.filing.waiting() == 0


@pytest.mark.parametrize("survivors", [0, 1, 2])
def test_a_commit_that_fails_half_way_leaves_nothing(counter, monkeypatch, survivors, tmp_path):
    """The disk is full after so many messages."""
    visitor = counter.visitor("ma")
    enqueue, left = outbox.enqueue, [survivors]

    def failing(connection, message, now):
        if not left[0]:
            connection.execute(text("insert into no_such_table values (1)"))
        left[0] -= 1
        enqueue(connection, message, now)

    monkeypatch.setattr(outbox, "enqueue", failing)
    if survivors == 2:
        monkeypatch.setattr(
            "kiosk.submissions.filing.append_audit",
            lambda connection, *_: connection.execute(text("insert into no_such_table values (1)")),
        )
    with pytest.raises(RefusedError) as caught:
        counter.office.submit(AID, visitor, ANSWERS, PHOTOS)
    assert caught.value.notice is NoticeCode.STORE_FAULT
    assert outbox_rows(counter) == []
    assert counter.rows("select * from submissions") == []
    assert audit_kinds(counter) == []
    assert counter.office.filing.mailroom._awaited == {}
    assert CANARY not in on_disk(tmp_path)


def test_another_try_after_a_refusal_sends_pictures_of_its_own(counter):
    unknown = AID.model_copy(update={"id": "no-such-item"})
    for _ in range(2):
        with pytest.raises(RefusedError):
            counter.office.submit(unknown, counter.visitor("ma"), ANSWERS, PHOTOS)
    ids = counter.rows("select message_id from outbox_messages")
    assert len(set(ids)) == 4
    states = {state for _, state, _ in outbox_rows(counter)}
    assert states == {"quarantined"}


def test_after_delivery_no_trace_of_a_picture_is_in_the_files(counter, tmp_path, folder):
    counter.delivering = False
    counter.office.submit(AID, counter.visitor("ma"), ANSWERS, PHOTOS)
    assert CANARY in on_disk(tmp_path), "the hunt must find what is there"
    raw = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert CANARY not in raw
    assert b"CANARYCANARY" not in raw
    counter.deliver()
    assert counter.rows("select distinct payload from outbox_messages") == [(None,)]
    assert CANARY not in on_disk(tmp_path)
    assert list(folder.iterdir()) == []


def test_what_staff_have_to_look_at_keeps_its_pictures(counter, tmp_path):
    unknown = AID.model_copy(update={"id": "no-such-item"})
    with pytest.raises(RefusedError):
        counter.office.submit(unknown, counter.visitor("ma"), ANSWERS, PHOTOS)
    assert CANARY in on_disk(tmp_path)


@pytest.mark.parametrize("jpeg", [b"%PDF-1.7", b"\xff\xd8\xff" + bytes(MAX_ATTACHMENT_BYTES)])
def test_what_no_backend_takes_is_a_bug_and_saves_nothing(counter, jpeg):
    visitor = counter.visitor("ma")
    with pytest.raises(ValidationError):
        counter.office.submit(AID, visitor, ANSWERS, {"evidence": jpeg})
    assert outbox_rows(counter) == []


def test_the_pictures_are_in_no_repr():
    visitor = SimpleNamespace(token="t" * 24)
    made = dossier(AID, visitor, ANSWERS, PHOTOS, KIOSK, NOW)
    for thing in (made, made.messages):
        assert "CANARY" not in repr(thing)
        assert "Q0FOQVJZ" not in repr(thing)


def messages(count):
    made = dossier(
        AID,
        SimpleNamespace(token="t" * 24),
        ANSWERS,
        {f"p{number}": JPEG for number in range(count)},
        KIOSK,
        NOW,
    )
    return made.messages


@pytest.mark.parametrize("held_up", [0, 1, 2])
def test_the_first_message_that_comes_later_ends_the_wait(held_up):
    room, sent = Mailroom(), messages(2)
    with expecting(room, sent) as answer:
        for each in sent[:held_up]:
            room.report(Delivered(each.message_id, each.kind, None))
        later = Failed(sent[held_up].message_id, sent[held_up].kind, "Unreachable", NOW)
        room.report(later)
        assert answer(600.0) == later
    assert room._awaited == {}


def test_a_picture_that_is_refused_for_good_does_not_hold_the_application_up():
    room, sent = Mailroom(), messages(1)
    last = Delivered(sent[1].message_id, sent[1].kind, None)
    with expecting(room, sent) as answer:
        room.report(Failed(sent[0].message_id, sent[0].kind, "attachment_unexpected", None))
        room.report(last)
        assert answer(600.0) == last


def test_the_time_is_shared_by_all_messages():
    room, sent = Mailroom(), messages(2)
    with expecting(room, sent) as answer:
        room.report(Delivered(sent[0].message_id, sent[0].kind, None))
        assert answer(0.01) is None


def test_steps_that_come_from_another_thread_are_waited_for():
    room, sent = Mailroom(), messages(3)
    steps = [Delivered(each.message_id, each.kind, None) for each in sent]
    steps.reverse()
    with expecting(room, sent) as answer:
        thread = threading.Thread(target=lambda: [room.report(step) for step in steps])
        thread.start()
        found = answer(20.0)
        thread.join()
    assert found is not None
    assert found.message_id == sent[-1].message_id
    assert UUID(found.message_id)
