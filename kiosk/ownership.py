"""One kiosk a folder: two processes must never write the same store or print the same journal."""

from __future__ import annotations

import fcntl
from collections.abc import Callable
from pathlib import Path

LOCK_NAME = "kiosk.lock"


class FolderTakenError(Exception):
    """Another kiosk is running on this folder."""


def own(folder: Path) -> Callable[[], None]:
    """Take the folder for this process; returns its release. The kernel frees it when we die."""
    lock = (folder / LOCK_NAME).open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        message = f"another kiosk is running on {folder}"
        raise FolderTakenError(message) from None
    return lock.close
