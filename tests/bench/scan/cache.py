"""Generated frames kept in ``build/bench``, as zip files of JPEGs that anyone can open.

Making a frame set takes half a minute. The file's name carries a hash of the generator's source, so
that a changed generator never meets its old frames.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

import cv2
import numpy as np
import segno

from tests.bench.report import BUILD
from tests.bench.scan.approach import SEQUENCES, Approach, approaches
from tests.bench.scan.frames import PER_CATEGORY, Sample, frame_set

_GENERATOR = ("payloads", "phone", "lens", "harm", "stray", "frames", "approach")
_INDEX = "index.json"


def cached_frames(seed: int, per_category: int = PER_CATEGORY) -> list[Sample]:
    """The frame set of this seed."""
    path = _path(f"frames-{seed}-{per_category}")
    _make_once(path, lambda: _frame_rows(frame_set(seed, per_category)))
    with zipfile.ZipFile(path) as kept:
        return [
            Sample(row["category"], kept.read(row["files"][0]), _payloads(row))
            for row in json.loads(kept.read(_INDEX))
        ]


def cached_approaches(seed: int, count: int = SEQUENCES) -> list[Approach]:
    """The first approach sequences of this seed."""
    path = _path(f"approaches-{seed}-{count}")
    made = approaches(seed, count)
    _make_once(path, lambda: ((one.jpegs, "approach", (one.payload,)) for one in made))
    with zipfile.ZipFile(path) as kept:
        return [
            Approach(tuple(map(kept.read, row["files"])), _payloads(row)[0])
            for row in json.loads(kept.read(_INDEX))
        ]


Row = tuple[tuple[bytes, ...], str, tuple[bytes, ...]]
"""JPEGs, category, payloads."""


def _frame_rows(samples: Iterable[Sample]) -> Iterable[Row]:
    return (((sample.jpeg,), sample.category, sample.payloads) for sample in samples)


def _make_once(path: Path, rows: Callable[[], Iterable[Row]]) -> None:
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".part")
    index: list[dict[str, object]] = []
    with zipfile.ZipFile(unfinished, "w") as made:
        for number, (jpegs, category, payloads) in enumerate(rows()):
            files = [f"{category}-{number:04}-{part:02}.jpg" for part in range(len(jpegs))]
            for name, jpeg in zip(files, jpegs, strict=True):
                made.writestr(name, jpeg)
            held = [payload.hex() for payload in payloads]
            index.append({"category": category, "files": files, "payloads": held})
        made.writestr(_INDEX, json.dumps(index))
    unfinished.rename(path)


def _payloads(row: dict[str, list[str]]) -> tuple[bytes, ...]:
    return tuple(map(bytes.fromhex, row["payloads"]))


def _path(name: str) -> Path:
    digest = hashlib.sha256()
    for module in _GENERATOR:
        digest.update(Path(__file__).with_name(f"{module}.py").read_bytes())
    for version in (cv2.__version__, np.__version__, segno.__version__):
        digest.update(version.encode())
    return BUILD / f"{name}-{digest.hexdigest()[:12]}.zip"
