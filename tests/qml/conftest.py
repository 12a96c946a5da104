"""One window for all pictures: loading it takes longer than showing a scene."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication

from tests.qml.harness import Showcase


@pytest.fixture(scope="session")
def showcase(qapp: QGuiApplication) -> Iterator[Showcase]:
    """The window on a stage that tests set."""
    del qapp
    shown = Showcase()
    yield shown
    shown.close()
