"""Kiosks for journeys: built on a folder of the test's own, and taken down after it.

Each journey runs in a process of its own, as each kiosk does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.devices import desk
from kiosk.startup import Configuration
from tests.fixtures.own_process import run_forked
from tests.journeys import house as houses
from tests.journeys.house import House

Open = Callable[[], House]


HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Journeys come first: their processes are forked from one that has no application yet."""
    items.sort(key=lambda item: HERE not in item.path.parents)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> bool | None:
    """Fork for each journey; the configuration is read before, once."""
    if HERE not in item.path.parents:
        return None
    houses.configuration()
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    for report in run_forked(item):
        item.ihook.pytest_runtest_logreport(report=report)
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True


@pytest.fixture(scope="session")
def qapp_cls() -> type[QGuiApplication]:
    return QGuiApplication


@pytest.fixture(scope="session")
def configuration() -> Configuration:
    return houses.configuration()


@pytest.fixture
def state_dir(tmp_path: Path) -> Path:
    return tmp_path / "state"


@pytest.fixture
def open_house(
    qapp: QGuiApplication,
    configuration: Configuration,
    state_dir: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Open]:
    """Starts a kiosk; each further call starts another one on the same folder."""
    monkeypatch.setattr(desk, "PRINTER_POLL_SECONDS", 0.2)
    opened: list[House] = []

    def start() -> House:
        opened.append(House(configuration, state_dir))
        return opened[-1]

    yield start
    for house in opened:
        house.close()


@pytest.fixture
def house(open_house: Open) -> House:
    """A running kiosk with all devices well, on its attract screen."""
    house = open_house()
    house.ready()
    return house
