"""Pictures in the outbox: before their application, once, asked for first, erased afterwards."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import create_engine, select
from sqlalchemy.pool import StaticPool

from backend_client import BackendClient, Rejected, TimedOut, Timeouts, Unreachable, outbox
from backend_client.contracts import Application, Attachment, AttachmentReceived, TokenApplicant
from backend_client.outbox.store import LEASE
from backend_client.outbox.tables import messages

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=10)
UNKNOWN = Rejected("attachment_unknown", 404)


class ScriptedClient:
    """Answers with what the script says next; writes down what it was asked."""

    def __init__(self, *script: object) -> None:
        self.script = list(script)
        self.asked: list[str] = []

    def _next(self, verb: str) -> object:
        self.asked.append(verb)
        answer = self.script.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def attach(self, attachment: Attachment) -> object:
        del attachment
        return self._next("attach")

    def attachment(self, attachment_id: UUID) -> object:
        del attachment_id
        return self._next("ask for picture")

    def apply(self, application: Application) -> object:
        del application
        return self._next("apply")

    def decision(self, application_id: UUID) -> object:
        del application_id
        return self._next("ask for decision")

    def report_print(self, outcome):
        raise NotImplementedError

    def rate(self, rating):
        raise NotImplementedError


@pytest.fixture
def engine():
    made = create_engine("sqlite://", poolclass=StaticPool)
    outbox.metadata.create_all(made)
    yield made
    made.dispose()


def application() -> Application:
    return Application(
        application_id=uuid4(),
        item_id="temporary-aid",
        answers={},
        applicant=TokenApplicant(resident_token="t" * 43),
        kiosk_id="LH-0001",
        made_at=NOW,
    )


def picture_of(filed: Application, mark: bytes = b"") -> Attachment:
    jpeg = b"\xff\xd8\xff\xe0" + mark + b"\xff\xd9"
    return Attachment.of_jpeg(uuid4(), filed.application_id, filed.item_id, "evidence", jpeg)


def save(engine, *made: Application | Attachment) -> list[str]:
    new = [
        outbox.OutboxMessage.application(each)
        if isinstance(each, Application)
        else outbox.OutboxMessage.attachment(each)
        for each in made
    ]
    with engine.begin() as connection:
        for message in new:
            outbox.enqueue(connection, message, NOW)
    return [message.message_id for message in new]


def worker(engine, *script: object) -> tuple[outbox.OutboxWorker, ScriptedClient]:
    client = ScriptedClient(*script)
    return outbox.OutboxWorker(engine.begin, client, random.SystemRandom()), client


def state(engine, message_id: str):
    with engine.begin() as connection:
        return outbox.state_of(connection, message_id)


def received(picture: Attachment, **changes: str) -> AttachmentReceived:
    said = {"attachment_id": picture.attachment_id, "sha256": picture.sha256} | changes
    return AttachmentReceived.model_validate(said)


@pytest.mark.parametrize("order", ["first", "last", "around"])
def test_pictures_go_before_their_application_however_they_were_saved(engine, order):
    filed = application()
    one, two = picture_of(filed), picture_of(filed)
    made = {"first": (one, two, filed), "last": (filed, one, two), "around": (one, filed, two)}
    save(engine, *made[order])
    runs, client = worker(engine, "A", "B", "decided")
    assert all(isinstance(runs.deliver_once(NOW), outbox.Delivered) for _ in range(3))
    assert runs.deliver_once(NOW) == outbox.Nothing(None)
    assert client.asked == ["attach", "attach", "apply"]


def test_an_application_waits_for_its_picture_and_no_other_waits(engine):
    filed, other = application(), application()
    picture_id, filed_id, other_id = save(engine, picture_of(filed), filed, other)
    runs, client = worker(engine, Unreachable("ConnectError"), "decided")
    failed = runs.deliver_once(NOW)
    assert isinstance(failed, outbox.Failed)
    assert (failed.message_id, failed.kind) == (picture_id, outbox.MessageKind.ATTACHMENT)
    assert isinstance(runs.deliver_once(NOW), outbox.Delivered)
    assert runs.deliver_once(NOW) == outbox.Nothing(NOW)
    assert client.asked == ["attach", "apply"]
    assert (state(engine, filed_id), state(engine, other_id)) == ("pending", "acked")


def test_a_picture_kept_for_staff_holds_up_nothing(engine):
    filed = application()
    bad, good, filed_id = save(engine, picture_of(filed), picture_of(filed), filed)
    runs, _ = worker(engine, Rejected("attachment_unexpected", 422), "B", "decided")
    for _ in range(3):
        runs.deliver_once(NOW)
    assert state(engine, bad) == "quarantined"
    assert (state(engine, good), state(engine, filed_id)) == ("acked", "acked")
    with engine.begin() as connection:
        kept = connection.execute(select(messages).where(messages.c.message_id == bad)).one()
        assert kept.payload is not None
        assert outbox.requeue(connection, bad, NOW)
    runs, client = worker(engine, UNKNOWN, "A")
    assert isinstance(runs.deliver_once(LATER), outbox.Delivered)
    assert client.asked == ["ask for picture", "attach"]


def test_an_acknowledged_picture_is_erased(engine):
    filed = application()
    save(engine, picture_of(filed))
    step = worker(engine, "the answer")[0].deliver_once(NOW)
    assert isinstance(step, outbox.Delivered)
    assert "the answer" not in repr(step)
    with engine.begin() as connection:
        row = connection.execute(select(messages)).one()
    assert (row.state, row.payload) == ("acked", None)


def test_after_a_lost_answer_the_backend_is_asked_before_the_picture_is_sent_again(engine):
    picture = picture_of(application())
    save(engine, picture)
    runs, client = worker(engine, TimedOut(), received(picture))
    runs.deliver_once(NOW)
    step = runs.deliver_once(LATER)
    assert isinstance(step, outbox.Delivered)
    assert step.answer == received(picture)
    assert client.asked == ["attach", "ask for picture"]


def test_a_picture_that_never_arrived_is_sent_again(engine):
    picture = picture_of(application())
    save(engine, picture)
    runs, client = worker(engine, TimedOut(), UNKNOWN, received(picture))
    runs.deliver_once(NOW)
    assert isinstance(runs.deliver_once(LATER), outbox.Delivered)
    assert client.asked == ["attach", "ask for picture", "attach"]


def test_another_picture_under_its_id_is_not_taken_for_it(engine):
    picture = picture_of(application())
    (message_id,) = save(engine, picture)
    strange = received(picture, sha256="0" * 64)
    runs, client = worker(engine, TimedOut(), strange, Rejected("idempotency_conflict", 422))
    runs.deliver_once(NOW)
    runs.deliver_once(LATER)
    assert client.asked == ["attach", "ask for picture", "attach"]
    assert state(engine, message_id) == "quarantined"


def test_a_refused_question_is_a_refusal(engine):
    (message_id,) = save(engine, picture_of(application()))
    runs, _ = worker(engine, TimedOut(), Rejected("wrong_kiosk", 403))
    runs.deliver_once(NOW)
    runs.deliver_once(LATER)
    assert state(engine, message_id) == "quarantined"


def test_a_lease_on_a_picture_holds_its_application_too(engine):
    filed = application()
    save(engine, filed, picture_of(filed))
    with engine.begin() as connection:
        first = outbox.claim_due(connection, NOW)
        assert first is not None
        assert first.message.kind is outbox.MessageKind.ATTACHMENT
        assert outbox.claim_due(connection, NOW + LEASE / 2) is None
        second = outbox.claim_due(connection, NOW + LEASE)
        assert second is not None
        assert (second.message.message_id, second.attempt) == (first.message.message_id, 2)
        assert not outbox.mark_acked(connection, first, NOW)
        assert outbox.mark_acked(connection, second, NOW)
        last = outbox.claim_due(connection, NOW + LEASE)
        assert last is not None
        assert last.message.kind is outbox.MessageKind.APPLICATION


def test_a_lease_outlives_asking_and_uploading():
    limits = Timeouts()
    assert limits.call + limits.upload < LEASE.total_seconds()


def test_a_payload_that_is_no_picture_any_more_is_kept_for_staff(engine):
    whole = outbox.OutboxMessage.attachment(picture_of(application()))
    torn = outbox.OutboxMessage("torn", whole.kind, "case", whole.payload[:-40])
    with engine.begin() as connection:
        outbox.enqueue(connection, torn, NOW)
    runs, client = worker(engine)
    step = runs.deliver_once(NOW)
    assert isinstance(step, outbox.Failed)
    assert (step.fault, step.next_attempt_at) == ("payload_unreadable", None)
    assert client.asked == []


class LosingAnswers:
    """A real client whose every first picture and filing arrives while its answer does not."""

    def __init__(self, client: BackendClient) -> None:
        self._client = client
        self.sent: list[str] = []

    def attach(self, attachment: Attachment) -> AttachmentReceived:
        self.sent.append("attach")
        self._client.attach(attachment)
        raise TimedOut

    def apply(self, application: Application):
        self.sent.append("apply")
        self._client.apply(application)
        raise TimedOut

    def __getattr__(self, name: str):
        return getattr(self._client, name)


def test_from_the_kiosk_to_the_backend_over_a_line_that_loses_answers(
    engine, backend, client, arrive, clock, request
):
    make, photograph = (request.getfixturevalue(name) for name in ("application", "material"))
    draft = make(arrive("chen"), "temporary-aid")
    picture = photograph(draft)
    filed = draft.model_copy(update={"answers": {"evidence": str(picture.attachment_id)}})
    save(engine, filed, picture)
    losing = LosingAnswers(client)
    runs = outbox.OutboxWorker(engine.begin, losing, random.SystemRandom())
    steps = []
    for _ in range(4):
        steps.append(runs.deliver_once(clock()))
        clock.pass_time(minutes=1)
    assert [type(step) for step in steps] == [outbox.Failed, outbox.Delivered] * 2
    assert losing.sent == ["attach", "apply"]
    assert [reason.code for reason in steps[-1].answer.reasons] == ["needs_visit"]
    assert backend.picture(picture.attachment_id) == picture.content
