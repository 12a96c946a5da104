"""Fuzzing: ``python -m tests.fuzz cards|codes [--seconds 60] [--target NAME] [--runs N]``.

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

from tests.fuzz.suites import SUITES

BUILD = Path("build/fuzz")
SECONDS = 30


def main(argv: Sequence[str] | None = None) -> int:
    """Run the targets one after the other."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("suite", choices=sorted(SUITES))
    parser.add_argument("--target", action="append", help="default: every one of the suite")
    parser.add_argument("--seconds", type=int, default=SECONDS, help="for each target")
    parser.add_argument("--runs", type=int, default=-1, help="inputs for each target")
    asked = parser.parse_args(argv)
    targets = SUITES[asked.suite].targets()
    names = asked.target or list(targets)
    if not set(names) <= set(targets):
        parser.error(f"targets of {asked.suite}: {', '.join(sorted(targets))}")
    failed = [
        name
        for name in names
        if fuzz(asked.suite, name, targets[name].seeds, asked.seconds, asked.runs) != 0
    ]
    print(f"fuzzed {len(names)} targets, crashed: {failed or 'none'}")
    return 1 if failed else 0


def fuzz(suite: str, name: str, seeds: Sequence[bytes], seconds: int, runs: int) -> int:
    """One target in a process of its own; its exit code."""
    corpus = BUILD / suite / name
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds):
        (corpus / f"seed-{number}").write_bytes(seed)
    guided = importlib.util.find_spec("atheris") is not None
    module = "tests.fuzz.guided" if guided else "tests.fuzz.random_mutation"
    limits = [str(seconds), str(runs)]
    command = [sys.executable, "-m", module, suite, name, str(corpus), *limits]
    return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
