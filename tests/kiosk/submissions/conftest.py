"""A back office with its own store before a real reference backend on loopback."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from backend_client import (
    BackendClient,
    DeviceKey,
    EmbeddedBackend,
    Timeouts,
    mint_app_code,
    outbox,
    utc_now,
)
from drivers.sim.residents import load_residents
from kiosk import CONFIG
from kiosk.catalog import load_catalog
from kiosk.session import Visitor
from kiosk.session.data import DocumentKind, HeldDocument
from kiosk.store import Store, open_store
from kiosk.submissions import BackOffice, Mailroom
from kiosk.submissions.filing import Filing

KIOSK = "LH-YC-007"
ITEMS = load_catalog(CONFIG / "catalog").items
RESIDENTS = load_residents()


def document(key: str) -> HeldDocument:
    """What this resident's card says."""
    person = RESIDENTS[key]
    return HeldDocument(
        kind=DocumentKind.RESIDENT,
        name=person.name,
        number=person.id_number,
        sex=person.sex,
        ethnic_code=person.ethnic_code,
        birth_date=person.birth,
        address=person.address,
        issuer=person.issuer,
        valid_from=person.valid_from,
        valid_until=person.valid_until,
    )


@dataclass
class Counter:
    """The office with all behind it; ``delivering``: whether a wake delivers at once."""

    office: BackOffice
    store: Store
    backend: EmbeddedBackend
    worker: outbox.OutboxWorker
    delivering: bool = True

    def deliver(self, now: datetime | None = None) -> list[outbox.Step]:
        """Everything that is due, reported as the outbox's thread does."""
        steps: list[outbox.Step] = []
        while True:
            step = self.worker.deliver_once(now or utc_now())
            steps.append(step)
            if isinstance(step, outbox.Nothing):
                return steps
            self.office.filing.on_step(step)

    def later(self) -> list[outbox.Step]:
        """What is due in an hour."""
        return self.deliver(utc_now() + timedelta(hours=1))

    def code(self, key: str, age: float = 0.0) -> bytes:
        return mint_app_code(key, utc_now() - timedelta(seconds=age)).encode()

    def visitor(self, key: str) -> Visitor:
        return self.office.identify_code(self.code(key))

    def rows(self, query: str) -> list[tuple[object, ...]]:
        with self.store.begin() as connection:
            return [tuple(row) for row in connection.execute(text(query))]


@pytest.fixture(scope="session")
def running(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[EmbeddedBackend, DeviceKey]]:
    key = DeviceKey.generate()
    url = f"sqlite:///{tmp_path_factory.mktemp('backend') / 'backend.db'}"
    kiosks = {KIOSK: key.public_bytes}
    with EmbeddedBackend(url, CONFIG / "sandbox", utc_now, kiosks=kiosks) as backend:
        yield backend, key


@pytest.fixture
def counter(running: tuple[EmbeddedBackend, DeviceKey], tmp_path: Path) -> Iterator[Counter]:
    backend, key = running
    backend.start()
    store = open_store(tmp_path / "kiosk.db", bytes(range(32)))
    client = BackendClient(backend.url, key, utc_now, Timeouts(call=20.0, health=20.0))
    made: list[Counter] = []

    def wake() -> None:
        if made and made[0].delivering:
            made[0].deliver()

    filing = Filing(store, Mailroom(), wake, utc_now, KIOSK)
    worker = outbox.OutboxWorker(store.begin, client, random.SystemRandom())
    made.append(Counter(BackOffice(client, filing, KIOSK, 0.2), store, backend, worker))
    yield made[0]
    client.close()
    store.close()
