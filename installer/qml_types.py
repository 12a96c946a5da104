"""Write ``module.qmltypes`` beside every view model, so that qmllint knows the Python types.

A QML module has the name of its Python package, which PySide's own project tool cannot do (it
files all types of a project under one name); so its two steps are run here for each package.
Packages whose sources are older than their type file are skipped.

Usage: python installer/qml_types.py [--force]
"""

from __future__ import annotations

import ast
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import PySide6

ROOT = Path(__file__).resolve().parents[1]
METATYPES = Path(PySide6.__file__).parent / "Qt" / "metatypes"
FOREIGN = ("qt6core", "qt6gui", "qt6qml", "qt6quick")
TYPE_FILE = "module.qmltypes"


def qml_sources(package: Path) -> list[Path]:
    """The package's Python files that register types for QML."""
    files = sorted(package.glob("*.py"))
    return [file for file in files if "@QmlElement" in file.read_text("utf-8")]


def typed_packages() -> list[Path]:
    """The packages with a qmldir that names a type file."""
    return sorted(
        qmldir.parent
        for qmldir in (ROOT / "kiosk").rglob("qmldir")
        if f"typeinfo {TYPE_FILE}" in qmldir.read_text("utf-8")
    )


def stale(package: Path, sources: Sequence[Path]) -> bool:
    """Whether a source, or this program, is newer than the type file."""
    target = package / TYPE_FILE
    if not target.exists():
        return True
    newest = max(file.stat().st_mtime for file in (*sources, Path(__file__)))
    return newest > target.stat().st_mtime


def metatypes(sources: Sequence[Path]) -> dict[Path, Any]:
    """What PySide reads off the sources, one entry a file, in moc's JSON format."""
    tool = Path(PySide6.__file__).parent / "scripts" / "metaobjectdump.py"
    command = [sys.executable, str(tool), "--quiet", "--compact", *map(str, sources)]
    dumped = dict(zip(sources, json.loads(run(command)), strict=True))
    for source, entry in dumped.items():
        amend(entry, constant_properties(source))
    return dumped


def constant_properties(source: Path) -> set[tuple[str, str]]:
    """Class and name of every property declared with ``constant=True``."""
    classes = [
        n for n in ast.walk(ast.parse(source.read_text("utf-8"))) if isinstance(n, ast.ClassDef)
    ]
    return {
        (owner.name, member.name)
        for owner in classes
        for member in owner.body
        if isinstance(member, ast.FunctionDef)
        for decorator in member.decorator_list
        if isinstance(decorator, ast.Call)
        and "constant=True" in map(ast.unparse, decorator.keywords)
    }


def amend(entry: dict[str, Any], constants: set[tuple[str, str]]) -> None:
    """Add what PySide before 6.12 leaves out: what is constant, and Qt's name of a list."""
    for owner in entry["classes"]:
        for prop in owner.get("properties", ()):
            if (owner["className"], prop["name"]) in constants:
                prop["constant"] = True
            if prop["type"] == "list":
                prop["type"] = "QVariantList"


def write_types(package: Path, entries: Sequence[Any]) -> None:
    """Run Qt's registrar for one package."""
    uri = ".".join(package.relative_to(ROOT).parts)
    foreign = ",".join(str(METATYPES / f"{name}_metatypes.json") for name in FOREIGN)
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / "metatypes.json"
        source.write_text(json.dumps(entries), "utf-8")
        registrar = Path(PySide6.__file__).parent / "Qt" / "libexec" / "qmltyperegistrar"
        command = [
            str(registrar),
            f"--generate-qmltypes={package / TYPE_FILE}",
            f"--foreign-types={foreign}",
            f"--import-name={uri}",
            "--major-version=1",
            "--minor-version=0",
            "-o",
            str(Path(scratch) / "registration.cpp"),
            str(source),
        ]
        run(command)


def run(command: Sequence[str]) -> str:
    """What the command prints; raises ``CalledProcessError`` when it fails."""
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own arguments
    return done.stdout


def main() -> int:
    """Bring every type file up to date."""
    sources = {package: qml_sources(package) for package in typed_packages()}
    bare = [package for package, files in sources.items() if not files]
    if bare:
        print(f"no @QmlElement in {', '.join(map(str, bare))}: its qmldir needs no typeinfo")
        return 1
    force = "--force" in sys.argv[1:]
    todo = {package: files for package, files in sources.items() if force or stale(package, files)}
    if todo:
        dumped = metatypes([file for files in todo.values() for file in files])
        for package, files in todo.items():
            write_types(package, [dumped[file] for file in files])
    print(f"qml types: {len(todo)} written, {len(sources) - len(todo)} unchanged")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
