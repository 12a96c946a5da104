"""What the tests of device hosts share."""

import threading
from pathlib import Path

import pytest

from tests.fixtures.hosted_reader import hosted_bench

OURS = ("host-", "card-field", "camera-scene")


@pytest.fixture
def bench():
    with hosted_bench() as bench:
        yield bench


@pytest.fixture(autouse=True)
def nothing_is_left():
    """Every test gives back its threads and descriptors."""
    descriptors = open_descriptors()
    yield
    assert [t.name for t in threading.enumerate() if t.name.startswith(OURS)] == []
    assert open_descriptors() <= descriptors


def open_descriptors():
    return len(list(Path("/proc/self/fd").iterdir()))
