"""What the demo leaves behind for people and for CI."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class VisitReport:
    """One scripted visit; ``number`` is the handling's number, empty where there is none."""

    verb: str
    item: str
    identified_by: str
    ok: bool
    seconds: float
    number: str
    printed: int
    """Pieces of paper that came out."""
    error: str = ""


def write_report(path: Path, visits: Sequence[VisitReport]) -> None:
    """``report.json``: a list of visits."""
    text = json.dumps([asdict(visit) for visit in visits], ensure_ascii=False, indent=2)
    path.write_text(text + "\n", encoding="utf-8")
