"""One short name for a whole configuration: SHA-256 over its files in the order of their names."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

_LENGTH_BYTES = 8


def configuration_digest(files: Mapping[str, bytes]) -> bytes:
    """32 bytes over names (POSIX, relative) and contents; each is led by its length in 8 bytes,
    so that no two configurations flow into the same bytes.
    """
    digest = hashlib.sha256()
    for name in sorted(files):
        for part in (name.encode(), files[name]):
            digest.update(len(part).to_bytes(_LENGTH_BYTES, "big"))
            digest.update(part)
    return digest.digest()


def configuration_files(folder: Path) -> dict[str, bytes]:
    """Every file below ``folder``, hidden ones left out. Blocks on the disk; raises OSError."""
    found = (path for path in folder.rglob("*") if path.is_file())
    named = {path.relative_to(folder).as_posix(): path for path in found}
    return {
        name: path.read_bytes()
        for name, path in named.items()
        if not any(part.startswith(".") for part in name.split("/"))
    }
