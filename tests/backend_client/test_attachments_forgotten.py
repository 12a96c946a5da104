"""A picture whose application never comes is deleted, and no other."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from sqlalchemy.exc import OperationalError

from backend_client import Rejected
from backend_client.sandbox import housekeeping
from backend_client.sandbox.attachments import ORPHAN_LIFE
from backend_client.sandbox.housekeeping import Housekeeping

ITEM = "temporary-aid"


def known(client, picture) -> bool:
    try:
        return client.attachment(picture.attachment_id).sha256 == picture.sha256
    except Rejected as refusal:
        return refusal.code != "attachment_unknown"


@pytest.fixture
def pair(client, arrive, application, material):
    """A picture whose application came, and one that still waits for its own."""
    draft = application(arrive("chen"), ITEM)
    filed_picture, waiting = material(draft), material(application(arrive("li"), ITEM))
    client.attach(filed_picture)
    client.attach(waiting)
    answers = {"evidence": str(filed_picture.attachment_id)}
    client.apply(draft.model_copy(update={"answers": answers}))
    return filed_picture, waiting


def restart(backend) -> None:
    """Starting sweeps; stopping waits for that."""
    backend.stop()
    backend.start()
    backend.stop()
    backend.start()


def test_only_what_waits_too_long_is_deleted(client, backend, clock, pair):
    filed_picture, waiting = pair
    clock.at += ORPHAN_LIFE
    restart(backend)
    assert known(client, waiting)
    clock.at += timedelta(seconds=1)
    restart(backend)
    assert not known(client, waiting)
    assert known(client, filed_picture)


def test_a_picture_of_a_case_that_another_kiosk_filed_is_an_orphan(
    client, other_kiosk, backend, clock, arrive, application, material
):
    draft = application(arrive("chen"), ITEM)
    strayed = material(draft)
    other_kiosk.attach(strayed)
    client.apply(draft)
    clock.at += ORPHAN_LIFE + timedelta(seconds=1)
    restart(backend)
    assert not known(other_kiosk, strayed)


def test_an_application_after_its_picture_was_deleted_goes_to_staff(
    client, backend, clock, arrive, application, material
):
    draft = application(arrive("chen"), ITEM)
    picture = material(draft)
    client.attach(picture)
    clock.at += ORPHAN_LIFE + timedelta(seconds=1)
    restart(backend)
    answers = {"evidence": str(picture.attachment_id)}
    decision = client.apply(draft.model_copy(update={"answers": answers}))
    assert decision.reasons[0].code == "picture_missing"


def test_rounds_go_on_after_one_that_the_database_refused(monkeypatch):
    rounds: list[int] = []
    third = threading.Event()

    def failing_once(_sandbox: object) -> int:
        rounds.append(1)
        if len(rounds) == 1:
            raise OperationalError("DELETE", {}, Exception("database is locked"))
        if len(rounds) == 3:
            third.set()
        return 0

    monkeypatch.setattr(housekeeping, "forget_orphans", failing_once)
    before = set(threading.enumerate())
    keeper = Housekeeping(None, every=0.001)
    keeper.start()
    assert third.wait(20)
    keeper.stop()
    assert set(threading.enumerate()) <= before
