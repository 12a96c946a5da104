"""One database, SQLite or another engine that SQLAlchemy knows, with transactions made explicit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import IntegrityError

from backend_client.sandbox.tables import metadata

ResultT = TypeVar("ResultT")

_ATTEMPTS: Final = 5
_BUSY_TIMEOUT_MS: Final = 20_000


class Database:
    """``read`` and ``write`` give a connection inside a transaction that commits when left."""

    def __init__(self, url: str) -> None:
        self._engine = create_engine(url, hide_parameters=True, pool_size=20, max_overflow=20)
        if self._engine.dialect.name == "sqlite":
            _prepare_sqlite(self._engine)
        self._writing = self._engine.execution_options(writes=True)
        metadata.create_all(self._writing)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """For statements that change nothing."""
        with self._engine.begin() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """For statements that change something; one writer at a time on SQLite."""
        with self._writing.begin() as connection:
            yield connection

    def write_once(self, work: Callable[[Connection, int], ResultT]) -> ResultT:
        """Run ``work(connection, attempt)`` in a transaction, again if a constraint refused it.

        ``work`` starts by looking for what a twin request may have stored meanwhile, so that the
        loser of a race finds the winner's row. The last refusal passes through.
        """
        for attempt in range(_ATTEMPTS - 1):
            try:
                with self.write() as connection:
                    return work(connection, attempt)
            except IntegrityError:
                continue
        with self.write() as connection:
            return work(connection, _ATTEMPTS - 1)

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()


def _prepare_sqlite(engine: Engine) -> None:
    """WAL and FULL on every connection, and BEGIN by us: the driver's own transaction handling
    locks too late (SQLAlchemy's SQLite notes).
    """

    @event.listens_for(engine, "connect")
    def _on_connect(connection: DBAPIConnection, _record: object) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in (
            f"busy_timeout={_BUSY_TIMEOUT_MS}",
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
