"""Photographed materials on a real backend: kept once, sealed, beside their application."""

from __future__ import annotations

import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, update

from backend_client import BackendClient, EmbeddedBackend, Rejected, Timeouts, mint_app_code
from backend_client.contracts import MAX_ATTACHMENT_BYTES, MAX_ATTACHMENTS, Attachment, CodeIdentity
from backend_client.sandbox.tables import attachments
from tests.backend_client.conftest import KIOSK, SEED

ITEM = "temporary-aid"

ANOTHER_ID = "0b8e1f7a-2a3c-4d5e-8f90-a1b2c3d4e5f6"


@pytest.fixture
def pictured(arrive, application, material):
    """An application that names a picture, and the picture."""

    def make(who: str = "chen", **answers: str):
        draft = application(arrive(who), ITEM, **answers)
        picture = material(draft)
        named = draft.answers | {"evidence": str(picture.attachment_id)}
        return draft.model_copy(update={"answers": named}), picture

    return make


@pytest.fixture
def seed_with_pictures(tmp_path):
    """The seed, with a picture asked for where data could approve."""
    copied = tmp_path / "sandbox"
    shutil.copytree(SEED, copied)
    path = copied / "applications.yaml"
    text = path.read_text(encoding="utf-8")
    changed = text.replace('prefix: "GL"', 'prefix: "GL"\n  pictures: [evidence]')
    path.write_text(changed, encoding="utf-8")
    return copied


@pytest.fixture
def arrive_at(device_key, clock, application, material):
    """A resident at a kiosk of a given backend: the kiosk, a draft and a picture for it."""
    kiosks = []

    def visit(running: EmbeddedBackend, who: str, item_id: str):
        kiosk = BackendClient(running.url, device_key, clock, Timeouts(call=20.0))
        kiosks.append(kiosk)
        code = CodeIdentity(code=mint_app_code(who, clock()))
        draft = application(kiosk.identify(uuid4(), code), item_id)
        return kiosk, draft, material(draft)

    yield visit
    for kiosk in kiosks:
        kiosk.close()


def refusal(call, *arguments) -> tuple[str, int]:
    with pytest.raises(Rejected) as caught:
        call(*arguments)
    return caught.value.code, caught.value.status


def reasons(decision) -> list[str]:
    return [reason.code for reason in decision.reasons]


def test_a_picture_and_then_its_application(client, backend, pictured):
    filed, picture = pictured()
    received = client.attach(picture)
    assert received.attachment_id == picture.attachment_id
    assert received.sha256 == picture.sha256
    assert client.attachment(picture.attachment_id) == received
    assert reasons(client.apply(filed)) == ["needs_visit"]
    assert backend.picture(picture.attachment_id) == picture.content


def test_the_longest_picture_arrives(client, backend, application, arrive, material):
    longest = material(application(arrive("chen"), ITEM), size=MAX_ATTACHMENT_BYTES)
    padded = longest.content[:-2] + bytes(MAX_ATTACHMENT_BYTES - len(longest.content)) + b"\xff\xd9"
    ids = (longest.attachment_id, longest.application_id)
    client.attach(Attachment.of_jpeg(*ids, ITEM, "evidence", padded))
    assert len(backend.picture(longest.attachment_id)) == MAX_ATTACHMENT_BYTES


def test_the_same_picture_again_is_the_same_answer_for_ever(client, backend, clock, pictured):
    filed, picture = pictured()
    first = client.attach(picture)
    client.apply(filed)
    backend.stop()
    backend.start()
    clock.pass_time(days=400)
    assert client.attach(picture) == first
    assert backend.picture(picture.attachment_id) == picture.content


def test_one_picture_sent_twenty_times_at_once_is_kept_once(client, tmp_path, pictured):
    _, picture = pictured()
    with ThreadPoolExecutor(20) as crowd:
        answers = list(crowd.map(client.attach, [picture] * 20))
    assert len({answer.sha256 for answer in answers}) == 1
    assert rows(tmp_path) == 1


def test_another_body_under_the_same_id_is_a_conflict(client, backend, pictured, material):
    filed, picture = pictured()
    client.attach(picture)
    conflict = ("idempotency_conflict", 422)
    other = material(filed, size=8_000)
    key = picture.attachment_id
    for changed in (
        other.model_copy(update={"attachment_id": key}),
        picture.model_copy(update={"application_id": uuid4()}),
        picture.model_copy(update={"field_id": "other"}),
        picture.model_copy(update={"item_id": "senior-card"}),
    ):
        assert refusal(client.attach, changed) == conflict
    assert backend.picture(key) == picture.content


def test_another_kiosk_neither_sees_nor_replaces_it(client, other_kiosk, pictured):
    filed, picture = pictured()
    client.attach(picture)
    assert refusal(other_kiosk.attachment, picture.attachment_id) == ("attachment_unknown", 404)
    assert refusal(other_kiosk.attach, picture) == ("idempotency_conflict", 422)
    assert reasons(client.apply(filed)) == ["needs_visit"]


def test_a_picture_from_another_kiosk_does_not_count(client, other_kiosk, backend, pictured):
    filed, picture = pictured()
    other_kiosk.attach(picture)
    assert reasons(client.apply(filed)) == ["picture_missing", "needs_visit"]
    assert backend.picture(picture.attachment_id) == picture.content


def test_an_unknown_picture_is_unknown(client, backend):
    assert refusal(client.attachment, uuid4()) == ("attachment_unknown", 404)
    with pytest.raises(KeyError):
        backend.picture(uuid4())


def test_only_fields_that_ask_for_a_picture_take_one(client, pictured):
    _, picture = pictured()
    unknown = picture.model_copy(update={"item_id": "no-such-item"})
    assert refusal(client.attach, unknown) == ("item_unknown", 404)
    for place in ({"field_id": "need"}, {"item_id": "senior-card"}):
        strayed = picture.model_copy(update=place)
        assert refusal(client.attach, strayed) == ("attachment_unexpected", 422)


def test_an_application_has_only_so_many_pictures(
    client, other_kiosk, application, arrive, material
):
    draft = application(arrive("chen"), ITEM)
    made = [material(draft) for _ in range(MAX_ATTACHMENTS + 1)]
    for picture in made[:-1]:
        client.attach(picture)
    assert refusal(client.attach, made[-1]) == ("too_many_attachments", 422)
    client.attach(made[0])
    other_kiosk.attach(made[-1])
    client.attach(material(application(arrive("li"), ITEM)))


def test_the_limit_holds_in_a_crowd(client, tmp_path, application, arrive, material):
    draft = application(arrive("chen"), ITEM)

    def attach(picture: Attachment) -> str:
        try:
            client.attach(picture)
        except Rejected as declined:
            return declined.code
        return "received"

    with ThreadPoolExecutor(20) as crowd:
        said = list(crowd.map(attach, [material(draft) for _ in range(20)]))
    assert said.count("received") == MAX_ATTACHMENTS
    assert said.count("too_many_attachments") == 20 - MAX_ATTACHMENTS
    assert rows(tmp_path) == MAX_ATTACHMENTS


def test_an_application_without_its_picture_goes_to_staff(client, pictured):
    filed, picture = pictured()
    decision = client.apply(filed)
    assert (decision.outcome, reasons(decision)) == ("routed", ["picture_missing", "needs_visit"])
    assert "材料原件" in decision.next_steps[0]
    client.attach(picture)
    assert client.apply(filed) == decision


def test_a_picture_may_follow_an_application_that_names_it_and_no_other(
    client, backend, pictured, material
):
    filed, picture = pictured()
    client.apply(filed)
    assert refusal(client.attach, material(filed)) == ("attachment_unexpected", 422)
    client.attach(picture)
    assert backend.picture(picture.attachment_id) == picture.content


@pytest.mark.parametrize("answer", ["", None])
def test_a_material_that_was_not_photographed_is_not_missed(client, arrive, application, answer):
    filed = application(arrive("chen"), ITEM)
    assert reasons(client.apply(filed)) == ["needs_visit"]
    empty = application(arrive("chen"), ITEM).model_copy(update={"answers": {"evidence": answer}})
    assert reasons(client.apply(empty)) == ["needs_visit"]


@pytest.mark.parametrize("answer", ["yes", 7, ["a"], {"id": "a"}, ANOTHER_ID])
def test_an_answer_that_names_no_picture_is_a_missing_one(client, arrive, application, answer):
    draft = application(arrive("chen"), ITEM)
    filed = draft.model_copy(update={"answers": {"evidence": answer}})
    assert reasons(client.apply(filed))[0] == "picture_missing"


def test_pictures_that_the_application_does_not_name_are_deleted(
    client, backend, tmp_path, pictured, material
):
    filed, picture = pictured()
    retaken = material(filed)
    for each in (retaken, picture):
        client.attach(each)
    client.apply(filed)
    assert backend.picture(picture.attachment_id) == picture.content
    assert refusal(client.attachment, retaken.attachment_id) == ("attachment_unknown", 404)
    assert rows(tmp_path) == 1


def test_what_is_refused_leaves_the_pictures_for_another_try(client, pictured):
    filed, picture = pictured()
    client.attach(picture)
    unknown = filed.model_copy(update={"item_id": "no-such-item"})
    assert refusal(client.apply, unknown) == ("item_unknown", 404)
    assert reasons(client.apply(filed)) == ["needs_visit"]


def test_the_database_shows_no_picture(client, backend, tmp_path, pictured):
    filed, picture = pictured()
    client.attach(picture)
    client.apply(filed)
    backend.stop()
    kept = b"".join(path.read_bytes() for path in tmp_path.glob("backend.db*"))
    assert str(picture.attachment_id).encode() in kept
    for piece in (picture.content, picture.content[4:60], picture.content[4000:4060]):
        assert piece not in kept


@pytest.mark.parametrize(
    "change",
    [
        {"kiosk_id": "LH-0002"},
        {"application_id": "another"},
        {"item_id": "senior-card"},
        {"field_id": "need"},
        {"sealed": bytes(60)},
        {"sealed": b""},
    ],
)
def test_a_picture_that_was_moved_or_changed_does_not_open(
    client, backend, tmp_path, pictured, change
):
    _, picture = pictured()
    client.attach(picture)
    database = create_engine(f"sqlite:///{tmp_path / 'backend.db'}")
    with database.begin() as connection:
        connection.execute(update(attachments).values(**change))
    database.dispose()
    with pytest.raises(ValueError, match="not sealed"):
        backend.picture(picture.attachment_id)


def test_a_decision_that_would_be_an_approval_is_left_to_staff(
    tmp_path, clock, device_key, seed_with_pictures, arrive_at
):
    """With the picture the same application is approved, and only then is it the one approval."""
    url = f"sqlite:///{tmp_path / 'other.db'}"
    kiosks = {KIOSK: device_key.public_bytes}
    with EmbeddedBackend(url, seed_with_pictures, clock, kiosks=kiosks) as running:
        kiosk, draft, picture = arrive_at(running, "zhang", "high-age-allowance")
        named = {"evidence": str(picture.attachment_id)}
        lacking = draft.model_copy(update={"answers": named})
        decision = kiosk.apply(lacking)
        assert (decision.outcome, reasons(decision)) == ("routed", ["picture_missing"])
        assert decision.facts == ()
        kiosk, draft, picture = arrive_at(running, "zhang", "high-age-allowance")
        kiosk.attach(picture)
        named = {"evidence": str(picture.attachment_id)}
        complete = kiosk.apply(draft.model_copy(update={"answers": named}))
        assert (complete.outcome, reasons(complete)) == ("approved", ["entitled"])
        kiosk, draft, picture = arrive_at(running, "li", "high-age-allowance")
        named = {"evidence": str(picture.attachment_id)}
        refused = kiosk.apply(draft.model_copy(update={"answers": named}))
        assert (refused.outcome, reasons(refused)) == ("refused", ["under_80"])


def rows(directory) -> int:
    database = sqlite3.connect(directory / "backend.db")
    number = database.execute("SELECT count(*) FROM attachments").fetchone()[0]
    database.close()
    return int(number)
