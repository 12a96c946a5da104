"""``scan``: look through a camera, a video or a folder for codes, and say what was seen."""

from __future__ import annotations

import argparse
import math
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

import cv2

from drivers._config import CameraSource
from drivers._deadline import Deadline
from drivers._errors import DeadlineExceeded, TransportError
from drivers._results import Scan, Symbol
from drivers.camera.decode import MultiPassDecoder
from drivers.camera.file_sources import THE_END
from drivers.camera.frames import FrameSource
from drivers.camera.hints import HintWatch
from drivers.cli.camera_words import camera_fault_text
from drivers.cli.frame_source import asked_source, camera_config
from drivers.cli.output import ask, say, say_json
from drivers.cli.scan_folder import Verdict, scan_folder
from drivers.cli.scan_tally import Tally
from drivers.cli.scan_view import (
    VERDICTS,
    picture_json,
    picture_line,
    scan_json,
    scan_lines,
    stats_json,
    stats_lines,
)

SECONDS = 15.0
"""For a camera or a video; a folder takes as long as it takes."""
_GOOD = frozenset({Verdict.RIGHT, Verdict.READ})


def run_scan(asked: argparse.Namespace) -> int:
    """Wait for a code, 1 when none came; with ``--stats`` go on for the whole time.

    A folder is gone through once: 0 when every picture was read, and as its text says.
    """
    # one core, as the kiosk decodes: the figures are to be those of the kiosk
    cv2.setNumThreads(1)
    if not asked.simulated:
        config = camera_config(asked.source)
        if config.source is CameraSource.IMAGES:
            return _folder(Path(config.path), asked)
    tally = Tally()
    with closing(asked_source(asked, once=True)) as source:
        ask("请把二维码对准摄像头……")
        deadline = Deadline.after(asked.seconds or SECONDS)
        try:
            scan = _look(source, deadline, tally, to_the_end=asked.stats)
        except TransportError as broken:
            return _broken(broken, asked)
        stats = tally.stats(source)
    if asked.json:
        figures = {"stats": stats_json(stats)} if asked.stats else {}
        say_json({"source": source.name, **scan_json(scan, reveal=asked.reveal), **figures})
    else:
        for line in scan_lines(scan, reveal=asked.reveal):
            say(line)
        for line in stats_lines(stats) if asked.stats else ():
            say(line)
    return 0 if scan.symbols else 1


def _look(source: FrameSource, deadline: Deadline, tally: Tally, *, to_the_end: bool) -> Scan:
    """All codes until the first frame that has any, or to the end; else the hint.

    Raises TransportError, but not where a file has come to its end.
    """
    decoder, watch = MultiPassDecoder(), HintWatch()
    found: dict[bytes, Symbol] = {}
    try:
        source.open(deadline)
        while to_the_end or not found:
            frame = source.read(deadline)
            began = time.perf_counter()
            symbols = decoder.decode(frame.image)
            tally.note(frame, symbols, time.perf_counter() - began)
            watch.note(frame)
            found.update((symbol.payload, symbol) for symbol in symbols)
    except DeadlineExceeded:
        pass
    except TransportError as broken:
        if broken.detail != THE_END:
            raise
    return Scan(tuple(found.values())) if found else Scan(hint=watch.hint())


def _broken(broken: TransportError, asked: argparse.Namespace) -> int:
    text = camera_fault_text(broken.code)
    if asked.json:
        told = {"error": broken.code, "detail": broken.detail, "text": text}
        say_json({"result": "failed", **told})
    else:
        say(f"{text}（{broken.detail}）" if broken.detail else text)
    return 1


def _folder(folder: Path, asked: argparse.Namespace) -> int:
    pictures = []
    for picture in scan_folder(folder, Deadline.after(asked.seconds or math.inf)):
        pictures.append(picture)
        if not asked.json:
            say(picture_line(picture, reveal=asked.reveal))
    counts = Counter(picture.verdict for picture in pictures)
    if asked.json:
        told = [picture_json(picture, reveal=asked.reveal) for picture in pictures]
        say_json({"source": folder.name, "counts": counts, "pictures": told})
    elif pictures:
        say("，".join(f"{VERDICTS[verdict]} {count} 张" for verdict, count in counts.items()))
    else:
        say("文件夹里没有 PNG 或 JPEG 图片 [no_pictures]")
    return 0 if pictures and set(counts) <= _GOOD else 1
