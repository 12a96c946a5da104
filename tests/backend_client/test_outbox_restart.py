"""A kiosk that dies, a backend that comes and goes: every saved application arrives, once."""

from __future__ import annotations

import json
import random
from datetime import timedelta

from sqlalchemy import create_engine, select

from backend_client import outbox
from backend_client.outbox.tables import messages

SAVING_FOR_EVER = """
import json, sys
from datetime import datetime
from uuid import uuid4
from sqlalchemy import create_engine, event
from backend_client import outbox
from backend_client.contracts import Application, TokenApplicant

path, token, now = sys.argv[1], sys.argv[2], datetime.fromisoformat(sys.argv[3])
engine = create_engine(f"sqlite:///{path}")
event.listen(engine, "connect", lambda c, _: [
    c.execute("PRAGMA journal_mode=WAL").close(), c.execute("PRAGMA synchronous=FULL").close()])
outbox.metadata.create_all(engine)
while True:
    application = Application(
        application_id=uuid4(), item_id="temporary-aid", answers={},
        applicant=TokenApplicant(resident_token=token), kiosk_id="LH-0001", made_at=now)
    with engine.begin() as connection:
        outbox.enqueue(connection, outbox.OutboxMessage.application(application), now)
    print(json.dumps(str(application.application_id)), flush=True)
"""


def saved_until_killed(path, token, clock, python) -> list[str]:
    """Ids that the process called saved before it was killed without warning."""
    with python("-c", SAVING_FOR_EVER, str(path), token, clock().isoformat()) as process:
        saved = [json.loads(process.stdout.readline()) for _ in range(12)]
        process.kill()
        saved += [json.loads(line) for line in process.stdout if line.endswith("\n")]
    return saved


def test_what_was_called_saved_arrives_once(tmp_path, backend, client, arrive, clock, python):
    token = arrive("chen").resident_token
    path = tmp_path / "kiosk.db"
    saved = saved_until_killed(path, token, clock, python)
    engine = create_engine(f"sqlite:///{path}")
    rng = random.SystemRandom()
    worker = outbox.OutboxWorker(engine.begin, client, rng)
    step = worker.deliver_once(clock())
    assert isinstance(step, outbox.Delivered)
    backend.stop()
    assert isinstance(worker.deliver_once(clock()), outbox.Failed)
    worker = outbox.OutboxWorker(engine.begin, client, rng)
    worker.recover()
    backend.start()
    clock.pass_time(minutes=10)
    while not isinstance(step := worker.deliver_once(clock()), outbox.Nothing):
        assert isinstance(step, outbox.Delivered)
    with engine.begin() as connection:
        rows = connection.execute(select(messages)).all()
    engine.dispose()
    assert set(saved) <= {row.message_id for row in rows}
    assert {row.state for row in rows} == {"acked"}
    cases = {client.decision(row.message_id).case_number for row in rows}
    assert len(cases) == len(rows)


def test_an_answer_that_was_lost_is_found_after_a_restart(
    backend, client, arrive, application, clock
):
    """The application arrived, the kiosk died before it could note that."""
    engine = create_engine("sqlite://")
    outbox.metadata.create_all(engine)
    filed = application(arrive("zhang"), "high-age-allowance")
    with engine.begin() as connection:
        outbox.enqueue(connection, outbox.OutboxMessage.application(filed), clock())
        assert outbox.claim_due(connection, clock()) is not None
    first = client.apply(filed)
    clock.pass_time(days=3)
    worker = outbox.OutboxWorker(engine.begin, client, random.SystemRandom())
    assert worker.recover() == 1
    step = worker.deliver_once(clock() + timedelta(seconds=1))
    engine.dispose()
    assert isinstance(step, outbox.Delivered)
    assert step.answer == first
    assert first.outcome == "approved"
