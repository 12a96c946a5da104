"""Lint every QML file; any warning fails. Run ``qml_types.py`` first.

qmllint exits 0 on warnings unless it is told otherwise, and finds a module's qmldir only for files
named by their absolute path.

Usage: python installer/qml_lint.py [FOLDER ...]
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import PySide6

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("kiosk", "tests")


def qml_files(folders: Sequence[Path]) -> list[str]:
    """All QML files below ``folders``."""
    return [str(file) for folder in folders for file in sorted(folder.resolve().rglob("*.qml"))]


def main() -> int:
    """Lint, and say how many files were clean."""
    files = qml_files([Path(name) for name in sys.argv[1:]] or [ROOT / name for name in FOLDERS])
    linter = Path(PySide6.__file__).parent / "qmllint"
    imports = Path(PySide6.__file__).parent / "Qt" / "qml"
    command = [str(linter), "-I", str(ROOT), "-I", str(imports), "--max-warnings", "0", *files]
    code = subprocess.run(command, check=False).returncode  # noqa: S603 - our own arguments
    if code == 0:
        print(f"qml lint: {len(files)} files clean")
    return 1 if code else 0


if __name__ == "__main__":
    sys.exit(main())
