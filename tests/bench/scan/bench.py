"""Reading codes: recall, wrong reads and times on one core, beside other decoders, same frames.

Frames come from ``TEST_SEED``, on which nothing was tuned, or are photos of a folder.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import cv2

from tests.bench.report import BUILD, Figure, say, write
from tests.bench.scan.approach import SEQUENCES
from tests.bench.scan.cache import cached_approaches, cached_frames
from tests.bench.scan.frames import PER_CATEGORY, TEST_SEED
from tests.bench.scan.peers import OURS, Peer, peers
from tests.bench.scan.photos import photos
from tests.bench.scan.table import page
from tests.bench.scan.tally import FirstReads, Tally, first_reads, median, percentile, tally

RECALL = 0.90
P95_MS = 33.0
MAX_MS = 50.0
FIRST_READ_P90_MS = 450.0


def main(options: Sequence[str] = ()) -> bool:
    """Measure, write ``build/bench/scan.json`` and ``scan.md``; whether all targets hold."""
    chosen = _parser().parse_args(options)
    with ExitStack() as stack:
        stack.enter_context(_one_core())
        present = list(peers(stack, chosen.wechat, chosen.contrib))
        if chosen.images:
            return _photos(chosen.images, present)
        return _generated(chosen.seed, chosen.per_category, present)


def _generated(seed: int, per_category: int, present: Sequence[Peer]) -> bool:
    samples = cached_frames(seed, per_category)
    tallies = {peer.name: tally(peer.unrelated(), samples) for peer in present}
    approaches = cached_approaches(seed, min(SEQUENCES, per_category))
    firsts = {peer.name: first_reads(peer.live, approaches) for peer in present}
    _write_page(page(f"Scanning, seed {seed}", tallies, firsts))
    figures = [*_recall(tallies), *_times(tallies[OURS]), *_first(firsts)]
    return write("scan", figures)


def _photos(folder: Path, present: Sequence[Peer]) -> bool:
    samples = list(photos(folder))
    if not samples:
        say(f"no picture with its text beside it in {folder}")
        return False
    tallies = {peer.name: tally(peer.unrelated(), samples) for peer in present}
    _write_page(page(f"Scanning, {len(samples)} photos", tallies, {}))
    ours = tallies[OURS]
    figures = [
        Figure("recall", ours.recall, "of codes"),
        Figure("wrong reads", ours.wrong, "codes", target=0),
        *_times(ours),
    ]
    return write("scan-photos", figures)


def _recall(tallies: dict[str, Tally]) -> Iterator[Figure]:
    ours = tallies[OURS]
    yield Figure("recall", ours.recall, "of codes", target=RECALL, floor=True)
    for name, peer in tallies.items():
        if name != OURS and peer.recall > 0:
            title = f"recall beside {name}"
            yield Figure(title, ours.recall, "of codes", name, peer.recall, target=1.0, floor=True)
    yield Figure("wrong reads", ours.wrong, "codes", target=0)
    dark = ours.codes["inverted"]
    yield Figure("dark mode", ours.hits["inverted"], f"of {dark}", target=dark, floor=True)


def _times(ours: Tally) -> Iterator[Figure]:
    every = ours.times + ours.times_without_code
    yield Figure("time a frame, median", median(every), "ms")
    yield Figure("time a frame, p95", percentile(every, 95), "ms", target=P95_MS)
    yield Figure("time a frame, longest", max(every), "ms", target=MAX_MS)


def _first(firsts: dict[str, FirstReads]) -> Iterator[Figure]:
    ours = firsts[OURS]
    count = len(ours.seconds)
    yield Figure("approaching phones read", len(ours.read), f"of {count}", target=count, floor=True)
    yield Figure("wrong reads, approaching", ours.wrong, "codes", target=0)
    yield Figure("first read, median", median(ours.read) * 1000, "ms")
    yield Figure("first read, p90", ours.at(90) * 1000, "ms", target=FIRST_READ_P90_MS)


def _write_page(text: str) -> None:
    BUILD.mkdir(parents=True, exist_ok=True)
    (BUILD / "scan.md").write_text(text, encoding="utf-8")
    say(text)


@contextmanager
def _one_core() -> Iterator[None]:
    """This process, and those that it starts, on one core with OpenCV's threads switched off."""
    allowed, threads = os.sched_getaffinity(0), cv2.getNumThreads()
    os.sched_setaffinity(0, {max(allowed)})
    cv2.setNumThreads(1)
    try:
        yield
    finally:
        os.sched_setaffinity(0, allowed)
        cv2.setNumThreads(threads)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench scan")
    parser.add_argument("--images", type=Path, metavar="DIR", help="photos, text in .txt beside")
    parser.add_argument("--per-category", type=int, default=PER_CATEGORY, metavar="N")
    parser.add_argument("--seed", type=int, default=TEST_SEED)
    parser.add_argument("--contrib", type=Path, metavar="PYTHON", help="has opencv-contrib < 5")
    parser.add_argument("--wechat", type=Path, metavar="DIR", help="the networks of WeChat")
    return parser
