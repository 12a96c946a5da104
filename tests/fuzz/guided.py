"""One target under atheris: ``python -m tests.fuzz.guided SUITE TARGET CORPUS SECONDS RUNS``."""

import sys

import atheris

from tests.fuzz.suites import LONGEST_INPUT, SUITES


def main(suite: str, name: str, corpus: str, seconds: str, runs: str) -> None:
    """Never returns: libFuzzer ends the process, with 0 or with the crash's code."""
    with atheris.instrument_imports(include=list(SUITES[suite].instrumented)):
        targets = SUITES[suite].targets()
    options = [
        f"-max_total_time={seconds}",
        f"-runs={runs}",
        f"-max_len={LONGEST_INPUT}",
        f"-artifact_prefix={corpus}-",
        "-timeout=10",
        "-print_final_stats=1",
        "-verbosity=0",
    ]
    atheris.Setup([name, *options, corpus], targets[name].run)
    atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])
