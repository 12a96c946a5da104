"""Tests for a real reader and a technician's hands; skipped unless ``KIOSK_HARDWARE`` names one.

    KIOSK_HARDWARE=pcsc-sam-readbinary .venv/bin/python -m pytest tests/hardware

Run them alone and in one process (no ``-n``). They tell what to do next and wait a minute for each
step; they print times and kinds of cards, and nothing of what is on a card.
"""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from drivers import CardReader
from drivers.card import open_card_reader
from tests.fixtures.hardware import VARIABLE, hardware_config

HERE = Path(__file__).parent
STEP_TIMEOUT_SECONDS = 900


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip without a bench; give hands more time than other tests have."""
    without_bench = pytest.mark.skip(reason=f"no reader on the bench: set {VARIABLE}")
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.timeout(STEP_TIMEOUT_SECONDS))
            if not os.environ.get(VARIABLE):
                item.add_marker(without_bench)


@pytest.fixture(scope="module")
def reader() -> Iterator[CardReader]:
    """The reader on the bench."""
    reader = open_card_reader(hardware_config(os.environ[VARIABLE]))
    yield reader
    reader.close()


@pytest.fixture
def tell(capsys) -> Callable[[str], None]:
    """Speak to the technician, past pytest's capture."""

    def tell(line: str) -> None:
        with capsys.disabled():
            sys.stdout.write(f"\n>>> {line}\n")
            sys.stdout.flush()

    return tell
