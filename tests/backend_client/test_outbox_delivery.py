"""One step of the worker at a time: what is sent, what is kept, what is asked first."""

from __future__ import annotations

import random
import threading
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.pool import StaticPool

from backend_client import ContractBroken, Rejected, ServerFault, TimedOut, Unreachable, outbox
from backend_client.contracts import (
    Application,
    PrintOutcome,
    Rating,
    RatingReceived,
    TokenApplicant,
)
from backend_client.outbox.store import LEASE
from backend_client.outbox.tables import messages

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


class ScriptedClient:
    """Answers with what the script says next; writes down what it was asked."""

    def __init__(self, *script: object) -> None:
        self.script = list(script)
        self.asked: list[str] = []

    def _next(self, verb: str):
        self.asked.append(verb)
        answer = self.script.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def apply(self, application):
        return self._next("apply")

    def decision(self, application_id):
        return self._next("decision")

    def report_print(self, outcome):
        self._next("report_print")
        return outcome

    def rate(self, rating):
        self._next("rate")
        return RatingReceived(rating_id=rating.rating_id)


@pytest.fixture
def engine():
    made = create_engine("sqlite://", poolclass=StaticPool)
    outbox.metadata.create_all(made)
    yield made
    made.dispose()


def make_application() -> Application:
    return Application(
        application_id=uuid4(),
        item_id="temporary-aid",
        answers={"need": "food"},
        applicant=TokenApplicant(resident_token="t" * 43),
        kiosk_id="LH-0001",
        made_at=NOW,
    )


def save(engine, *made: outbox.OutboxMessage) -> None:
    with engine.begin() as connection:
        for message in made:
            outbox.enqueue(connection, message, NOW)


def save_application(engine) -> str:
    message = outbox.OutboxMessage.application(make_application())
    save(engine, message)
    return message.message_id


def worker(engine, *script: object) -> tuple[outbox.OutboxWorker, ScriptedClient]:
    client = ScriptedClient(*script)
    return outbox.OutboxWorker(engine.begin, client, random.SystemRandom()), client


def state(engine, message_id: str):
    with engine.begin() as connection:
        return outbox.state_of(connection, message_id)


DECISION = object()


def test_a_delivered_application_is_erased(engine):
    message_id = save_application(engine)
    step = worker(engine, DECISION)[0].deliver_once(NOW)
    assert isinstance(step, outbox.Delivered)
    assert (step.message_id, step.answer) == (message_id, DECISION)
    with engine.begin() as connection:
        row = connection.execute(select(messages)).one()
    assert (row.state, row.payload) == ("acked", None)
    assert "object" not in repr(step)


def test_nothing_due_tells_when_something_will_be(engine):
    assert worker(engine)[0].deliver_once(NOW) == outbox.Nothing(None)
    save_application(engine)
    assert worker(engine)[0].deliver_once(NOW - timedelta(seconds=9)) == outbox.Nothing(NOW)


def test_after_a_lost_answer_the_backend_is_asked_first(engine):
    save_application(engine)
    runs, client = worker(engine, Unreachable("ReadError"), DECISION)
    failed = runs.deliver_once(NOW)
    assert isinstance(failed, outbox.Failed)
    assert failed.next_attempt_at is not None
    assert isinstance(runs.deliver_once(failed.next_attempt_at), outbox.Delivered)
    assert client.asked == ["apply", "decision"]


def test_what_never_arrived_is_sent_again(engine):
    save_application(engine)
    unknown = Rejected("application_unknown", 404)
    runs, client = worker(engine, TimedOut(), unknown, DECISION)
    runs.deliver_once(NOW)
    assert isinstance(runs.deliver_once(NOW + timedelta(minutes=1)), outbox.Delivered)
    assert client.asked == ["apply", "decision", "apply"]


@pytest.mark.parametrize(
    ("error", "fault", "quarantined"),
    [
        (Unreachable("ConnectError"), "Unreachable", False),
        (TimedOut(), "TimedOut", False),
        (ServerFault(503), "ServerFault", False),
        (ContractBroken("status 404"), "ContractBroken", False),
        (Rejected("signature_refused", 401), "signature_refused", False),
        (Rejected("timeout", 408), "timeout", False),
        (Rejected("running", 409), "running", False),
        (Rejected("too_early", 425), "too_early", False),
        (Rejected("slow_down", 429), "slow_down", False),
        (Rejected("malformed", 400), "malformed", True),
        (Rejected("not_known", 403), "not_known", True),
        (Rejected("item_unknown", 404), "item_unknown", True),
        (Rejected("idempotency_conflict", 422), "idempotency_conflict", True),
    ],
)
def test_what_can_help_is_retried_and_the_rest_is_kept_for_staff(engine, error, fault, quarantined):
    message_id = save_application(engine)
    step = worker(engine, error)[0].deliver_once(NOW)
    assert isinstance(step, outbox.Failed)
    assert step.fault == fault
    assert (step.next_attempt_at is None) == quarantined
    assert state(engine, message_id) == ("quarantined" if quarantined else "pending")
    with engine.begin() as connection:
        assert connection.execute(select(messages.c.payload)).scalar_one() is not None


def test_a_refused_lookup_is_a_refusal(engine):
    message_id = save_application(engine)
    runs, _ = worker(engine, TimedOut(), Rejected("wrong_kiosk", 403))
    runs.deliver_once(NOW)
    runs.deliver_once(NOW + timedelta(minutes=1))
    assert state(engine, message_id) == "quarantined"


def test_waits_grow_with_jitter_and_have_an_end():
    policy = outbox.RetryPolicy(first=timedelta(seconds=2), longest=timedelta(minutes=5))
    rng = random.SystemRandom()
    for attempt in range(1, 200):
        full = min(2.0 * 2 ** (attempt - 1), 300.0)
        wait = policy.wait(attempt, rng, None).total_seconds()
        assert full / 2 <= wait <= full
    assert policy.wait(1, rng, 40.0) == timedelta(seconds=40)
    assert policy.wait(1, rng, 1e9) <= timedelta(hours=1)


def test_the_backend_can_ask_for_a_longer_wait(engine):
    save_application(engine)
    step = worker(engine, ServerFault(503, retry_after=120.0))[0].deliver_once(NOW)
    assert isinstance(step, outbox.Failed)
    assert step.next_attempt_at == NOW + timedelta(seconds=120)


def test_one_bad_row_does_not_hold_up_the_others(engine):
    bad, good = save_application(engine), save_application(engine)
    runs, _ = worker(engine, Rejected("malformed", 422), DECISION)
    runs.deliver_once(NOW)
    runs.deliver_once(NOW)
    assert (state(engine, bad), state(engine, good)) == ("quarantined", "acked")


def test_a_payload_that_older_software_wrote_is_kept_for_staff(engine):
    odd = outbox.OutboxMessage("odd", outbox.MessageKind.RATING, "odd", b'{"stars": 5}')
    save(engine, odd)
    runs, client = worker(engine)
    step = runs.deliver_once(NOW)
    assert isinstance(step, outbox.Failed)
    assert step.fault == "payload_unreadable"
    assert client.asked == []
    assert "stars" not in repr(odd)


def test_a_case_goes_in_order_and_waits_for_its_first(engine):
    application = make_application()
    case = str(application.application_id)
    rating = Rating(
        rating_id=uuid4(),
        handling=case,
        item_id="temporary-aid",
        score=3,
        kiosk_id="LH-0001",
        rated_at=NOW,
    )
    printed = PrintOutcome(serial="LJ1-01", outcome="confirmed", at=NOW)
    save(
        engine,
        outbox.OutboxMessage.application(application),
        outbox.OutboxMessage.print_outcome(printed, case),
        outbox.OutboxMessage.rating(rating, case),
    )
    runs, client = worker(engine, TimedOut(), DECISION, None, None)
    failed = runs.deliver_once(NOW)
    assert isinstance(failed, outbox.Failed)
    assert runs.deliver_once(NOW) == outbox.Nothing(NOW)
    later = NOW + timedelta(minutes=1)
    assert all(isinstance(runs.deliver_once(later), outbox.Delivered) for _ in range(3))
    assert client.asked == ["apply", "decision", "report_print", "rate"]


def test_a_lease_holds_and_runs_out(engine):
    save_application(engine)
    with engine.begin() as connection:
        first = outbox.claim_due(connection, NOW)
        assert first is not None
        assert outbox.claim_due(connection, NOW + LEASE / 2) is None
        second = outbox.claim_due(connection, NOW + LEASE)
        assert second is not None
        assert (first.attempt, second.attempt) == (1, 2)
        assert not outbox.mark_acked(connection, first, NOW)
        assert not outbox.mark_retry(connection, first, NOW, "late")
        assert not outbox.mark_quarantined(connection, first, NOW, "late")
        assert outbox.mark_acked(connection, second, NOW)


def test_a_clock_that_was_set_back_holds_up_nothing(engine):
    held, waiting = save_application(engine), save_application(engine)
    runs, _ = worker(engine, TimedOut(), DECISION, DECISION)
    failed = runs.deliver_once(NOW)
    assert isinstance(failed, outbox.Failed)
    with engine.begin() as connection:
        assert outbox.claim_due(connection, NOW) is not None
    years_ago = NOW - timedelta(days=4000)
    assert isinstance(runs.deliver_once(years_ago), outbox.Delivered)
    assert isinstance(runs.deliver_once(years_ago), outbox.Delivered)
    assert (state(engine, held), state(engine, waiting)) == ("acked", "acked")


def test_a_bug_leaves_the_message_to_be_tried_again(engine):
    message_id = save_application(engine)
    runs, client = worker(engine, ZeroDivisionError(), DECISION)
    with pytest.raises(ZeroDivisionError):
        runs.deliver_once(NOW)
    assert state(engine, message_id) == "in_flight"
    assert runs.recover() == 1
    assert isinstance(runs.deliver_once(NOW), outbox.Delivered)
    assert client.asked == ["apply", "decision"]


def test_a_message_is_saved_with_its_transaction_or_not_at_all(engine):
    message = outbox.OutboxMessage.application(make_application())

    def save_and_fail() -> None:
        with engine.begin() as connection:
            outbox.enqueue(connection, message, NOW)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        save_and_fail()
    assert state(engine, message.message_id) is None
    save(engine, message)
    with pytest.raises(IntegrityError):
        save(engine, message)


def test_staff_see_the_backlog_and_can_send_again(engine):
    bad, waiting = save_application(engine), save_application(engine)
    runs, _ = worker(engine, Rejected("malformed", 422))
    runs.deliver_once(NOW)
    with engine.begin() as connection:
        assert outbox.backlog(connection) == outbox.Backlog(1, 0, 0, 1, NOW)
        assert not outbox.requeue(connection, waiting, NOW)
        assert outbox.requeue(connection, bad, NOW)
        assert outbox.backlog(connection) == outbox.Backlog(2, 0, 0, 0, NOW)


def test_old_acknowledged_rows_can_go_and_no_others(engine):
    done, waiting = save_application(engine), save_application(engine)
    worker(engine, DECISION)[0].deliver_once(NOW)
    with engine.begin() as connection:
        assert outbox.purge_acked(connection, NOW) == 0
        assert outbox.purge_acked(connection, NOW + timedelta(days=1)) == 1
    assert (state(engine, done), state(engine, waiting)) == (None, "pending")


def test_the_runner_delivers_what_it_is_woken_for(tmp_path):
    engine = create_engine(f"sqlite:///{tmp_path / 'kiosk.db'}")
    outbox.metadata.create_all(engine)
    steps: list[object] = []
    seen = threading.Event()

    def note(step: object) -> None:
        steps.append(step)
        seen.set()

    runner = outbox.OutboxRunner(worker(engine, DECISION)[0], lambda: NOW, note)
    runner.start()
    save_application(engine)
    runner.wake()
    assert seen.wait(20)
    assert runner.stop(20)
    engine.dispose()
    assert [type(step) for step in steps] == [outbox.Delivered]


def test_a_runner_that_never_started_stops(engine):
    runner = outbox.OutboxRunner(worker(engine)[0], lambda: NOW, lambda _step: None)
    assert runner.stop(1)
