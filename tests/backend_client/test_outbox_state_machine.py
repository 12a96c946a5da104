"""Any order of saves, deliveries, faults, crashes, clock jumps: nothing is lost or doubled."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import create_engine, select
from sqlalchemy.pool import StaticPool

from backend_client import ContractBroken, Rejected, ServerFault, TimedOut, Unreachable, outbox
from backend_client.contracts import (
    Application,
    Attachment,
    AttachmentReceived,
    Decision,
    Outcome,
    Rating,
    RatingReceived,
    TokenApplicant,
)
from backend_client.outbox.store import LEASE, MAX_WAIT
from backend_client.outbox.tables import messages

START = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
TROUBLES = [
    "none",
    "unreachable",
    "lost",
    "timed_out",
    "fault",
    "garbled",
    "busy",
    "refused",
    "crash",
]


class SeededJitter(random.Random):
    """Jitter that a failing example repeats."""


class Crash(Exception):
    """The process ends here."""


class FakeBackend:
    """Keeps what arrives, and has the trouble it is told to have."""

    def __init__(self) -> None:
        self.decisions: dict[UUID, Decision] = {}
        self.filings: list[UUID] = []
        self.pictures: dict[UUID, str] = {}
        self.arrived: list[str] = []
        self.trouble = "none"

    def apply(self, application: Application) -> Decision:
        self._before()
        known = self.decisions.get(application.application_id)
        if known is None:
            self.filings.append(application.application_id)
            self.arrived.append(str(application.application_id))
            self.decisions[application.application_id] = decided(application.application_id)
        self._after()
        return self.decisions[application.application_id]

    def decision(self, application_id: UUID) -> Decision:
        if self.trouble == "unreachable":
            raise Unreachable("ConnectError")
        if application_id not in self.decisions:
            raise Rejected("application_unknown", 404)
        return self.decisions[application_id]

    def attach(self, attachment: Attachment) -> AttachmentReceived:
        self._before()
        if attachment.attachment_id not in self.pictures:
            self.filings.append(attachment.attachment_id)
            self.arrived.append(str(attachment.attachment_id))
        self.pictures[attachment.attachment_id] = attachment.sha256
        self._after()
        return self.attachment(attachment.attachment_id)

    def attachment(self, attachment_id: UUID) -> AttachmentReceived:
        if self.trouble == "unreachable":
            raise Unreachable("ConnectError")
        if attachment_id not in self.pictures:
            raise Rejected("attachment_unknown", 404)
        return AttachmentReceived(attachment_id=attachment_id, sha256=self.pictures[attachment_id])

    def rate(self, rating: Rating) -> RatingReceived:
        self._before()
        if str(rating.rating_id) not in self.arrived:
            self.arrived.append(str(rating.rating_id))
        self._after()
        return RatingReceived(rating_id=rating.rating_id)

    def report_print(self, outcome):
        raise NotImplementedError

    def _before(self) -> None:
        match self.trouble:
            case "unreachable":
                raise Unreachable("ConnectError")
            case "fault":
                raise ServerFault(503, retry_after=40.0)
            case "busy":
                raise Rejected("running", 409)
            case "refused":
                raise Rejected("malformed", 422)

    def _after(self) -> None:
        match self.trouble:
            case "lost":
                raise Unreachable("ReadError")
            case "timed_out":
                raise TimedOut
            case "garbled":
                raise ContractBroken("Decision")
            case "crash":
                raise Crash


def decided(application_id: UUID) -> Decision:
    return Decision(
        application_id=application_id,
        case_number="LJ1",
        item_id="temporary-aid",
        title="临时救助",
        authority="罗湖区民政局",
        outcome=Outcome.ROUTED,
        reasons=(),
        facts=(),
        next_steps=(),
        decided_at=START,
        check_code="A",
        verify_url="",
    )


def pictured(application_id: UUID, number: int) -> outbox.OutboxMessage:
    jpeg = b"\xff\xd8\xff\xe0" + bytes([number]) + b"\xff\xd9"
    picture = Attachment.of_jpeg(uuid4(), application_id, "temporary-aid", "evidence", jpeg)
    return outbox.OutboxMessage.attachment(picture)


class OutboxMachine(RuleBasedStateMachine):
    @initialize(seed=st.integers(0, 9))
    def open(self, seed: int) -> None:
        self.engine = create_engine("sqlite://", poolclass=StaticPool)
        outbox.metadata.create_all(self.engine)
        self.backend = FakeBackend()
        jitter = SeededJitter(seed)
        self.worker = outbox.OutboxWorker(self.engine.begin, self.backend, jitter)
        self.now = START
        self.saved: dict[str, str] = {}
        self.pictures_of: dict[str, set[str]] = {}
        self.acked: set[str] = set()
        self.quarantined: set[str] = set()
        self.ever_quarantined: set[str] = set()
        self.save(rated=True, before=1, after=0)

    def teardown(self) -> None:
        """Whatever happened: once all is well, an hour and a lease later everything is there."""
        if not hasattr(self, "engine"):
            return
        self._deliver_all()
        self.now += MAX_WAIT + LEASE
        self._deliver_all()
        assert self.acked | self.quarantined == self.saved.keys()
        self.nothing_is_lost()
        self.engine.dispose()

    @rule(rated=st.booleans(), before=st.integers(0, 2), after=st.integers(0, 1))
    def save(self, rated: bool, before: int, after: int) -> None:
        """``before`` and ``after``: pictures enqueued around their application."""
        application = Application(
            application_id=uuid4(),
            item_id="temporary-aid",
            answers={},
            applicant=TokenApplicant(resident_token="t" * 43),
            kiosk_id="LH-0001",
            made_at=self.now,
        )
        case = application.application_id
        pictures = [pictured(case, number) for number in range(before + after)]
        self.pictures_of[str(case)] = {picture.message_id for picture in pictures}
        filed = outbox.OutboxMessage.application(application)
        self._enqueue(*pictures[:before], filed, *pictures[before:])
        if rated:
            key = str(application.application_id)
            rating = Rating(
                rating_id=uuid4(),
                handling=key,
                item_id="temporary-aid",
                score=4,
                kiosk_id="LH-0001",
                rated_at=self.now,
            )
            self._enqueue(outbox.OutboxMessage.rating(rating, key))

    @rule(troubles=st.lists(st.sampled_from(TROUBLES), min_size=1, max_size=8))
    def deliver(self, troubles: list[str]) -> None:
        for trouble in troubles:
            self._deliver(trouble)

    @rule()
    def start_again(self) -> None:
        self.worker.recover()

    @rule(seconds=st.sampled_from([1, 400, -600, -10_000]))
    def time_passes_or_is_set_back(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    @rule()
    def staff_send_again(self) -> None:
        for message_id in self.quarantined:
            with self.engine.begin() as connection:
                assert outbox.requeue(connection, message_id, self.now)
        self.quarantined.clear()

    @invariant()
    def nothing_is_lost(self) -> None:
        with self.engine.begin() as connection:
            rows = {row.message_id: row for row in connection.execute(select(messages))}
        assert rows.keys() == self.saved.keys()
        for message_id, row in rows.items():
            assert (row.state == "acked") == (message_id in self.acked)
            assert (row.state == "quarantined") == (message_id in self.quarantined)
            assert (row.payload is None) == (message_id in self.acked)

    @invariant()
    def what_is_acknowledged_arrived_once(self) -> None:
        assert self.acked <= set(self.backend.arrived)
        assert len(self.backend.filings) == len(set(self.backend.filings))

    @invariant()
    def a_case_arrives_in_order_but_for_what_staff_hold(self) -> None:
        place = {message_id: index for index, message_id in enumerate(self.backend.arrived)}
        for message_id in self.backend.arrived:
            case = self.saved[message_id]
            if message_id in self.pictures_of.get(case, ()):
                continue
            assert case in self.ever_quarantined or place[case] <= place[message_id]

    @invariant()
    def pictures_arrive_before_their_application(self) -> None:
        place = {message_id: index for index, message_id in enumerate(self.backend.arrived)}
        for case, pictures in self.pictures_of.items():
            for picture in pictures - self.ever_quarantined:
                assert case not in place or place[picture] < place[case]

    def _enqueue(self, *made: outbox.OutboxMessage) -> None:
        with self.engine.begin() as connection:
            for message in made:
                outbox.enqueue(connection, message, self.now)
        self.saved |= {message.message_id: message.case_key for message in made}

    def _deliver(self, trouble: str) -> outbox.Step | None:
        self.backend.trouble = trouble
        try:
            step = self.worker.deliver_once(self.now)
        except Crash:
            return None
        if isinstance(step, outbox.Delivered):
            self.acked.add(step.message_id)
        elif isinstance(step, outbox.Nothing):
            self.now = max(self.now, step.next_due or self.now)
        elif step.next_attempt_at is None:
            assert trouble == "refused"
            self.quarantined.add(step.message_id)
            self.ever_quarantined.add(step.message_id)
        else:
            assert timedelta(0) < step.next_attempt_at - self.now <= MAX_WAIT
        return step

    def _deliver_all(self) -> None:
        for _ in range(2 * len(self.saved) + 1):
            now = self.now
            step = self._deliver("none")
            self.now = now
            if isinstance(step, outbox.Nothing):
                return
            assert isinstance(step, outbox.Delivered)
        raise AssertionError


OutboxMachine.TestCase.settings = settings(
    max_examples=40, stateful_step_count=10, deadline=None, derandomize=True
)
TestOutbox = OutboxMachine.TestCase
