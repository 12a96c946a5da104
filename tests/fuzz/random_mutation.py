"""One target under random mutation of its corpus, where atheris has no wheel.

``python -m tests.fuzz.random_mutation SUITE TARGET CORPUS SECONDS RUNS``; seeded, so that a crash
comes again.
"""

import random
import sys
import time
from pathlib import Path

from tests.fuzz.suites import LONGEST_INPUT, SUITES

CHANGES = 8


def main(suite: str, name: str, corpus: str, seconds: str, runs: str) -> None:
    """Run until the time or the number of runs (negative: no limit) is used up."""
    run = SUITES[suite].targets()[name].run
    dice = random.Random(name)  # noqa: S311  no secret
    seeds = [path.read_bytes() for path in sorted(Path(corpus).iterdir())]
    until, left = time.monotonic() + int(seconds), int(runs)
    while left != 0 and time.monotonic() < until:
        left -= 1
        data = mutated(dice.choice(seeds), dice)
        try:
            run(data)
        except BaseException:
            Path(f"{corpus}-crash").write_bytes(data)
            raise


def mutated(seed: bytes, dice: random.Random) -> bytes:
    """A few bytes changed, put in or taken out."""
    data = bytearray(seed)
    for _ in range(dice.randint(1, CHANGES)):
        at = dice.randint(0, len(data))
        match dice.randrange(3):
            case 0:
                data[at:at] = dice.randbytes(dice.randint(1, 16))
            case 1:
                del data[at : at + dice.randint(1, 16)]
            case _:
                data[at : at + 1] = dice.randbytes(1)
    return bytes(data[:LONGEST_INPUT])


if __name__ == "__main__":
    main(*sys.argv[1:])
