"""Opening the encrypted SQLite file and its one kind of transaction."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlcipher3
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from backend_client import outbox
from kiosk.store.errors import StoreBroken, StoreUnreadable
from kiosk.store.tables import metadata

BUSY_SECONDS = 10.0


class Store:
    """The database behind one lock: transactions of all threads follow one another."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writer = threading.RLock()

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """One transaction; committed (and synced to disk) when left normally, else rolled back.

        Blocks while another thread writes. Raises StoreBroken when the database fails.
        """
        with self._writer:
            try:
                with self._engine.begin() as connection:
                    yield connection
            except DBAPIError as error:
                raise StoreBroken(type(error.orig).__name__) from None

    def empty_log(self) -> None:
        """Fold the write-ahead log into the database and cut it to nothing.

        What was erased still stands in the log until then. Blocks while another thread writes,
        and on the disk; raises StoreBroken.
        """
        with self._writer:
            try:
                connection = self._engine.raw_connection()
                try:
                    connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
                finally:
                    connection.close()
            except (DBAPIError, sqlcipher3.dbapi2.Error) as error:
                raise StoreBroken(type(error).__name__) from None

    def close(self) -> None:
        """Checkpoint and close the file."""
        with self._writer:
            self._engine.dispose()


def open_store(path: Path, key: bytes) -> Store:
    """Open or create the file; every table exists afterwards. Raises StoreUnreadable."""
    engine = create_engine(
        "sqlite://",
        creator=lambda: _connect(path, key),
        module=sqlcipher3.dbapi2,
        poolclass=StaticPool,
        hide_parameters=True,
    )
    event.listen(engine, "begin", _begin_immediate)
    try:
        for tables in (metadata, outbox.metadata):
            tables.create_all(engine)
    except (DBAPIError, sqlcipher3.dbapi2.DatabaseError) as error:
        engine.dispose()
        raise StoreUnreadable(str(path)) from error
    return Store(engine)


def _connect(path: Path, key: bytes) -> sqlcipher3.dbapi2.Connection:
    connection = sqlcipher3.dbapi2.connect(
        str(path), timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")
    return connection


def _begin_immediate(connection: Connection) -> None:
    """Take the write lock at once: pysqlite's own late BEGIN can deadlock two writers."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")
