"""The encrypted file: what is committed stays, what is not leaves no trace, the key is needed."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select, text

from kiosk.store import (
    AuditKind,
    StoreBroken,
    StoreUnreadable,
    append_audit,
    load_or_create_key,
    open_store,
    verify_audit,
)
from kiosk.store.tables import audit

KEY = bytes(range(32))
NOW = datetime(2026, 11, 22, 15, 6, tzinfo=UTC)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "kiosk.db"


@pytest.fixture
def store(path):
    store = open_store(path, KEY)
    yield store
    store.close()


def test_every_connection_is_durable(store):
    with store.begin() as connection:
        assert connection.scalar(text("PRAGMA journal_mode")) == "wal"
        assert connection.scalar(text("PRAGMA synchronous")) == 2


def test_the_file_is_unreadable_without_the_key(store, path):
    with store.begin() as connection:
        append_audit(connection, NOW, AuditKind.STARTED, {"profile": "canary-profile"})
    store.close()
    for file in path.parent.iterdir():
        assert b"canary-profile" not in file.read_bytes()
        assert b"CREATE TABLE" not in file.read_bytes()
    with closing(sqlite3.connect(path)) as plain, pytest.raises(sqlite3.DatabaseError):
        plain.execute("SELECT * FROM audit")
    with pytest.raises(StoreUnreadable):
        open_store(path, bytes(32))


def test_committed_rows_survive_a_restart_and_broken_transactions_do_not(store, path):
    with store.begin() as connection:
        append_audit(connection, NOW, AuditKind.STARTED, {"version": "1"})
    with pytest.raises(RuntimeError), store.begin() as connection:
        append_audit(connection, NOW, AuditKind.BROKEN, {"code": "x"})
        raise RuntimeError
    store.close()
    again = open_store(path, KEY)
    with again.begin() as connection:
        assert connection.scalar(select(func.count()).select_from(audit)) == 1
    again.close()


def test_database_faults_name_no_content(store):
    with pytest.raises(StoreBroken) as caught, store.begin() as connection:
        connection.execute(text("INSERT INTO missing VALUES ('张三')"))
    assert "张三" not in str(caught.value)


def test_audit_chain_shows_tampering(store):
    with store.begin() as connection:
        for number in range(3):
            append_audit(connection, NOW, AuditKind.PRINT_SENT, {"job_id": number})
        assert verify_audit(connection)
    with store.begin() as connection:
        connection.execute(text("UPDATE audit SET data = '{\"job_id\": 9}' WHERE sequence = 2"))
        assert not verify_audit(connection)


def test_audit_takes_no_key_that_is_not_on_the_list(store):
    with pytest.raises(ValueError, match="not allowed"), store.begin() as connection:
        append_audit(connection, NOW, AuditKind.STARTED, {"name": "张三"})


def test_key_file_is_private_and_kept(tmp_path):
    path = tmp_path / "store.key"
    key = load_or_create_key(path)
    assert len(key) == 32
    assert path.stat().st_mode & 0o777 == 0o600
    assert load_or_create_key(path) == key


def test_a_spoilt_key_file_is_refused(tmp_path):
    path = tmp_path / "store.key"
    path.write_bytes(b"short")
    with pytest.raises(ValueError, match="32 bytes"):
        load_or_create_key(path)


def test_an_emptied_log_holds_nothing_and_the_data_stays(store, path):
    log = path.with_name(f"{path.name}-wal")
    with store.begin() as connection:
        append_audit(connection, NOW, AuditKind.BROKEN, {"code": "x"})
    assert log.stat().st_size > 0
    store.empty_log()
    assert log.stat().st_size == 0
    with store.begin() as connection:
        assert verify_audit(connection)
        assert connection.scalar(select(func.count()).select_from(audit)) == 1
