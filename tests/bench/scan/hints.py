"""Hints: what is said of frames that cannot be read, as a table of confusion, and its time."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from time import thread_time

import cv2

from drivers import ScanHint
from drivers.camera.decode import MultiPassDecoder
from drivers.camera.hints import hint_of
from tests.bench.report import Figure, say, write
from tests.bench.scan.cache import cached_frames
from tests.bench.scan.frames import TEST_SEED
from tests.bench.scan.hint_frames import KINDS, hint_frames
from tests.bench.scan.tally import median, percentile

EACH = 60
FALSE_SHARE = 0.02
"""Of frames that ask for no hint, or for another one: how many may get a wrong one."""
RIGHT_SHARE = 0.75
"""A doubt is answered by no hint, so not every frame gets one."""
P95_MS = 5.0
"""Of one core: other programs on it do not count."""

Table = dict[str, Counter[ScanHint]]


def main(options: Sequence[str] = ()) -> bool:
    """Measure, print the table, write ``build/bench/hints.json``; whether all targets hold."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench hints")
    parser.add_argument("--each", type=int, default=EACH, metavar="N")
    parser.add_argument("--seed", type=int, default=TEST_SEED)
    chosen = parser.parse_args(options)
    cv2.setNumThreads(1)
    times: list[float] = []
    made = _made(chosen.seed, chosen.each, times)
    unread = _unread(chosen.seed)
    for title, table in (("frames made unreadable", made), ("bench frames not read", unread)):
        _say(title, table)
    return write("hints", _figures(made, times))


def _made(seed: int, each: int, times: list[float]) -> Table:
    table: Table = {kind: Counter() for kind in KINDS}
    for frame in hint_frames(seed, each):
        began = thread_time()
        hint = hint_of(frame.image)
        times.append((thread_time() - began) * 1000)
        table[frame.kind][hint] += 1
    return table


def _unread(seed: int) -> Table:
    """What is said of the scanning bench's own frames where the decoder read nothing."""
    table: Table = {}
    decoder = MultiPassDecoder()
    for sample in cached_frames(seed):
        decoder.forget()
        if not decoder.decode(sample.image):
            table.setdefault(sample.category, Counter())[hint_of(sample.image)] += 1
    return table


def _figures(made: Table, times: Sequence[float]) -> list[Figure]:
    figures = []
    wrong = total = 0
    for kind, (wanted, _) in KINDS.items():
        counts = made[kind]
        if wanted is not ScanHint.NONE:
            share = counts[wanted] / counts.total()
            name = f"{kind} told"
            figures.append(Figure(name, share, "of frames", target=RIGHT_SHARE, floor=True))
        wrong += (
            counts.total() - counts[wanted] - counts[ScanHint.NONE] * (wanted is not ScanHint.NONE)
        )
        total += counts.total()
    return [
        *figures,
        Figure("wrong hints", wrong / total, "of frames", target=FALSE_SHARE),
        Figure("time a frame, median", median(times), "ms"),
        Figure("time a frame, p95", percentile(times, 95), "ms", target=P95_MS),
    ]


def _say(title: str, table: Table) -> None:
    say(f"\n{title:22}" + "".join(f"{hint:>12}" for hint in ScanHint))
    for kind, counts in table.items():
        say(f"{kind:22}" + "".join(f"{counts[hint] or '':>12}" for hint in ScanHint))
