"""``page`` and ``zone``: photograph a page, or read a travel document's machine readable zone."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from drivers._config import CameraSource
from drivers._deadline import Deadline
from drivers._errors import TransportError
from drivers._pages import PageCapture, PagePicture, TravelKeyRead, ZoneReading
from drivers._protocols import DocumentCamera
from drivers.camera.file_sources import PICTURES
from drivers.camera.pages import PageSource, open_document_camera, open_page_source
from drivers.camera.pages.still_source import StillSource
from drivers.cli.camera_words import camera_fault_text
from drivers.cli.frame_source import camera_config
from drivers.cli.output import ask, say, say_json
from drivers.cli.page_view import page_json, page_line, zone_json, zone_line
from drivers.cli.photo_file import OWNER_ONLY
from drivers.cli.values import UsageError
from drivers.cli.words import with_code
from drivers.sim.page_source import SimPageSource
from drivers.sim.pages import specimen_pages
from drivers.sim.world import World

DEFAULT_DOCUMENT = "doe"
STILL_SECONDS = 3.0
"""For each picture of a folder: it stays as it is for as long as one looks."""

T = TypeVar("T")


def tray_options(parser: argparse.ArgumentParser) -> None:
    """Options of both commands, beside those that all camera commands have."""
    parser.add_argument(
        "--document", metavar="KEY", help=f"仅模拟：托盘上的页面（默认 {DEFAULT_DOCUMENT}）"
    )


def page_options(parser: argparse.ArgumentParser) -> None:
    """Options of ``page`` alone."""
    parser.add_argument(
        "--out", type=Path, metavar="FILE", help="把图像存成 JPEG 文件，要和 --reveal 一起用"
    )


def run_page(asked: argparse.Namespace) -> int:
    """Photograph a page; 1 when there is no picture. A folder: each of its pictures."""
    if asked.out is not None and not asked.reveal:
        message = "--out 要和 --reveal 一起用：图像里是个人信息"
        raise UsageError(message)
    ask("请把材料平放在托盘上……")
    pictures, missed = [], 0
    told: list[Mapping[str, object]] = []
    for name, result in _each(asked, lambda camera, deadline: camera.capture(deadline)):
        if isinstance(result, PageCapture):
            _tell(asked, told, page_line(name, result), page_json(name, result))
        else:
            _tell(asked, told, f"{name}：{result.text}", result.as_json(name))
        pictures += [result] if isinstance(result, PagePicture) else []
        missed += not isinstance(result, PagePicture)
    if asked.json:
        say_json({"pages": told})
    if asked.out is not None and pictures:
        missed += _saved(pictures, asked.out)
    return int(missed > 0 or not pictures)


def run_zone(asked: argparse.Namespace) -> int:
    """Read a zone; 1 when no key was proven. A folder: each of its pictures."""
    ask("请把证件有机读码的一页平放在托盘上……")
    read = missed = 0
    told: list[Mapping[str, object]] = []
    for name, result in _each(asked, lambda camera, deadline: camera.read_zone(deadline)):
        if isinstance(result, ZoneReading):
            line = zone_line(name, result, reveal=asked.reveal)
            _tell(asked, told, line, zone_json(name, result, reveal=asked.reveal))
        else:
            _tell(asked, told, f"{name}：{result.text}", result.as_json(name))
        read += isinstance(result, TravelKeyRead)
        missed += not isinstance(result, TravelKeyRead)
    if asked.json:
        say_json({"zones": told})
    return int(missed > 0 or not read)


@dataclass(frozen=True, slots=True)
class _Broken:
    """A line that broke."""

    code: str
    text: str

    def as_json(self, name: str) -> dict[str, object]:
        return {"source": name, "result": "failed", "error": self.code, "text": self.text}


def _each(
    asked: argparse.Namespace, call: Callable[[DocumentCamera, Deadline], T]
) -> Iterator[tuple[str, T | _Broken]]:
    """What every source gives."""
    for source, seconds in _sources(asked):
        with closing(open_document_camera(source)) as camera:
            try:
                yield source.name, call(camera, Deadline.after(seconds))
            except TransportError as broken:
                yield source.name, _Broken(broken.code, camera_fault_text(broken.code))


def _tell(
    asked: argparse.Namespace,
    told: list[Mapping[str, object]],
    line: str,
    facts: Mapping[str, object],
) -> None:
    """A line at once for a person; facts in the end for a program."""
    told.append(facts)
    if not asked.json:
        say(line)


def _sources(asked: argparse.Namespace) -> Iterator[tuple[PageSource, float]]:
    """Each source and the seconds that it has; raises UsageError."""
    if asked.simulated:
        yield _simulated(asked), asked.seconds
        return
    if asked.document:
        message = "--document 只能和 --simulated 一起用"
        raise UsageError(message)
    config = camera_config(asked.source)
    if config.source is not CameraSource.IMAGES:
        yield open_page_source(config), asked.seconds
        return
    files = sorted(Path(config.path).iterdir())
    for path in (path for path in files if path.suffix.lower() in PICTURES):
        yield StillSource(path), min(asked.seconds, STILL_SECONDS)


def _simulated(asked: argparse.Namespace) -> PageSource:
    if asked.source:
        message = "--source 不能和 --simulated 一起用"
        raise UsageError(message)
    key = asked.document or DEFAULT_DOCUMENT
    if key not in specimen_pages():
        message = f"没有叫 {key} 的模拟页面；有：{'、'.join(specimen_pages())}"
        raise UsageError(message)
    world = World()
    world.lay_document(key)
    return SimPageSource(world)


def _saved(pictures: list[PagePicture], path: Path) -> int:
    """Write the picture for its owner's eyes only; 1 for several, or where there is a file."""
    if len(pictures) > 1:
        ask(with_code("--out 只存一张：请给只有一张图片的文件夹", "several"))
        return 1
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    except OSError as error:
        ask(with_code(f"图像没有存下：{error.strerror}", "not_written"))
        return 1
    with os.fdopen(descriptor, "wb") as file:
        file.write(pictures[0].jpeg)
    ask(f"图像已存到 {path}，看完请删除")
    return 0
