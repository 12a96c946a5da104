"""A short fuzz run of every target; ``make fuzz-cards`` and ``make fuzz-codes`` run them longer."""

import importlib.util
import subprocess
import sys

import pytest

from tests.fuzz.suites import SUITES

RUNS = 3000
SECONDS = 60
"""Only a bound: the runs take about two."""
MODULES = ["random_mutation"] + ["guided"] * (importlib.util.find_spec("atheris") is not None)


TARGETS = [
    (name, target, found.seeds)
    for name, suite in SUITES.items()
    for target, found in suite.targets().items()
]


@pytest.mark.parametrize(
    ("suite", "name", "seeds"), TARGETS, ids=[f"{suite}-{name}" for suite, name, _ in TARGETS]
)
@pytest.mark.parametrize("module", MODULES)
def test_no_input_crashes_the_target(suite, name, seeds, module, tmp_path):
    corpus = tmp_path / name
    corpus.mkdir()
    for number, seed in enumerate(seeds):
        (corpus / f"seed-{number}").write_bytes(seed)

    command = [sys.executable, "-m", f"tests.fuzz.{module}", suite, name, str(corpus)]
    run = subprocess.run(
        [*command, str(SECONDS), str(RUNS)], capture_output=True, text=True, check=False
    )

    assert run.returncode == 0, run.stdout[-1000:] + run.stderr[-3000:]


@pytest.mark.parametrize("module", MODULES)
def test_a_target_that_crashes_is_noticed(module, tmp_path):
    """The harness itself: a target with a planted bug ends with another code than 0."""
    corpus = tmp_path / "planted"
    corpus.mkdir()
    (corpus / "seed").write_bytes(b"bug")
    planted = (
        "import sys, runpy\n"
        "from tests.fuzz.suites import Target\n"
        "from tests.fuzz.card_targets import TARGETS\n"
        "def crash(data):\n    assert not data.startswith(b'b')\n"
        "TARGETS['planted'] = Target(crash, ())\n"
        f"sys.argv = ['x', 'cards', 'planted', {str(corpus)!r}, '60', '1000']\n"
        f"runpy.run_module('tests.fuzz.{module}', run_name='__main__')\n"
    )

    run = subprocess.run([sys.executable, "-c", planted], capture_output=True, check=False)

    assert run.returncode != 0
