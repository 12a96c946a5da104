"""Fuzzing: ``python -m tests.fuzz cards [--seconds 60] [--target NAME] [--runs N]``.

Coverage-guided with atheris (libFuzzer) where it is installed, otherwise by random mutation of
the seeds. Each target runs in a process of its own; its corpus grows in ``build/fuzz``. Exits
with 1 when a target crashed; the input that did it lies beside the corpus.
"""

from __future__ import annotations

import argparse
import importlib.util
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.fuzz.card_targets import TARGETS

BUILD = Path("build/fuzz/cards")
SECONDS = 30


def main(argv: Sequence[str] | None = None) -> int:
    """Run the targets one after the other."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("suite", choices=["cards"])
    parser.add_argument("--target", choices=sorted(TARGETS), action="append")
    parser.add_argument("--seconds", type=int, default=SECONDS, help="for each target")
    parser.add_argument("--runs", type=int, default=-1, help="inputs for each target")
    asked = parser.parse_args(argv)
    failed = [
        name
        for name in asked.target or TARGETS
        if fuzz(name, asked.seconds, asked.runs).returncode != 0
    ]
    print(f"fuzzed {len(asked.target or TARGETS)} targets, crashed: {failed or 'none'}")
    return 1 if failed else 0


def fuzz(name: str, seconds: int, runs: int) -> subprocess.CompletedProcess[bytes]:
    """One target in a process of its own."""
    corpus = BUILD / name
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(TARGETS[name].seeds):
        (corpus / f"seed-{number}").write_bytes(seed)
    guided = importlib.util.find_spec("atheris") is not None
    module = "tests.fuzz.guided" if guided else "tests.fuzz.random_mutation"
    return subprocess.run(
        [sys.executable, "-m", module, name, str(corpus), str(seconds), str(runs)], check=False
    )


if __name__ == "__main__":
    sys.exit(main())
