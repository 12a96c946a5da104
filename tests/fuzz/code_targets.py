"""What no scanned code may do, as a suite; the functions live beside the tests of the codes."""

from __future__ import annotations

from tests.fuzz.suites import Target
from tests.kiosk.codes.code_fuzz_targets import SEEDS

TARGETS = {run.__name__: Target(run, seeds) for run, seeds in SEEDS.items()}
