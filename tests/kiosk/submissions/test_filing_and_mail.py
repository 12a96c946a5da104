"""Applications, ratings and print results: saved first, delivered once, answered if in time."""

import threading
from datetime import UTC, datetime
from uuid import UUID

import pytest
from sqlalchemy import text

from backend_client.outbox import Failed, MessageKind
from kiosk.session import NoticeCode, OutcomeKind
from kiosk.store import PrintJournal, PrintState, StoreBroken, verify_audit
from kiosk.submissions import Mailroom, RefusedError
from kiosk.submissions.outcomes import local_number, local_time
from tests.kiosk.submissions.conftest import ITEMS

ALLOWANCE = ITEMS["high-age-allowance"]
ANSWERS = {"address": "ok", "account": "other", "phone": "15400000001", "declaration": "yes"}
NOW = datetime(2026, 11, 22, 15, 6, tzinfo=UTC)


def outbox_rows(counter):
    return counter.rows("select kind, state, fault from outbox_messages order by sequence")


def audit_kinds(counter):
    return [kind for (kind,) in counter.rows("select kind from audit order by sequence")]


def test_a_decision_in_time_is_the_outcome(counter):
    outcome = counter.office.submit(ITEMS["temporary-aid"], counter.visitor("li"), {})
    assert outcome.kind is OutcomeKind.ROUTED
    assert counter.rows("select case_number from submissions") == [(outcome.number,)]
    assert audit_kinds(counter) == ["application_saved", "application_decided"]
    assert outbox_rows(counter) == [("application", "acked", "")]
    assert counter.rows("select payload from outbox_messages") == [(None,)]


def test_without_an_answer_it_is_saved_and_delivered_later(counter):
    visitor = counter.visitor("ma")
    counter.backend.stop()
    outcome = counter.office.submit(ITEMS["temporary-aid"], visitor, {})
    assert outcome.kind is OutcomeKind.SAVED
    ((key, number),) = counter.rows("select application_id, case_number from submissions")
    assert (outcome.number, number) == (local_number(UUID(str(key))), "")
    assert counter.office.filing.waiting() == 1
    counter.backend.start()
    counter.later()
    assert counter.office.filing.waiting() == 0
    ((number,),) = counter.rows("select case_number from submissions")
    assert number
    assert audit_kinds(counter) == ["application_saved", "application_decided"]
    with counter.store.begin() as connection:
        assert verify_audit(connection)


def test_what_the_backend_declines_for_good_is_told_and_kept_for_staff(counter):
    unknown = ALLOWANCE.model_copy(update={"id": "no-such-item"})
    with pytest.raises(RefusedError) as caught:
        counter.office.submit(unknown, counter.visitor("ma"), ANSWERS)
    assert caught.value.notice is NoticeCode.REFUSED
    assert outbox_rows(counter) == [("application", "quarantined", "item_unknown")]
    assert counter.office.filing.waiting() == 1


def test_an_answer_that_is_slow_is_not_waited_for_beyond_the_limit(counter):
    counter.delivering = False
    outcome = counter.office.submit(ITEMS["temporary-aid"], counter.visitor("ma"), {})
    assert outcome.kind is OutcomeKind.SAVED


def test_what_cannot_be_saved_is_told_and_nothing_is_left(counter):
    visitor = counter.visitor("ma")
    with counter.store.begin() as connection:
        connection.execute(text("drop table submissions"))
    with pytest.raises(RefusedError) as caught:
        counter.office.submit(ITEMS["temporary-aid"], visitor, {})
    assert caught.value.notice is NoticeCode.STORE_FAULT
    assert outbox_rows(counter) == []
    assert counter.office.filing.mailroom._awaited == {}


def test_a_rating_is_kept_and_delivered_once(counter):
    counter.office.filing.rate(ALLOWANCE, "GL1", 5)
    counter.office.filing.rate(ALLOWANCE, "", 4)
    assert [row[:2] for row in outbox_rows(counter)] == [("rating", "acked")] * 2
    assert audit_kinds(counter) == ["rated", "rated"]


def grant(counter):
    certificate = ITEMS["insurance-certificate"]
    visitor = counter.visitor("li")
    return counter.office.certificate_paper(certificate, visitor, {"purpose": "其他"})


@pytest.mark.parametrize(
    ("state", "reported"),
    [
        (PrintState.CONFIRMED, ["confirmed"]),
        (PrintState.UNKNOWN, ["unknown"]),
        (PrintState.FAILED, []),
    ],
)
def test_what_became_of_a_copy_is_saved_with_its_report(counter, state, reported):
    order = grant(counter)
    journal = PrintJournal(counter.store, lambda: NOW)
    job = journal.reserve(1, order.kind, order.serial)
    journal.sent(job)
    journal.settle(job, state, "", counter.office.filing.report_print)
    messages = counter.rows("select message_id from outbox_messages")
    assert messages == [(f"{order.serial}:{each}",) for each in reported]
    counter.deliver()
    assert counter.office.filing.waiting() == 0


def test_a_slip_without_a_grant_is_not_reported(counter):
    journal = PrintJournal(counter.store, lambda: NOW)
    job = journal.reserve(1, "saved_receipt", "")
    journal.settle(job, PrintState.CONFIRMED, "", counter.office.filing.report_print)
    assert outbox_rows(counter) == []


def test_after_a_power_cut_reserved_copies_are_void_and_sent_ones_unknown(counter):
    journal = PrintJournal(counter.store, lambda: NOW)
    reserved, sent = grant(counter), grant(counter)
    journal.reserve(1, reserved.kind, reserved.serial)
    journal.sent(journal.reserve(1, sent.kind, sent.serial))
    found = journal.settle_interrupted(counter.office.filing.report_interrupted)
    assert [record.state for record in found] == [PrintState.RESERVED, PrintState.SENT]
    states = [journal.record(record.job_id).state for record in found]
    assert states == [PrintState.FAILED, PrintState.UNKNOWN]
    messages = counter.rows("select message_id from outbox_messages order by sequence")
    assert messages == [(f"{reserved.serial}:failed",), (f"{sent.serial}:unknown",)]
    assert journal.settle_interrupted(counter.office.filing.report_interrupted) == ()


def test_a_broken_store_is_not_hidden(counter):
    with counter.store.begin() as connection:
        connection.execute(text("drop table audit"))
    with pytest.raises(StoreBroken):
        counter.office.filing.rate(ALLOWANCE, "GL1", 5)


def failed(key):
    return Failed(key, MessageKind.APPLICATION, "Unreachable", NOW)


def test_mail_nobody_waits_for_is_forgotten():
    room = Mailroom()
    room.report(failed("a"))
    with room.expecting("a") as answer:
        assert answer(0.01) is None
        room.report(failed("b"))
        assert answer(0.01) is None


def test_mail_that_came_before_the_wait_is_there_and_the_first_counts():
    room = Mailroom()
    first, second = failed("a"), failed("a")
    with room.expecting("a") as answer:
        room.report(first)
        room.report(second)
        assert answer(5) is first
    assert room._awaited == {}


def test_mail_wakes_who_waits():
    room = Mailroom()
    step = failed("a")
    with room.expecting("a") as answer:
        waiting = threading.Timer(0.05, room.report, [step])
        waiting.start()
        assert answer(20) is step
        waiting.join()


def test_moments_are_told_in_shenzhen():
    assert local_time(NOW) == "2026-11-22 23:06"
