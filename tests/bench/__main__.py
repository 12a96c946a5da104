"""``python -m tests.bench [NAME [OPTION ...]]``: run a bench, or all; 1 when a target is missed."""

import sys
from collections.abc import Callable, Sequence

from tests.bench import camera_host, cards, pages
from tests.bench.scan import bench as scan
from tests.bench.scan import hints

Bench = Callable[[Sequence[str]], bool]


def _without_options(run: Callable[[], bool]) -> Bench:
    def bench(options: Sequence[str]) -> bool:
        if options:
            print(f"this bench has no option {' '.join(options)}")
            return False
        return run()

    return bench


BENCHES: dict[str, Bench] = {
    "camera": _without_options(camera_host.main),
    "cards": _without_options(cards.main),
    "pages": pages.main,
    "scan": scan.main,
    "hints": hints.main,
}
"""Each takes its own options and tells whether all targets hold."""


def main(arguments: list[str]) -> int:
    """Run the named bench with its options, or every bench without any."""
    if not arguments:
        held = [bench(()) for bench in BENCHES.values()]
        return 0 if all(held) else 1
    name, *options = arguments
    if name not in BENCHES:
        print(f"no bench is called {name}; there are: {', '.join(BENCHES)}")
        return 2
    return 0 if BENCHES[name](options) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
