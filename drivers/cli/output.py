"""Lines on the technician's terminal: results on stdout, requests to the person on stderr."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Mapping


def say(line: str = "") -> None:
    """One line of the result."""
    sys.stdout.write(f"{line}\n")


def ask(line: str) -> None:
    """One line for the person at the machine; never mixed into a result that a program reads."""
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


def say_json(value: Mapping[str, object]) -> None:
    """The result for a program."""
    say(json.dumps(value, ensure_ascii=False, indent=2))


def padded(text: str, columns: int) -> str:
    """``text`` filled up to so many columns of a terminal, on which Hanzi take two each."""
    return text + " " * max(columns - width(text), 0)


def width(text: str) -> int:
    """Columns that a terminal needs."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
