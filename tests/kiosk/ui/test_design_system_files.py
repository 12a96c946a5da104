"""The design system's files: each is in its qmldir, and each icon that is named exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
QMLDIRS = sorted((ROOT / "kiosk").rglob("qmldir"))
ICONS = set(
    re.findall(r'^ {4}"([a-z]+)":', (ROOT / "kiosk/ui/iconpaths.js").read_text(), re.MULTILINE)
)


@pytest.mark.parametrize("qmldir", QMLDIRS, ids=[file.parent.name for file in QMLDIRS])
def test_a_qmldir_names_exactly_the_files_beside_it(qmldir: Path) -> None:
    named = re.findall(r"^(?:singleton )?(\w+) 1\.0 (\w+)\.qml$", qmldir.read_text(), re.MULTILINE)
    assert all(kind == file for kind, file in named)
    assert sorted(file for _, file in named) == sorted(p.stem for p in qmldir.parent.glob("*.qml"))
    uri = ".".join(qmldir.parent.relative_to(ROOT).parts)
    assert f"module {uri}\n" in qmldir.read_text()


def test_icons_named_in_qml_exist() -> None:
    used = {
        name
        for file in (ROOT / "kiosk").rglob("*.qml")
        for name in re.findall(r'(?:iconName|primaryIcon): "([a-z]+)"', file.read_text("utf-8"))
    }
    assert len(used) > 5
    assert used <= ICONS
