"""What must not stand in the repository."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = [
    path
    for folder in ("kiosk", "drivers", "backend_client", "installer")
    for path in (ROOT / folder).rglob("*")
    if path.suffix in {".py", ".qml", ".sh", ".js"}
]


def test_the_lock_has_hashes_and_no_addresses():
    lock = (ROOT / "requirements.lock").read_text()
    assert "--hash=sha256:" in lock
    assert "://" not in lock
    assert all(
        re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}( \\)?", line)
        or re.match(r"^[a-z0-9.-]+==", line)
        for line in lock.splitlines()
    )


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_modules_stay_small_and_finished(path):
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 400
    assert not re.search(r"\b(TODO|FIXME|XXX|HACK)\b", text)


def test_nobody_real_is_a_resident():
    for line in (ROOT / "config/sandbox/residents.yaml").read_text().splitlines():
        if "id_number" in line:
            assert '"860303' in line
