"""What is fuzzed: suites of targets, found by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType

LONGEST_INPUT = 4096


@dataclass(frozen=True, slots=True)
class Target:
    """A function of bytes, and inputs from which a fuzzer may start."""

    run: Callable[[bytes], None]
    seeds: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Suite:
    """``module`` holds ``TARGETS``; ``instrumented`` names the packages whose paths count."""

    module: str
    instrumented: tuple[str, ...]

    def targets(self) -> dict[str, Target]:
        """By name; imports the module."""
        found: dict[str, Target] = import_module(self.module).TARGETS
        return found


SUITES: Mapping[str, Suite] = MappingProxyType(
    {
        "cards": Suite("tests.fuzz.card_targets", ("drivers",)),
        "codes": Suite("tests.fuzz.code_targets", ("kiosk.codes", "backend_client.signed_codes")),
    }
)
