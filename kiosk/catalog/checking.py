"""``kiosk catalog check``: everything wrong with a catalogue, without using it."""

from __future__ import annotations

from pathlib import Path

from kiosk.catalog.loading import read_catalog
from kiosk.config_files import ConfigProblem


def check(directory: Path) -> list[ConfigProblem]:
    """Every problem of every file, by file and line; empty: the catalogue can be used."""
    _, problems = read_catalog(directory)
    return sorted(problems, key=lambda problem: (problem.file, problem.line, problem.field))
