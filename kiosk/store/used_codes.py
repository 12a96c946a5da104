"""Which single-use codes have been used; no restart and no clock set back allows a replay."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from kiosk.codes import Use
from kiosk.store.database import Store
from kiosk.store.tables import forgotten_codes, used_codes

MOST_REMEMBERED = 10_000
"""Rows; as many as ``kiosk.codes.ReplayGuard`` keeps in memory. Far more than a kiosk sees."""


class UsedCodes:
    """Bounded: codes that have expired make room; without room no further code is taken."""

    def __init__(self, store: Store, capacity: int = MOST_REMEMBERED) -> None:
        self._store = store
        self._capacity = capacity

    def opening(self) -> OneOpening:
        """For the opening of one code."""
        return OneOpening(self._store, self._capacity)


class OneOpening:
    """Counts the use of one code, committed before it is told. Safe on any thread."""

    def __init__(self, store: Store, capacity: int) -> None:
        self._store = store
        self._capacity = capacity
        self._counted: bytes | None = None

    def use(self, name: bytes, refused_from: int, now: int) -> Use:
        """As ``kiosk.codes.ReplayGuard.use``; moments in seconds since 1970. Raises StoreError."""
        with self._store.begin() as connection:
            if _known(connection, name) or refused_from <= _forgotten_to(connection):
                return Use.AGAIN
            if _count(connection) >= self._capacity:
                _forget(connection, now)
            if _count(connection) >= self._capacity:
                return Use.NO_ROOM
            values = {"name": name, "refused_from": refused_from}
            connection.execute(used_codes.insert().values(values))
        self._counted = name
        return Use.FIRST

    def take_back(self) -> None:
        """The code served nothing after all, so it may be shown again. Raises StoreError."""
        if self._counted is None:
            return
        with self._store.begin() as connection:
            connection.execute(used_codes.delete().where(used_codes.c.name == self._counted))
        self._counted = None


def _known(connection: Connection, name: bytes) -> bool:
    return connection.scalar(select(used_codes.c.name).where(used_codes.c.name == name)) is not None


def _count(connection: Connection) -> int:
    return connection.scalar(select(func.count()).select_from(used_codes)) or 0


def _forgotten_to(connection: Connection) -> int:
    """What is refused from this moment on or earlier counts as used."""
    return connection.scalar(select(func.max(forgotten_codes.c.forgotten_to))) or 0


def _forget(connection: Connection, now: int) -> None:
    over = used_codes.c.refused_from <= now
    latest = connection.scalar(select(func.max(used_codes.c.refused_from)).where(over))
    if latest is None:
        return
    mark = max(latest, _forgotten_to(connection))
    connection.execute(used_codes.delete().where(over))
    connection.execute(forgotten_codes.delete())
    connection.execute(forgotten_codes.insert().values(only=1, forgotten_to=mark))
