"""Hands on a real world, with codes that can be read and a backend that only notes its switch."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pytest

from drivers.sim.residents import load_residents
from drivers.sim.world import World
from kiosk.devices import HealthBoard
from kiosk.dock.hands import Hands
from kiosk.dock.images import DockImages
from kiosk.dock.view_model import DockViewModel
from kiosk.i18n import Texts
from kiosk.jobs import Done, Err, Ok

GOLDENS = Path(__file__).parents[1] / "documents" / "goldens"


@dataclass
class FakeBackend:
    """Notes what it was told; fails once if told so."""

    told: list[bool] = field(default_factory=list)
    failure: Exception | None = None

    def switch(self, is_on: bool) -> None:
        if self.failure is not None:
            raise self.failure
        self.told.append(is_on)


class ManualJobs:
    """Runs jobs when the test says so, on the test's own thread."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def run(self, work: Callable, done: Done) -> None:
        def job() -> None:
            try:
                result = Ok(work())
            except (OSError, RuntimeError) as error:
                result = Err(error)
            done(result)

        self.waiting.append(job)

    def finish(self) -> int:
        """Run what waits now, and what that starts; returns how many jobs there were."""
        count = 0
        while self.waiting:
            self.waiting.pop(0)()
            count += 1
        return count

    def close(self) -> None:
        self.waiting.clear()


def mint(resident: str, age: timedelta) -> str:
    return f"code of {resident}, {age.total_seconds():.0f} s old"


@pytest.fixture
def backend() -> FakeBackend:
    return FakeBackend()


@pytest.fixture
def hands(backend: FakeBackend) -> Hands:
    return Hands(World(), load_residents(), mint, backend.switch)


@pytest.fixture
def jobs() -> ManualJobs:
    return ManualJobs()


@pytest.fixture(scope="session")
def receipt() -> bytes:
    """A printed paper."""
    return (GOLDENS / "receipt-576.png").read_bytes()


@pytest.fixture(scope="session")
def certificate() -> bytes:
    """Another printed paper, with another code."""
    return (GOLDENS / "certificate-576.png").read_bytes()


@pytest.fixture
def board(qapp):
    return HealthBoard()


@pytest.fixture
def pictures(qapp):
    return DockImages("dock-paper"), DockImages("dock-camera")


@pytest.fixture
def dock(hands, board, jobs, pictures):
    dock = DockViewModel(
        hands, board, Texts.load(), jobs, *pictures, today=lambda: date(2026, 11, 22)
    )
    yield dock
    dock.close()
