"""The print journal: what a restart finds in each state, and that nothing is settled twice."""

from datetime import UTC, datetime

import pytest

from kiosk.store import PrintJournal, PrintState, open_store

NOW = datetime(2026, 11, 22, 15, 6, tzinfo=UTC)


@pytest.fixture
def store(tmp_path):
    store = open_store(tmp_path / "kiosk.db", bytes(32))
    yield store
    store.close()


@pytest.fixture
def journal(store):
    return PrintJournal(store, lambda: NOW)


def test_a_copy_goes_from_reserved_to_confirmed_with_its_report(journal):
    job_id = journal.reserve(7, "certificate", "SB-1-01")
    assert journal.record(job_id).state is PrintState.RESERVED
    journal.sent(job_id)
    reported = []
    journal.settle(job_id, PrintState.CONFIRMED, "", lambda _, record: reported.append(record))
    assert reported == [journal.record(job_id)]
    assert reported[0].state is PrintState.CONFIRMED
    assert reported[0].serial == "SB-1-01"


def test_restart_turns_sent_into_unknown_and_reserved_into_failed(store, journal):
    reserved = journal.reserve(1, "receipt", "A-01")
    sent = journal.reserve(1, "receipt", "B-01")
    journal.sent(sent)
    restarted = PrintJournal(store, lambda: NOW)
    reported = []
    restarted.settle_interrupted(lambda _, record: reported.append((record.serial, record.state)))
    assert restarted.record(reserved).state is PrintState.FAILED
    assert restarted.record(sent).state is PrintState.UNKNOWN
    assert reported == [("A-01", PrintState.FAILED), ("B-01", PrintState.UNKNOWN)]
    assert [record.job_id for record in restarted.unsettled()] == [sent]
    assert restarted.settle_interrupted() == ()


def test_a_settled_copy_stays_settled(journal):
    job_id = journal.reserve(1, "receipt", "")
    journal.settle(job_id, PrintState.CONFIRMED, "")
    journal.settle(job_id, PrintState.UNKNOWN, "late")
    assert journal.record(job_id).state is PrintState.CONFIRMED


def test_job_ids_are_never_used_twice(journal):
    assert len({journal.reserve(1, "test_print", "") for _ in range(20)}) == 20
