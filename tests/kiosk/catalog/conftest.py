import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

CATALOG = Path(__file__).parents[3] / "config" / "catalog"


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """A copy of the real catalogue, to be spoilt."""
    copied = tmp_path / "catalog"
    shutil.copytree(CATALOG, copied)
    return copied


@pytest.fixture
def spoil(directory: Path) -> Callable[..., int]:
    """Replaces a text in an item's file; answers the line, from 1, where it stood."""

    def replace(item: str, old: str, new: str) -> int:
        file = directory / "items" / f"{item}.yaml"
        text = file.read_text(encoding="utf-8")
        assert text.count(old) == 1, old
        file.write_text(text.replace(old, new), encoding="utf-8")
        return text[: text.index(old)].count("\n") + 1

    return replace
