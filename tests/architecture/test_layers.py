"""Who may import whom, and where Qt, clocks and random ids may live; read from the source."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("kiosk", "drivers", "backend_client")
PURE = ("kiosk/catalog", "kiosk/flow", "kiosk/session")
IMPURE = {
    "asyncio",
    "os",
    "pathlib",
    "random",
    "socket",
    "subprocess",
    "tempfile",
    "threading",
    "time",
    "uuid",
}
LONGEST_MODULE = 400


def sources(*folders):
    return [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]


def imported(path):
    """Top-level names of what a module imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found


def test_every_contract_of_the_import_linter_is_kept():
    linter = Path(sys.executable).with_name("lint-imports")
    ended = subprocess.run(
        [linter], cwd=ROOT, capture_output=True, text=True, timeout=100, check=False
    )
    assert ended.returncode == 0, ended.stdout
    assert "0 broken" in ended.stdout


@pytest.mark.parametrize("path", sources("kiosk/flow", "kiosk/session"), ids=lambda p: p.name)
def test_visits_and_flows_do_no_io_and_have_no_clock_of_their_own(path):
    assert (
        imported(path) & (IMPURE | {"PySide6", "sqlalchemy", "drivers", "backend_client"}) == set()
    )


def test_only_the_jobs_the_lanes_and_the_mailroom_have_threads():
    threaded = {
        path.relative_to(ROOT).as_posix()
        for path in sources("kiosk")
        if {"threading", "concurrent"} & imported(path)
    }
    allowed = {
        "kiosk/crash.py",
        "kiosk/devices/lane.py",
        "kiosk/jobs.py",
        "kiosk/store/database.py",
        "kiosk/submissions/mailroom.py",
    }
    assert {path for path in threaded if not path.startswith("kiosk/dock/")} == allowed


def test_nothing_below_the_command_line_prints():
    for path in sources(*PACKAGES):
        if path.name in {"command_line.py", "__main__.py"}:
            continue
        printing = [
            node
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in {"print", "breakpoint"}
        ]
        assert printing == [], path


def test_no_module_outgrows_its_reader():
    long = {
        path.relative_to(ROOT).as_posix()
        for path in sources(*PACKAGES)
        if len(path.read_text(encoding="utf-8").splitlines()) > LONGEST_MODULE
    }
    assert long == set()


def test_the_sandbox_is_loaded_by_name_only():
    """A production kiosk never imports the reference backend or a simulator at its start."""
    code = (
        "import sys, kiosk.command_line, backend_client, drivers\n"
        "never = ('backend_client.sandbox', 'fastapi', 'drivers.sim')\n"
        "print([name for name in sys.modules if name.startswith(never)])"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert ended.stdout.strip() == "[]"
