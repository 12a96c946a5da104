"""The QML is clean by full type information, and a planted mistake is seen."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def run(tool: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run one of the installer's programs."""
    command = [sys.executable, str(ROOT / "installer" / tool), *arguments]
    return subprocess.run(command, check=False, capture_output=True, text=True)


def test_all_qml_is_clean() -> None:
    typed = run("qml_types.py")
    assert typed.returncode == 0, typed.stdout + typed.stderr
    linted = run("qml_lint.py")
    assert linted.returncode == 0, linted.stdout + linted.stderr


def test_a_misspelt_property_of_a_view_model_is_found(tmp_path: Path) -> None:
    assert run("qml_types.py").returncode == 0
    (tmp_path / "Planted.qml").write_text(
        "import QtQuick\nimport kiosk.screens.home\n\nItem {\n    id: planted\n\n"
        "    required property HomeViewModel viewModel\n\n"
        "    visible: planted.viewModel.identifed\n}\n",
        encoding="utf-8",
    )
    linted = run("qml_lint.py", str(tmp_path))
    assert linted.returncode == 1
    assert "identifed" in linted.stdout + linted.stderr
